import {
  ArtifactInventory,
  validateArtifactInventoryArgs,
  type ArtifactInventoryArgs,
} from '../../components/artifact-inventory';
import { ACCOUNT, judge, role, service } from './judge';
import { only, record } from './record';

const args: ArtifactInventoryArgs = {
  bucketName: 'gl-artifacts-reports',
  placement: { region: 'eu-west-1', accountId: ACCOUNT },
  sourceBuckets: ['gl-artifacts-eu-west-1'],
};
const inventory = (change: Partial<ArtifactInventoryArgs> = {}) =>
  new ArtifactInventory('inventory', { ...args, ...change });

describe('the inventory of a bucket', () => {
  test('lists every version each day, with what a comparison needs, encrypted', async () => {
    const { resources } = await record(() => inventory());
    expect(only(resources, 'aws:s3/inventory:Inventory').inputs).toEqual({
      bucket: 'gl-artifacts-eu-west-1',
      region: 'eu-west-1',
      name: 'every-version',
      enabled: true,
      includedObjectVersions: 'All',
      schedule: { frequency: 'Daily' },
      optionalFields: [
        'Size',
        'LastModifiedDate',
        'ETag',
        'ChecksumAlgorithm',
        'StorageClass',
        'ReplicationStatus',
        'EncryptionStatus',
        'ObjectLockMode',
        'ObjectLockRetainUntilDate',
        'ObjectLockLegalHoldStatus',
      ],
      destination: {
        bucket: {
          bucketArn: 'arn:aws:s3:::gl-artifacts-reports',
          accountId: ACCOUNT,
          format: 'Parquet',
          encryption: { sseS3: {} },
        },
      },
    });
  });

  test('is one for each bucket, after the target lets it deliver', async () => {
    const { resources } = await record(() => inventory({ sourceBuckets: ['gl-a', 'gl-b'] }));
    const inventories = resources.filter(({ type }) => type === 'aws:s3/inventory:Inventory');
    expect(inventories.map(({ inputs }) => inputs.bucket as string)).toEqual(['gl-a', 'gl-b']);
    for (const { dependsOn } of inventories) expect(dependsOn).toContain('inventory-policy');
  });
});

describe('the target of inventories', () => {
  test('has the baseline without a lock, and reports that go after two weeks', async () => {
    const { value, resources } = await record(() => inventory());
    const inputs = (type: string) => only(resources, `aws:s3/${type}`).inputs;
    expect(resources.map((r) => r.type).filter((type) => /ObjectLock|Logging/.test(type))).toEqual([]);
    expect(inputs('bucket:Bucket')).toMatchObject({ bucket: 'gl-artifacts-reports', objectLockEnabled: false });
    const [rule] = inputs('bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration').rules;
    expect(rule.applyServerSideEncryptionByDefault).toEqual({ sseAlgorithm: 'AES256' });
    expect(inputs('bucketPublicAccessBlock:BucketPublicAccessBlock').restrictPublicBuckets).toBe(true);
    expect(inputs('bucketVersioning:BucketVersioning').versioningConfiguration).toEqual({ status: 'Enabled' });
    const [expiry, uploads] = inputs('bucketLifecycleConfiguration:BucketLifecycleConfiguration').rules;
    expect(expiry).toMatchObject({ expiration: { days: 14 }, noncurrentVersionExpiration: { noncurrentDays: 14 } });
    expect(uploads.abortIncompleteMultipartUpload).toEqual({ daysAfterInitiation: 7 });
    expect(value.bucketArn).toBe('arn:aws:s3:::gl-artifacts-reports');
  });

  test('is under the key that it is given, its reports too', async () => {
    const kmsKeyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0`;
    const { resources } = await record(() => inventory({ kmsKeyArn }));
    const inputs = (type: string) => only(resources, `aws:s3/${type}`).inputs;
    const [rule] = inputs('bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration').rules;
    expect(rule.applyServerSideEncryptionByDefault).toEqual({ sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyArn });
    expect(inputs('inventory:Inventory').destination.bucket.encryption).toEqual({ sseKms: { keyId: kmsKeyArn } });
  });

  test('is filled each week where that is enough, and keeps the reports for as long as it is told', async () => {
    const { resources } = await record(() => inventory({ frequency: 'Weekly', retentionDays: 8 }));
    expect(only(resources, 'aws:s3/inventory:Inventory').inputs.schedule).toEqual({ frequency: 'Weekly' });
    const [expiry] = only(resources, 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration').inputs.rules;
    expect(expiry.expiration).toEqual({ days: 8 });
  });

  test('logs who reads them where it is told to', async () => {
    const { resources } = await record(() => inventory({ accessLogs: { targetBucket: 'gl-logs' } }));
    expect(only(resources, 'aws:s3/bucketLogging:BucketLogging').inputs.targetBucket).toBe('gl-logs');
  });

  test('takes the reports of the named buckets of this account from S3, and nothing else', async () => {
    const { resources } = await record(() => inventory());
    const { policy } = only(resources, 'aws:s3/bucketPolicy:BucketPolicy').inputs;
    const delivery = {
      'aws:SecureTransport': 'true',
      's3:TlsVersion': '1.3',
      'aws:SourceArn': 'arn:aws:s3:::gl-artifacts-eu-west-1',
      'aws:SourceAccount': ACCOUNT,
      's3:x-amz-acl': 'bucket-owner-full-control',
    };
    const s3 = service('s3.amazonaws.com');
    const says = (change: Record<string, string> = {}, who: Parameters<typeof judge>[1] = s3, action = 'PutObject') =>
      judge(policy, who, `s3:${action}`, 'arn:aws:s3:::gl-artifacts-reports/key', { ...delivery, ...change });
    expect(says()).toBe('allowed');
    expect(says({ 'aws:SourceArn': 'arn:aws:s3:::another' })).toBe('implicitDeny');
    expect(says({ 'aws:SourceAccount': '444455556666' })).toBe('implicitDeny');
    expect(says({ 's3:x-amz-acl': 'private' })).toBe('implicitDeny');
    expect(says({}, service('logging.s3.amazonaws.com'))).toBe('implicitDeny');
    expect(says({}, role('app'))).toBe('implicitDeny');
    expect(says({}, s3, 'GetObject')).toBe('implicitDeny');
    expect(says({ 'aws:SecureTransport': 'false' })).toBe('explicitDeny');
    expect(says({ 's3:TlsVersion': '1.1' })).toBe('explicitDeny');
  });

  test('says what its sources are, and why it is none of them', () => {
    const rules = (sourceBuckets: string[]) =>
      validateArtifactInventoryArgs({ ...args, sourceBuckets }).map((p) => p.rule);
    expect(rules([])).toEqual(['names the buckets that are listed']);
    expect(rules([args.bucketName])).toEqual(['is another bucket: reports are no artifacts']);
  });

  test.each<[string, Partial<ArtifactInventoryArgs>]>([
    ['bucketName', { bucketName: 'X'.repeat(3) }],
    ['sourceBuckets', { sourceBuckets: [] }],
    ['sourceBuckets[0]', { sourceBuckets: [args.bucketName] }],
    ['sourceBuckets[0]', { sourceBuckets: ['a_b'] }],
    ['sourceBuckets[1]', { sourceBuckets: ['gl-a', 'gl-a'] }],
    ['accessLogs.targetBucket', { accessLogs: { targetBucket: args.bucketName } }],
    ['retentionDays', { retentionDays: 0 }],
    ['retentionDays', { retentionDays: 366 }],
    ['retentionDays', { retentionDays: 7, frequency: 'Weekly' }],
    ['frequency', { frequency: 'Hourly' as 'Daily' }],
    ['placement.region', { placement: { region: 'eu-west1', accountId: ACCOUNT } }],
  ])('names %s for %j, and registers nothing', async (path, change) => {
    const paths = validateArtifactInventoryArgs({ ...args, ...change }).map((p) => p.path);
    expect([...new Set(paths)]).toEqual([`inventory.${path}`]);
    const { resources } = await record(() => {
      expect(() => inventory(change)).toThrow(`inventory.${path}: got`);
    });
    expect(resources).toEqual([]);
  });
});
