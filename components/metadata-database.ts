import * as ec2 from '@pulumi/aws/ec2';
import * as rds from '@pulumi/aws/rds';
import * as vpc from '@pulumi/aws/vpc';
import * as pulumi from '@pulumi/pulumi';
import { unless, shown, validateRegion, validateWhole } from './common/checks';
import { childOptions, statefulOptions, taggedInRegion } from './common/options';
import { validateOptOut, validatePlacement, type OptOut, type Placement } from './common/placement';
import { pairOf, zoneOf } from './common/regions';
import { snapshotCopy } from './metadata-database/snapshot-copy';
import { refuse, type ArgumentProblem } from './problems';

/** How much the database may use. Capacity units are Aurora's: about 2 GiB of memory each. */
export interface ServerlessCapacity {
  /** 0 pauses an idle database; 0.5 keeps it warm. @default 0.5 */
  minCapacityUnits?: number;
  /** @default 8 */
  maxCapacityUnits?: number;
}

export interface MetadataDatabaseArgs {
  placement: Placement;
  vpcId: pulumi.Input<string>;
  /** Private subnets in at least two zones. */
  subnetIds: readonly pulumi.Input<string>[];
  /** Key that encrypts storage, master secret and Performance Insights. */
  kmsKeyArn: pulumi.Input<string>;
  /** Cluster identifier; unique in account and region. */
  identifier: string;
  /** @default 'gl_artifacts' */
  databaseName?: string;
  /**
   * Version of Aurora PostgreSQL. A major one lets AWS upgrade the minor one; with a minor one nobody does, since a
   * preview would ask to take the upgrade back. @default '16'
   */
  engineVersion?: string;
  capacity?: ServerlessCapacity;
  /** Writer and readers. @default 2 */
  instances?: number;
  /** 7 to 35. @default 35 */
  backupRetentionDays?: number;
  /** Security groups whose members may connect; there is no other way in. @default [] */
  clientSecurityGroupIds?: readonly pulumi.Input<string>[];
  /** What is left when the region is. */
  disasterRecovery: DisasterRecovery;
}

/**
 * `snapshotCopy` copies a snapshot to the other region of the zone each night: at most 24 hours of rows are lost, and a
 * cluster is restored from it by hand, within about an hour. Writes do not fail over. `none` keeps backups in the region.
 */
export type DisasterRecovery =
  | {
      mode: 'snapshotCopy';
      /** Of the same residency zone. */
      region: string;
      /** Key of that region. */
      kmsKeyArn: pulumi.Input<string>;
      /** 1 to 3650. @default 35 */
      retentionDays?: number;
    }
  | ({ mode: 'none' } & OptOut);

const PORT = 5432;
const MASTER_USER = 'gl_master';
const DEFAULTS = {
  databaseName: 'gl_artifacts',
  engineVersion: '16',
  minCapacityUnits: 0.5,
  maxCapacityUnits: 8,
  instances: 2,
  backupRetentionDays: 35,
  copyRetentionDays: 35,
} as const;

/** What PostgreSQL itself must hold, whoever connects. */
const parametersOf = (): { name: string; value: string }[] => [
  { name: 'rds.force_ssl', value: '1' },
  { name: 'log_connections', value: '1' },
  { name: 'log_disconnections', value: '1' },
];

/**
 * The metadata database of a region: Aurora PostgreSQL, serverless, in private subnets, encrypted, over TLS only, with
 * IAM authentication for its users. The master's secret is RDS's own and serves to set the schema up, nothing else.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new MetadataDatabase('database', { placement, vpcId, subnetIds, kmsKeyArn, identifier: 'gl-artifacts', disasterRecovery })
 * Source: ADR-004 §Technology Stack; https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.html
 */
export class MetadataDatabase extends pulumi.ComponentResource {
  readonly writerEndpoint: pulumi.Output<string>;
  readonly readerEndpoint: pulumi.Output<string>;
  readonly port = PORT;
  readonly databaseName: string;
  readonly masterUser = MASTER_USER;
  readonly masterSecretArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly clusterResourceId: pulumi.Output<string>;

  constructor(name: string, args: MetadataDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`MetadataDatabase "${name}"`, validateMetadataDatabaseArgs(args));
    super('gl-artifacts:rds:MetadataDatabase', name, {}, opts);
    const { placement, kmsKeyArn, identifier } = args;
    const settings = { ...DEFAULTS, ...args.capacity, ...args };
    const stateful = statefulOptions(this, placement.deletionPolicy);
    const securityGroup = this.securityGroup(name, args);
    const subnetGroup = new rds.SubnetGroup(
      `${name}-subnets`,
      taggedInRegion(placement, { name: identifier, subnetIds: [...args.subnetIds] }),
      childOptions(this),
    );
    const parameters = new rds.ClusterParameterGroup(
      `${name}-parameters`,
      taggedInRegion(placement, {
        name: identifier,
        family: `aurora-postgresql${settings.engineVersion.split('.')[0]}`,
        parameters: parametersOf(),
      }),
      childOptions(this),
    );
    const cluster = new rds.Cluster(
      `${name}-cluster`,
      taggedInRegion(placement, {
        clusterIdentifier: identifier,
        engine: 'aurora-postgresql',
        engineMode: 'provisioned',
        engineVersion: settings.engineVersion,
        databaseName: settings.databaseName,
        port: PORT,
        masterUsername: MASTER_USER,
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: kmsKeyArn,
        iamDatabaseAuthenticationEnabled: true,
        storageEncrypted: true,
        kmsKeyId: kmsKeyArn,
        serverlessv2ScalingConfiguration: {
          minCapacity: settings.minCapacityUnits,
          maxCapacity: settings.maxCapacityUnits,
        },
        dbSubnetGroupName: subnetGroup.name,
        dbClusterParameterGroupName: parameters.name,
        vpcSecurityGroupIds: [securityGroup.id],
        backupRetentionPeriod: settings.backupRetentionDays,
        copyTagsToSnapshot: true,
        deletionProtection: placement.deletionPolicy !== 'destroy',
        skipFinalSnapshot: placement.deletionPolicy === 'destroy',
        finalSnapshotIdentifier: `${identifier}-final`,
        enabledCloudwatchLogsExports: ['postgresql'],
      }),
      stateful,
    );
    for (let n = 1; n <= settings.instances; n++)
      new rds.ClusterInstance(
        `${name}-instance-${n}`,
        taggedInRegion(placement, {
          identifier: `${identifier}-${n}`,
          clusterIdentifier: cluster.id,
          engine: 'aurora-postgresql',
          engineVersion: settings.engineVersion,
          instanceClass: 'db.serverless',
          publiclyAccessible: false,
          autoMinorVersionUpgrade: !settings.engineVersion.includes('.'),
          performanceInsightsEnabled: true,
          performanceInsightsKmsKeyId: kmsKeyArn,
          copyTagsToSnapshot: true,
        }),
        stateful,
      );
    if (args.disasterRecovery.mode === 'snapshotCopy')
      snapshotCopy(this, name, {
        placement,
        identifier,
        clusterArn: cluster.arn,
        kmsKeyArn,
        copy: { retentionDays: DEFAULTS.copyRetentionDays, ...args.disasterRecovery },
      });
    this.databaseName = settings.databaseName;
    this.writerEndpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.masterSecretArn = cluster.masterUserSecrets.apply((secrets) => secrets[0]?.secretArn ?? '');
    this.securityGroupId = securityGroup.id;
    this.clusterResourceId = cluster.clusterResourceId;
    this.registerOutputs({
      writerEndpoint: this.writerEndpoint,
      readerEndpoint: this.readerEndpoint,
      masterSecretArn: this.masterSecretArn,
      securityGroupId: this.securityGroupId,
    });
  }

  /** Lets in the groups that are named, on one port; nothing goes out, since a database calls nobody. */
  private securityGroup(name: string, { placement, vpcId, identifier, clientSecurityGroupIds }: MetadataDatabaseArgs) {
    const group = new ec2.SecurityGroup(
      `${name}-security-group`,
      taggedInRegion(placement, { name: identifier, description: 'gl-artifacts metadata database', vpcId }),
      childOptions(this),
    );
    (clientSecurityGroupIds ?? []).forEach((client, i) => {
      new vpc.SecurityGroupIngressRule(
        `${name}-ingress-${i + 1}`,
        taggedInRegion(placement, {
          securityGroupId: group.id,
          referencedSecurityGroupId: client,
          ipProtocol: 'tcp',
          fromPort: PORT,
          toPort: PORT,
          description: 'PostgreSQL from the runtime',
        }),
        childOptions(this),
      );
    });
    return group;
  }
}

/** Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html */
const BACKUP_NAME_CHARACTERS = 50;

/** Capacity comes in halves. Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html */
const isCapacity = (units: number): boolean => units >= 0 && units <= 256 && Number.isInteger(units * 2);

function validateDisasterRecovery(
  { disasterRecovery, placement }: MetadataDatabaseArgs,
  path: string,
): ArgumentProblem[] {
  if (disasterRecovery.mode === 'none') return validateOptOut(disasterRecovery, path);
  const { region, retentionDays = DEFAULTS.copyRetentionDays } = disasterRecovery;
  const zone = zoneOf(placement.region);
  return [
    ...validateRegion(region, `${path}.region`),
    ...unless(region !== placement.region && zoneOf(region) === zone, {
      path: `${path}.region`,
      value: shown(region),
      rule: `is another region of the residency zone ${zone}: rows of a tenant do not leave it`,
      fix: `choose ${pairOf(placement.region)}`,
    }),
    ...validateWhole(retentionDays, `${path}.retentionDays`, [1, 3650], 'days'),
  ];
}

/** @returns every problem of the arguments */
export function validateMetadataDatabaseArgs(args: MetadataDatabaseArgs, path = 'database'): ArgumentProblem[] {
  const { identifier, subnetIds, capacity } = args;
  const { minCapacityUnits, maxCapacityUnits } = { ...DEFAULTS, ...capacity };
  return [
    ...validatePlacement(args.placement, `${path}.placement`),
    ...unless(/^[a-z](?!.*--)[a-z0-9-]{0,60}[a-z0-9]$/.test(identifier), {
      path: `${path}.identifier`,
      value: shown(identifier),
      rule: 'has 2 to 62 lower-case letters, digits and single hyphens, and begins with a letter',
      fix: 'change it',
    }),
    ...unless(args.disasterRecovery.mode === 'none' || identifier.length <= BACKUP_NAME_CHARACTERS, {
      path: `${path}.identifier`,
      value: shown(identifier),
      rule: `has at most ${BACKUP_NAME_CHARACTERS} characters: vaults and plans of AWS Backup are named after it`,
      fix: 'shorten it',
    }),
    ...unless(subnetIds.length >= 2, {
      path: `${path}.subnetIds`,
      value: String(subnetIds.length),
      rule: 'names at least two subnets, in different zones',
      fix: 'add one',
    }),
    ...unless(/^1[5-8](\.\d+)?$/.test(args.engineVersion ?? DEFAULTS.engineVersion), {
      path: `${path}.engineVersion`,
      value: shown(args.engineVersion),
      rule: 'is PostgreSQL 15 to 18, with or without a minor version, such as 16 or 16.8',
      fix: 'change it',
    }),
    ...[
      ['minCapacityUnits', minCapacityUnits],
      ['maxCapacityUnits', maxCapacityUnits],
    ].flatMap(([key, units]) =>
      unless(isCapacity(units as number), {
        path: `${path}.capacity.${key}`,
        value: shown(units),
        rule: 'is 0 to 256 in halves',
        fix: 'change it',
      }),
    ),
    ...unless(minCapacityUnits <= maxCapacityUnits && maxCapacityUnits >= 1, {
      path: `${path}.capacity`,
      value: `${minCapacityUnits} to ${maxCapacityUnits}`,
      rule: 'goes from a smaller to a larger number, which is at least 1',
      fix: 'change them',
    }),
    ...validateWhole(args.instances ?? DEFAULTS.instances, `${path}.instances`, [1, 15], 'instances'),
    ...validateWhole(
      args.backupRetentionDays ?? DEFAULTS.backupRetentionDays,
      `${path}.backupRetentionDays`,
      [7, 35],
      'days',
    ),
    ...validateDisasterRecovery(args, `${path}.disasterRecovery`),
  ];
}
