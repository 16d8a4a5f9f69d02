import type { ResourceView, StackResource } from '../../../policies/control';
import { graphOf, type Link } from '../../../policies/graph/graph';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf, seenOf } from './resource';

const bucket = (name: string, props: object = { bucket: `gl-${name}` }): StackResource =>
  resourceOf('aws:s3/bucket:Bucket', name, props);
const policy = (props: object, passed?: StackResource[]): StackResource =>
  resourceOf('aws:s3/bucketPolicy:BucketPolicy', 'policy', props, passed && { bucket: passed });
const [HOME, OTHER] = [bucket('home'), bucket('other')];
const NAMELESS = bucket('nameless', { bucket: UNKNOWN_TEXT });

const linkOf = (tied: StackResource, ...buckets: StackResource[]) =>
  graphOf([...buckets, tied], new Map()).bucketOf(tied, 'bucket');
const unclear = (final: boolean, ...among: StackResource[]): Link => ({
  kind: 'unclear',
  among: among.map(({ urn }) => urn),
  final,
});

describe('a resource of a bucket', () => {
  test('is of the bucket that was passed, whatever the name', () => {
    for (const name of [UNKNOWN_TEXT, 'gl-other'])
      expect(linkOf(policy({ bucket: name }, [HOME]), OTHER, HOME)).toEqual({ kind: 'bucket', urn: HOME.urn });
  });

  test('is of the bucket whose setting was passed, where no bucket was', () => {
    const versions = (name: string, passed: StackResource): StackResource =>
      resourceOf('aws:s3/bucketVersioning:BucketVersioning', name, { bucket: UNKNOWN_TEXT }, { bucket: [passed] });
    const [ofHome, ofOther] = [versions('home', HOME), versions('other', OTHER)];
    const passing = (...passed: StackResource[]) => linkOf(policy({ bucket: UNKNOWN_TEXT }, passed), HOME, OTHER);
    expect(passing(ofHome)).toEqual({ kind: 'bucket', urn: HOME.urn });
    expect(passing(policy({ bucket: UNKNOWN_TEXT }, [ofHome]), ofHome)).toEqual({ kind: 'bucket', urn: HOME.urn });
    expect(passing(ofHome, OTHER)).toEqual({ kind: 'bucket', urn: OTHER.urn });
    expect(passing(ofHome, ofOther)).toEqual(unclear(false, HOME, OTHER));
    const named = resourceOf('aws:s3/bucketOwnershipControls:BucketOwnershipControls', 'o', { bucket: 'gl-other' });
    expect(passing(named)).toEqual({ kind: 'bucket', urn: OTHER.urn });
  });

  test('is of no bucket whose setting was passed, where the stack does not have that bucket', () => {
    const gone = bucket('gone');
    const type = 'aws:s3/bucketVersioning:BucketVersioning';
    const versions = resourceOf(type, 'versions', { bucket: UNKNOWN_TEXT }, { bucket: [gone] });
    const own = policy({ bucket: UNKNOWN_TEXT }, [versions]);
    expect(graphOf([HOME, versions, own], new Map()).passed(own, 'bucket')).toEqual([]);
    expect(linkOf(own, HOME)).toEqual(unclear(false, HOME));
  });

  test('is of no bucket by what may name another one than its own', () => {
    const logging = resourceOf(
      'aws:s3/bucketLogging:BucketLogging',
      'logging',
      { bucket: UNKNOWN_TEXT, targetBucket: UNKNOWN_TEXT },
      { bucket: [HOME], targetBucket: [OTHER] },
    );
    expect(linkOf(policy({ bucket: UNKNOWN_TEXT }, [logging]), HOME, OTHER)).toEqual(unclear(false, HOME, OTHER));
  });

  test('is of the bucket of its name where none was passed, or more than one', () => {
    const key = resourceOf('aws:kms/key:Key', 'key', {});
    for (const passed of [undefined, [], [key], [HOME, OTHER]])
      expect(linkOf(policy({ bucket: 'gl-other' }, passed), HOME, OTHER)).toEqual({ kind: 'bucket', urn: OTHER.urn });
  });

  test('is of a bucket outside where its name is nobody’s', () => {
    for (const name of ['gl-elsewhere', undefined])
      expect(linkOf(policy({ bucket: name }), HOME)).toEqual({ kind: 'outside' });
    expect(linkOf(policy({ bucket: UNKNOWN_TEXT }))).toEqual({ kind: 'outside' });
  });

  test('may be of any of several: of those passed, of those without a name yet, of all', () => {
    expect(linkOf(policy({ bucket: UNKNOWN_TEXT }, [HOME, OTHER]), HOME, OTHER, NAMELESS)).toEqual(
      unclear(false, HOME, OTHER),
    );
    expect(linkOf(policy({ bucket: 'gl-elsewhere' }), HOME, NAMELESS)).toEqual(unclear(false, NAMELESS));
    expect(linkOf(policy({}), HOME, NAMELESS)).toEqual(unclear(false, NAMELESS));
    expect(linkOf(policy({ bucket: UNKNOWN_TEXT }), HOME, NAMELESS)).toEqual(unclear(false, HOME, NAMELESS));
  });

  test('is of either of two buckets of a name for good', () => {
    const twin = bucket('twin', { bucket: 'gl-home' });
    expect(linkOf(policy({ bucket: 'gl-home' }), HOME, twin, OTHER)).toEqual(unclear(true, HOME, twin));
  });
});

describe('a bucket', () => {
  test('has the name that it was given, and its output’s where it was given none', () => {
    const nameIn = (inputs: ReadonlyMap<string, ResourceView>) => graphOf([HOME], inputs).nameOf(HOME);
    expect(nameIn(new Map())).toEqual({ state: 'known', value: 'gl-home' });
    expect(nameIn(seenOf({ ...HOME, props: { bucket: 'gl-given' } }))).toEqual({ state: 'known', value: 'gl-given' });
    expect(nameIn(seenOf({ ...HOME, props: {} }))).toEqual({ state: 'known', value: 'gl-home' });
  });

  test('is found by its URN and by its name, and without one among those that have none', () => {
    const graph = graphOf([HOME, NAMELESS, policy({ bucket: 'gl-home' })], new Map());
    expect(graph.buckets).toEqual([HOME, NAMELESS]);
    expect([graph.bucket(HOME.urn), graph.bucket('urn')]).toEqual([HOME, undefined]);
    const links = [{ kind: 'bucket', urn: HOME.urn } as const, unclear(false, HOME), { kind: 'outside' } as const];
    expect(links.map(graph.linked)).toStrictEqual([HOME, undefined, undefined]);
    expect([graph.named('gl-home'), graph.named('gl-other')]).toEqual([[HOME], []]);
    expect(graph.nameless).toEqual([NAMELESS]);
  });
});

test('resources are found by their types, and what was passed to a property alone, each bucket once', () => {
  const versions = resourceOf('aws:s3/bucketVersioning:BucketVersioning', 'versions', {}, { bucket: [HOME] });
  const own = policy({ bucket: UNKNOWN_TEXT }, [versions, policy({ bucket: 'gl-home' })]);
  const graph = graphOf([HOME, OTHER, versions, own], new Map());
  expect(graph.ofType([versions.type, HOME.type])).toEqual([versions, HOME, OTHER]);
  expect(graph.ofType(['aws:kms/key:Key'])).toEqual([]);
  expect(graph.passed(own, 'bucket')).toEqual([HOME]);
  expect(graph.passed(own, 'policy')).toEqual([]);
});

test('what was seen of a resource is told from what it came to', () => {
  const seen = { bucket: 'gl-given' };
  const graph = graphOf([HOME, OTHER], seenOf({ ...HOME, props: seen }));
  expect(graph.inputsOf(HOME)).toEqual({ props: seen, seen: true });
  expect(graph.inputsOf(OTHER)).toEqual({ props: OTHER.props, seen: false });
});

test('a bucket of the deprecated type is in the words of the type of today, also where it was passed', () => {
  const V2 = 'aws:s3/bucketV2:BucketV2';
  const home = resourceOf(V2, 'home', { bucket: 'gl-home', versionings: [{ enabled: true }] }, { loggings: [OTHER] });
  const graph = graphOf([OTHER, home], new Map());
  const props = { bucket: 'gl-home', versioning: { enabled: true } };
  expect(graph.inputsOf(home)).toEqual({ props, seen: false });
  for (const found of [graph.bucket(home.urn), graph.resources[1], graph.ofType([V2])[0]])
    expect(found).toMatchObject({ props, propertyDependencies: { logging: [OTHER] } });
});
