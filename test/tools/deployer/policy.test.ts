import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { evaluate } from '../../../policies/document/evaluate';
import { parseDocument } from '../../../policies/document/parse';
import table from '../../../tools/deployer/actions.json';
import { deployerPolicy, UnknownActionsError, type DeployedResource } from '../../../tools/deployer/policy';

const ACCOUNT = '111122223333';
const resource = (type: string, inputs: Record<string, unknown>): DeployedResource => ({
  urn: `urn:pulumi:eu::p::${type}::x`,
  type,
  inputs,
});
const STACK = [
  resource('aws:s3/bucket:Bucket', { bucket: 'artifacts', region: 'eu-west-1' }),
  resource('aws:s3/bucketPolicy:BucketPolicy', { bucket: 'artifacts', region: 'eu-west-1' }),
  resource('aws:s3/bucketReplicationConfig:BucketReplicationConfig', { bucket: 'artifacts', region: 'eu-west-1' }),
  resource('aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock', { accountId: ACCOUNT }),
  resource('aws:iam/role:Role', { name: 'replication' }),
  resource('aws:iam/rolePolicyAttachment:RolePolicyAttachment', { policyArn: 'arn:aws:iam::aws:policy/one' }),
  resource('aws:backup/vault:Vault', { region: 'eu-west-1' }),
  resource('aws:kms/key:Key', { region: 'eu-west-1' }),
  resource('aws:kms/key:Key', { region: 'eu-central-1' }),
  resource('aws:rds/cluster:Cluster', { region: 'eu-west-1' }),
  resource('gl-artifacts:s3:ArtifactBucket', {}),
];

/** Whether the deployer of the stack may do it. */
const may = (action: string, on: string, context: Record<string, string> = {}): boolean => {
  const text = JSON.stringify(deployerPolicy(STACK, ACCOUNT));
  const parsed = parseDocument({ state: 'known', value: text }, { principal: false, resource: true, maxBytes: 32_768 });
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  const principal = { kind: 'aws', arn: `arn:aws:iam::${ACCOUNT}:role/deployer`, account: ACCOUNT } as const;
  const entries = Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value]] as const);
  return evaluate(parsed.document, { principal, action, resource: on, context: new Map(entries) }).effect === 'allowed';
};
const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

describe('what the deployer may do', () => {
  test('is every call of the provider for a bucket, on the buckets of the stack alone', () => {
    for (const action of ['s3:CreateBucket', 's3:PutBucketPolicy', 's3:PutReplicationConfiguration']) {
      expect(may(action, 'arn:aws:s3:::artifacts')).toBe(true);
      expect(may(action, 'arn:aws:s3:::of-somebody-else')).toBe(false);
    }
  });

  test('is the account’s block of public access, which has no resource to name', () => {
    expect(may('s3:PutAccountPublicAccessBlock', '*')).toBe(true);
    expect(may('s3:PutBucketPublicAccessBlock', 'arn:aws:s3:::of-somebody-else')).toBe(false);
  });

  test('is no access to what is stored', () => {
    for (const action of ['s3:GetObject', 's3:PutObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'])
      expect(may(action, 'arn:aws:s3:::artifacts/acme/runs/1')).toBe(false);
  });

  test('is passing the stack’s roles to S3, and to no other service', () => {
    expect(may('iam:PassRole', role('replication'), { 'iam:PassedToService': 's3.amazonaws.com' })).toBe(true);
    expect(may('iam:PassRole', role('replication'), { 'iam:PassedToService': 'ec2.amazonaws.com' })).toBe(false);
    expect(may('iam:PassRole', role('admin'), { 'iam:PassedToService': 's3.amazonaws.com' })).toBe(false);
    expect(may('iam:CreateRole', role('admin'))).toBe(false);
  });

  test('is passing a role to CloudTrail only for a trail that takes one', () => {
    const services = (inputs: object) =>
      deployerPolicy([resource('aws:cloudtrail/trail:Trail', { region: 'eu-west-1', ...inputs }), STACK[4]!], ACCOUNT)
        .Statement.filter(({ Action }) => Action.includes('iam:PassRole'))
        .map(({ Condition }) => Condition?.StringEquals['iam:PassedToService']);
    expect(services({})).toEqual([]);
    expect(services({ cloudWatchLogsRoleArn: role('replication') })).toEqual([['cloudtrail.amazonaws.com']]);
  });

  test('is attaching to a role what the stack attaches, and nothing stronger', () => {
    const attach = (policy: string): boolean =>
      may('iam:AttachRolePolicy', role('replication'), { 'iam:PolicyARN': `arn:aws:iam::aws:policy/${policy}` });
    expect([attach('one'), attach('AdministratorAccess')]).toEqual([true, false]);
  });

  test('is for each service in the regions of the resources that need it', () => {
    const at = (action: string, region: string): boolean => may(action, '*', { 'aws:RequestedRegion': region });
    expect([at('kms:CreateKey', 'eu-central-1'), at('rds:CreateDBCluster', 'eu-west-1')]).toEqual([true, true]);
    expect([at('kms:CreateKey', 'us-east-1'), at('rds:CreateDBCluster', 'eu-central-1')]).toEqual([false, false]);
  });

  test('is a document that IAM takes: each statement with an id of letters and digits, and nothing but the account’s own without a condition on everything', () => {
    for (const { Sid, Action, Resource, Condition } of deployerPolicy(STACK, ACCOUNT).Statement) {
      const ofAccount = Action.every(
        (action) => action.endsWith(':PutAccountPublicAccessBlock') || action.endsWith(':GetAccountPublicAccessBlock'),
      );
      expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
      expect(Resource !== '*' || Condition !== undefined || ofAccount).toBe(true);
    }
  });

  test('is not guessed for a type that the table does not have', () => {
    const nat = resource('aws:ec2/natGateway:NatGateway', {});
    expect(() => deployerPolicy([nat], ACCOUNT)).toThrow(UnknownActionsError);
  });
});

describe('the table of actions', () => {
  const types = Object.keys(table).filter((key) => key !== 'source');

  test('names types that the installed provider has, and actions without a wildcard', () => {
    for (const type of types) {
      const module = type.slice('aws:'.length).split(':')[0]!;
      expect([type, existsSync(path.join(path.dirname(require.resolve('@pulumi/aws')), `${module}.js`))]).toEqual([
        type,
        true,
      ]);
      const actions = (table as Record<string, unknown>)[type] as string[];
      expect(actions).toEqual([...new Set(actions)].sort());
      for (const action of actions) expect(action).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/);
    }
  });
});

describe('the committed policies', () => {
  const folder = path.join(__dirname, '../../../docs/reference/deployer');

  test('fit into an inline policy of a role', () => {
    const sizes = readdirSync(folder).map((file) => {
      const document: unknown = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
      return JSON.stringify(document).length;
    });
    expect(sizes).toHaveLength(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10_240);
  });
});
