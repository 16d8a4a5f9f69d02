import { analyze } from '../../../tools/policies/analyze';
import { inlineStack, policyOf, siblingStack, stack, UNKNOWN_TEXT, without, type Given } from '../stack';

/** What is asked of a bucket of artifacts, and not of a bucket that takes deliveries. */
const OF_ARTIFACTS = /^s3-(object-lock-default-retention|bucket-upload-encryption)/;

/** A policy that lets S3 deliver for this account, and has no rule of uploads. */
function delivering(bucket: string): string {
  const [tls, , version] = policyOf(bucket).Statement;
  const delivery = {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [tls, version, delivery] });
}

/** The second bucket without lock and rule of uploads. */
const bare = ['home-replication', 'replica-replication', 'replica-lock']
  .reduce(without, siblingStack())
  .map((one) =>
    one.name === 'replica-policy' ? { ...one, inputs: { ...one.inputs, policy: delivering('gl-replica') } } : one,
  );
const inventoryTo = (bucketArn: string, dependsOn: Given['dependsOn'] = {}): Given => ({
  type: 'aws:s3/inventory:Inventory',
  name: 'inventory',
  inputs: {
    bucket: 'gl-home',
    includedObjectVersions: 'All',
    schedule: { frequency: 'Daily' },
    destination: { bucket: { bucketArn, format: 'Parquet' } },
  },
  dependsOn,
});
const about = async (...more: Given[]): Promise<string[]> =>
  (await analyze(stack([...bare, ...more]))).findings
    .filter(({ control }) => OF_ARTIFACTS.test(control))
    .map(({ control }) => control)
    .sort();

describe('a bucket that inventories are delivered to', () => {
  test('needs no lock and no rule of uploads', async () => {
    expect(await about(inventoryTo('arn:aws:s3:::gl-replica'))).toEqual([]);
  });

  test('is one by what the program passed while the ARN is not known', async () => {
    expect(await about(inventoryTo(UNKNOWN_TEXT, { destination: ['replica'] }))).toEqual([]);
  });

  test.each([
    ['what its policy lets in', []],
    ['an inventory that goes elsewhere', [inventoryTo('arn:aws:s3:::another')]],
    ['an inventory of it', [{ ...inventoryTo('arn:aws:s3:::another'), dependsOn: { bucket: ['replica'] } }]],
  ])('is none by %s', async (_what, more) => {
    expect(await about(...more)).toEqual(['s3-bucket-upload-encryption', 's3-object-lock-default-retention']);
  });
});

describe('a bucket that access logs are delivered to', () => {
  const logging = (one: Given): Given =>
    one.name === 'replica' && one.type.includes('bucket')
      ? { ...one, inputs: { ...one.inputs, logging: { targetBucket: UNKNOWN_TEXT } } }
      : one;
  const unlogged = async (given: Given[]): Promise<string[]> =>
    (await analyze(stack(given))).findings
      .filter(({ control }) => control === 's3-access-logging-enabled')
      .map(({ urn }) => urn.split('::').at(-1)!);

  test('is one by what the program passed while the name is not known', async () => {
    const passed = inlineStack().map((one) =>
      one.name === 'replica' ? { ...logging(one), dependsOn: { logging: ['replica-logs'] } } : one,
    );
    expect(await unlogged(passed)).toEqual(['replica']);
    expect(await unlogged(inlineStack().map(logging))).toContain('replica-logs');
  });
});
