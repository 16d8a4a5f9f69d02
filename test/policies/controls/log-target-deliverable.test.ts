import { edited, type Edit } from '../fixtures/fixture';
import { objectionsBy } from '../said';
import { siblingStack, UNKNOWN_TEXT, type Given } from '../stack';

/** What is said, by resource, of a stack with edits made one after the other. */
const saidOf = (edits: readonly Edit[], given: readonly Given[] = siblingStack()): Promise<string[]> =>
  objectionsBy('s3-log-target-deliverable', edits.reduce(edited, given));
const said = (resource: string, verdict: string, words: string): unknown[] => [
  expect.stringMatching(new RegExp(`^${resource}-graph ${verdict}: .*${words}`)),
];
const ALLOW = ['logs', 'policy', 'Statement', 2] as const;
const HOME = 'home-logging';

describe('a bucket that access logs go to', () => {
  test('is refused without a policy, and waited for where that is not known', async () => {
    expect(await saidOf([{ drop: ['logs', 'policy'] }])).toEqual(
      said('logs', 'fail', 'No bucket policy lets S3 deliver access logs to it'),
    );
    expect(await saidOf([{ set: ['logs', 'policy'], to: UNKNOWN_TEXT }])).toEqual(
      said('logs', 'unverifiable', 'policy'),
    );
  });

  test.each<[string, object]>([
    ['by TLS', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['by TLS of 1.2 at least', { NumericGreaterThanEquals: { 's3:TlsVersion': '1.2' } }],
    ['as a service of AWS', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }],
    ['as a service by name', { StringEquals: { 'aws:PrincipalServiceName': 'logging.s3.amazonaws.com' } }],
    [
      'as one of the names of a service',
      { 'ForAnyValue:StringEquals': { 'aws:PrincipalServiceNamesList': 'logging.s3.amazonaws.com' } },
    ],
    ['as a principal of some type', { StringNotEquals: { 'aws:PrincipalType': 'Anonymous' } }],
    ['where it says of what type it is', { Null: { 'aws:PrincipalType': 'false' } }],
    ['for its own buckets', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::gl-*' } }],
  ])('lets S3 in %s, as it comes', async (_how, Condition) => {
    expect(await saidOf([{ set: [...ALLOW, 'Condition'], to: Condition }])).toEqual([]);
  });

  test.each<[string, object]>([
    ['without TLS', { Bool: { 'aws:SecureTransport': 'false' } }],
    ['as no service', { Bool: { 'aws:PrincipalIsAWSService': 'false' } }],
    ['as an account', { StringEquals: { 'aws:PrincipalAccount': '111122223333' } }],
    ['as a role', { ArnLike: { 'aws:PrincipalArn': '*' } }],
    ['from a network', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }],
    ['from an endpoint', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }],
    ['from an address', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    ['with a header of encryption', { StringEquals: { 's3:x-amz-server-side-encryption': 'AES256' } }],
    ['for other buckets', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::other-*' } }],
  ])('does not let S3 in when it does so %s, as S3 never comes', async (_how, Condition) => {
    expect(await saidOf([{ set: [...ALLOW, 'Condition'], to: Condition }])).toEqual(
      said('logs', 'fail', 'does not let S3 deliver the access logs of every bucket that names it'),
    );
  });

  test('is judged in the partition that its policy is written in', async () => {
    const logs = siblingStack().find(({ name }) => name === 'logs')!;
    const text = JSON.stringify(logs.inputs!['policy']).replaceAll('arn:aws:', 'arn:aws-us-gov:');
    expect(await saidOf([{ set: ['logs', 'policy'], to: JSON.parse(text) as object }])).toEqual([]);
    const mixed = text.replace('"arn:aws-us-gov:s3:::gl-logs"', `"${UNKNOWN_TEXT}"`);
    expect(mixed).not.toBe(text);
    expect(await saidOf([{ set: ['logs', 'policy'], to: JSON.parse(mixed) as object }])).toEqual([]);
    const foreign = JSON.stringify(logs.inputs!['policy']).replaceAll(
      '"arn:aws:s3:::gl-logs/*"',
      '"arn:aws-cn:s3:::gl-logs/*"',
    );
    expect(await saidOf([{ set: ['logs', 'policy'], to: JSON.parse(foreign) as object }])).toEqual(
      said('logs', 'fail', 'does not let S3 deliver'),
    );
  });

  test('waits for a prefix that is not known', async () => {
    expect(await saidOf([{ set: [HOME, 'targetPrefix'], to: UNKNOWN_TEXT }])).toEqual(
      said('logs', 'unverifiable', 'targetPrefix'),
    );
  });

  test('lets S3 in without a prefix', async () => {
    expect(await saidOf([{ drop: [HOME, 'targetPrefix'] }])).toEqual([]);
    const named: Edit = {
      set: [...ALLOW, 'Resource'],
      to: ['home', 'trails', 'evidence'].map((p) => `arn:aws:s3:::gl-logs/${p}/*`),
    };
    expect(await saidOf([named])).toEqual([]);
    expect(await saidOf([named, { drop: [HOME, 'targetPrefix'] }])).toEqual(
      said('logs', 'fail', 'does not let S3 deliver'),
    );
  });

  test.each([
    ['nothing', undefined, []],
    ['SSE-S3', 'AES256', []],
    ['KMS', 'aws:kms', said('logs', 'fail', 'S3 delivers none under KMS')],
    ['KMS twice', 'aws:kms:dsse', said('logs', 'fail', 'S3 delivers none under KMS')],
    ['what is not known', UNKNOWN_TEXT, said('logs', 'unverifiable', 'sseAlgorithm')],
  ])('encrypts by default with %s', async (_what, to, expected) => {
    const place = ['serverSideEncryptionConfiguration', 'rule', 'applyServerSideEncryptionByDefault', 'sseAlgorithm'];
    expect(await saidOf([{ set: ['logs', ...place], to }])).toEqual(expected);
    if (to === undefined) expect(await saidOf([{ drop: ['logs', 'serverSideEncryptionConfiguration'] }])).toEqual([]);
  });

  test('is in the region of the bucket that logs there, as far as that is known', async () => {
    expect(await saidOf([{ set: ['home', 'region'], to: 'eu-central-1' }])).toEqual(
      said(HOME, 'fail', 'a bucket of another region'),
    );
    expect(await saidOf([{ set: ['home', 'region'], to: UNKNOWN_TEXT }])).toEqual(
      said(HOME, 'unverifiable', 'a region of the delivery'),
    );
  });

  test('takes logs of a bucket of another stack, whose region nobody here knows', async () => {
    const elsewhere = siblingStack().map((one) => (one.name === HOME ? { ...one, dependsOn: {} } : one));
    const named: Edit = { set: [HOME, 'bucket'], to: 'gl-elsewhere' };
    const lets = { set: [...ALLOW, 'Condition', 'ArnLike', 'aws:SourceArn'], to: 'arn:aws:s3:::gl-*' } as const;
    expect(await saidOf([named, lets], elsewhere)).toEqual([]);
    expect(await saidOf([named], elsewhere)).toEqual(said('logs', 'fail', 'does not let S3 deliver'));
  });

  test('is waited for where it is not known', async () => {
    const apart = siblingStack().map((one) => (one.name === HOME ? { ...one, dependsOn: { bucket: ['home'] } } : one));
    expect(await saidOf([{ set: [HOME, 'targetBucket'], to: UNKNOWN_TEXT }], apart)).toEqual(
      said(HOME, 'unverifiable', 'which bucket the access logs go to'),
    );
  });

  test('is not the bucket itself, be it a target of others or not', async () => {
    for (const [target, own] of [
      ['trails', ['trails', 'logging', 'targetBucket']],
      ['home', [HOME, 'targetBucket']],
    ] as const)
      expect(await saidOf([{ set: own, to: `gl-${target}` }])).toEqual(
        said(own[0], 'fail', 'It logs to itself: every log would be logged again'),
      );
    const logs = { set: ['logs', 'logging'], to: { targetBucket: 'gl-logs', targetPrefix: 'logs/' } } as const;
    expect(await saidOf([logs])).toEqual(said('logs', 'fail', 'It logs to itself'));
  });
});
