import type * as pulumi from '@pulumi/pulumi';
import { shown, unless, validateRegion, validateWhole } from '../common/checks';
import { validateOptOut, type OptOut, type Placement } from '../common/placement';
import { pairOf, zoneOf } from '../common/regions';
import { validateZones } from '../common/zones';
import type { ArgumentProblem } from '../problems';
import { ENGINE_DEFAULTS, type DatabaseEngine } from './engine';
import { validateDatabaseNetwork, type DatabaseClients } from './network';

/** A copy of a snapshot in the other region of the zone, each night. */
export interface SnapshotCopyRecovery {
  mode: 'snapshotCopy';
  /** Of the same residency zone. */
  region: string;
  /** Key of that region. */
  kmsKeyArn: pulumi.Input<string>;
  /** 1 to 3650. @default 35 */
  retentionDays?: number;
  /** Leaves the vaults without a lock. @default - locked: nobody deletes a copy before its days are over */
  vaultLock?: OptOut;
}

/** A second cluster in the other region of the zone that follows the first. Aurora only. */
export interface GlobalDatabaseRecovery extends DatabaseClients {
  mode: 'globalDatabase';
  /** Of the same residency zone. */
  region: string;
  /** Key of that region. */
  kmsKeyArn: pulumi.Input<string>;
  /** Network of that region. */
  vpcId: pulumi.Input<string>;
  subnetIds: readonly pulumi.Input<string>[];
  /** Zones of that region that the instances take in turn. */
  availabilityZones: readonly string[];
  /** @default - as many as at home */
  instances?: number;
  /** AWS keeps no master secret for a global database: this one is written, and kept in Secrets Manager. */
  masterPassword: pulumi.Input<string>;
  /** Raise it with the password. */
  masterPasswordVersion: number;
}

/**
 * What is left when the region is.
 *
 * | mode | rows lost (RPO) | until writes go on (RTO) |
 * | --- | --- | --- |
 * | `snapshotCopy` | at most 24 hours | about an hour, restored by hand; writes do not fail over |
 * | `globalDatabase` | seconds, none at a planned switchover | minutes, by `failover-global-cluster` |
 * | `none` | all: backups stay in the region | when the region is back |
 *
 * The loss of a zone costs no row in any mode: Aurora goes on within a minute where it has a reader, RDS within two.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
export type DisasterRecovery = SnapshotCopyRecovery | GlobalDatabaseRecovery | ({ mode: 'none' } & OptOut);

export const COPY_RETENTION_DAYS = 35;

/** Of Secrets Manager's and PostgreSQL's rules, the narrower. Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html */
const PASSWORD = /^(?!.*[/"@ ])[\x21-\x7e]{16,128}$/;

/** Least capacity of a serverless primary. Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html */
const GLOBAL_MIN_CAPACITY_UNITS = 8;

/** @returns every problem of what is left when the region is */
export function validateDisasterRecovery(
  recovery: DisasterRecovery,
  engine: DatabaseEngine,
  placement: Placement,
  path: string,
): ArgumentProblem[] {
  if (recovery.mode === 'none') return validateOptOut(recovery, path);
  const { region } = recovery;
  const zone = zoneOf(placement.region);
  return [
    ...validateRegion(region, `${path}.region`),
    ...unless(region !== placement.region && zoneOf(region) === zone, {
      path: `${path}.region`,
      value: shown(region),
      rule: `is another region of the residency zone ${zone}: rows of a tenant do not leave it`,
      fix: `choose ${pairOf(placement.region)}`,
    }),
    ...(recovery.mode === 'snapshotCopy'
      ? [
          ...validateWhole(recovery.retentionDays ?? COPY_RETENTION_DAYS, `${path}.retentionDays`, [1, 3650], 'days'),
          ...validateOptOut(recovery.vaultLock, `${path}.vaultLock`),
        ]
      : validateGlobalDatabase(recovery, engine, path)),
  ];
}

function validateGlobalDatabase(
  recovery: GlobalDatabaseRecovery,
  engine: DatabaseEngine,
  path: string,
): ArgumentProblem[] {
  const { region, availabilityZones, instances, masterPassword, masterPasswordVersion } = recovery;
  if (engine.mode === 'rds')
    return [
      {
        path: `${path}.mode`,
        value: recovery.mode,
        rule: 'is snapshotCopy or none with engine rds: a global database is of Aurora alone',
        fix: 'change it, or take an engine of Aurora',
      },
    ];
  return [
    ...validateDatabaseNetwork(recovery, path),
    ...validateZones(availabilityZones, region, `${path}.availabilityZones`),
    ...validateWhole(
      instances ?? engine.instances ?? ENGINE_DEFAULTS.instances,
      `${path}.instances`,
      [1, 15],
      'instances',
    ),
    ...unless(typeof masterPassword !== 'string' || PASSWORD.test(masterPassword), {
      path: `${path}.masterPassword`,
      value: masterPassword === '' ? 'nothing' : 'a password',
      rule: 'has 16 to 128 printable ASCII characters without space, /, " and @',
      fix: 'set another, as a secret',
    }),
    ...validateWhole(masterPasswordVersion, `${path}.masterPasswordVersion`, [1, 2 ** 31 - 1], 'versions'),
    ...validateGlobalEngine(engine, path),
  ];
}

/** A global database runs on memory-optimized classes, and on capacity that keeps up with another region's writes. */
function validateGlobalEngine(engine: Exclude<DatabaseEngine, { mode: 'rds' }>, path: string): ArgumentProblem[] {
  if (engine.mode === 'aurora-provisioned')
    return unless(/^db\.[rx]/.test(engine.instanceClass), {
      path: path.replace(/disasterRecovery$/, 'engine.instanceClass'),
      value: shown(engine.instanceClass),
      rule: 'is a memory-optimized class, db.r or db.x, in a global database',
      fix: 'choose one such as db.r8g.large, or change disasterRecovery',
    });
  const least = engine.minCapacityUnits ?? ENGINE_DEFAULTS.minCapacityUnits;
  return unless(least >= GLOBAL_MIN_CAPACITY_UNITS, {
    path: path.replace(/disasterRecovery$/, 'engine.minCapacityUnits'),
    value: shown(least),
    rule: `is at least ${GLOBAL_MIN_CAPACITY_UNITS} in a global database`,
    fix: 'raise it, or change disasterRecovery',
  });
}
