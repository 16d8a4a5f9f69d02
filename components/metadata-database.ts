import * as pulumi from '@pulumi/pulumi';
import {
  MASTER_USER,
  withDatabaseDefaults,
  type DatabaseSettings,
  type MetadataDatabaseArgs,
} from './metadata-database/args';
import { auroraCluster, type AuroraCluster } from './metadata-database/aurora';
import { COPY_RETENTION_DAYS } from './metadata-database/disaster-recovery';
import type { AuroraEngine, RdsMultiAz } from './metadata-database/engine';
import { globalDatabase } from './metadata-database/global-database';
import { PORT, type DatabaseNetwork } from './metadata-database/network';
import { rdsInstance } from './metadata-database/rds-instance';
import { snapshotCopy } from './metadata-database/snapshot-copy';
import { validateMetadataDatabaseArgs } from './metadata-database/validate';
import { refuse } from './problems';

/** Of what alarms and dashboards ask CloudWatch, by names that are known while nothing exists. */
export interface DatabaseDimensions {
  region: string;
  /** Absent for RDS, which has no cluster. */
  clusterIdentifier?: string;
  instanceIdentifiers: readonly string[];
}

/** A database as each engine gives it. */
interface Registered {
  arn: pulumi.Output<string>;
  writerEndpoint: pulumi.Output<string>;
  readerEndpoint: pulumi.Output<string>;
  globalWriterEndpoint?: pulumi.Output<string>;
  masterSecretArn: pulumi.Output<string>;
  securityGroupId: pulumi.Output<string>;
  resourceId: pulumi.Output<string>;
  dimensions: DatabaseDimensions[];
}

const secretOf = (secrets: pulumi.Output<{ secretArn: string }[]>): pulumi.Output<string> =>
  secrets.apply(([secret]) => secret?.secretArn ?? '');

const dimensionsOf = (
  region: string,
  { clusterIdentifier, instanceIdentifiers }: AuroraCluster,
): DatabaseDimensions => ({
  region,
  clusterIdentifier,
  instanceIdentifiers,
});

/**
 * The metadata database of a region: Aurora PostgreSQL, serverless or provisioned, or RDS for PostgreSQL with a standby;
 * in private subnets, encrypted, over TLS only, with IAM authentication for its users. The master's secret serves to set
 * the schema up, nothing else. What is lost with a zone or the region, and how long it takes, says {@link DisasterRecovery}.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new MetadataDatabase('database', { placement, vpcId, subnetIds, kmsKeyArn, identifier: 'gl-artifacts', disasterRecovery })
 * Source: ADR-004 §Technology Stack; https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.html
 */
export class MetadataDatabase extends pulumi.ComponentResource {
  readonly writerEndpoint: pulumi.Output<string>;
  /** The writer's, where there is no reader. */
  readonly readerEndpoint: pulumi.Output<string>;
  /** Of a global database: follows the writer into the other region. */
  readonly globalWriterEndpoint: pulumi.Output<string> | undefined;
  readonly port = PORT;
  readonly databaseName: string;
  readonly masterUser = MASTER_USER;
  readonly masterSecretArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Of the cluster or instance, as `rds-db:connect` names it. */
  readonly resourceId: pulumi.Output<string>;
  /** Home first, then the second cluster of a global database. */
  readonly dimensions: readonly DatabaseDimensions[];

  constructor(name: string, args: MetadataDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`MetadataDatabase "${name}"`, validateMetadataDatabaseArgs(args));
    super('gl-artifacts:rds:MetadataDatabase', name, {}, opts);
    const settings = withDatabaseDefaults(args);
    const registered =
      settings.engine.mode === 'rds'
        ? this.rds(name, settings, settings.engine)
        : this.aurora(name, settings, settings.engine);
    const { disasterRecovery, placement, identifier, kmsKeyArn } = args;
    if (disasterRecovery.mode === 'snapshotCopy')
      snapshotCopy(this, name, {
        placement,
        identifier,
        databaseArn: registered.arn,
        kmsKeyArn,
        copy: { retentionDays: COPY_RETENTION_DAYS, ...disasterRecovery },
      });
    this.databaseName = settings.databaseName;
    this.writerEndpoint = registered.writerEndpoint;
    this.readerEndpoint = registered.readerEndpoint;
    this.globalWriterEndpoint = registered.globalWriterEndpoint;
    this.masterSecretArn = registered.masterSecretArn;
    this.securityGroupId = registered.securityGroupId;
    this.resourceId = registered.resourceId;
    this.dimensions = registered.dimensions;
    this.registerOutputs({
      writerEndpoint: this.writerEndpoint,
      readerEndpoint: this.readerEndpoint,
      masterSecretArn: this.masterSecretArn,
      securityGroupId: this.securityGroupId,
    });
  }

  private aurora(name: string, settings: DatabaseSettings, engine: AuroraEngine): Registered {
    const { kmsKeyArn, disasterRecovery, placement } = settings;
    const network = networkOf(settings);
    const global =
      disasterRecovery.mode === 'globalDatabase'
        ? globalDatabase(this, name, { engine, network, kmsKeyArn, settings, recovery: disasterRecovery })
        : undefined;
    const home =
      global?.home ??
      auroraCluster(this, name, {
        engine,
        network,
        kmsKeyArn,
        settings,
        identity: {
          databaseName: settings.databaseName,
          masterUsername: MASTER_USER,
          manageMasterUserPassword: true,
          masterUserSecretKmsKeyId: kmsKeyArn,
        },
      });
    const { cluster } = home;
    return {
      arn: cluster.arn,
      writerEndpoint: cluster.endpoint,
      readerEndpoint: cluster.readerEndpoint,
      ...(global === undefined ? {} : { globalWriterEndpoint: global.writerEndpoint }),
      masterSecretArn: global?.masterSecretArn ?? secretOf(cluster.masterUserSecrets),
      securityGroupId: home.securityGroupId,
      resourceId: cluster.clusterResourceId,
      dimensions: [
        dimensionsOf(placement.region, home),
        ...(global === undefined || disasterRecovery.mode !== 'globalDatabase'
          ? []
          : [dimensionsOf(disasterRecovery.region, global.secondary)]),
      ],
    };
  }

  private rds(name: string, settings: DatabaseSettings, engine: RdsMultiAz): Registered {
    const { kmsKeyArn, placement } = settings;
    const { instance, instanceIdentifiers, securityGroupId } = rdsInstance(this, name, {
      engine,
      network: networkOf(settings),
      kmsKeyArn,
      settings,
    });
    return {
      arn: instance.arn,
      writerEndpoint: instance.address,
      readerEndpoint: instance.address,
      masterSecretArn: secretOf(instance.masterUserSecrets),
      securityGroupId,
      resourceId: instance.resourceId,
      dimensions: [{ region: placement.region, instanceIdentifiers }],
    };
  }
}

const networkOf = ({
  placement,
  identifier,
  vpcId,
  subnetIds,
  clientSecurityGroupIds,
  clientCidrBlocks,
}: MetadataDatabaseArgs): DatabaseNetwork => ({
  placement,
  identifier,
  vpcId,
  subnetIds,
  ...(clientSecurityGroupIds === undefined ? {} : { clientSecurityGroupIds }),
  ...(clientCidrBlocks === undefined ? {} : { clientCidrBlocks }),
});
