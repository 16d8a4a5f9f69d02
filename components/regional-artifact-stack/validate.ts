import { validateAccessAuditArgs } from '../access-audit';
import { validateArtifactBucketArgs } from '../artifact-bucket';
import { validateArtifactKeyArgs } from '../artifact-key';
import { validateBucketReplicationArgs } from '../bucket-replication';
import { shown, unless } from '../common/checks';
import { zoneOf } from '../common/regions';
import { validateEvidenceVaultArgs } from '../evidence-vault';
import { validateLogBucketArgs } from '../log-bucket';
import { validateMetadataDatabaseArgs } from '../metadata-database';
import { validateMetadataNetworkArgs } from '../metadata-network';
import { validateMetadataSchemaArgs } from '../metadata-schema';
import type { ArgumentProblem } from '../problems';
import type { RegionalArtifactStackArgs } from './args';
import { edgesOf, planOf, type RegionPlan } from './plan';

/** What is not there yet: its rules are AWS's. */
const LATER = { vpcId: '', subnetIds: ['', ''], kmsKeyArn: Promise.resolve('') };

/** By a component's path, which argument of the stack it comes from; first match wins. */
const ORIGINS: readonly (readonly [RegExp, string])[] = [
  [/^(replica|replica\w+)\.placement\.region$|^there\.destination\.region$|^back\.source\.region$/, 'replicaRegion'],
  [/^database\.disasterRecovery\.region$/, 'replicaRegion'],
  [/^\w+\.placement\./, 'placement.'],
  [/^(there|back)\.(source|destination)\.(region|accountId)$/, 'placement.$3'],
  [/^\w+Audit\.writeOnly\.reason$/, 'optOuts.accessAuditReads'],
  [/^vault\.evidenceRetentionYears$/, 'evidenceRetentionYears'],
  [/^vault\.sealerRoleArn$/, 'sealerRoleName'],
  [/^.*(bucketName|sourceBuckets.*|targetBucket|[aA]lias|identifier|roleName|trailName)$/, 'bucketName'],
  [/^bucket\.publicAccessBlock\.reason$/, 'optOuts.publicAccessBlock'],
  [/^bucket\.(\w+)\.reason$/, 'optOuts.$1'],
  [/^(bucket|replica)\./, ''],
  [/^database\.capacity\./, 'database.'],
  [/^database\.capacity$/, 'database'],
  [/^schema\.databaseName$/, 'database.name'],
  [/^schema\.masterUser$/, 'database.masterUser'],
];

/** Names that begin with the bucket's: what is wrong with it is wrong with each. */
const isDerivedName = (path: string): boolean => path !== 'bucket.bucketName' && originOf(path) === 'bucketName';

const originOf = (path: string): string => {
  const origin = ORIGINS.find(([pattern]) => pattern.test(path));
  return origin === undefined ? path : path.replace(origin[0], origin[1]);
};

const regionProblems = ({ key, logs, bucket, audit }: RegionPlan, path: string): ArgumentProblem[] => [
  ...validateArtifactBucketArgs(bucket, path),
  ...(key === undefined ? [] : validateArtifactKeyArgs(key, `${path}Key`)),
  ...(logs === undefined ? [] : validateLogBucketArgs(logs, `${path}Logs`)),
  ...(audit === undefined ? [] : validateAccessAuditArgs({ ...audit, ...LATER }, `${path}Audit`)),
];

/** @returns every problem of every component, each once, by the argument of the stack that it comes from */
export function validateRegionalArtifactStackArgs(args: RegionalArtifactStackArgs): ArgumentProblem[] {
  const plan = planOf(args);
  const [there, back] = edgesOf(args);
  // What hangs on the region would say no more than that it is wrong.
  const known = zoneOf(args.placement.region) !== undefined;
  const problems = [
    ...regionProblems(plan.home, 'bucket'),
    ...(plan.vault === undefined ? [] : validateEvidenceVaultArgs(plan.vault, 'vault')),
    ...(plan.replica === undefined || !known
      ? []
      : [
          ...regionProblems(plan.replica, 'replica'),
          ...validateBucketReplicationArgs(there, 'there'),
          ...validateBucketReplicationArgs(back, 'back').filter(({ path }) => path === 'back.roleName'),
        ]),
    ...(plan.network === undefined || !known ? [] : validateMetadataNetworkArgs(plan.network, 'network')),
    ...(plan.database === undefined || !known
      ? []
      : validateMetadataDatabaseArgs(
          { ...plan.database, ...LATER, disasterRecovery: { ...LATER, ...plan.recovery } },
          'database',
        )),
    ...validateMetadataSchemaArgs(plan.schema, 'schema'),
    ...ownProblems(args),
  ]
    .filter(({ path }, _i, all) => !isDerivedName(path) || !all.some((other) => other.path === 'bucket.bucketName'))
    .map((problem) => ({ ...problem, path: originOf(problem.path) }));
  const key = ({ path, rule }: ArgumentProblem): string => `${path} ${rule}`;
  return [...new Map(problems.map((problem) => [key(problem), problem] as const).reverse()).values()].reverse();
}

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
    ...unless(typeof provisionSchema === 'boolean', {
      path: 'provisionSchema',
      value: shown(provisionSchema),
      rule: 'is true or false',
      fix: 'change it',
    }),
  ];
}
