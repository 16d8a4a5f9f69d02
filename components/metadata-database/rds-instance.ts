import * as rds from '@pulumi/aws/rds';
import type * as pulumi from '@pulumi/pulumi';
import { statefulOptions, taggedInRegion } from '../common/options';
import { MASTER_USER, upgradesItself, type DatabaseSettings } from './args';
import { ENGINE_DEFAULTS, LOG_EXPORTS, maxStorageOf, type RdsMultiAz } from './engine';
import { insightsInputs } from './insights';
import { PORT, securityGroup, subnetGroup, type DatabaseNetwork } from './network';
import { instanceParameters } from './parameter-groups';

/** An instance of RDS, with what is around it. */
export interface RdsInstanceArgs {
  engine: RdsMultiAz;
  network: DatabaseNetwork;
  kmsKeyArn: pulumi.Input<string>;
  settings: Pick<
    DatabaseSettings,
    'databaseName' | 'engineVersion' | 'backupRetentionDays' | 'insights' | 'certificateAuthority'
  >;
}

/**
 * Registers an instance of RDS for PostgreSQL with a standby in another zone, on gp3 storage that grows by itself.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html
 */
export function rdsInstance(parent: pulumi.Resource, name: string, args: RdsInstanceArgs) {
  const { engine, network, kmsKeyArn, settings } = args;
  const { placement, identifier } = network;
  const { engineVersion, insights } = settings;
  const destroy = placement.deletionPolicy === 'destroy';
  const group = securityGroup(parent, name, network);
  const subnets = subnetGroup(parent, name, network);
  const parameters = instanceParameters(parent, name, { placement, identifier, engineVersion });
  const instance = new rds.Instance(
    `${name}-instance`,
    taggedInRegion(placement, {
      identifier,
      engine: 'postgres',
      engineVersion,
      instanceClass: engine.instanceClass,
      dbName: settings.databaseName,
      port: PORT,
      username: MASTER_USER,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: kmsKeyArn,
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      kmsKeyId: kmsKeyArn,
      storageType: 'gp3',
      allocatedStorage: engine.allocatedStorageGiB ?? ENGINE_DEFAULTS.allocatedStorageGiB,
      maxAllocatedStorage: maxStorageOf(engine),
      multiAz: true,
      publiclyAccessible: false,
      dbSubnetGroupName: subnets.name,
      parameterGroupName: parameters.name,
      vpcSecurityGroupIds: [group.id],
      autoMinorVersionUpgrade: upgradesItself(engineVersion),
      caCertIdentifier: settings.certificateAuthority,
      backupRetentionPeriod: settings.backupRetentionDays,
      copyTagsToSnapshot: true,
      deletionProtection: !destroy,
      skipFinalSnapshot: destroy,
      // Point-in-time backups outlive the instance by their own days.
      deleteAutomatedBackups: destroy,
      finalSnapshotIdentifier: `${identifier}-final`,
      enabledCloudwatchLogsExports: [...LOG_EXPORTS.rds],
      databaseInsightsMode: insights,
      ...insightsInputs(insights, kmsKeyArn),
    }),
    statefulOptions(parent, placement.deletionPolicy),
  );
  return { instance, instanceIdentifiers: [identifier], securityGroupId: group.id };
}
