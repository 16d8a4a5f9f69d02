import { validateAccessAuditArgs } from '../access-audit';
import { validateAccessRolesArgs } from '../access-roles/validate';
import { validateArtifactBucketArgs } from '../artifact-bucket';
import { validateArtifactEventsArgs } from '../artifact-events';
import { validateArtifactInventoryArgs } from '../artifact-inventory';
import { validateArtifactKeyArgs } from '../artifact-key';
import { validateBatchReplicationArgs } from '../batch-replication';
import { validateBucketReplicationArgs } from '../bucket-replication';
import { shown, unless } from '../common/checks';
import { zoneOf } from '../common/regions';
import { defaultZones } from '../common/zones';
import { validateEvidenceVaultArgs } from '../evidence-vault';
import { validateLogBucketArgs } from '../log-bucket';
import { validateMetadataDatabaseArgs } from '../metadata-database/validate';
import { validateMetadataNetworkArgs, type MetadataNetworkArgs } from '../metadata-network';
import { validateMetadataSchemaArgs } from '../metadata-schema';
import { validateOperationalAlarmsArgs } from '../operational-alarms';
import type { ArgumentProblem } from '../problems';
import { databaseMetricsOf } from './alarms';
import { accessScopeOf } from './access-scope';
import type { RegionalArtifactStackArgs } from './args';
import type { DatabasePlan } from './database-plan';
import { edgesOf, planOf, type RegionPlan } from './plan';

/** What is not there yet: its rules are AWS's. */
const LATER = { vpcId: '', subnetIds: ['', ''], kmsKeyArn: Promise.resolve('') };

const NOT_DRAWN = { homeKeyArn: '', replicaKeyArn: '', signingKeyArn: '', databaseResourceId: '' };

/** By a component's path, which argument of the stack it comes from; first match wins. */
const ORIGINS: readonly (readonly [RegExp, string])[] = [
  [
    /^(recoveryNetwork|replica|replica\w+)\.placement\.region$|^there\.destination\.region$|^back\.source\.region$/,
    'replicaRegion',
  ],
  [/^database\.disasterRecovery\.region$/, 'replicaRegion'],
  [/^\w+\.placement\./, 'placement.'],
  [/^(access|there|back|batch)\.permissionsBoundaryArn$/, 'placement.permissionsBoundaryArn'],
  [/^\w+Logs\.retentionDays$/, 'accessLogRetentionDays'],
  [/^\w+Inventory\.(frequency|retentionDays)$/, 'inventory.$1'],
  [/^\w+Key\.administratorArns|^vault\.keyAdministratorArns/, 'keyAdministratorArns'],
  [/^(there|back)\.(source|destination)\.(region|accountId)$/, 'placement.$3'],
  [/^\w+Audit\.writeOnly\.reason$/, 'optOuts.accessAuditReads'],
  [/^vault\.evidenceRetentionYears$/, 'evidenceRetentionYears'],
  [/^vault\.sealerRoleArn$/, 'sealerRoleName'],
  [/^access\.trusted\./, 'access.'],
  [/^access\.scope\.(region|accountId)$/, 'placement.$1'],
  [/^access\.accountTrust\.reason$/, 'optOuts.accountTrust'],
  [/^.*(bucketName|sourceBuckets.*|targetBucket|[aA]lias|identifier|roleName|trailName|queueName)$/, 'bucketName'],
  [/^database\.disasterRecovery\.vaultLock\.reason$/, 'optOuts.backupVaultLock'],
  [/^database\.disasterRecovery\.reason$/, 'optOuts.databaseDisasterRecovery'],
  [/^(bucket|replica)\.(\w+)\.reason$/, 'optOuts.$2'],
  [/^(bucket|replica)\./, ''],
  [/^database\.engine\./, 'database.'],
  [/^database\.disasterRecovery\.masterPassword$/, 'databaseMasterPassword'],
  [/^recoveryNetwork\./, 'database.disasterRecovery.network.'],
  [/^alarms\.topicArns/, 'alarmTopicArns'],
  [/^alarms$/, 'optOuts.alarms'],
  [/^schema\.databaseName$/, 'database.name'],
  [/^schema\.masterUser$/, 'database.masterUser'],
];

/** Names that begin with the bucket's: what is wrong with it is wrong with each. */
const isDerivedName = (path: string): boolean => path !== 'bucket.bucketName' && originOf(path) === 'bucketName';

const originOf = (path: string): string => {
  const origin = ORIGINS.find(([pattern]) => pattern.test(path));
  return origin === undefined ? path : path.replace(origin[0], origin[1]);
};

const regionProblems = ({ key, logs, bucket, audit, inventory }: RegionPlan, path: string): ArgumentProblem[] => [
  ...validateArtifactBucketArgs(bucket, path),
  ...(key === undefined ? [] : validateArtifactKeyArgs(key, `${path}Key`)),
  ...(logs === undefined ? [] : validateLogBucketArgs(logs, `${path}Logs`)),
  ...(audit === undefined ? [] : validateAccessAuditArgs({ ...audit, ...LATER }, `${path}Audit`)),
  ...(inventory === undefined ? [] : validateArtifactInventoryArgs(inventory, `${path}Inventory`)),
];

/** Zones that come from a network are judged there. */
const ofNetwork = (zones: readonly string[] | undefined, network: MetadataNetworkArgs | undefined): boolean =>
  network?.network.mode === 'create' &&
  JSON.stringify(zones) === JSON.stringify(network.network.availabilityZones ?? defaultZones(network.placement.region));

function metadataProblems({ database, recovery, network, recoveryNetwork }: DatabasePlan): ArgumentProblem[] {
  const { engine } = database;
  const judged = [
    ...(engine !== undefined && engine.mode !== 'rds' && ofNetwork(engine.availabilityZones, network)
      ? ['database.engine.availabilityZones']
      : []),
    ...(recovery.mode === 'globalDatabase' && ofNetwork(recovery.availabilityZones, recoveryNetwork)
      ? ['database.disasterRecovery.availabilityZones']
      : []),
  ];
  return [
    ...(network === undefined ? [] : validateMetadataNetworkArgs(network, 'network')),
    ...(recoveryNetwork === undefined ? [] : validateMetadataNetworkArgs(recoveryNetwork, 'recoveryNetwork')),
    ...validateMetadataDatabaseArgs(
      { ...database, ...LATER, disasterRecovery: { ...LATER, ...recovery } },
      'database',
    ).filter(({ path }) => !judged.some((zones) => path.startsWith(zones))),
  ];
}

/** @returns every problem of every component, each once, by the argument of the stack that it comes from */
export function validateRegionalArtifactStackArgs(args: RegionalArtifactStackArgs): ArgumentProblem[] {
  const plan = planOf(args);
  const [there, back] = edgesOf(args);
  // What hangs on the region would say no more than that it is wrong.
  const known = zoneOf(args.placement.region) !== undefined;
  const problems = [
    ...regionProblems(plan.home, 'bucket'),
    ...(plan.vault === undefined ? [] : validateEvidenceVaultArgs(plan.vault, 'vault')),
    ...(plan.events === undefined ? [] : validateArtifactEventsArgs(plan.events, 'events')),
    ...(plan.replica === undefined || !known
      ? []
      : [
          ...regionProblems(plan.replica, 'replica'),
          ...validateBucketReplicationArgs(there, 'there'),
          ...validateBucketReplicationArgs(back, 'back').filter(({ path }) => path === 'back.roleName'),
          ...Object.values(plan.batchReplication).flatMap((batch) =>
            validateBatchReplicationArgs(batch, 'batch').filter(({ path }) => path === 'batch.roleName'),
          ),
        ]),
    ...(plan.metadata === undefined || !known ? [] : metadataProblems(plan.metadata)),
    ...validateMetadataSchemaArgs(plan.schema, 'schema'),
    ...(plan.alarms === undefined || !known
      ? []
      : validateOperationalAlarmsArgs(
          {
            ...plan.alarms,
            databases: databaseMetricsOf(args.database, [{ region: args.placement.region, instanceIdentifiers: [''] }]),
          },
          'alarms',
        )),
    ...(plan.access === undefined || !known
      ? []
      : validateAccessRolesArgs(
          { ...plan.access, scope: accessScopeOf(plan, args.encryption !== 'sse-s3', NOT_DRAWN) },
          'access',
        )),
    ...ownProblems(args),
  ]
    .filter(({ path }, _i, all) => !isDerivedName(path) || !all.some((other) => other.path === 'bucket.bucketName'))
    .map((problem) => ({ ...problem, path: originOf(problem.path) }));
  const key = ({ path, rule }: ArgumentProblem): string => `${path} ${rule}`;
  return [...new Map(problems.map((problem) => [key(problem), problem] as const).reverse()).values()].reverse();
}

/** Rules between a database's recovery and what else the stack says of it. */
function recoveryProblems({ database, optOuts, databaseMasterPassword }: RegionalArtifactStackArgs): ArgumentProblem[] {
  const mode = database.mode === 'existing' ? undefined : database.disasterRecovery?.mode;
  const copies =
    database.mode !== 'existing' && mode !== 'globalDatabase' && optOuts.databaseDisasterRecovery === undefined;
  return [
    ...unless(mode === undefined || optOuts.databaseDisasterRecovery === undefined, {
      path: 'database.disasterRecovery',
      value: shown(mode),
      rule: 'is not given where optOuts.databaseDisasterRecovery says why there is none',
      fix: 'remove one of them',
    }),
    ...unless(optOuts.backupVaultLock === undefined || copies, {
      path: 'optOuts.backupVaultLock',
      value: 'a reason',
      rule: 'goes with copies of snapshots: there are no vaults without them',
      fix: 'remove it',
    }),
    ...unless(databaseMasterPassword === undefined || mode === 'globalDatabase', {
      path: 'databaseMasterPassword',
      value: 'a password',
      rule: 'goes with a global database: otherwise AWS makes the password and keeps it',
      fix: 'remove it',
    }),
  ];
}

/** Rules of what roles connect to, where it is not made here. */
function existingProblems({ database }: RegionalArtifactStackArgs): ArgumentProblem[] {
  if (database.mode !== 'existing' || database.resourceId === undefined) return [];
  return [
    ...unless(/^(cluster|db)-[A-Z0-9]+$/.test(database.resourceId), {
      path: 'database.resourceId',
      value: shown(database.resourceId),
      rule: 'is the id that AWS drew for a cluster or an instance, not its name',
      fix: 'give cluster-… or db-… as aws rds describe-db-clusters shows it',
    }),
    ...unless(database.auth.mode === 'iam', {
      path: 'database.resourceId',
      value: shown(database.resourceId),
      rule: 'goes with auth of mode iam: a role connects by nothing else',
      fix: 'remove it, or change auth',
    }),
  ];
}

/** Settings of what a stack may leave out. */
const SETTINGS_OF_PARTS = [
  ['storageTiers', 'storageTiers'],
  ['inventory', 'inventory'],
  ['events', 'events'],
  ['accessLogRetentionDays', 'accessLogs'],
] as const;

/** Rules between the parts. */
function ownProblems(args: RegionalArtifactStackArgs): ArgumentProblem[] {
  const { network, database, optOuts, retentionClasses, defaultRetentionClass, uploadEncryption, provisionSchema } =
    args;
  const names = retentionClasses.map((c) => c.name);
  const made = database.mode !== 'existing';
  return [
    ...unless(network !== undefined || !made, {
      path: 'network',
      value: 'nothing',
      rule: 'is there when a database is made: it has no public address',
      fix: 'give mode create, or mode existing with vpcId and subnetIds',
    }),
    ...unless(network === undefined || made, {
      path: 'network',
      value: network?.mode ?? '',
      rule: 'is given for a database that is made: one that exists has its own',
      fix: 'remove it',
    }),
    ...recoveryProblems(args),
    ...SETTINGS_OF_PARTS.flatMap(([path, part]) =>
      unless(args[path] === undefined || optOuts[part] === undefined, {
        path,
        value: shown(args[path]),
        rule: `is not given where optOuts.${part} says why there are none`,
        fix: 'remove one of them',
      }),
    ),
    ...existingProblems(args),
    ...unless(names.includes(defaultRetentionClass), {
      path: 'defaultRetentionClass',
      value: shown(defaultRetentionClass),
      rule: `is one of ${names.join(', ')}`,
      fix: 'name a class of retentionClasses',
    }),
    ...unless(optOuts.uploadEncryption === undefined || uploadEncryption !== 'require-header', {
      path: 'optOuts.uploadEncryption',
      value: 'a reason',
      rule: 'goes with uploadEncryption allow-default or off',
      fix: 'remove it, or change uploadEncryption',
    }),
    ...unless(!made || optOuts.replica === undefined || optOuts.databaseDisasterRecovery !== undefined, {
      path: 'optOuts.databaseDisasterRecovery',
      value: 'nothing',
      rule: 'says why backups stay in the region, since without a replica there is no second one',
      fix: 'give a reason, or remove optOuts.replica',
    }),
    ...unless(!('endpoint' in args && args.endpoint !== undefined && args.encryption !== 'sse-s3'), {
      path: 'encryption',
      value: args.encryption,
      rule: 'is sse-s3 where an endpoint of another server is given: KMS is a service of AWS',
      fix: 'change it, or remove endpoint',
    }),
    ...unless(args.sealerRoleName === undefined || args.access?.sealer === undefined, {
      path: 'sealerRoleName',
      value: shown(args.sealerRoleName),
      rule: 'is left out where access.sealer has the role made: the vault knows one sealer',
      fix: 'remove one of the two',
    }),
    ...unless(typeof provisionSchema === 'boolean', {
      path: 'provisionSchema',
      value: shown(provisionSchema),
      rule: 'is true or false',
      fix: 'change it',
    }),
  ];
}
