import type { StackResource } from '../../../policies/control';
import { graphOf } from '../../../policies/graph/graph';
import { destinationsOf } from '../../../policies/graph/replication';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf, seenOf } from './resource';

const bucket = (name: string, props: object = {}, passed: Record<string, StackResource[]> = {}): StackResource =>
  resourceOf('aws:s3/bucket:Bucket', name, { bucket: `gl-${name}`, ...props }, passed);
const [HOME, OTHER, THIRD] = [bucket('home'), bucket('other'), bucket('third')];
const NAMELESS = bucket('nameless', { bucket: UNKNOWN_TEXT });
const arnOf = (name: string): string => `arn:aws:s3:::gl-${name}`;

const to = (arn: unknown, more: object = {}) => ({ destination: { bucket: arn }, ...more });
const own = (props: object, passed: Record<string, StackResource[]> = {}): StackResource =>
  resourceOf(
    'aws:s3/bucketReplicationConfig:BucketReplicationConfig',
    'replication',
    { bucket: 'gl-home', ...props },
    passed,
  );
const inline = (replicationConfiguration: unknown, passed: StackResource[] = []): StackResource =>
  bucket('home', { replicationConfiguration }, { replicationConfiguration: passed });

const found = (resources: StackResource[], seen: StackResource[] = []) =>
  destinationsOf(graphOf(resources, seenOf(...seen)));
const copiesOf = (replication: StackResource, ...others: StackResource[]) =>
  found([HOME, replication, ...others]).flatMap(({ copies }) => copies);

describe('a replication of its own', () => {
  test('is of the bucket that it names, and copies to those that its rules name', () => {
    const replication = own({ rules: [to(arnOf('other')), to('arn:aws-cn:s3:::gl-third')] });
    expect(found([HOME, OTHER, THIRD, replication])).toEqual([
      {
        resource: replication,
        source: HOME,
        sourceKnown: true,
        copies: [
          { path: ['rules', 0], destinations: [OTHER], known: true, prefix: '' },
          { path: ['rules', 1], destinations: [THIRD], known: true, prefix: '' },
        ],
      },
    ]);
  });

  test('is of the bucket that was passed', () => {
    const [replication] = found([HOME, OTHER, own({ bucket: UNKNOWN_TEXT }, { bucket: [OTHER] })]);
    expect(replication).toMatchObject({ source: OTHER, sourceKnown: true });
  });

  test('is of no bucket in sight where none has the name, or where it may be of several', () => {
    const sourceIn = (...resources: StackResource[]) =>
      found(resources).map(({ source, sourceKnown }) => [source, sourceKnown]);
    const twin = bucket('twin', { bucket: 'gl-home' });
    expect(sourceIn(OTHER, own({}))).toEqual([[undefined, true]]);
    expect(sourceIn(HOME, twin, own({}))).toEqual([[undefined, true]]);
    expect(sourceIn(HOME, OTHER, own({ bucket: UNKNOWN_TEXT }))).toEqual([[undefined, false]]);
  });

  test('copies to nothing where it has no rules, and nothing was passed to them', () => {
    const replication = own({});
    expect(found([HOME, replication])).toEqual([
      { resource: replication, source: HOME, sourceKnown: true, copies: [] },
    ]);
    expect(copiesOf(own({ rules: [] }, { rules: [OTHER] }), OTHER)).toEqual([]);
  });

  test('has rules that are not known yet, which copy to what was passed to them', () => {
    const open = { path: ['rules'], known: false, prefix: undefined };
    expect(copiesOf(own({ rules: UNKNOWN_TEXT }), OTHER)).toEqual([{ ...open, destinations: undefined }]);
    expect(copiesOf(own({ rules: UNKNOWN_TEXT }, { rules: [OTHER] }), OTHER)).toEqual([
      { ...open, destinations: [OTHER] },
    ]);
    expect(copiesOf(own({}, { rules: [OTHER] }), OTHER)).toEqual([{ ...open, destinations: [OTHER] }]);
    expect(copiesOf(own({ rules: UNKNOWN_TEXT }, { rules: [HOME] }), OTHER)).toEqual([
      { ...open, destinations: undefined },
    ]);
    expect(copiesOf(own({}, { rules: [HOME] }), OTHER)).toEqual([]);
  });

  test('is read as it was seen', () => {
    const replication = own({ rules: [to(UNKNOWN_TEXT)] });
    const [{ copies } = { copies: [] }] = found(
      [HOME, OTHER, replication],
      [own({ rules: [to(arnOf('other'), { prefix: 'a/' })] })],
    );
    expect(copies).toEqual([{ path: ['rules', 0], destinations: [OTHER], known: true, prefix: 'a/' }]);
  });
});

describe('the bucket that a rule copies to', () => {
  const destination = (arn: unknown, passed: StackResource[], ...others: StackResource[]) =>
    copiesOf(own({ rules: [to(arn)] }, { rules: passed }), ...others).map(({ destinations, known }) => [
      destinations,
      known,
    ]);

  test('is the one of its ARN, whatever was passed', () => {
    expect(destination(arnOf('third'), [OTHER], OTHER, THIRD)).toEqual([[[THIRD], true]]);
  });

  test('may be any that has the name', () => {
    const twin = bucket('twin', { bucket: 'gl-other' });
    expect(destination(arnOf('other'), [], OTHER, twin)).toEqual([[[OTHER, twin], true]]);
  });

  test('is not in sight where none has the name, and never will be once all have one', () => {
    for (const arn of [arnOf('elsewhere'), 'gl-other', 'arn:aws:sqs:::gl-other', 'arn:aws:s3:::', null, 7])
      expect(destination(arn, [], OTHER)).toEqual([[undefined, true]]);
    expect(destination(arnOf('elsewhere'), [], OTHER, NAMELESS)).toEqual([[undefined, false]]);
    expect(destination(null, [], OTHER, NAMELESS)).toEqual([[undefined, false]]);
  });

  test('is one that was passed, while its ARN is not known', () => {
    expect(destination(UNKNOWN_TEXT, [OTHER], OTHER, THIRD)).toEqual([[[OTHER], false]]);
    expect(destination(UNKNOWN_TEXT, [OTHER, THIRD], OTHER, THIRD)).toEqual([[[OTHER, THIRD], false]]);
    expect(destination(UNKNOWN_TEXT, [], OTHER, THIRD)).toEqual([[undefined, false]]);
    expect(destination(null, [OTHER], OTHER, THIRD)).toEqual([[[OTHER], true]]);
  });

  test('is never the one that is copied because that was passed', () => {
    expect(destination(UNKNOWN_TEXT, [HOME], OTHER)).toEqual([[undefined, false]]);
    expect(destination(UNKNOWN_TEXT, [HOME, OTHER], OTHER)).toEqual([[[OTHER], false]]);
    const elsewhere = own({ bucket: 'gl-elsewhere', rules: [to(UNKNOWN_TEXT)] }, { rules: [HOME] });
    expect(copiesOf(elsewhere)).toMatchObject([{ destinations: [HOME], known: false }]);
  });
});

describe('the keys that a rule copies', () => {
  const prefixOf = (rule: object) => copiesOf(own({ rules: [to(arnOf('other'), rule)] })).map(({ prefix }) => prefix);

  test.each<[object, string | undefined]>([
    [{}, ''],
    [{ filter: {} }, ''],
    [{ prefix: 7 }, ''],
    [{ prefix: '' }, ''],
    [{ prefix: 'a/' }, 'a/'],
    [{ filter: { prefix: 'b/' } }, 'b/'],
    [{ filter: { and: { prefix: 'c/' } } }, 'c/'],
    [{ prefix: 'a/', filter: { prefix: 'b/', and: { prefix: 'c/' } } }, 'b/'],
    [{ prefix: 'a/', filter: { and: { prefix: 'c/' } } }, 'c/'],
    [{ prefix: UNKNOWN_TEXT }, undefined],
    [{ filter: UNKNOWN_TEXT }, undefined],
    [{ prefix: 'a/', filter: { prefix: UNKNOWN_TEXT } }, undefined],
    [{ prefix: 'a/', filter: { and: { prefix: UNKNOWN_TEXT } } }, undefined],
    [{ prefix: UNKNOWN_TEXT, filter: { prefix: 'b/' } }, undefined],
  ])('begin as it says, by its filter first: %j', (rule, prefix) => {
    expect(prefixOf(rule)).toEqual([prefix]);
  });
});

describe('a replication that a bucket has itself', () => {
  const path = ['replicationConfiguration', 'rules'];

  test('copies from there to those that its rules name', () => {
    const home = inline({ rules: [to(arnOf('other')), to(arnOf('elsewhere'), { prefix: 'a/' })] });
    const replication = {
      resource: home,
      source: home,
      sourceKnown: true,
      copies: [
        { path: [...path, 0], destinations: [OTHER], known: true, prefix: '' },
        { path: [...path, 1], destinations: undefined, known: true, prefix: 'a/' },
      ],
    };
    expect(found([home, OTHER])).toEqual([replication]);
    expect(found([home, OTHER], [home])).toEqual([replication]);
  });

  test('copies to what was passed, while no ARN is known', () => {
    const home = inline({ rules: [to(UNKNOWN_TEXT)] }, [OTHER]);
    expect(found([home, OTHER])).toMatchObject([
      { copies: [{ path: [...path, 0], destinations: [OTHER], known: false }] },
    ]);
    const open = inline({ rules: UNKNOWN_TEXT }, [OTHER]);
    expect(found([open, OTHER])).toMatchObject([{ copies: [{ path, destinations: [OTHER], known: false }] }]);
  });

  test('may be where it was seen and is not known yet, and is none where the provider works it out', () => {
    const home = inline(UNKNOWN_TEXT, [OTHER]);
    expect(found([home, OTHER], [home])).toEqual([
      {
        resource: home,
        source: home,
        sourceKnown: true,
        copies: [{ path, known: false, destinations: [OTHER], prefix: undefined }],
      },
    ]);
    expect(found([home, OTHER])).toEqual([]);
  });

  test('is none where nothing is written, or no rules', () => {
    for (const written of [undefined, null, {}, { rules: [] }]) {
      expect(found([inline(written), OTHER])).toEqual([]);
      expect(found([inline(written), OTHER], [inline(written)])).toEqual([]);
    }
    expect(found([inline(undefined, [OTHER]), OTHER])).toEqual([]);
  });
});

test('replications of both kinds are told, those that buckets have themselves first', () => {
  const home = inline({ rules: [to(arnOf('other'))] });
  const replication = own({ bucket: 'gl-other', rules: [to(arnOf('home'))] });
  expect(found([replication, OTHER, home]).map(({ resource, source }) => [resource, source])).toEqual([
    [home, home],
    [replication, OTHER],
  ]);
});
