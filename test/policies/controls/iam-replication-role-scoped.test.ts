import { edited } from '../fixtures/fixture';
import { onItsOwn } from '../fixtures/iam-replication-role-scoped';
import { objectionsBy } from '../said';
import { UNKNOWN_TEXT, type Given } from '../stack';

const SOURCE = 'arn:aws:s3:::gl-home';
const DESTINATION = 'arn:aws:s3:::gl-replica';
const ELSEWHERE = 'arn:aws:s3:::gl-trails';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0d0e0f00-0000-4000-8000-000000000002';
const BY_S3 = { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } };

/** What is said of a role that may do one thing more. */
const saidOf = (statement: object): Promise<string[]> =>
  objectionsBy(
    'iam-replication-role-scoped',
    edited(onItsOwn(false), { set: ['policy', 'policy', 'Statement', 5], to: { Effect: 'Allow', ...statement } }),
  );

const OF_SOURCES = [
  's3:GetObjectLegalHold',
  's3:GetObjectRetention',
  's3:GetObjectVersionAcl',
  's3:GetObjectVersionForReplication',
];
const OF_SOURCE_BUCKETS = [
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketVersioning',
  's3:GetReplicationConfiguration',
  's3:ListBucket',
];
const OF_DESTINATIONS = [
  's3:ObjectOwnerOverrideToBucketOwner',
  's3:ReplicateDelete',
  's3:ReplicateObject',
  's3:ReplicateTags',
];
const OF_KEYS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];
/** What no role of a replication needs, on what it would be asked for. */
const NEEDLESS: readonly [action: string, resource: string][] = [
  ['s3:BypassGovernanceRetention', `${SOURCE}/*`],
  ['s3:DeleteObject', `${SOURCE}/*`],
  ['s3:DeleteObjectVersion', `${SOURCE}/*`],
  ['s3:GetObject', `${SOURCE}/*`],
  ['s3:GetObjectVersion', `${SOURCE}/*`],
  ['s3:ListAllMyBuckets', '*'],
  ['s3:PutBucketPolicy', SOURCE],
  ['s3:PutObject', `${DESTINATION}/*`],
  ['s3:PutObjectRetention', `${DESTINATION}/*`],
  ['s3:PutReplicationConfiguration', SOURCE],
  ['kms:CreateGrant', KEY],
  ['kms:PutKeyPolicy', KEY],
  ['kms:ScheduleKeyDeletion', KEY],
  ['iam:PassRole', '*'],
  ['sts:AssumeRole', '*'],
];
/** A pattern that has one action in it, and is not it. */
const patternOf = (action: string): string => `${action.slice(0, -1)}?`;

describe('the role of a replication', () => {
  test.each([
    ...OF_SOURCES.map((action) => [action, `${SOURCE}/*`]),
    ...OF_SOURCE_BUCKETS.map((action) => [action, SOURCE]),
    ...OF_DESTINATIONS.map((action) => [action, `${DESTINATION}/*`]),
    ['s3:GetObjectVersionTagging', `${SOURCE}/*`],
    ['s3:GetObjectVersionTagging', `${DESTINATION}/*`],
  ])('may %s on %s, where it replicates', async (Action, Resource) => {
    expect(await saidOf({ Action, Resource })).toEqual([]);
    expect(await saidOf({ Action: patternOf(Action), Resource })).toEqual([]);
  });

  test.each([
    ...OF_SOURCES.map((action) => [action, `${DESTINATION}/*`, 'to read other buckets']),
    ...OF_SOURCES.map((action) => [action, `${ELSEWHERE}/*`, 'to read other buckets']),
    ...OF_SOURCE_BUCKETS.map((action) => [action, ELSEWHERE, 'to read other buckets']),
    ...OF_SOURCE_BUCKETS.map((action) => [action, 'arn:aws:s3:::*', 'to read other buckets']),
    ...OF_DESTINATIONS.map((action) => [action, `${SOURCE}/*`, 'to write replicas into other buckets']),
    ...OF_DESTINATIONS.map((action) => [action, `${ELSEWHERE}/*`, 'to write replicas into other buckets']),
    ['s3:GetObjectVersionTagging', `${ELSEWHERE}/*`, 'to read tags in other buckets'],
  ])('may not %s on %s', async (action, Resource, because) => {
    for (const Action of [action, patternOf(action)])
      expect(await saidOf({ Action, Resource })).toEqual([expect.stringContaining(`It allows ${because}`)]);
  });

  test.each(NEEDLESS)('may not %s, by its name or by a pattern', async (action, Resource) => {
    for (const Action of [action, patternOf(action)])
      expect(await saidOf({ Action, Resource })).toEqual([
        expect.stringContaining('It allows what no replication needs'),
      ]);
  });

  test.each(OF_KEYS)('may %s by a key that it names and by S3 alone', async (action) => {
    for (const Action of [action, patternOf(action)]) {
      expect(await saidOf({ Action, Resource: KEY, Condition: BY_S3 })).toEqual([]);
      expect(await saidOf({ Action, Resource: KEY })).toEqual([expect.stringContaining('otherwise than by S3')]);
      expect(await saidOf({ Action, Resource: KEY, Condition: { StringLike: { 'kms:ViaService': '*' } } })).toEqual([
        expect.stringContaining('otherwise than by S3'),
      ]);
      expect(await saidOf({ Action, Resource: '*', Condition: BY_S3 })).toEqual([
        expect.stringContaining('keys that it does not name'),
      ]);
    }
  });

  test.each([
    ['replicate', []],
    ['another', [expect.stringContaining('which is of another stack')]],
  ])('has a policy of the stack whose name the provider made up, if it is %s', async (made, said) => {
    const given = onItsOwn(false).map((one): Given => {
      if (one.name !== 'policy') return one;
      const { policy } = one.inputs!;
      return { type: 'aws:iam/policy:Policy', name: 'policy', inputs: { policy }, computed: { name: made } };
    });
    const attachment: Given = {
      type: 'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
      name: 'attachment',
      inputs: { role: 'replication', policyArn: 'arn:aws:iam::111122223333:policy/replicate' },
    };
    expect(await objectionsBy('iam-replication-role-scoped', [...given, attachment])).toEqual(said);
  });

  test.each([
    ['s3:ReplicateObject', 'arn:aws:s3:::???-bucket', 'to write replicas into other buckets'],
    ['s3:ListBucket', 'arn:aws:s3:::*/*', 'to read other buckets'],
    ['s3:ReplicateObject', `${DESTINATION}/*`, 'to write replicas into other buckets'],
  ])('may not %s on everything but %s', async (Action, NotResource, because) => {
    expect(await saidOf({ Action, NotResource })).toEqual([expect.stringContaining(`It allows ${because}`)]);
  });

  test('may do what it needs on everything but what it would be refused on', async () => {
    expect(await saidOf({ Action: 's3:ReplicateObject', NotResource: 'arn:aws:s3:::*' })).toEqual([]);
    expect(await saidOf({ Action: 'kms:Decrypt', NotResource: 'arn:aws:kms:*', Condition: BY_S3 })).toEqual([]);
  });

  const elsewhere = (end: string): Given[] =>
    onItsOwn(false).map((one): Given => {
      if (one.name === 'policy')
        return { ...one, inputs: JSON.parse(JSON.stringify(one.inputs).replaceAll(end, 'gl-away')) };
      if (one.name !== 'home-replication') return one;
      const inputs = JSON.parse(JSON.stringify({ ...one.inputs, bucket: 'gl-home' }).replaceAll(end, 'gl-away'));
      return { ...one, inputs, dependsOn: {} };
    });
  const policyOf = (given: readonly Given[]) => ({ ...given.find(({ name }) => name === 'policy')! });

  test.each([
    ['from', 'gl-home', 'to read other buckets'],
    ['to', 'gl-replica', 'to read tags in other buckets'],
  ])('may replicate %s a bucket of another stack, and then no other', async (_, end, because) => {
    const given = elsewhere(end);
    expect(await objectionsBy('iam-replication-role-scoped', given)).toEqual([]);
    const before = given.map((one) => (one.name === 'policy' ? policyOf(onItsOwn(false)) : one));
    expect(await objectionsBy('iam-replication-role-scoped', before)).toEqual([
      expect.stringContaining(`It allows ${because}`),
    ]);
  });

  test('is judged by the buckets that were passed where their names are not known yet', async () => {
    const given = edited(onItsOwn(false), {
      set: ['home-replication', 'rules', 0, 'destination', 'bucket'],
      to: UNKNOWN_TEXT,
    });
    const passing = given.map((one) =>
      one.name === 'home-replication' ? { ...one, dependsOn: { bucket: ['home'], rules: ['replica'] } } : one,
    );
    expect(await objectionsBy('iam-replication-role-scoped', passing)).toEqual([]);
  });

  test('is not judged by buckets that are not known yet', async () => {
    const given = edited(onItsOwn(false), {
      set: ['home-replication', 'rules', 0, 'destination', 'bucket'],
      to: UNKNOWN_TEXT,
    });
    const apart = given.map((one) => (one.name === 'home-replication' ? { ...one, dependsOn: {} } : one));
    expect(await objectionsBy('iam-replication-role-scoped', apart)).toEqual([
      expect.stringContaining('unverifiable: which buckets the role copies'),
    ]);
  });
});
