import {
  BatchReplication,
  validateBatchReplicationArgs,
  type BatchReplicationArgs,
} from '../../components/batch-replication';
import {
  batchReplicationPolicy,
  batchReplicationSpec,
  batchReplicationTrust,
} from '../../components/documents/batch-replication';
import { ACCOUNT, judge, role, service } from './judge';
import { only, record } from './record';

const scope = {
  bucketName: 'gl-artifacts-eu-west-1',
  region: 'eu-west-1',
  accountId: ACCOUNT,
  reportBucket: 'gl-artifacts-eu-west-1-logs',
};
const args: BatchReplicationArgs = { ...scope, roleName: 'gl-artifacts-eu-west-1-there-batch', tags: { team: 'data' } };
const { reportBucket: _none, ...unreported } = scope;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/${args.roleName}`;
const [SOURCE, REPORTS] = [`arn:aws:s3:::${scope.bucketName}`, `arn:aws:s3:::${scope.reportBucket}`];

describe('the request of a batch replication', () => {
  test('is one that CreateJob takes: what has no replica, confirmed by somebody, with a report of what failed', () => {
    expect(batchReplicationSpec(scope, ROLE)).toEqual({
      AccountId: ACCOUNT,
      ConfirmationRequired: true,
      Description: 'gl-artifacts: replicates what is in gl-artifacts-eu-west-1 and has no replica',
      Operation: { S3ReplicateObject: {} },
      Priority: 10,
      RoleArn: ROLE,
      ManifestGenerator: {
        S3JobManifestGenerator: {
          ExpectedBucketOwner: ACCOUNT,
          SourceBucket: SOURCE,
          EnableManifestOutput: false,
          Filter: { EligibleForReplication: true, ObjectReplicationStatuses: ['NONE', 'FAILED'] },
        },
      },
      Report: {
        Enabled: true,
        Bucket: REPORTS,
        Prefix: 'batch-replication',
        Format: 'Report_CSV_20180820',
        ReportScope: 'FailedTasksOnly',
      },
    });
  });

  test('asks for no report where there is no bucket for it', () => {
    expect(batchReplicationSpec(unreported, ROLE).Report).toEqual({ Enabled: false });
  });
});

describe('the role of a batch replication', () => {
  const says = (action: string, resource: string, of: typeof unreported = scope) => {
    const document = batchReplicationPolicy(of);
    const attached = { ...document, Statement: document.Statement.map((s) => ({ ...s, Principal: '*' })) };
    return judge(attached, role('batch'), action, resource);
  };

  test.each([
    ['s3:InitiateReplication', `${SOURCE}/key`],
    ['s3:GetReplicationConfiguration', SOURCE],
    ['s3:PutInventoryConfiguration', SOURCE],
    ['s3:PutObject', `${REPORTS}/batch-replication/job-1/report.csv`],
  ])('may %s on %s', (action, resource) => {
    expect(says(action, resource)).toBe('allowed');
  });

  test.each([
    ['s3:InitiateReplication', 'arn:aws:s3:::another/key'],
    ['s3:PutObject', `${SOURCE}/key`],
    ['s3:PutObject', `${REPORTS}/access/key`],
    ['s3:GetObject', `${SOURCE}/key`],
    ['s3:GetObject', `${REPORTS}/batch-replication/job-1/report.csv`],
    ['s3:ReplicateObject', `${SOURCE}/key`],
    ['s3:DeleteObjectVersion', `${SOURCE}/key`],
    ['s3:PutReplicationConfiguration', SOURCE],
  ])('may not %s on %s', (action, resource) => {
    expect(says(action, resource)).toBe('implicitDeny');
  });

  test('writes nowhere without a bucket for reports', () => {
    expect(says('s3:PutObject', `${REPORTS}/batch-replication/job-1/report.csv`, unreported)).toBe('implicitDeny');
  });

  test('is assumed by S3 Batch Operations for this account alone', () => {
    const trust = batchReplicationTrust(scope);
    const withResource = { ...trust, Statement: trust.Statement.map((s) => ({ ...s, Resource: '*' })) };
    const assumes = (who: Parameters<typeof judge>[1], account: string) =>
      judge(withResource, who, 'sts:AssumeRole', ROLE, { 'aws:SourceAccount': account });
    const batch = service('batchoperations.s3.amazonaws.com');
    expect(assumes(batch, ACCOUNT)).toBe('allowed');
    expect(assumes(batch, '444455556666')).toBe('implicitDeny');
    expect(assumes(service('s3.amazonaws.com'), ACCOUNT)).toBe('implicitDeny');
    expect(assumes(role('app'), ACCOUNT)).toBe('implicitDeny');
  });
});

describe('a batch replication', () => {
  test('is a role with the documents, known at preview, and the request that names it', async () => {
    const { value, resources } = await record(() => new BatchReplication('there', args));
    const { inputs } = only(resources, 'aws:iam/role:Role');
    expect(inputs).toMatchObject({ name: args.roleName, tags: { team: 'data' } });
    expect(JSON.parse(inputs.assumeRolePolicy as string)).toEqual(batchReplicationTrust(scope));
    const permissions = only(resources, 'aws:iam/rolePolicy:RolePolicy').inputs;
    expect(permissions.role).toBe(args.roleName);
    expect(JSON.parse(permissions.policy as string)).toEqual(batchReplicationPolicy(scope));
    expect(resources.map((r) => r.parent)).toEqual(['', 'there', 'there']);
    expect(value.roleArn).toBe(ROLE);
    expect(value.region).toBe('eu-west-1');
    expect(value.createJob).toEqual(batchReplicationSpec(scope, ROLE));
  });

  test.each<[string, Partial<BatchReplicationArgs>, string[]]>([
    ['a name that S3 refuses', { bucketName: 'Artifacts' }, ['b.bucketName']],
    ['a region that is none', { region: 'eu-west-9' }, ['b.region']],
    ['an account that is none', { accountId: '12' }, ['b.accountId']],
    ['a name that IAM refuses', { roleName: 'a role' }, ['b.roleName']],
    ['a name that is too long for IAM', { roleName: 'r'.repeat(65) }, ['b.roleName']],
    ['a boundary by its name', { permissionsBoundaryArn: 'bound' }, ['b.permissionsBoundaryArn']],
    ['a report where S3 has no bucket', { reportBucket: 'Reports' }, ['b.reportBucket']],
    ['a report among the artifacts', { reportBucket: scope.bucketName }, ['b.reportBucket']],
    ['all at once', { bucketName: 'A', region: 'x', roleName: '' }, ['b.bucketName', 'b.region', 'b.roleName']],
  ])('refuses %s', (_what, change, paths) => {
    const problems = validateBatchReplicationArgs({ ...args, ...change }, 'b');
    expect([...new Set(problems.map(({ path }) => path))]).toEqual(paths);
    for (const { value, rule, fix } of problems) expect([value, rule, fix]).not.toContain('');
    expect(() => new BatchReplication('there', { ...args, ...change })).toThrow('BatchReplication "there"');
  });

  test('takes what is right', () => {
    expect(validateBatchReplicationArgs(args)).toEqual([]);
  });
});
