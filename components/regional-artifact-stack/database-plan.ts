import { defaultZones } from '../common/zones';
import type { MetadataDatabaseArgs } from '../metadata-database/args';
import type { GlobalDatabaseRecovery, SnapshotCopyRecovery } from '../metadata-database/disaster-recovery';
import type { DatabaseEngine } from '../metadata-database/engine';
import type { MetadataNetworkArgs } from '../metadata-network';
import type { MadeDatabaseSettings, NetworkSettings, RegionalArtifactStackArgs } from './args';

/** What is known of a recovery before keys and networks exist. */
type RecoveryPlan =
  | Omit<SnapshotCopyRecovery, 'kmsKeyArn'>
  | Omit<GlobalDatabaseRecovery, 'kmsKeyArn' | 'vpcId' | 'subnetIds'>
  | { mode: 'none'; reason: string };

/** Arguments of a database that is made, and of the networks that it lies in. */
export interface DatabasePlan {
  /** Its keys and its network are known last. */
  database: Omit<MetadataDatabaseArgs, 'vpcId' | 'subnetIds' | 'kmsKeyArn' | 'disasterRecovery'>;
  recovery: RecoveryPlan;
  network?: MetadataNetworkArgs;
  /** Where the second cluster of a global database lies. */
  recoveryNetwork?: MetadataNetworkArgs;
}

/** Zones that are named, or else those of a network that is made; of one that is there nobody here knows them. */
const zonesOf = (named: readonly string[] | undefined, network: NetworkSettings | undefined, region: string) =>
  named ?? (network?.mode === 'create' ? (network.availabilityZones ?? defaultZones(region)) : undefined);

const networkPlan = (
  { placement }: RegionalArtifactStackArgs,
  region: string,
  network: NetworkSettings,
  bucketNames: readonly string[],
): MetadataNetworkArgs => ({
  placement: { ...placement, region },
  network: network.mode === 'existing' ? network : { ...network, bucketNames },
});

function enginePlan(settings: MadeDatabaseSettings, zones: readonly string[] | undefined): DatabaseEngine {
  if (settings.mode === 'rds') {
    const { mode, instanceClass, allocatedStorageGiB, maxAllocatedStorageGiB } = settings;
    return {
      mode,
      instanceClass,
      ...(allocatedStorageGiB === undefined ? {} : { allocatedStorageGiB }),
      ...(maxAllocatedStorageGiB === undefined ? {} : { maxAllocatedStorageGiB }),
    };
  }
  const instances = settings.instances === undefined ? {} : { instances: settings.instances };
  if (settings.mode === 'aurora-provisioned') {
    const { mode, instanceClass } = settings;
    return { mode, instanceClass, ...instances, availabilityZones: zones ?? [] };
  }
  const { mode, minCapacityUnits, maxCapacityUnits } = settings;
  return {
    mode,
    ...instances,
    ...(zones === undefined ? {} : { availabilityZones: zones }),
    ...(minCapacityUnits === undefined ? {} : { minCapacityUnits }),
    ...(maxCapacityUnits === undefined ? {} : { maxCapacityUnits }),
  };
}

function recoveryPlan(args: RegionalArtifactStackArgs, settings: MadeDatabaseSettings): RecoveryPlan {
  const { optOuts, replicaRegion: region, databaseMasterPassword = '' } = args;
  if (optOuts.databaseDisasterRecovery !== undefined) return { mode: 'none', reason: optOuts.databaseDisasterRecovery };
  const recovery = settings.disasterRecovery ?? { mode: 'snapshotCopy' };
  if (recovery.mode === 'snapshotCopy')
    return {
      ...recovery,
      region,
      ...(optOuts.backupVaultLock === undefined ? {} : { vaultLock: { reason: optOuts.backupVaultLock } }),
    };
  const { network, availabilityZones, ...rest } = recovery;
  return {
    ...rest,
    region,
    availabilityZones: zonesOf(availabilityZones, network, region) ?? [],
    masterPassword: databaseMasterPassword,
  };
}

/** What a database that is made consists of. Pure: validation and construction both go by it. */
export function databasePlanOf(
  args: RegionalArtifactStackArgs,
  settings: MadeDatabaseSettings,
  bucketNames: readonly string[],
): DatabasePlan {
  const { placement, bucketName, network, replicaRegion } = args;
  const { name, engineVersion, backupRetentionDays, insights, certificateAuthority } = settings;
  const { clientSecurityGroupIds, clientCidrBlocks, disasterRecovery } = settings;
  const zones = zonesOf(settings.mode === 'rds' ? undefined : settings.availabilityZones, network, placement.region);
  return {
    database: {
      placement,
      identifier: bucketName,
      engine: enginePlan(settings, zones),
      ...(name === undefined ? {} : { databaseName: name }),
      ...(engineVersion === undefined ? {} : { engineVersion }),
      ...(backupRetentionDays === undefined ? {} : { backupRetentionDays }),
      ...(insights === undefined ? {} : { insights }),
      ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
      ...(clientSecurityGroupIds === undefined ? {} : { clientSecurityGroupIds }),
      ...(clientCidrBlocks === undefined ? {} : { clientCidrBlocks }),
    },
    recovery: recoveryPlan(args, settings),
    ...(network === undefined ? {} : { network: networkPlan(args, placement.region, network, bucketNames) }),
    ...(disasterRecovery?.mode === 'globalDatabase'
      ? { recoveryNetwork: networkPlan(args, replicaRegion, disasterRecovery.network, bucketNames) }
      : {}),
  };
}
