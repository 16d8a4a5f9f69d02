import { LogBucket, validateLogBucketArgs, type LogBucketArgs } from '../../components/log-bucket';
import { ACCOUNT, judge, role, service } from './judge';
import { only, record } from './record';

const args: LogBucketArgs = {
  bucketName: 'gl-artifacts-logs-eu-west-1',
  placement: { region: 'eu-west-1', accountId: ACCOUNT },
  sourceBuckets: ['gl-artifacts-eu-west-1'],
};
const logs = (change: Partial<LogBucketArgs> = {}) => new LogBucket('logs', { ...args, ...change });

describe('the target of access logs', () => {
  test('has what the delivery can write to: SSE-S3, no lock; and the rest of the baseline', async () => {
    const { resources } = await record(() => logs());
    const inputs = (type: string) => only(resources, `aws:s3/${type}`).inputs;
    expect(resources.map((r) => r.type).filter((type) => /ObjectLock|Logging/.test(type))).toEqual([]);
    expect(inputs('bucket:Bucket').objectLockEnabled).toBe(false);
    const [rule] = inputs('bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration').rules;
    expect(rule.applyServerSideEncryptionByDefault).toEqual({ sseAlgorithm: 'AES256' });
    expect(inputs('bucketPublicAccessBlock:BucketPublicAccessBlock').restrictPublicBuckets).toBe(true);
    expect(inputs('bucketVersioning:BucketVersioning').versioningConfiguration).toEqual({ status: 'Enabled' });
    const [expiry, uploads] = inputs('bucketLifecycleConfiguration:BucketLifecycleConfiguration').rules;
    expect(expiry).toMatchObject({ expiration: { days: 400 }, noncurrentVersionExpiration: { noncurrentDays: 400 } });
    expect(uploads.abortIncompleteMultipartUpload).toEqual({ daysAfterInitiation: 7 });
  });

  test('lets S3 deliver for the named buckets of this account, and refuses everything else', async () => {
    const { resources } = await record(() => logs());
    const { policy } = only(resources, 'aws:s3/bucketPolicy:BucketPolicy').inputs;
    const says = (who: Parameters<typeof judge>[1], context: Record<string, string>) =>
      judge(policy, who, 's3:PutObject', `arn:aws:s3:::${args.bucketName}/key`, {
        'aws:SecureTransport': 'true',
        's3:TlsVersion': '1.3',
        ...context,
      });
    const delivery = service('logging.s3.amazonaws.com');
    const from = (bucket: string, account = ACCOUNT) => ({
      'aws:SourceArn': `arn:aws:s3:::${bucket}`,
      'aws:SourceAccount': account,
    });
    expect(says(delivery, from('gl-artifacts-eu-west-1'))).toBe('allowed');
    expect(says(delivery, from('another'))).toBe('implicitDeny');
    expect(says(delivery, from('gl-artifacts-eu-west-1', '444455556666'))).toBe('implicitDeny');
    expect(says(role('app'), from('gl-artifacts-eu-west-1'))).toBe('implicitDeny');
    expect(says(delivery, { ...from('gl-artifacts-eu-west-1'), 'aws:SecureTransport': 'false' })).toBe('explicitDeny');
  });

  test('keeps logs for as long as it is told', async () => {
    const { resources } = await record(() => logs({ retentionDays: 3650 }));
    const [expiry] = only(resources, 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration').inputs.rules;
    expect(expiry).toMatchObject({ expiration: { days: 3650 }, noncurrentVersionExpiration: { noncurrentDays: 3650 } });
  });

  test('is emptied on deletion only where the stack may be destroyed', async () => {
    for (const deletionPolicy of ['protect', 'retain', 'destroy'] as const) {
      const { resources } = await record(() => logs({ placement: { ...args.placement, deletionPolicy } }));
      expect(only(resources, 'aws:s3/bucket:Bucket').inputs.forceDestroy).toBe(deletionPolicy === 'destroy');
    }
  });

  test('says what its sources are, and why it is none of them', () => {
    const rules = (sourceBuckets: string[]) => validateLogBucketArgs({ ...args, sourceBuckets }).map((p) => p.rule);
    expect(rules([])).toEqual(['names the buckets that log here']);
    expect(rules([args.bucketName])).toEqual(['is another bucket: logging to itself would never end']);
  });

  test.each<[string, Partial<LogBucketArgs>]>([
    ['bucketName', { bucketName: 'X'.repeat(3) }],
    ['sourceBuckets', { sourceBuckets: [] }],
    ['sourceBuckets[0]', { sourceBuckets: [args.bucketName] }],
    ['sourceBuckets[0]', { sourceBuckets: ['a_b'] }],
    ['sourceBuckets[1]', { sourceBuckets: ['gl-a', 'gl-a'] }],
    ['retentionDays', { retentionDays: 0 }],
    ['retentionDays', { retentionDays: 3651 }],
    ['placement.accountId', { placement: { region: 'eu-west-1', accountId: '' } }],
  ])('names %s for %j, and registers nothing', async (path, change) => {
    expect(validateLogBucketArgs({ ...args, ...change }).map((p) => p.path)).toEqual([`logs.${path}`]);
    const { resources } = await record(() => {
      expect(() => logs(change)).toThrow(`logs.${path}: got`);
    });
    expect(resources).toEqual([]);
  });
});
