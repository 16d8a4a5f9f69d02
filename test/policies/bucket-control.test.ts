import { bucketControl } from '../../policies/bucket-control';
import { CATALOG } from '../../policies/catalog';
import { NO_CONFIGURATION } from '../../policies/configuration';
import type { Outcome, StackResource } from '../../policies/control';
import { graphOf } from '../../policies/graph/graph';
import { VERSIONS } from '../../policies/graph/settings';
import { policyNames } from '../../policies/pack';
import { analyze } from '../../tools/policies/analyze';
import { resourceOf, seenOf } from './graph/resource';
import { changed, siblingStack, stack, UNKNOWN_TEXT, type Given } from './stack';

const NAME = 'gl-elsewhere';

/** A stack with the settings of a bucket that it does not have, too: those of another, which say so by its name. */
function withOutside(): Given[] {
  const own = siblingStack();
  const others = own
    .filter(({ dependsOn = {} }) => dependsOn['bucket']?.includes('home') === true)
    .map((one): Given => ({
      ...one,
      name: one.name.replace('home', 'other'),
      inputs: { ...one.inputs, bucket: NAME },
      dependsOn: {},
    }));
  const delivery = {
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${NAME}/*`,
    Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  };
  return changed([...own, ...others], 'other-policy', (inputs) => ({
    ...inputs,
    policy: { Version: '2012-10-17', Statement: [delivery] },
  }));
}

const config = Object.fromEntries(
  CATALOG.filter(({ id }) => id === 's3-bucket-default-encryption')
    .flatMap(policyNames)
    .map((policy) => [policy, { requireCustomerKey: true }]),
);

async function wordsOf(given: readonly Given[]) {
  const { words } = await analyze(stack(given), { config });
  return words
    .filter(({ urn }) => urn.includes('::other-'))
    .map(({ policy, control, urn, outcome }) => ({ policy, control, urn, verdict: outcome.verdict }));
}

describe('a setting of a bucket that the stack does not have', () => {
  test('gets a word of the graph wherever its own policy leaves that to it', async () => {
    const words = await wordsOf(withOutside());
    const left = words.filter(({ verdict }) => verdict === 'deferred');
    expect(left.map(({ control }) => control).sort()).toEqual([
      'cloudtrail-log-bucket-hardened',
      'data-residency',
      'data-residency',
      's3-bucket-default-encryption',
      's3-bucket-upload-encryption',
    ]);
    for (const { control, urn } of left)
      expect(words.filter((word) => word.control === control && word.urn === urn)).toHaveLength(2);
  });

  test.each([
    ['s3-bucket-upload-encryption', 'fail'],
    ['s3-bucket-default-encryption', 'fail'],
    ['cloudtrail-log-bucket-hardened', 'not applicable'],
  ])('is judged as that of a bucket to which nothing is delivered: %s %s', async (control, verdict) => {
    const words = await wordsOf(withOutside());
    expect(words.filter(({ policy }) => policy === `${control}-present`)).toEqual([
      expect.objectContaining({ verdict }),
    ]);
  });

  test('is judged once where its own policy has judged it', async () => {
    const open = changed(withOutside(), 'other-public', (inputs) => ({ ...inputs, blockPublicAcls: UNKNOWN_TEXT }));
    const words = (await wordsOf(open)).filter(({ control }) => control === 's3-public-access-block');
    expect(words.map(({ policy, verdict }) => [policy, verdict])).toEqual([['s3-public-access-block', 'unverifiable']]);
  });
});

const BUCKET = 'aws:s3/bucket:Bucket';
const VERSIONING = 'aws:s3/bucketVersioning:BucketVersioning';
const INVENTORY = 'aws:s3/inventory:Inventory';
const MISSING: Outcome = { verdict: 'fail', because: 'there is none' };
const BAD: Outcome = { verdict: 'fail', because: 'it is bad' };
const PASS: Outcome = { verdict: 'pass' };
const DELIVERED = 'lists are delivered';
const EXEMPT: Outcome = { verdict: 'not applicable', because: DELIVERED };
const OPEN: Outcome = { verdict: 'unverifiable', unknown: 'what the bucket is to other resources', final: false };

/** A control that passes what says `good`, and lets targets of inventories be where it is told so. */
const control = (spares = false) =>
  bucketControl({
    id: 'of-buckets',
    title: 'Every bucket is good',
    intent: 'It matters.',
    severity: 'low',
    level: 'advisory',
    mappings: [],
    remediation: [],
    notApplicable: [],
    falsePositives: [],
    configuration: NO_CONFIGURATION,
    places: VERSIONS,
    ...(spares
      ? { exempt: ({ inventoryTarget }: { inventoryTarget: boolean }) => (inventoryTarget ? DELIVERED : undefined) }
      : {}),
    judge: ({ props, path }) => {
      const given = path.length > 0 ? props['versioning'] : props['versioningConfiguration'];
      return given === 'good' ? PASS : BAD;
    },
    missing: () => MISSING,
  });

const bucket = (name: string, props: object = {}): StackResource =>
  resourceOf(BUCKET, name, { bucket: name, ...props });
const versioning = (name: string, of: unknown, given: string): StackResource =>
  resourceOf(VERSIONING, name, { bucket: of, versioningConfiguration: given });
const lists = (to: string): StackResource =>
  resourceOf(INVENTORY, 'lists', { bucket: 'other', destination: { bucket: { bucketArn: to } } });

/** What the graph says of each resource, by name; of those that were seen, the inputs are known. */
function saidOf(spares: boolean, resources: StackResource[], seen: StackResource[] = resources) {
  const judgements = control(spares).graph!.judge(graphOf(resources, seenOf(...seen)), {});
  return judgements.map(({ urn, outcome }) => [urn.split('::').at(-1), outcome]);
}

describe('the word of the graph on a bucket', () => {
  test('is about its settings, or about itself where it has none', () => {
    const resources = [bucket('a'), bucket('b', { versioning: 'good' }), versioning('of-a', 'a', 'bad')];
    expect(saidOf(false, resources)).toEqual([
      ['of-a', BAD],
      ['b', PASS],
    ]);
    expect(saidOf(false, [bucket('a')])).toEqual([['a', MISSING]]);
  });

  test('is about what somebody wrote, not about what the provider computes beside it', () => {
    const [computed, own] = [bucket('a', { versioning: 'bad' }), versioning('of-a', 'a', 'good')];
    expect(saidOf(false, [computed, own], [own])).toEqual([['of-a', PASS]]);
    expect(saidOf(false, [computed], [])).toEqual([['a', BAD]]);
    expect(saidOf(false, [computed, own])).toEqual([
      ['a', BAD],
      ['of-a', PASS],
    ]);
  });

  test('waits where a setting may be its own, but takes no pass back', () => {
    const [a, b] = [bucket('a'), bucket('b')];
    const unclear: Outcome = { verdict: 'unverifiable', unknown: 'which bucket some belongs to', final: false };
    expect(saidOf(false, [a, b, versioning('some', UNKNOWN_TEXT, 'good')])).toEqual([
      ['a', unclear],
      ['b', unclear],
    ]);
  });

  test('names why it is exempt, on each of its settings or on itself', () => {
    const to = lists('arn:aws:s3:::a');
    expect(saidOf(true, [bucket('a'), to])).toEqual([['a', EXEMPT]]);
    expect(saidOf(true, [bucket('a'), versioning('of-a', 'a', 'bad'), to])).toEqual([['of-a', EXEMPT]]);
    expect(saidOf(false, [bucket('a'), to])).toEqual([['a', MISSING]]);
  });

  test('waits while it is not known whether it is exempt, where that would take a refusal back', () => {
    const [to, own] = [lists(UNKNOWN_TEXT), versioning('of-a', 'a', 'bad')];
    expect(saidOf(true, [bucket('a'), to])).toEqual([['a', OPEN]]);
    expect(saidOf(true, [bucket('a'), own, to])).toEqual([['of-a', OPEN]]);
    expect(saidOf(true, [bucket('a', { versioning: 'good' }), to])).toEqual([['a', PASS]]);
    expect(saidOf(false, [bucket('a'), own, to])).toEqual([['of-a', BAD]]);
  });

  test('is about settings of buckets elsewhere too, which nothing exempts', () => {
    const outside = versioning('outside', 'gl-elsewhere', 'bad');
    expect(saidOf(true, [bucket('a'), outside])).toEqual([
      ['a', MISSING],
      ['outside', BAD],
    ]);
  });
});

describe('the word on a bucket or a setting by itself', () => {
  const saidAlone = (spares: boolean, { type, props }: StackResource): Outcome =>
    control(spares).content!({ type, props, urn: 'u', name: 'n', protect: true }, {});
  const left: Outcome = { verdict: 'deferred', because: 'the bucket has no such setting inline' };
  const asked: Outcome = { verdict: 'deferred', because: 'whether its bucket is exempt, the graph says' };

  test('is about what it says', () => {
    expect(saidAlone(false, versioning('v', 'a', 'good'))).toEqual(PASS);
    expect(saidAlone(false, versioning('v', 'a', 'bad'))).toEqual(BAD);
    expect(saidAlone(false, bucket('a', { versioning: 'bad' }))).toEqual(BAD);
    expect(saidAlone(false, bucket('a', { versioning: 'good' }))).toEqual(PASS);
  });

  test.each([undefined, '', {}])('leaves a bucket without it to the graph: %p', (given) => {
    expect(saidAlone(false, bucket('a', { versioning: given }))).toEqual(left);
  });

  test('leaves a refusal to the graph where buckets may be exempt', () => {
    expect(saidAlone(true, versioning('v', 'a', 'bad'))).toEqual(asked);
    expect(saidAlone(true, bucket('a', { versioning: 'bad' }))).toEqual(asked);
    expect(saidAlone(true, versioning('v', 'a', 'good'))).toEqual(PASS);
  });

  test('is of the control with its types and a policy of the stack', () => {
    const made = control();
    expect(made.tokens).toEqual([
      BUCKET,
      'aws:s3/bucketV2:BucketV2',
      VERSIONING,
      'aws:s3/bucketVersioningV2:BucketVersioningV2',
    ]);
    expect(made.graph!.suffix).toBe('present');
  });
});
