import fc from 'fast-check';
import { UNKNOWN } from '../../../tools/monitor';
import { checkInputs, plannedOutputs } from '../../../tools/stand-in/check';
import { diffInputs } from '../../../tools/stand-in/diff';
import { CheckFailedError, UnjudgedInputError } from '../../../tools/stand-in/errors';
import { identityOf } from '../../../tools/stand-in/identity';
import table from '../../../tools/stand-in/resource-inputs.json';

const BUCKET = 'aws:s3/bucket:Bucket';
const LOCK = 'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration';
const place = { accountId: '111122223333', region: 'eu-west-1' };

describe('checking inputs', () => {
  test('names every argument that does not exist and every one that is missing', () => {
    const check = () => checkInputs(LOCK, 'lock', { buket: 'b', rules: [] });
    expect(check).toThrow(CheckFailedError);
    expect(check).toThrow(/buket: is no argument.*\n.*rules: is no argument.*\n.*bucket: is required/);
  });

  test('does not guess about a type or an input that the table lacks', () => {
    expect(() => checkInputs('aws:lambda/function:Function', 'f', {})).toThrow(UnjudgedInputError);
    const inputs = { engine: 'aurora-postgresql', warningEventCategories: ['x'] };
    expect(() => checkInputs('aws:rds/cluster:Cluster', 'c', inputs)).toThrow('Cluster.warningEventCategories');
  });

  test('fills in the defaults of the provider, and keeps what was given', () => {
    expect(checkInputs('aws:kms/key:Key', 'k', { isEnabled: false })).toMatchObject({
      isEnabled: false,
      enableKeyRotation: false,
    });
  });

  test('names what has no name after the resource, once', () => {
    const made = checkInputs(BUCKET, 'logs', {}, {}, Buffer.from([1]));
    expect(made['bucket']).toMatch(/^logs-[0-9a-f]{7}$/);
    expect(checkInputs(BUCKET, 'logs', {}, made, Buffer.from([2]))['bucket']).toBe(made['bucket']);
    expect(checkInputs(BUCKET, 'logs', { bucketPrefix: 'x' })).not.toHaveProperty('bucket');
  });
});

describe('at preview', () => {
  test('what the provider fills in is unknown, what was given is known', () => {
    expect(plannedOutputs(BUCKET, { bucket: 'b' })).toMatchObject({
      bucket: 'b',
      arn: UNKNOWN,
      versioning: UNKNOWN,
      region: UNKNOWN,
    });
    expect(plannedOutputs('aws:s3/bucketVersioning:BucketVersioning', { bucket: 'b' })).toEqual({
      bucket: 'b',
      region: UNKNOWN,
    });
  });
});

describe('a changed input', () => {
  test.each([
    [BUCKET, 'bucket', true],
    [BUCKET, 'objectLockEnabled', true],
    [BUCKET, 'tags', false],
    ['aws:rds/cluster:Cluster', 'kmsKeyId', true],
    ['aws:rds/cluster:Cluster', 'backupRetentionPeriod', false],
    ['aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule', 'securityGroupId', true],
    ['aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule', 'fromPort', false],
    ['postgresql:index/schema:Schema', 'database', true],
    ['postgresql:index/schema:Schema', 'owner', false],
  ])('of %s, %s, replaces the resource: %s', (token, key, replaces) => {
    expect(diffInputs(token, { [key]: 'a' }, { [key]: 'b' })).toEqual({ [key]: { kind: 'update', replaces } });
  });

  test('is not judged where only the real provider can tell', () => {
    const change = () => diffInputs('aws:rds/cluster:Cluster', { storageType: '' }, { storageType: 'aurora-iopt1' });
    expect(change).toThrow(UnjudgedInputError);
  });

  test('back to what the provider fills in is none', () => {
    expect(diffInputs(BUCKET, { versioning: {} }, {})).toEqual({});
  });

  test('is told apart from equal, ignored and internal ones', () => {
    expect(diffInputs(BUCKET, { tags: { a: '1' }, __defaults: [] }, { tags: { a: '1' }, __defaults: ['x'] })).toEqual(
      {},
    );
    expect(diffInputs(BUCKET, { tags: { a: '1' } }, {}, ['tags'])).toEqual({});
    expect(diffInputs(BUCKET, { tags: {} }, { policy: 'x' })).toMatchObject({
      tags: { kind: 'delete' },
      policy: { kind: 'add' },
    });
  });
});

describe('an identity', () => {
  const tokens = Object.keys(table.resources).filter((token) => token.startsWith('aws:'));

  test('is the same each time, and every type has an id', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tokens), fc.stringMatching(/^[a-z]{3,12}$/), (token, name) => {
        const inputs = Object.fromEntries(
          [
            'bucket',
            'name',
            'role',
            'queueUrl',
            'arn',
            'topic',
            'secretArn',
            'globalClusterIdentifier',
            'backupVaultName',
          ].map((key) => [key, name]),
        );
        const one = identityOf(token, name, inputs, place);
        expect(one.id).not.toBe('');
        expect(identityOf(token, name, inputs, place)).toEqual(one);
      }),
    );
  });

  test('has the ARN that AWS would form, in the resource’s own region and partition', () => {
    const arn = (token: string, inputs: Record<string, unknown>) =>
      identityOf(token, 'n', inputs, place).outputs['arn'];
    expect(arn(BUCKET, { bucket: 'b', region: 'cn-north-1' })).toBe('arn:aws-cn:s3:::b');
    expect(arn('aws:iam/role:Role', { name: 'r', path: '/x/' })).toBe('arn:aws:iam::111122223333:role/x/r');
    expect(arn('aws:sqs/queue:Queue', { name: 'q', region: 'eu-central-1' })).toBe(
      'arn:aws:sqs:eu-central-1:111122223333:q',
    );
  });
});
