import type { RegionalArtifactStack } from '../../components/regional-artifact-stack';
import {
  AccessAudit,
  AccountBaseline,
  ArtifactBucket,
  ArtifactInventory,
  BucketReplication,
  EvidenceVault,
  LogBucket,
  type ArtifactBucketArgs,
} from '../../components';
import type { StackConfig } from '../../components/stack-config/read';
import { recordStack } from './regional-artifact-stack/stacks';
import { record, valueOf, type Registered } from './record';
import { ACCOUNT } from './judge';

/** What is registered, and what is put out. */
interface Graph {
  resources: Registered[];
  outputs?: object;
}

const outputsOf = async (stack: RegionalArtifactStack): Promise<object> => ({
  runtimeConfig: await valueOf(stack.runtimeConfig),
  nextSteps: stack.nextSteps,
  batchReplication: stack.batchReplication,
});

const stack = (name: Parameters<typeof recordStack>[0], change?: Partial<StackConfig>) => async (): Promise<Graph> => {
  const { value, resources } = await recordStack(name, change, true);
  return { resources, outputs: await outputsOf(value) };
};

const components = (program: () => void) => async (): Promise<Graph> => {
  const { resources } = await record(program, true);
  return { resources };
};

const tags = { team: 'audit', 'cost-centre': '7' };
const placement = (region: string) => ({ region, accountId: ACCOUNT, tags });
const because = { reason: 'as reviewed' };
const key = (region: string): string => `arn:aws:kms:${region}:${ACCOUNT}:key/0`;

const bucket = (name: string, region: string, change: object = {}): ArtifactBucket =>
  new ArtifactBucket(name, {
    bucketName: `gl-${name}`,
    placement: placement(region),
    objectLock: { mode: 'COMPLIANCE', days: 30 },
    retentionClasses: [
      { name: 'short', days: 59 },
      { name: 'long', days: 365 },
    ],
    accessLogs: { targetBucket: 'gl-logs' },
    ...change,
  });

/** One of each kind, and each with another filter. */
const told: ArtifactBucketArgs['notifications'] = [
  { id: 'queue', targetArn: `arn:aws:sqs:eu-central-1:${ACCOUNT}:q`, events: ['s3:ObjectCreated:*'], prefix: 'acme/' },
  { id: 'topic', targetArn: `arn:aws:sns:eu-central-1:${ACCOUNT}:t`, events: ['s3:ObjectRemoved:*'], suffix: '.json' },
  {
    id: 'function',
    targetArn: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:f`,
    events: ['s3:ObjectTagging:Put', 's3:LifecycleTransition'],
  },
];

/** Components by themselves, with the arguments that no stack gives them. */
function alone(): void {
  const keyed = { encryption: { mode: 'dsse-kms', kmsKeyArn: key('eu-west-1') } };
  const extra = { Sid: 'Extra', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
  const source = bucket('source', 'eu-west-1', { ...keyed, extraStatements: [extra] });
  const elsewhere = {
    bucketName: 'gl-there',
    region: 'us-east-1',
    accountId: '444455556666',
    kmsKeyArn: key('us-east-1'),
  };
  new BucketReplication('abroad', {
    source,
    destination: elsewhere,
    roleName: 'abroad',
    prefixes: ['acme/', 'globex/'],
    deleteMarkers: true,
    crossZone: because,
    tags,
  });
  new BucketReplication('tagged', {
    source: bucket('tagged', 'eu-central-1'),
    destination: { bucketName: 'gl-tagged-there', region: 'eu-west-1', accountId: ACCOUNT },
    roleName: 'tagged',
    tagFilter: { tier: 'gold', kind: 'model' },
  });
  bucket('lenient', 'eu-central-1', { uploadEncryption: { mode: 'allow-default', ...because }, storageTiers: because });
  bucket('instant', 'eu-central-1', { storageTiers: 'instant-retrieval', eventBridge: true, notifications: told });
  bucket('intelligent', 'eu-central-1', { storageTiers: 'intelligent-tiering' });
  bucket('off', 'eu-central-1', { uploadEncryption: { mode: 'off', ...because }, publicAccessBlock: because });
  new LogBucket('logs', {
    bucketName: 'gl-logs',
    placement: placement('eu-west-1'),
    sourceBuckets: ['gl-source', 'gl-b'],
  });
  new ArtifactInventory('inventory', {
    bucketName: 'gl-reports',
    placement: placement('eu-west-1'),
    sourceBuckets: ['gl-source', 'gl-b'],
    retentionDays: 30,
  });
  new AccessAudit('audit', {
    trailName: 'gl-trail',
    placement: placement('eu-west-1'),
    bucketName: 'gl-trail',
    artifactBuckets: [
      { bucketName: 'gl-source', region: 'eu-west-1' },
      { bucketName: 'gl-b', region: 'eu-west-1' },
    ],
    kmsKeyArn: key('eu-west-1'),
    writeOnly: because,
  });
  new AccountBaseline('account', {
    once: true,
    placement: placement('eu-west-1'),
    trailName: 'gl-account',
    bucketName: 'gl-account-trail',
  });
  new EvidenceVault('vault', {
    bucketName: 'gl-evidence',
    placement: placement('eu-west-1'),
    evidenceRetentionYears: 12,
    encryption: { mode: 'sse-kms', kmsKeyArn: key('eu-west-1') },
    sealerRoleArn: `arn:aws:iam::${ACCOUNT}:role/sealer`,
    signingKeyAlias: 'sealer',
  });
}

/** What was reviewed, by the name of its file. Together they use every argument that decides what is provisioned. */
export const GRAPHS: Readonly<Record<string, () => Promise<Graph>>> = {
  'us-east-1': stack('us-east-1'),
  'eu-west-1-kms': stack('eu-west-1', {
    encryption: 'sse-kms',
    uploadEncryption: 'allow-default',
    alarmTopicArns: [`arn:aws:sns:eu-west-1:${ACCOUNT}:operators`, `arn:aws:sns:eu-central-1:${ACCOUNT}:operators`],
    database: {
      mode: 'aurora-provisioned',
      instanceClass: 'db.r8g.large',
      name: 'metadata',
      clientSecurityGroupIds: ['sg-0123456789abcdef0'],
      clientCidrBlocks: ['10.41.0.0/20'],
      caFile: '/etc/ssl/rds.pem',
      disasterRecovery: {
        mode: 'globalDatabase',
        network: { mode: 'create', cidrBlock: '10.51.0.0/20' },
        masterPasswordVersion: 1,
      },
    },
    databaseMasterPassword: 'shown-for-review-and-used-nowhere',
    accessLogRetentionDays: 730,
    inventory: { frequency: 'Weekly', retentionDays: 60 },
    events: { retentionDays: 7, visibilityTimeoutSeconds: 900, maxReceiveCount: 3 },
    keyAdministratorArns: [`arn:aws:iam::${ACCOUNT}:role/deployer`],
    optOuts: { uploadEncryption: because.reason, accessAuditReads: because.reason },
  }),
  'ap-southeast-1-rds': stack('ap-southeast-1', {
    encryption: 'dsse-kms',
    network: {
      mode: 'existing',
      vpcId: 'vpc-0123456789abcdef0',
      subnetIds: ['subnet-0123456789abcdef0', 'subnet-1123456789abcdef0'],
    },
    database: { mode: 'rds', instanceClass: 'db.m8g.large' },
    access: {},
    optOuts: {
      replica: because.reason,
      evidenceVault: because.reason,
      accessAudit: because.reason,
      accessLogs: because.reason,
      requestMetrics: because.reason,
      inventory: because.reason,
      alarms: because.reason,
      storageTiers: because.reason,
      databaseDisasterRecovery: because.reason,
    },
  }),
  local: stack('local'),
  components: components(alone),
};
