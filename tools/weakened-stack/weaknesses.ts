import * as cloudtrail from '@pulumi/aws/cloudtrail';
import * as iam from '@pulumi/aws/iam';
import * as rds from '@pulumi/aws/rds';
import * as ssm from '@pulumi/aws/ssm';
import * as s3 from '@pulumi/aws/s3';
import * as sqs from '@pulumi/aws/sqs';

/** One property of one resource, made weaker than the baseline. */
export interface Weakness {
  /** The control that has to refuse it. */
  control: string;
  /** Type of the resource; the first one of the program that `fits` is changed. */
  type: string;
  /** @param home region of the stack */
  fits: (inputs: Inputs, home: string) => boolean;
  property: string;
  /** Whether that is an option of Pulumi. @default - an argument */
  isOption?: true;
  change: (value: unknown) => unknown;
  /** Registers such a resource as it should be, where the program has none. */
  specimen?: () => void;
}

export type Inputs = Readonly<Record<string, unknown>>;

interface Document {
  Statement: { Sid?: string; Condition?: Record<string, Record<string, unknown>> }[];
}

const BUCKET_POLICY = 'aws:s3/bucketPolicy:BucketPolicy';
const TLS = 'aws:SecureTransport';
const TLS_VERSION = 's3:TlsVersion';
const ENCRYPTION = 's3:x-amz-server-side-encryption';

/** All four ways of public access, blocked. */
const FLAGS = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };

const always = (): boolean => true;
const mentions =
  (key: string) =>
  ({ policy }: Inputs): boolean =>
    typeof policy === 'string' && policy.includes(`"${key}"`);

type Statement = Document['Statement'][number];

const withoutStatement =
  (removed: (statement: Statement) => boolean) =>
  (policy: unknown): string => {
    const document = JSON.parse(policy as string) as Document;
    return JSON.stringify({ ...document, Statement: document.Statement.filter((statement) => !removed(statement)) });
  };
/** The policy without the statements whose condition reads a key. */
const withoutCondition = (key: string) =>
  withoutStatement(({ Condition = {} }) => Object.values(Condition).some((keys) => key in keys));

const ROLE_POLICY = 'aws:iam/rolePolicy:RolePolicy';
const isText = ({ policy }: Readonly<Record<string, unknown>>): boolean => typeof policy === 'string';
/** A role that replicates may do that alone: another control says so of whatever is added. */
const replicates = mentions('s3:ReplicateObject');
const isOfReplication = ({ assumeRolePolicy }: Inputs): boolean =>
  String(assumeRolePolicy).includes('"s3.amazonaws.com"');
const ofOtherRole = (inputs: Inputs): boolean => isText(inputs) && !replicates(inputs);
/** The policy with one more statement. */
const withStatement =
  (statement: { Effect: string; Action: string; Resource: string; Principal?: unknown }) =>
  (policy: unknown): string => {
    const document = JSON.parse(policy as string) as Document;
    return JSON.stringify({ ...document, Statement: [...document.Statement, statement] });
  };
const ofTenant = (slash: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::gl-artifacts-111122223333-eu-west-1/\${aws:PrincipalTag/tenant}${slash}*`,
      },
    ],
  });
const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:111122223333';
/** A queue of its own, as it should be. */
const ownQueue = (name: string): Pick<Weakness, 'type' | 'fits' | 'specimen'> => ({
  type: 'aws:sqs/queue:Queue',
  fits: (inputs) => inputs['name'] === name,
  specimen: () =>
    void new sqs.Queue(name, {
      name,
      sqsManagedSseEnabled: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: `${QUEUE_ARN}:dead`, maxReceiveCount: 5 }),
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sqs:*',
            Resource: `${QUEUE_ARN}:${name}`,
            Condition: { Bool: { [TLS]: 'false' } },
          },
        ],
      }),
    }),
});
/** The trail of the artifacts; the specimen of an account's trail has no selectors. */
const isOfObjects = ({ advancedEventSelectors }: Inputs): boolean => advancedEventSelectors !== undefined;
/** Value of the tag of a class of retention. */
const OF_A_CLASS = '"90-days"';
const DATABASE = 'aws:rds/cluster:Cluster';
const KEY = 'aws:kms/key:Key';
const isSymmetric = ({ customerMasterKeySpec }: Inputs): boolean => customerMasterKeySpec === undefined;

/** By control: what a stack of this program loses. */
export const WEAKNESSES: readonly Weakness[] = [
  {
    control: 's3-public-access-block',
    type: 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
    fits: always,
    property: 'restrictPublicBuckets',
    change: () => false,
  },
  {
    control: 's3-bucket-no-public-principal',
    type: BUCKET_POLICY,
    fits: isText,
    property: 'policy',
    change: withStatement({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }),
  },
  {
    control: 's3-bucket-cross-account-actions',
    type: BUCKET_POLICY,
    fits: isText,
    property: 'policy',
    change: withStatement({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::999988887777:root' },
      Action: 's3:PutLifecycleConfiguration',
      Resource: '*',
    }),
  },
  {
    control: 's3-bucket-policy-no-lockout',
    type: BUCKET_POLICY,
    fits: isText,
    property: 'policy',
    change: withStatement({ Effect: 'Deny', Principal: '*', Action: 's3:PutBucketPolicy', Resource: '*' }),
  },
  {
    control: 's3-account-public-access-block',
    type: 'aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock',
    fits: always,
    property: 'ignorePublicAcls',
    change: () => false,
    specimen: () => void new s3.AccountPublicAccessBlock('weakened-account', FLAGS),
  },
  {
    control: 's3-bucket-tls-required',
    type: BUCKET_POLICY,
    fits: mentions(TLS),
    property: 'policy',
    change: withoutCondition(TLS),
  },
  {
    control: 's3-bucket-upload-encryption',
    type: BUCKET_POLICY,
    fits: mentions(ENCRYPTION),
    property: 'policy',
    change: withoutCondition(ENCRYPTION),
  },
  {
    control: 's3-bucket-versioning-enabled',
    type: 'aws:s3/bucketVersioning:BucketVersioning',
    fits: always,
    property: 'versioningConfiguration',
    change: () => ({ status: 'Suspended' }),
  },
  {
    control: 's3-object-lock-default-retention',
    type: 'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
    fits: always,
    property: 'rule',
    change: () => ({ defaultRetention: { mode: 'GOVERNANCE' } }),
  },
  {
    control: 'data-residency',
    type: 'aws:backup/vault:Vault',
    fits: ({ region }, home) => region !== home,
    property: 'region',
    change: (region) => (region === 'us-west-2' ? 'eu-central-1' : 'us-west-2'),
  },
  {
    control: 's3-replication-enabled',
    type: 'aws:s3/bucketReplicationConfig:BucketReplicationConfig',
    fits: always,
    property: 'rules',
    change: (rules) => (rules as object[]).map((rule) => ({ ...rule, status: 'Disabled' })),
  },
  {
    control: 's3-replica-parity',
    type: 'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
    fits: ({ region }, home) => region !== home,
    property: 'rule',
    change: () => ({ defaultRetention: { mode: 'GOVERNANCE', days: 1 } }),
  },
  {
    control: 's3-worm-lifecycle-consistent',
    type: 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
    fits: ({ rules }) => JSON.stringify(rules).includes(OF_A_CLASS),
    property: 'rules',
    change: (rules) =>
      (rules as object[]).map((rule) =>
        JSON.stringify(rule).includes(OF_A_CLASS) ? { ...rule, expiration: { days: 40 } } : rule,
      ),
  },
  {
    control: 's3-bucket-tls-min-version',
    type: BUCKET_POLICY,
    fits: mentions(TLS_VERSION),
    property: 'policy',
    change: withoutCondition(TLS_VERSION),
  },
  {
    control: 's3-bucket-default-encryption',
    type: 'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
    fits: always,
    property: 'rules',
    change: () => [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'none' }, blockedEncryptionTypes: ['SSE-C'] }],
  },
  {
    control: 's3-lifecycle-retention-window',
    type: 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
    fits: ({ rules }) => (rules as unknown[]).length > 2,
    property: 'rules',
    change: (rules) =>
      (rules as { expiration?: object; filter?: { prefix?: string } }[]).map((rule) =>
        rule.expiration !== undefined && rule.filter?.prefix === '' ? { ...rule, expiration: { days: 400 } } : rule,
      ),
  },
  {
    control: 's3-access-logging-enabled',
    type: 'aws:s3/bucketLogging:BucketLogging',
    fits: always,
    property: 'targetBucket',
    change: () => '',
  },
  {
    control: 's3-log-target-deliverable',
    type: BUCKET_POLICY,
    fits: mentions('logging.s3.amazonaws.com'),
    property: 'policy',
    change: (policy) =>
      (policy as string).replace(/"aws:SourceArn":\[[^\]]*\]/, '"aws:SourceArn":["arn:aws:s3:::of-another-stack"]'),
  },
  {
    control: 's3-bucket-acls-disabled',
    type: 'aws:s3/bucketOwnershipControls:BucketOwnershipControls',
    fits: always,
    property: 'rule',
    change: () => ({ objectOwnership: 'ObjectWriter' }),
  },
  {
    control: 's3-bucket-force-destroy-disabled',
    type: 'aws:s3/bucket:Bucket',
    fits: always,
    property: 'forceDestroy',
    change: () => true,
  },
  {
    control: 'cloudtrail-log-validation',
    type: 'aws:cloudtrail/trail:Trail',
    fits: isOfObjects,
    property: 'enableLogFileValidation',
    change: () => false,
  },
  {
    control: 'cloudtrail-kms-encrypted',
    type: 'aws:cloudtrail/trail:Trail',
    fits: isOfObjects,
    property: 'kmsKeyId',
    change: () => undefined,
  },
  {
    // Without the slash at its end the name of a bucket selects none of its objects.
    control: 'cloudtrail-s3-data-events',
    type: 'aws:cloudtrail/trail:Trail',
    fits: isOfObjects,
    property: 'advancedEventSelectors',
    change: (selectors) => JSON.parse(JSON.stringify(selectors).replace('/"]', '"]')) as unknown,
  },
  {
    control: 'cloudtrail-multi-region',
    type: 'aws:cloudtrail/trail:Trail',
    fits: (inputs) => !isOfObjects(inputs),
    property: 'isMultiRegionTrail',
    change: () => false,
    specimen: () =>
      void new cloudtrail.Trail('weakened-account', {
        name: 'weakened-account',
        s3BucketName: 'gl-artifacts-eu-west-1-trail',
        isMultiRegionTrail: true,
        enableLogFileValidation: true,
        kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        cloudWatchLogsGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:trail:*',
        cloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/trail',
      }),
  },
  {
    control: 'cloudtrail-log-bucket-hardened',
    type: BUCKET_POLICY,
    fits: mentions('cloudtrail.amazonaws.com'),
    property: 'policy',
    change: withoutStatement(({ Sid }) => Sid === 'NobodyDeletes'),
  },
  { control: 'kms-key-rotation', type: KEY, fits: isSymmetric, property: 'enableKeyRotation', change: () => false },
  { control: 'kms-key-deletion-window', type: KEY, fits: always, property: 'deletionWindowInDays', change: () => 7 },
  {
    control: 'kms-key-policy-no-public',
    type: KEY,
    fits: always,
    property: 'policy',
    change: (policy) => (policy as string).replace(/"AWS":"arn:[^"]*:root"/, '"AWS":"*"'),
  },
  { control: 'rds-storage-encrypted', type: DATABASE, fits: always, property: 'storageEncrypted', change: () => false },
  {
    control: 'rds-force-tls',
    type: 'aws:rds/clusterParameterGroup:ClusterParameterGroup',
    fits: always,
    property: 'parameters',
    change: () => [{ name: 'rds.force_ssl', value: '0' }],
  },
  {
    control: 'rds-iam-authentication',
    type: DATABASE,
    fits: always,
    property: 'iamDatabaseAuthenticationEnabled',
    change: () => undefined,
  },
  {
    control: 'rds-deletion-protection',
    type: DATABASE,
    fits: always,
    property: 'deletionProtection',
    change: () => false,
  },
  { control: 'rds-backup-retention', type: DATABASE, fits: always, property: 'backupRetentionPeriod', change: () => 3 },
  {
    control: 'rds-log-export',
    type: DATABASE,
    fits: always,
    property: 'enabledCloudwatchLogsExports',
    change: () => [],
  },
  {
    control: 'rds-instance-not-public',
    type: 'aws:rds/clusterInstance:ClusterInstance',
    fits: always,
    property: 'publiclyAccessible',
    change: () => true,
  },
  {
    control: 'rds-managed-master-secret',
    type: DATABASE,
    fits: always,
    property: 'manageMasterUserPassword',
    change: () => undefined,
  },
  {
    control: 'rds-proxy-require-tls',
    type: 'aws:rds/proxy:Proxy',
    fits: always,
    property: 'requireTls',
    change: () => false,
    specimen: () =>
      void new rds.Proxy('weakened-proxy', {
        engineFamily: 'POSTGRESQL',
        requireTls: true,
        roleArn: 'arn:aws:iam::111122223333:role/proxy',
        vpcSubnetIds: ['subnet-1', 'subnet-2'],
        auths: [{ authScheme: 'SECRETS', secretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:proxy' }],
      }),
  },
  {
    control: 'ec2-no-open-ingress',
    type: 'aws:ec2/securityGroup:SecurityGroup',
    fits: always,
    property: 'ingress',
    change: () => [{ protocol: 'tcp', fromPort: 5432, toPort: 5432, cidrBlocks: ['0.0.0.0/0'] }],
  },
  {
    control: 'iam-no-admin',
    type: 'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
    fits: always,
    property: 'policyArn',
    change: () => 'arn:aws:iam::aws:policy/AdministratorAccess',
  },
  {
    control: 'iam-no-privilege-escalation',
    type: ROLE_POLICY,
    fits: ofOtherRole,
    property: 'policy',
    change: withStatement({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }),
  },
  {
    control: 'iam-no-s3-full',
    type: 'aws:iam/role:Role',
    fits: (inputs) => !isOfReplication(inputs),
    property: 'managedPolicyArns',
    change: () => ['arn:aws:iam::aws:policy/AmazonS3FullAccess'],
  },
  {
    control: 'iam-no-wildcard-decrypt',
    type: ROLE_POLICY,
    fits: ofOtherRole,
    property: 'policy',
    change: withStatement({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }),
  },
  {
    control: 'iam-no-worm-bypass',
    type: ROLE_POLICY,
    fits: ofOtherRole,
    property: 'policy',
    change: withStatement({
      Effect: 'Allow',
      Action: 'kms:ScheduleKeyDeletion',
      Resource: 'arn:aws:kms:eu-west-1:111122223333:key/any',
    }),
  },
  {
    control: 'iam-replication-role-scoped',
    type: ROLE_POLICY,
    fits: replicates,
    property: 'policy',
    change: withStatement({ Effect: 'Allow', Action: 's3:ReplicateObject', Resource: 'arn:aws:s3:::*' }),
  },
  {
    control: 'iam-trust-confused-deputy',
    type: 'aws:iam/role:Role',
    fits: isOfReplication,
    property: 'assumeRolePolicy',
    change: (policy) =>
      (policy as string)
        .replace(/"StringEquals":\{[^}]*\}/, '"StringLike":{"aws:SourceAccount":"*"}')
        .replace(/,"ArnLike":\{[^}]*\}/, ''),
  },
  {
    control: 'iam-tenant-isolation',
    type: 'aws:iam/policy:Policy',
    fits: always,
    property: 'policy',
    change: () => ofTenant(''),
    specimen: () => void new iam.Policy('weakened-tenant', { name: 'weakened-tenant', policy: ofTenant('/') }),
  },
  {
    control: 'sqs-queue-encrypted',
    ...ownQueue('weakened-encryption'),
    property: 'sqsManagedSseEnabled',
    change: () => false,
  },
  {
    control: 'sqs-queue-tls-and-scoped-policy',
    ...ownQueue('weakened-policy'),
    property: 'policy',
    change: withoutCondition(TLS),
  },
  {
    control: 'sqs-dead-letter-queue',
    ...ownQueue('weakened-redrive'),
    property: 'redrivePolicy',
    change: () => '{}',
  },
  {
    control: 'eventbridge-scoped',
    type: 'aws:cloudwatch/eventTarget:EventTarget',
    fits: always,
    property: 'deadLetterConfig',
    change: () => undefined,
  },
  {
    control: 'stateful-resources-protected',
    type: DATABASE,
    fits: always,
    property: 'protect',
    isOption: true,
    change: () => false,
  },
  {
    control: 'no-secrets-in-plain-properties',
    type: 'aws:ssm/parameter:Parameter',
    fits: always,
    property: 'type',
    change: () => 'String',
    specimen: () =>
      void new ssm.Parameter('weakened-parameter', {
        name: '/weakened/token',
        type: 'SecureString',
        value: 'of no account',
      }),
  },
];
