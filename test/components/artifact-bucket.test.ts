import * as pulumi from '@pulumi/pulumi';
import { ArtifactBucket, validateArtifactBucketArgs, type ArtifactBucketArgs } from '../../components/artifact-bucket';
import { bucketPolicy } from '../../components/documents/bucket-policy';
import { lifecycleRules } from '../../components/documents/lifecycle';
import { ACCOUNT } from './judge';
import { only, record, valueOf } from './record';

const args: ArtifactBucketArgs = {
  bucketName: 'gl-artifacts-eu-west-1',
  placement: { region: 'eu-west-1', accountId: ACCOUNT, tags: { team: 'ml' } },
  objectLock: { mode: 'GOVERNANCE', days: 30 },
  retentionClasses: [
    { name: 'standard', days: 90 },
    { name: 'long', days: 365 },
  ],
  accessLogs: { targetBucket: 'gl-artifacts-logs-eu-west-1' },
};
const bucket = (change: Partial<ArtifactBucketArgs> = {}) => new ArtifactBucket('artifacts', { ...args, ...change });
const because = { reason: 'the server does not have it' };
const QUEUE_ARN = `arn:aws:sqs:eu-west-1:${ACCOUNT}:scan`;
const NOTIFICATION = 'aws:s3/bucketNotification:BucketNotification';
const LOCAL = { publicAccessBlock: because, storageTiers: because, requestMetrics: because, accessLogs: because };
const POLICY = 'aws:s3/bucketPolicy:BucketPolicy';
const kinds = (resources: readonly { type: string }[]) => resources.map((r) => r.type.split(':').at(-1));

describe('a bucket of artifacts', () => {
  test('registers its settings one after the other, the policy last', async () => {
    const { resources } = await record(() => bucket());
    expect(kinds(resources)).toEqual([
      'ArtifactBucket',
      'Bucket',
      'BucketPublicAccessBlock',
      'BucketOwnershipControls',
      'BucketVersioning',
      'BucketServerSideEncryptionConfiguration',
      'BucketObjectLockConfiguration',
      'BucketLifecycleConfiguration',
      'BucketLogging',
      'BucketMetric',
      'BucketPolicy',
    ]);
    const [component, , ...settings] = resources;
    for (const [i, { dependsOn, parent, inputs }] of settings.entries()) {
      expect(dependsOn).toContain(resources[i + 1]!.name);
      expect(parent).toBe(component!.name);
      expect(inputs).toMatchObject({ region: 'eu-west-1', bucket: args.bucketName });
    }
  });

  test('leaves to their own resources what a refresh reads back into the bucket', async () => {
    const { resources } = await record(() => bucket());
    expect(only(resources, 'aws:s3/bucket:Bucket').ignoreChanges).toEqual([
      'grants',
      'lifecycleRules',
      'logging',
      'objectLockConfiguration',
      'policy',
      'replicationConfiguration',
      'serverSideEncryptionConfiguration',
      'versioning',
    ]);
  });

  test('has the baseline, exactly', async () => {
    const { resources } = await record(() => bucket());
    const inputs = (type: string) => only(resources, `aws:s3/${type}`).inputs;
    expect(inputs('bucket:Bucket')).toEqual({
      bucket: args.bucketName,
      region: 'eu-west-1',
      tags: { team: 'ml' },
      objectLockEnabled: true,
      forceDestroy: false,
    });
    expect(inputs('bucketPublicAccessBlock:BucketPublicAccessBlock')).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(inputs('bucketOwnershipControls:BucketOwnershipControls').rule).toEqual({
      objectOwnership: 'BucketOwnerEnforced',
    });
    expect(inputs('bucketVersioning:BucketVersioning').versioningConfiguration).toEqual({ status: 'Enabled' });
    expect(inputs('bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration').rules).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' }, blockedEncryptionTypes: ['SSE-C'] },
    ]);
    expect(inputs('bucketObjectLockConfiguration:BucketObjectLockConfiguration')).toMatchObject({
      objectLockEnabled: 'Enabled',
      rule: { defaultRetention: { mode: 'GOVERNANCE', days: 30 } },
    });
    expect(inputs('bucketLifecycleConfiguration:BucketLifecycleConfiguration')).toMatchObject(
      lifecycleRules(args.retentionClasses),
    );
    expect(inputs('bucketLogging:BucketLogging')).toMatchObject({
      targetBucket: 'gl-artifacts-logs-eu-west-1',
      targetPrefix: 'gl-artifacts-eu-west-1/',
    });
    expect(inputs('bucketMetric:BucketMetric').name).toBe('EntireBucket');
    expect(JSON.parse(inputs('bucketPolicy:BucketPolicy').policy)).toEqual(
      bucketPolicy({
        bucketName: args.bucketName,
        encryption: { mode: 'sse-s3' },
        uploadEncryption: 'require-header',
      }),
    );
  });

  test('is protected, and no deletion policy empties what is locked', async () => {
    for (const deletionPolicy of ['protect', 'retain', 'destroy'] as const) {
      const { resources } = await record(() => bucket({ placement: { ...args.placement, deletionPolicy } }));
      const { inputs, protect, retainOnDelete } = only(resources, 'aws:s3/bucket:Bucket');
      expect(inputs.forceDestroy).toBe(false);
      expect([protect, retainOnDelete]).toEqual([deletionPolicy === 'protect', deletionPolicy === 'retain']);
    }
  });

  test('knows its name and ARN at preview while its key is unknown, and its policy once the key has an ARN', async () => {
    const { value, resources } = await record(() =>
      bucket({
        encryption: { mode: 'sse-kms', kmsKeyArn: new pulumi.StackReference('elsewhere').getOutput('key') },
      }),
    );
    expect([value.bucketName, value.bucketArn]).toEqual([args.bucketName, `arn:aws:s3:::${args.bucketName}`]);
    const [rule] = only(
      resources,
      'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
    ).inputs.rules;
    expect(rule.applyServerSideEncryptionByDefault.sseAlgorithm).toBe('aws:kms');
    expect(rule.bucketKeyEnabled).toBe(true);
    expect(only(resources, POLICY).inputs.policy).toEqual({ __pulumiUnknown: true });
    const kmsKeyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0`;
    for (const known of [kmsKeyArn, Promise.resolve(kmsKeyArn)]) {
      const encryption = { mode: 'sse-kms', kmsKeyArn: known } as const;
      const { policy } = only((await record(() => bucket({ encryption }))).resources, POLICY).inputs;
      const { bucketName } = args;
      expect(JSON.parse(policy)).toEqual(
        bucketPolicy({ bucketName, encryption: { mode: 'sse-kms', kmsKeyArn }, uploadEncryption: 'require-header' }),
      );
    }
    expect(await valueOf(value.uploadHeaders)).toBeUndefined();
  });

  test.each(['instant-retrieval', 'intelligent-tiering'] as const)('moves artifacts as %s says', async (tiers) => {
    const { resources } = await record(() => bucket({ storageTiers: tiers }));
    const { inputs } = only(resources, 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration');
    expect(inputs).toMatchObject(lifecycleRules(args.retentionClasses, tiers));
  });

  test('tells EventBridge and targets in its one notification, and has none when nobody wants to be told', async () => {
    const told = { id: 'scan', targetArn: QUEUE_ARN, events: ['s3:ObjectCreated:*'] } as const;
    const both = await record(() => bucket({ eventBridge: true, notifications: [told] }));
    expect(only(both.resources, NOTIFICATION).inputs).toEqual({
      region: 'eu-west-1',
      bucket: args.bucketName,
      eventbridge: true,
      queues: [{ id: 'scan', queueArn: QUEUE_ARN, events: ['s3:ObjectCreated:*'] }],
    });
    const alone = await record(() => bucket({ notifications: [told] }));
    expect(only(alone.resources, NOTIFICATION).inputs).not.toHaveProperty('eventbridge');
    expect((await record(() => bucket({}))).resources.map(({ type }) => type)).not.toContain(NOTIFICATION);
  });

  test('of a local server has what such a server has, and says what is left out and why', async () => {
    const { value, resources } = await record(() => bucket(LOCAL));
    expect(kinds(resources)).toEqual([
      'ArtifactBucket',
      'Bucket',
      'BucketOwnershipControls',
      'BucketVersioning',
      'BucketServerSideEncryptionConfiguration',
      'BucketObjectLockConfiguration',
      'BucketLifecycleConfiguration',
      'BucketPolicy',
    ]);
    const { rules } = only(resources, 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration').inputs;
    expect(rules).toEqual(lifecycleRules(args.retentionClasses, 'single').rules);
    expect(value.optOuts).toEqual({
      storageTiers: because.reason,
      accessLogs: because.reason,
      requestMetrics: because.reason,
      publicAccessBlock: because.reason,
    });
  });
});

describe('wrong arguments of a bucket', () => {
  test.each<[string, Record<string, unknown>]>([
    ['bucketName', { bucketName: 'Gl-Artifacts' }],
    ['placement.region', { placement: { region: 'eu-west1', accountId: ACCOUNT } }],
    ['encryption.kmsKeyArn', { encryption: { mode: 'sse-kms', kmsKeyArn: 'alias/artifacts' } }],
    ['objectLock.days', { objectLock: { mode: 'GOVERNANCE', days: 0 } }],
    ['objectLock.days', { objectLock: { mode: 'GOVERNANCE', days: 91 } }],
    ['retentionClasses', { retentionClasses: [] }],
    ['retentionClasses[0].days', { retentionClasses: [{ name: 'a', days: 366 }] }],
    ['accessLogs.targetBucket', { accessLogs: { targetBucket: args.bucketName } }],
    ['requestMetrics.reason', { requestMetrics: { reason: ' ' } }],
    ['accessLogs.reason', { accessLogs: { reason: '' } }],
    ['publicAccessBlock.reason', { publicAccessBlock: {} }],
    ['storageTiers.reason', { storageTiers: {} }],
    ['storageTiers', { storageTiers: 'cold' }],
    ['storageTiers', { storageTiers: 'single' }],
    ['notifications[0].events', { notifications: [{ id: 'scan', targetArn: QUEUE_ARN, events: [] }] }],
    ['uploadEncryption.reason', { uploadEncryption: { mode: 'off' } }],
    [
      'extraStatements[0].Sid',
      { extraStatements: [{ Sid: 'DenyOutdatedTls', Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }] },
    ],
  ])('name %s for %j', (path, change) => {
    const problems = validateArtifactBucketArgs({ ...args, ...change });
    expect(problems.map((p) => p.path)).toEqual([`bucket.${path}`]);
  });

  test('register nothing, and every problem is named at once', async () => {
    const { value, resources } = await record(() => {
      try {
        bucket({ bucketName: 'x', publicAccessBlock: { reason: '' }, objectLock: { mode: 'COMPLIANCE', days: 400 } });
      } catch (error) {
        return String(error);
      }
    });
    expect(resources).toEqual([]);
    for (const path of ['bucketName', 'publicAccessBlock.reason', 'objectLock.days']) {
      expect(value).toContain(`bucket.${path}: got`);
    }
  });
});
