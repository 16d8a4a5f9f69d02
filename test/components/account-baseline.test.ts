import {
  AccountBaseline,
  validateAccountBaselineArgs,
  type AccountBaselineArgs,
} from '../../components/account-baseline';
import { ACCOUNT, judge, role, service } from './judge';
import { only, record } from './record';

const args: AccountBaselineArgs = {
  once: true,
  trailName: 'gl-artifacts-account',
  placement: { region: 'us-east-1', accountId: ACCOUNT, tags: { team: 'data' } },
  bucketName: 'gl-artifacts-account-trail',
};
const baseline = (change: Partial<AccountBaselineArgs> = {}) => new AccountBaseline('account', { ...args, ...change });
const TRAIL = 'aws:cloudtrail/trail:Trail';
const MANAGEMENT = { field: 'eventCategory', equals: ['Management'] };

/** Whether a trail with these selectors takes an event down; an event matches a selector when it matches all its fields. */
const takes = (
  selectors: { fieldSelectors: { field: string; equals?: string[]; notEquals?: string[] }[] }[],
  event: Record<string, string>,
): boolean =>
  selectors.some(({ fieldSelectors }) =>
    fieldSelectors.every(
      ({ field, equals, notEquals }) =>
        (equals?.includes(event[field]!) ?? true) && !(notEquals?.includes(event[field]!) ?? false),
    ),
  );

describe('the baseline of an account', () => {
  test('blocks public access to every bucket of the account, four times', async () => {
    const { resources } = await record(() => baseline());
    expect(only(resources, 'aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock')).toMatchObject({
      parent: 'account',
      inputs: {
        accountId: ACCOUNT,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    });
  });

  test('takes down management events of all regions, validated, encrypted with a key of its own', async () => {
    const { resources } = await record(() => baseline(), true);
    const trail = only(resources, TRAIL);
    expect(trail).toMatchObject({
      parent: 'account',
      dependsOn: expect.arrayContaining(['account-policy']) as string[],
    });
    expect(trail.inputs).toEqual({
      name: 'gl-artifacts-account',
      region: 'us-east-1',
      tags: { team: 'data' },
      s3BucketName: 'gl-artifacts-account-trail',
      kmsKeyId: 'arn:of:account-key-key',
      enableLogging: true,
      enableLogFileValidation: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      advancedEventSelectors: [
        expect.objectContaining({ fieldSelectors: [MANAGEMENT, { field: 'readOnly', equals: ['false'] }] }),
        expect.objectContaining({ fieldSelectors: expect.arrayContaining([MANAGEMENT]) as object[] }),
      ],
      cloudWatchLogsGroupArn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:gl-artifacts-account:*`,
      cloudWatchLogsRoleArn: 'arn:of:account-delivery-role',
    });
    expect(trail.dependsOn).toEqual(expect.arrayContaining(['account-log-group', 'account-delivery']));
  });

  test('delivers to a log group of its name, by a role that only this trail assumes, for nothing else', async () => {
    const { resources } = await record(() => baseline(), true);
    expect(only(resources, 'aws:cloudwatch/logGroup:LogGroup').inputs).toMatchObject({
      name: 'gl-artifacts-account',
      region: 'us-east-1',
      retentionInDays: 90,
    });
    const { assumeRolePolicy } = only(resources, 'aws:iam/role:Role').inputs;
    const { Statement, ...document } = JSON.parse(assumeRolePolicy as string) as { Statement: object[] };
    // A trust is about the role itself; the evaluator wants a resource.
    const trust = { ...document, Statement: Statement.map((statement) => ({ ...statement, Resource: '*' })) };
    const assumes = (name: string) =>
      judge(trust, service('cloudtrail.amazonaws.com'), 'sts:AssumeRole', '*', {
        'aws:SourceAccount': ACCOUNT,
        'aws:SourceArn': `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${name}`,
      });
    expect([assumes('gl-artifacts-account'), assumes('another')]).toEqual(['allowed', 'implicitDeny']);
    const { policy } = only(resources, 'aws:iam/rolePolicy:RolePolicy').inputs;
    expect((JSON.parse(policy as string) as { Statement: object[] }).Statement).toEqual([
      expect.objectContaining({
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:gl-artifacts-account:log-stream:${ACCOUNT}_CloudTrail_us-east-1*`,
      }),
    ]);
  });

  test('logs who reads the logs, in a bucket that is there before', async () => {
    const { resources } = await record(() => baseline(), true);
    const logging = only(resources, 'aws:s3/bucketLogging:BucketLogging');
    expect(logging.inputs).toMatchObject({ targetBucket: 'gl-artifacts-account-trail-logs' });
    const bucket = resources.find(({ name }) => name === 'account-bucket')!;
    expect(bucket.dependsOn).toContain('account-logs-policy');
  });

  test.each<[boolean, string, Record<string, string>]>([
    [
      true,
      'a changed key policy',
      { eventCategory: 'Management', readOnly: 'false', eventSource: 'kms.amazonaws.com' },
    ],
    [true, 'a role that is made', { eventCategory: 'Management', readOnly: 'false', eventSource: 'iam.amazonaws.com' }],
    [
      true,
      'a listing of trails',
      { eventCategory: 'Management', readOnly: 'true', eventSource: 'cloudtrail.amazonaws.com' },
    ],
    [false, 'a decryption', { eventCategory: 'Management', readOnly: 'true', eventSource: 'kms.amazonaws.com' }],
    [false, 'an object that is read', { eventCategory: 'Data', readOnly: 'true', eventSource: 's3.amazonaws.com' }],
    [false, 'an object that is written', { eventCategory: 'Data', readOnly: 'false', eventSource: 's3.amazonaws.com' }],
  ])('says %s to whether the trail takes down %s', async (expected, _what, event) => {
    const { resources } = await record(() => baseline());
    expect(takes(only(resources, TRAIL).inputs.advancedEventSelectors, event)).toBe(expected);
  });

  test('lets the trail use its key, and no other trail', async () => {
    const { resources } = await record(() => baseline());
    const { policy } = only(resources, 'aws:kms/key:Key').inputs;
    const trail = (name: string) => ({
      'aws:SourceArn': `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${name}`,
      'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${name}`,
    });
    const encrypts = (name: string) =>
      judge(policy, service('cloudtrail.amazonaws.com'), 'kms:GenerateDataKey', '*', trail(name));
    expect(encrypts('gl-artifacts-account')).toBe('allowed');
    expect(encrypts('another')).toBe('implicitDeny');
  });

  test('locks its logs for everybody, for a year unless said otherwise', async () => {
    const { resources } = await record(() => baseline());
    const lock = only(resources, 'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration');
    expect(lock.inputs.rule.defaultRetention).toEqual({ mode: 'COMPLIANCE', years: 1 });
    const longer = await record(() => baseline({ retentionYears: 7 }));
    expect(only(longer.resources, lock.type).inputs.rule.defaultRetention.years).toBe(7);
  });

  test('bounds the role of its delivery by the policy that it is given', async () => {
    const permissionsBoundaryArn = `arn:aws:iam::${ACCOUNT}:policy/bound`;
    const { resources } = await record(() => baseline({ placement: { ...args.placement, permissionsBoundaryArn } }));
    expect(only(resources, 'aws:iam/role:Role').inputs.permissionsBoundary).toBe(permissionsBoundaryArn);
  });

  test('lets the named alone administer its key', async () => {
    const { resources } = await record(() => baseline({ keyAdministratorArns: [`arn:aws:iam::${ACCOUNT}:role/keys`] }));
    const { policy } = only(resources, 'aws:kms/key:Key').inputs;
    const says = (name: string) =>
      judge(policy, role(name), 'kms:PutKeyPolicy', '*', {
        'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/${name}`,
      });
    expect(says('keys')).toBe('allowed');
    expect(says('admin')).toBe('implicitDeny');
  });

  test.each<[string, object]>([
    ['keyAdministratorArns', { keyAdministratorArns: [] }],
    ['keyAdministratorArns[0]', { keyAdministratorArns: ['keys'] }],
    ['once', { once: false }],
    ['once', { once: undefined }],
    ['trailName', { trailName: 'ab' }],
    ['trailName', { trailName: 'a'.repeat(60) }],
    ['bucketName', { bucketName: 'a'.repeat(60) }],
    ['bucketName', { bucketName: 'Trail' }],
    ['placement.accountId', { placement: { region: 'us-east-1', accountId: '1' } }],
    ['retentionYears', { retentionYears: 0 }],
  ])('names %s for %j, and registers nothing', async (path, change) => {
    expect(validateAccountBaselineArgs({ ...args, ...change }).map((p) => p.path)).toEqual([`account.${path}`]);
    const { resources } = await record(() => {
      expect(() => baseline(change)).toThrow(`account.${path}: got`);
    });
    expect(resources).toEqual([]);
  });
});
