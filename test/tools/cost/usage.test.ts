import { ADR_LOAD } from '../../../tools/cost/storage-cost';
import { auditOfReadsUsd, keyRequestsUsd, storageChoices, usageLines } from '../../../tools/cost/usage-cost';
import { usageFacts, type UsageFacts } from '../../../tools/cost/usage-facts';
import type { PricedResource } from '../../../tools/cost/idle-monthly-cost';

const resource = (type: string, inputs: Record<string, unknown>): PricedResource => ({
  urn: `urn:pulumi:s::p::${type}::x`,
  type,
  inputs,
  propertyDependencies: {},
});
const bucket = (name: string, region: string): PricedResource =>
  resource('aws:s3/bucket:Bucket', { bucket: name, region });
const IA = { days: 30, storageClass: 'STANDARD_IA' };
const lifecycle = (region: string): PricedResource =>
  resource('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration', {
    region,
    rules: [
      { filter: { tag: { key: 'gl-retention', value: 'long' } }, transitions: [IA], expiration: { days: 104 } },
      { filter: { prefix: '' }, expiration: { days: 104 } },
    ],
  });
const replication = (status: string): PricedResource =>
  resource('aws:s3/bucketReplicationConfig:BucketReplicationConfig', {
    region: 'eu-west-1',
    rules: [{ destination: { bucket: 'arn:aws:s3:::there', replicationTime: { status } } }],
  });
const trail = (...more: object[]): PricedResource =>
  resource('aws:cloudtrail/trail:Trail', {
    advancedEventSelectors: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Data'] }, ...more] }],
  });
const WHOLE = [
  bucket('here', 'eu-west-1'),
  bucket('there', 'eu-central-1'),
  lifecycle('eu-west-1'),
  replication('Enabled'),
  trail(),
];

describe('what is read of a stack', () => {
  test('is its classes without their grace, its replica, and what its trails record', () => {
    expect(usageFacts('eu-west-1', WHOLE)).toEqual({
      region: 'eu-west-1',
      classes: [{ name: 'long', days: 90, transitions: [IA] }],
      replica: { region: 'eu-central-1', replicationTime: true },
      audited: 'reads and writes',
      queue: false,
      inventories: 0,
    });
  });

  test('is how many buckets are listed, in whichever region', () => {
    const lists = ['here', 'there'].map((name) => resource('aws:s3/inventory:Inventory', { bucket: name }));
    expect(usageFacts('eu-west-1', [...WHOLE, ...lists]).inventories).toBe(2);
  });

  test('tells writes from reads and writes, and a trail of management events from both', () => {
    const auditedBy = (one: PricedResource): string => usageFacts('eu-west-1', [lifecycle('eu-west-1'), one]).audited;
    expect(auditedBy(trail({ field: 'readOnly', equals: ['false'] }))).toBe('writes');
    expect(auditedBy(resource('aws:cloudtrail/trail:Trail', {}))).toBe('nothing');
  });

  test('is not guessed where the stack has no retention classes in its region', () => {
    expect(() => usageFacts('us-east-1', WHOLE)).toThrow(/us-east-1/);
  });
});

const FACTS: UsageFacts = {
  region: 'eu-west-1',
  classes: [{ name: 'long', days: 180, transitions: [{ days: 30, storageClass: 'STANDARD_IA' }] }],
  replica: { region: 'eu-central-1', replicationTime: true },
  audited: 'reads and writes',
  queue: true,
  inventories: 2,
};
const usd = (facts: UsageFacts): Record<string, number> =>
  Object.fromEntries(usageLines(ADR_LOAD, facts, 1e9).map(({ what, usdPerMonth }) => [what, Math.round(usdPerMonth)]));

describe('what use costs', () => {
  test('is requests, the copy, its deadline, the audit of both sides, events and inventory', () => {
    expect(usd(FACTS)).toEqual({
      uploads: 1521,
      downloads: 243,
      'transfer to eu-central-1': 5666,
      'uploads in eu-central-1': 1643,
      'replication within 15 minutes': 4249,
      'audit of reads and writes': 1217,
      'events in the queue': 365,
      inventory: 152,
    });
  });

  test('leaves out what the stack does not have', () => {
    const { replica: _, ...alone } = FACTS;
    const least = usd({ ...alone, audited: 'nothing', queue: false, inventories: 0 });
    expect(Object.keys(least)).toEqual(['uploads', 'downloads']);
  });

  test('says what the opt-out of reads saves: exactly the difference', () => {
    const [all, writes] = (['reads and writes', 'writes'] as const).map((audited) => {
      const lines = usageLines(ADR_LOAD, { ...FACTS, audited }, 1e9);
      return lines.find(({ what }) => what === `audit of ${audited}`)!.usdPerMonth;
    });
    expect(all! - writes!).toBeCloseTo(auditOfReadsUsd(ADR_LOAD), 6);
  });

  test('needs a hundredth of the requests to KMS with a bucket key', () => {
    const { withoutBucketKey, withBucketKey } = keyRequestsUsd(ADR_LOAD, FACTS);
    expect(withBucketKey).toBeCloseTo(withoutBucketKey / 100, 6);
  });

  test('compares the lifecycle of a class with its alternatives, the configured one first', () => {
    const choices = storageChoices(ADR_LOAD, FACTS, 'long');
    expect(choices.map(({ what }) => what)).toEqual([
      'as configured: STANDARD_IA at 30',
      'STANDARD alone',
      'GLACIER_IR at 30',
      'INTELLIGENT_TIERING from the start',
    ]);
    expect(choices[0]!.usdPerMonth).toBeLessThan(choices[1]!.usdPerMonth);
  });
});
