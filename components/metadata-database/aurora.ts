import * as rds from '@pulumi/aws/rds';
import type * as pulumi from '@pulumi/pulumi';
import { statefulOptions, taggedInRegion } from '../common/options';
import { upgradesItself, type DatabaseSettings } from './args';
import { ENGINE_DEFAULTS, LOG_EXPORTS, type AuroraEngine } from './engine';
import { insightsInputs } from './insights';
import { PORT, securityGroup, subnetGroup, type DatabaseNetwork } from './network';
import { clusterParameters } from './parameter-groups';

/** An Aurora cluster in one region, with what is around it. */
export interface AuroraClusterArgs {
  engine: AuroraEngine;
  network: DatabaseNetwork;
  /** Key of the region. */
  kmsKeyArn: pulumi.Input<string>;
  settings: Pick<DatabaseSettings, 'engineVersion' | 'backupRetentionDays' | 'insights' | 'certificateAuthority'>;
  /** What it is told besides: its first database and master, or whom it follows. */
  identity: Partial<rds.ClusterArgs>;
  /** Set where it is part of a global database, which upgrades its members itself. */
  member?: { dependsOn: pulumi.Resource[] };
}

/** What a global database changes in its members: version, and at a failover who follows whom. */
const OF_GLOBAL = ['engineVersion', 'globalClusterIdentifier', 'replicationSourceIdentifier'];

/** A cluster as it was registered; identifiers are known while nothing exists. */
export interface AuroraCluster {
  cluster: rds.Cluster;
  instances: rds.ClusterInstance[];
  clusterIdentifier: string;
  instanceIdentifiers: string[];
  securityGroupId: pulumi.Output<string>;
}

/**
 * Registers a cluster of Aurora PostgreSQL and its instances, the writer first.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraPostgreSQL.html
 */
export function auroraCluster(parent: pulumi.Resource, name: string, args: AuroraClusterArgs): AuroraCluster {
  const { engine, network, kmsKeyArn, settings, member } = args;
  const { placement, identifier } = network;
  const { engineVersion, insights } = settings;
  const destroy = placement.deletionPolicy === 'destroy';
  const group = securityGroup(parent, name, network);
  const subnets = subnetGroup(parent, name, network);
  const parameters = clusterParameters(parent, name, { placement, identifier, engineVersion });
  const cluster = new rds.Cluster(
    `${name}-cluster`,
    taggedInRegion(placement, {
      clusterIdentifier: identifier,
      engine: 'aurora-postgresql',
      engineMode: 'provisioned',
      engineVersion,
      port: PORT,
      ...args.identity,
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      kmsKeyId: kmsKeyArn,
      ...(engine.mode === 'aurora-serverless'
        ? {
            serverlessv2ScalingConfiguration: {
              minCapacity: engine.minCapacityUnits ?? ENGINE_DEFAULTS.minCapacityUnits,
              maxCapacity: engine.maxCapacityUnits ?? ENGINE_DEFAULTS.maxCapacityUnits,
            },
          }
        : {}),
      dbSubnetGroupName: subnets.name,
      dbClusterParameterGroupName: parameters.name,
      vpcSecurityGroupIds: [group.id],
      backupRetentionPeriod: settings.backupRetentionDays,
      copyTagsToSnapshot: true,
      deletionProtection: !destroy,
      skipFinalSnapshot: destroy,
      // Point-in-time backups outlive the cluster by their own days.
      deleteAutomatedBackups: destroy,
      finalSnapshotIdentifier: `${identifier}-final`,
      enabledCloudwatchLogsExports: [...LOG_EXPORTS.aurora],
      databaseInsightsMode: insights,
      ...insightsInputs(insights, kmsKeyArn),
    }),
    statefulOptions(parent, placement.deletionPolicy, {
      ...(member === undefined ? {} : { dependsOn: member.dependsOn, ignoreChanges: OF_GLOBAL }),
    }),
  );
  const numbers = Array.from({ length: engine.instances ?? ENGINE_DEFAULTS.instances }, (_, i) => i + 1);
  const instances = numbers.map((n) => {
    const zones = engine.availabilityZones;
    return new rds.ClusterInstance(
      `${name}-instance-${n}`,
      taggedInRegion(placement, {
        identifier: `${identifier}-${n}`,
        clusterIdentifier: cluster.id,
        engine: 'aurora-postgresql',
        engineVersion,
        instanceClass: engine.mode === 'aurora-serverless' ? 'db.serverless' : engine.instanceClass,
        ...(zones === undefined ? {} : { availabilityZone: zones[(n - 1) % zones.length]! }),
        publiclyAccessible: false,
        autoMinorVersionUpgrade: member === undefined && upgradesItself(engineVersion),
        caCertIdentifier: settings.certificateAuthority,
        // Instances and cluster have to say the same.
        ...insightsInputs(insights, kmsKeyArn),
        copyTagsToSnapshot: true,
      }),
      statefulOptions(parent, placement.deletionPolicy, {
        ...(member === undefined ? {} : { ignoreChanges: ['engineVersion'] }),
      }),
    );
  });
  return {
    cluster,
    instances,
    clusterIdentifier: identifier,
    instanceIdentifiers: numbers.map((n) => `${identifier}-${n}`),
    securityGroupId: group.id,
  };
}
