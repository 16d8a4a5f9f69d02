import { AccessAudit, validateAccessAuditArgs, type AccessAuditArgs } from '../../components/access-audit';
import { ACCOUNT, judge, role, service } from './judge';
import { only, record } from './record';

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0`;
const args: AccessAuditArgs = {
  trailName: 'gl-artifacts-eu-west-1',
  placement: { region: 'eu-west-1', accountId: ACCOUNT },
  bucketName: 'gl-artifacts-trail-eu-west-1',
  artifactBuckets: [{ bucketName: 'gl-artifacts-eu-west-1', region: 'eu-west-1' }],
  kmsKeyArn: KEY,
};
const audit = (change: Partial<AccessAuditArgs> = {}) => new AccessAudit('audit', { ...args, ...change });
const TRAIL = 'aws:cloudtrail/trail:Trail';
const DATA = [
  { field: 'eventCategory', equals: ['Data'] },
  { field: 'resources.type', equals: ['AWS::S3::Object'] },
  { field: 'resources.ARN', startsWiths: ['arn:aws:s3:::gl-artifacts-eu-west-1/'] },
];

describe('the audit of accesses', () => {
  test('takes reads and writes of exactly the named buckets, validated, encrypted, in one region', async () => {
    const { resources } = await record(() => audit());
    expect(only(resources, TRAIL).inputs).toEqual({
      name: 'gl-artifacts-eu-west-1',
      region: 'eu-west-1',
      tags: {},
      s3BucketName: 'gl-artifacts-trail-eu-west-1',
      kmsKeyId: KEY,
      enableLogging: true,
      enableLogFileValidation: true,
      isMultiRegionTrail: false,
      includeGlobalServiceEvents: false,
      advancedEventSelectors: [{ name: 'artifacts: reads-and-writes', fieldSelectors: DATA }],
    });
  });

  test('leaves reads out only with a reason, which it puts out', async () => {
    const { value, resources } = await record(() => audit({ writeOnly: { reason: 'cost' } }));
    expect(only(resources, TRAIL).inputs.advancedEventSelectors[0].fieldSelectors).toEqual([
      ...DATA,
      { field: 'readOnly', equals: ['false'] },
    ]);
    expect(value.optOuts).toEqual({ writeOnly: 'cost' });
  });

  test('waits for the policy of its bucket', async () => {
    const { resources } = await record(() => audit());
    expect(only(resources, TRAIL)).toMatchObject({ parent: 'audit', dependsOn: ['audit-policy'] });
  });

  test.each([1, 4, 7])('locks logs for %i years, and expires none before', async (retentionYears) => {
    const { resources } = await record(() => audit({ retentionYears }));
    const inputs = (type: string) => only(resources, `aws:s3/${type}`).inputs;
    expect(inputs('bucketObjectLockConfiguration:BucketObjectLockConfiguration').rule.defaultRetention).toEqual({
      mode: 'COMPLIANCE',
      years: retentionYears,
    });
    const [rule] = inputs('bucketLifecycleConfiguration:BucketLifecycleConfiguration').rules;
    const lockedUntil = new Date(Date.UTC(2028 + retentionYears, 0, 1)).getTime();
    const expires = Date.UTC(2028, 0, 1) + rule.expiration.days * 86_400_000;
    expect(expires).toBeGreaterThanOrEqual(lockedUntil);
    expect(inputs('bucket:Bucket')).toMatchObject({ objectLockEnabled: true, forceDestroy: false });
  });

  test('lets CloudTrail deliver for this trail below this account, and nobody delete', async () => {
    const { resources } = await record(() => audit());
    const { policy } = only(resources, 'aws:s3/bucketPolicy:BucketPolicy').inputs;
    const bucket = `arn:aws:s3:::${args.bucketName}`;
    const fine = {
      'aws:SecureTransport': 'true',
      's3:TlsVersion': '1.2',
      's3:x-amz-acl': 'bucket-owner-full-control',
      'aws:SourceAccount': ACCOUNT,
      'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/gl-artifacts-eu-west-1`,
    };
    const says = (action: string, resource: string, context: Record<string, string> = {}) =>
      judge(policy, service('cloudtrail.amazonaws.com'), action, resource, { ...fine, ...context });
    const log = `${bucket}/AWSLogs/${ACCOUNT}/CloudTrail/a.json.gz`;
    expect(says('s3:PutObject', log)).toBe('allowed');
    expect(says('s3:GetBucketAcl', bucket)).toBe('allowed');
    expect(says('s3:PutObject', `${bucket}/AWSLogs/444455556666/CloudTrail/a`)).toBe('implicitDeny');
    const another = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/another`;
    expect(says('s3:PutObject', log, { 'aws:SourceArn': another })).toBe('implicitDeny');
    expect(says('s3:GetBucketAcl', bucket, { 'aws:SourceArn': another })).toBe('implicitDeny');
    expect(says('s3:PutObject', log, { 'aws:SourceAccount': '444455556666' })).toBe('implicitDeny');
    expect(says('s3:PutObject', log, { 'aws:SecureTransport': 'false' })).toBe('explicitDeny');
    for (const action of ['s3:DeleteObject', 's3:DeleteObjectVersion']) {
      expect(judge(policy, role('admin'), action, log, fine)).toBe('explicitDeny');
    }
  });

  test.each<[string, Partial<AccessAuditArgs>]>([
    ['trailName', { trailName: 'a--b' }],
    ['bucketName', { bucketName: 'trail_logs' }],
    ['kmsKeyArn', { kmsKeyArn: 'alias/key' }],
    ['retentionYears', { retentionYears: 1.5 }],
    ['writeOnly.reason', { writeOnly: { reason: '' } }],
    ['artifactBuckets', { artifactBuckets: [] }],
    ['artifactBuckets[0].bucketName', { artifactBuckets: [{ bucketName: args.bucketName, region: 'eu-west-1' }] }],
    ['artifactBuckets[0].region', { artifactBuckets: [{ bucketName: 'gl-artifacts', region: 'eu-central-1' }] }],
  ])('names %s for %j, and registers nothing', async (path, change) => {
    expect(validateAccessAuditArgs({ ...args, ...change }).map((p) => p.path)).toEqual([`audit.${path}`]);
    const { resources } = await record(() => {
      expect(() => audit(change)).toThrow(`audit.${path}: got`);
    });
    expect(resources).toEqual([]);
  });
});
