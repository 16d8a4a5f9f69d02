import { clusterStack } from './database-stack';
import { edited, type Edit, type Path } from './fixtures/fixture';
import { inlineKeyStack } from './key-stack';
import { inlineQueueStack } from './queue-stack';
import { roleStack } from './role-stack';
import { siblingStack, UNKNOWN_TEXT, type Given } from './stack';

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
const allowed = (Action: string, Resource = 'arn:aws:s3:::gl-home/${aws:PrincipalTag/tenant}/*'): Edit => ({
  set: ROLE_STATEMENT,
  to: { Effect: 'Allow', Action, Resource },
});
/** A policy of AWS that is attached. */
const AUDITED: Case = {
  parameter: 'policies',
  value: ['SecurityAudit'],
  base: roleStack,
  edit: { set: ['attachment', 'policyArn'], to: 'arn:aws:iam::aws:policy/SecurityAudit' },
  without: [],
  with: ['attachment'],
};
const HEADER = 's3:x-amz-server-side-encryption';

const NOT_ONE_PORT: readonly Pick<Case, 'edit' | 'with'>[] = [
  { edit: { set: ['ingress', 'toPort'], to: 5433 }, with: ['ingress'] },
  { edit: { set: ['ingress', 'fromPort'], to: 5431 }, with: ['ingress'] },
  { edit: { drop: ['ingress', 'fromPort'] }, with: ['ingress'] },
  { edit: { drop: ['ingress', 'toPort'] }, with: ['ingress'] },
  { edit: { set: ['ingress', 'fromPort'], to: UNKNOWN_TEXT }, with: ['unverifiableingress'] },
  { edit: { set: ['ingress', 'toPort'], to: UNKNOWN_TEXT }, with: ['unverifiableingress'] },
  // AWS reads a range of ports with two protocols alone; with all of them it opens every port.
  ...['-1', 'all', 'icmp', '50', ''].map((to) => ({
    edit: { set: ['ingress', 'ipProtocol'] as const, to },
    with: ['ingress'],
  })),
  ...['udp', '6', '17', 'TCP'].map((to) => ({ edit: { set: ['ingress', 'ipProtocol'] as const, to }, with: [] })),
  { edit: { drop: ['ingress', 'ipProtocol'] }, with: ['ingress'] },
  { edit: { set: ['ingress', 'ipProtocol'], to: UNKNOWN_TEXT }, with: ['unverifiableingress'] },
];

/** By control. */
export const PARAMETERS: Record<string, readonly Case[]> = {
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
      parameter: 'accounts',
      value: [OTHER],
      base: siblingStack,
      edit: {
        set: HOME_STATEMENT,
        to: {
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: '*',
          Resource: ['arn:aws:s3:::gl-home', 'arn:aws:s3:::gl-home/*'],
          Condition: { StringEquals: { 's3:DataAccessPointAccount': OTHER } },
        },
      },
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
    ...NOT_ONE_PORT.map((one): Case => ({
      ...one,
      parameter: 'publicPorts',
      value: [5432],
      base: () => edited(clusterStack(), { set: ['ingress', 'cidrIpv4'], to: '0.0.0.0/0' }),
      without: ['ingress'],
    })),
    ...['tcp', '-1'].map((protocol): Case => ({
      parameter: 'publicPorts',
      value: [5432],
      base: () => edited(clusterStack(), { set: ['rule', 'cidrBlocks'], to: ['0.0.0.0/0'] }),
      edit: { set: ['rule', 'protocol'], to: protocol },
      without: ['rule'],
      with: protocol === 'tcp' ? [] : ['rule'],
    })),
    {
      parameter: 'publicPorts',
      value: [5432],
      base: () => edited(clusterStack(), { set: ['network', 'ingress', 0, 'cidrBlocks'], to: ['0.0.0.0/0'] }),
      edit: { set: ['network', 'ingress', 0, 'protocol'], to: '-1' },
      without: ['network'],
      with: ['network'],
    },
    {
      parameter: 'publicPorts',
      value: [80, 443],
      base: clusterStack,
      edit: { set: ['ingress', 'cidrIpv4'], to: '0.0.0.0/0' },
      without: ['ingress'],
      with: ['ingress'],
    },
  ],
  'iam-no-admin': [AUDITED],
  'iam-no-privilege-escalation': [
    {
      parameter: 'actions',
      value: ['iam:CreateRole'],
      base: roleStack,
      edit: allowed('iam:CreateRole', 'arn:aws:iam::*:role/*'),
      without: [],
      with: ['policy'],
    },
    {
      parameter: 'exceptions',
      value: [{ holder: 'gl-publish*', actions: ['iam:PassRole'] }],
      base: roleStack,
      edit: allowed('iam:PassRole', 'arn:aws:iam::*:role/*'),
      without: ['policy'],
      with: [],
    },
  ],
  'iam-no-s3-full': [AUDITED],
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
  'kms-key-policy-no-public': [
    {
      parameter: 'services',
      value: ['sns.amazonaws.com'],
      base: inlineKeyStack,
      edit: {
        set: ['key', 'policy', 'Statement', 2],
        to: { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' },
      },
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
    {
      parameter: 'requireCustomerKey',
      value: true,
      base: clusterStack,
      edit: { set: ['database', 'kmsKeyId'], to: 'arn:aws:kms:eu-west-1:111122223333:alias/aws/rds' },
      without: [],
      with: ['database'],
    },
  ],
  'sqs-queue-encrypted': [
    { parameter: 'requireCustomerKey', value: true, base: inlineQueueStack, without: [], with: ['dead', 'events'] },
    ...[
      { to: 'alias/aws/sqs', refused: ['dead', 'events'] },
      { to: 'alias/gl', refused: ['dead'] },
      { to: UNKNOWN_TEXT, refused: ['dead', 'unverifiableevents'] },
    ].map(({ to, refused }): Case => ({
      parameter: 'requireCustomerKey',
      value: true,
      base: inlineQueueStack,
      edit: { set: ['events', 'kmsMasterKeyId'], to },
      without: [],
      with: refused,
    })),
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

/** Of those whose parameters are tried elsewhere. */
const OTHERS: Record<string, Record<string, unknown>> = {
  'cloudtrail-cloudwatch-logs': { dataEvents: true },
  'cloudtrail-s3-data-events': { accesses: ['reads'] },
  'no-secrets-in-plain-properties': { harmlessNames: ['token'] },
  's3-replication-enabled': { replicasToo: false },
  'stateful-resources-protected': { kinds: ['keys'] },
};

/** Every parameter of a control with another value than by default; none where it has no parameter. */
export function otherParametersOf(control: string): Record<string, unknown> | undefined {
  const cases = PARAMETERS[control] ?? [];
  if (cases.length === 0) return OTHERS[control];
  return Object.fromEntries([...cases].reverse().map(({ parameter, value }) => [parameter, value]));
}
