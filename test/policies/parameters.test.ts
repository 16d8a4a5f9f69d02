import { CATALOG } from '../../policies/catalog';
import { configure, type Configuration } from '../../policies/configuration';
import { policyNames } from '../../policies/pack';
import { analyze } from '../../tools/policies/analyze';
import { clusterStack } from './database-stack';
import { edited, type Edit, type Path } from './fixtures/fixture';
import { inlineKeyStack } from './key-stack';
import { inlineQueueStack } from './queue-stack';
import { isTried } from './only';
import { roleStack } from './role-stack';
import { siblingStack, stack, type Given } from './stack';

/** One parameter: what is refused of a stack without it, and what with it. */
interface Case {
  parameter: string;
  value: unknown;
  /** Others that have to go with it. @default none */
  beside?: Record<string, unknown>;
  base: () => Given[];
  /** @default the stack as it is */
  edit?: Edit;
  /** Names of the resources that are refused. */
  without: string[];
  with: string[];
}

const OTHER = '999988887777';
const HOME_STATEMENT: Path = ['home-policy', 'policy', 'Statement', 3];
const ROLE_STATEMENT: Path = ['policy', 'policy', 'Statement', 2];
const partner = (Action: string): Edit => ({
  set: HOME_STATEMENT,
  to: { Effect: 'Allow', Principal: { AWS: OTHER }, Action, Resource: 'arn:aws:s3:::gl-home' },
});
const allowed = (Action: string): Edit => ({
  set: ROLE_STATEMENT,
  to: { Effect: 'Allow', Action, Resource: 'arn:aws:s3:::gl-home/${aws:PrincipalTag/tenant}/*' },
});
const AUDIT: Edit = { set: ['attachment', 'policyArn'], to: 'arn:aws:iam::aws:policy/SecurityAudit' };
const HEADER = 's3:x-amz-server-side-encryption';

const CASES: Record<string, Case[]> = {
  's3-account-public-access-block': [
    {
      parameter: 'required',
      value: true,
      base: siblingStack,
      edit: { drop: ['account'] },
      without: [],
      with: ['home'],
    },
  ],
  's3-bucket-cross-account-actions': [
    {
      parameter: 'accounts',
      value: [OTHER],
      base: siblingStack,
      edit: partner('s3:PutBucketPolicy'),
      without: ['home-policy'],
      with: [],
    },
    {
      parameter: 'actions',
      value: ['s3:PutBucketTagging'],
      base: siblingStack,
      edit: partner('s3:PutBucketTagging'),
      without: [],
      with: ['home-policy'],
    },
  ],
  's3-bucket-default-encryption': [
    {
      parameter: 'algorithms',
      value: ['AES256', 'aws:kms'],
      base: siblingStack,
      edit: {
        set: ['home-encryption', 'rules', 0, 'applyServerSideEncryptionByDefault', 'sseAlgorithm'],
        to: 'aws:kms:dsse',
      },
      without: [],
      with: ['home-encryption'],
    },
    {
      parameter: 'requireCustomerKey',
      value: true,
      base: siblingStack,
      without: [],
      with: ['home-encryption', 'replica-encryption'],
    },
  ],
  's3-bucket-tls-min-version': [
    {
      parameter: 'minVersion',
      value: '1.3',
      base: siblingStack,
      without: [],
      with: ['evidence', 'home-policy', 'logs', 'replica-logs', 'replica-policy', 'trails'],
    },
  ],
  's3-bucket-upload-encryption': [
    {
      parameter: 'mode',
      value: 'allow-default',
      base: siblingStack,
      edit: { set: ['home-policy', 'policy', 'Statement', 1, 'Condition', 'Null'], to: { [HEADER]: 'false' } },
      without: ['home-policy'],
      with: [],
    },
    {
      parameter: 'accepted',
      value: ['aws:kms'],
      base: siblingStack,
      without: [],
      with: ['evidence', 'home-policy', 'replica-policy'],
    },
  ],
  'ec2-no-open-ingress': [
    {
      parameter: 'publicPorts',
      value: [5432],
      base: clusterStack,
      edit: { set: ['ingress', 'cidrIpv4'], to: '0.0.0.0/0' },
      without: ['ingress'],
      with: [],
    },
  ],
  'iam-no-admin': [
    {
      parameter: 'policies',
      value: ['SecurityAudit'],
      base: roleStack,
      edit: AUDIT,
      without: [],
      with: ['attachment'],
    },
  ],
  'iam-no-s3-full': [
    {
      parameter: 'policies',
      value: ['SecurityAudit'],
      base: roleStack,
      edit: AUDIT,
      without: [],
      with: ['attachment'],
    },
  ],
  'iam-no-worm-bypass': [
    {
      parameter: 'actions',
      value: ['s3:PutObjectRetention'],
      beside: { exceptions: [] },
      base: roleStack,
      edit: allowed('s3:PutObjectRetention'),
      without: [],
      with: ['policy'],
    },
    {
      parameter: 'exceptions',
      value: [{ holder: 'gl-publish*', actions: ['s3:DeleteObjectVersion'] }],
      base: roleStack,
      edit: allowed('s3:DeleteObjectVersion'),
      without: ['policy'],
      with: [],
    },
  ],
  'iam-tenant-isolation': [
    {
      parameter: 'tag',
      value: 'team',
      base: roleStack,
      edit: {
        set: ['policy', 'policy', 'Statement', 0, 'Resource', 1],
        to: 'arn:aws:s3:::gl-home/${aws:PrincipalTag/team}/*',
      },
      without: ['policy'],
      with: ['policy'],
    },
    { parameter: 'sharedPrefixes', value: [], base: roleStack, without: [], with: ['policy'] },
  ],
  'iam-trust-confused-deputy': [
    {
      parameter: 'services',
      value: ['ssm.amazonaws.com'],
      base: roleStack,
      edit: { set: ['role', 'assumeRolePolicy', 'Statement', 1, 'Principal'], to: { Service: 'ssm.amazonaws.com' } },
      without: ['role'],
      with: [],
    },
  ],
  'kms-key-deletion-window': [
    {
      parameter: 'minDays',
      value: 14,
      base: inlineKeyStack,
      edit: { set: ['key', 'deletionWindowInDays'], to: 14 },
      without: ['key'],
      with: [],
    },
  ],
  'kms-key-rotation': [{ parameter: 'maxRotationDays', value: 179, base: inlineKeyStack, without: [], with: ['key'] }],
  's3-lifecycle-noncurrent-and-abort': [
    {
      parameter: 'maxAbortDays',
      value: 6,
      base: siblingStack,
      without: [],
      with: ['home-lifecycle', 'logs', 'replica-lifecycle', 'replica-logs'],
    },
  ],
  's3-lifecycle-retention-window': [
    {
      parameter: 'minDays',
      value: 105,
      base: siblingStack,
      without: [],
      with: ['home-lifecycle', 'replica-lifecycle'],
    },
    {
      parameter: 'maxDays',
      value: 364,
      base: siblingStack,
      without: [],
      with: ['home-lifecycle', 'replica-lifecycle'],
    },
    {
      parameter: 'graceDays',
      value: 13,
      base: siblingStack,
      without: [],
      with: ['home-lifecycle', 'replica-lifecycle'],
    },
  ],
  's3-object-lock-default-retention': [
    { parameter: 'modes', value: ['COMPLIANCE'], base: siblingStack, without: [], with: ['home-lock', 'replica-lock'] },
    { parameter: 'minDays', value: 31, base: siblingStack, without: [], with: ['home-lock', 'replica-lock'] },
    { parameter: 'maxDays', value: 365, base: siblingStack, without: [], with: ['evidence'] },
  ],
  'rds-backup-retention': [
    {
      parameter: 'minDays',
      value: 35,
      base: clusterStack,
      edit: { set: ['database', 'backupRetentionPeriod'], to: 34 },
      without: [],
      with: ['database'],
    },
  ],
  'rds-log-export': [
    { parameter: 'logs', value: ['postgresql', 'upgrade'], base: clusterStack, without: [], with: ['database'] },
  ],
  'rds-managed-master-secret': [
    { parameter: 'guessableNames', value: ['gl_master'], base: clusterStack, without: [], with: ['database'] },
  ],
  'rds-storage-encrypted': [
    {
      parameter: 'requireCustomerKey',
      value: true,
      base: clusterStack,
      edit: { drop: ['database', 'kmsKeyId'] },
      without: [],
      with: ['database'],
    },
  ],
  'sqs-queue-encrypted': [
    { parameter: 'requireCustomerKey', value: true, base: inlineQueueStack, without: [], with: ['dead', 'events'] },
  ],
  's3-worm-lifecycle-consistent': [
    {
      parameter: 'classTag',
      value: 'other',
      base: siblingStack,
      edit: { set: ['home-lifecycle', 'rules', 0, 'expiration', 'days'], to: 89 },
      without: ['home'],
      with: [],
    },
    {
      parameter: 'graceDays',
      value: 13,
      base: siblingStack,
      without: [],
      with: ['home', 'logs', 'replica', 'replica-logs'],
    },
  ],
  'data-residency': [
    {
      parameter: 'zones',
      value: { ireland: ['eu-west-1'], frankfurt: ['eu-central-1'] },
      base: siblingStack,
      without: [],
      with: ['home-replication', 'replica', 'replica-logging', 'replica-logs', 'replica-replication', 'replica-trail'],
    },
  ],
};

/** Tried beside what they change: in the tests of their controls, and in those of the graph. */
const ELSEWHERE = [
  'cloudtrail-cloudwatch-logs dataEvents',
  'cloudtrail-s3-data-events accesses',
  'data-residency exceptions',
  'no-secrets-in-plain-properties harmlessNames',
  's3-replication-enabled replicasToo',
  'stateful-resources-protected kinds',
];

const cases = Object.entries(CASES).flatMap(([id, list]) => list.map((one) => ({ id, ...one })));
const controlOf = (id: string) => CATALOG.find((control) => control.id === id)!;

async function refused(id: string, given: readonly Given[], parameters: Record<string, unknown>): Promise<string[]> {
  const control = controlOf(id);
  const config = Object.fromEntries(policyNames(control).map((policy) => [policy, parameters]));
  const { findings } = await analyze(stack(given), { controls: [control], config });
  return findings.map(({ verdict, urn }) => `${verdict === 'fail' ? '' : verdict}${urn.split('::').at(-1)}`).sort();
}

describe('a parameter of a control', () => {
  test.each(cases.filter(({ id }) => isTried(id)))('decides what is refused: $parameter of $id', async (one) => {
    const { id, parameter, value, beside = {}, base, edit } = one;
    const given = edit === undefined ? base() : edited(base(), edit);
    expect(await refused(id, given, {})).toEqual(one.without);
    expect(await refused(id, given, { ...beside, [parameter]: value })).toEqual(one.with);
  });

  test('is tried, whichever it is', () => {
    const all = CATALOG.flatMap(({ id, configuration }) =>
      Object.keys(configuration.properties).map((parameter) => `${id} ${parameter}`),
    );
    expect([...cases.map(({ id, parameter }) => `${id} ${parameter}`), ...ELSEWHERE].sort()).toEqual(all.sort());
  });

  test.each<[id: string, parameters: Record<string, unknown>, problem: string]>([
    ['s3-bucket-cross-account-actions', { accounts: ['1234'] }, '12 digits'],
    ['s3-bucket-cross-account-actions', { actions: [] }, 'actions is empty'],
    ['s3-bucket-cross-account-actions', { actions: ['s3:Put*'] }, 'one action of S3'],
    ['s3-bucket-default-encryption', { algorithms: [] }, 'algorithms is empty'],
    ['s3-bucket-default-encryption', { algorithms: ['AES256'], requireCustomerKey: true }, 'algorithms has neither'],
    ['s3-bucket-tls-min-version', { minVersion: '1.1' }, 'none of 1.2, 1.3'],
    ['s3-bucket-upload-encryption', { accepted: [] }, 'accepted is empty'],
    ['ec2-no-open-ingress', { publicPorts: [65_536] }, 'what is no port'],
    ['iam-no-worm-bypass', { actions: [] }, 'actions is empty'],
    ['iam-no-worm-bypass', { exceptions: [{ holder: '*', actions: [] }] }, 'a holder, not *'],
    ['iam-tenant-isolation', { tag: '' }, 'no key of a tag'],
    ['iam-tenant-isolation', { sharedPrefixes: ['registry'] }, 'ends with a slash'],
    ['kms-key-deletion-window', { minDays: 6 }, 'minDays is not within'],
    ['kms-key-rotation', { maxRotationDays: 89 }, 'maxRotationDays is not within'],
    ['s3-lifecycle-noncurrent-and-abort', { maxAbortDays: 0 }, 'less than 1'],
    ['s3-lifecycle-retention-window', { minDays: 10, maxDays: 9 }, 'greater than maxDays'],
    ['s3-lifecycle-retention-window', { graceDays: -1 }, 'not negative'],
    ['s3-object-lock-default-retention', { modes: [] }, 'modes is empty'],
    ['s3-object-lock-default-retention', { minDays: 10, maxDays: 9 }, 'greater than maxDays'],
    ['rds-backup-retention', { minDays: 36 }, 'minDays is not within'],
    ['rds-log-export', { logs: [] }, 'logs is empty'],
    ['s3-worm-lifecycle-consistent', { classTag: '' }, 'classTag is empty'],
    ['s3-worm-lifecycle-consistent', { graceDays: -1 }, 'graceDays is negative'],
    ['data-residency', { zones: {} }, 'zones is empty'],
    ['data-residency', { zones: { eu: ['eu-west-1'], west: ['eu-west-1'] } }, 'is in two zones'],
  ])('is refused where it cannot hold: %s %j', (id, parameters, problem) => {
    const configured = configure(controlOf(id).configuration as Configuration<object>, parameters);
    expect(configured).toEqual({ problems: expect.arrayContaining([expect.stringContaining(problem)]) as unknown });
  });
});
