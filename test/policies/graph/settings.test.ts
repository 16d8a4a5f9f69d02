import type { StackResource } from '../../../policies/control';
import { graphOf } from '../../../policies/graph/graph';
import * as places from '../../../policies/graph/settings';
import { isSet, settingOf, settingsOf, VERSIONS } from '../../../policies/graph/settings';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf, seenOf } from './resource';

const bucket = (name: string, props: object = {}): StackResource =>
  resourceOf('aws:s3/bucket:Bucket', name, { bucket: `gl-${name}`, ...props });
const versioning = (props: object, passed: StackResource[] = []): StackResource =>
  resourceOf('aws:s3/bucketVersioning:BucketVersioning', 'versions', props, { bucket: passed });
const HOME = bucket('home');
const NAMELESS = bucket('nameless', { bucket: UNKNOWN_TEXT });
const INLINE = bucket('home', { versioning: { enabled: true } });
const name = { state: 'known', value: 'gl-home' };

const graph = (resources: StackResource[], seen: StackResource[] = []) => graphOf(resources, seenOf(...seen));
const one = (of: StackResource, others: StackResource[] = [], seen: StackResource[] = []) =>
  settingOf(graph([of, ...others], seen), of, VERSIONS);
const found = (resources: StackResource[], seen: StackResource[] = []) => settingsOf(graph(resources, seen), VERSIONS);

test('settings are where the provider has them', () => {
  const inline = Object.values(places).flatMap((value) =>
    typeof value === 'object' && 'inline' in value ? [`${value.inline} ${value.siblings.length}`] : [],
  );
  expect(inline.sort()).toEqual([
    'lifecycleRules 2',
    'logging 2',
    'objectLockConfiguration 2',
    'ownershipControls 1',
    'policy 1',
    'publicAccessBlock 1',
    'replicationConfiguration 1',
    'serverSideEncryptionConfiguration 2',
    'versioning 2',
  ]);
});

test.each<[unknown, boolean]>([
  [{ enabled: false }, true],
  [[{}], true],
  ['text', true],
  [false, true],
  [0, true],
  [{}, false],
  [[], false],
  ['', false],
])('what is filled in empty is no setting: %j', (value, said) => {
  expect(isSet({ state: 'known', value })).toBe(said);
  expect([isSet({ state: 'absent' }), isSet({ state: 'unknown', path: 'versioning' })]).toEqual([false, false]);
});

describe('a setting', () => {
  test('is the bucket’s own, known by what was seen or worked out by the provider', () => {
    const setting = { form: 'inline', props: INLINE.props, path: ['versioning'], bucketName: name };
    expect(found([INLINE], [INLINE]).ofBucket.get(INLINE.urn)).toEqual([
      { kind: 'setting', urn: INLINE.urn, setting, computed: false },
    ]);
    expect(found([INLINE]).ofBucket.get(INLINE.urn)).toEqual([
      { kind: 'setting', urn: INLINE.urn, setting, computed: true },
    ]);
    expect(found([HOME]).ofBucket.get(HOME.urn)).toEqual([]);
  });

  test('is one of its own beside the bucket', () => {
    const own = versioning({ bucket: 'gl-home' });
    const setting = { form: 'sibling', props: own.props, path: [], bucketName: name };
    expect(found([HOME, own])).toEqual({
      ofBucket: new Map([[HOME.urn, [{ kind: 'setting', urn: own.urn, setting, computed: false }]]]),
      outside: [],
    });
    expect(one(HOME, [own])).toEqual({ state: 'known', value: setting });
  });

  test('is of a bucket outside, of which nothing more is known', () => {
    const own = versioning({ bucket: 'gl-elsewhere' });
    const setting = { form: 'sibling', props: own.props, path: [] };
    const bucketName = { state: 'known', value: 'gl-elsewhere' };
    expect(found([HOME, own])).toEqual({
      ofBucket: new Map([[HOME.urn, []]]),
      outside: [{ urn: own.urn, setting: { ...setting, bucketName } }],
    });
    expect(one(HOME, [own])).toEqual({ state: 'absent' });
  });

  test('may be of each of several buckets', () => {
    const own = versioning({ bucket: UNKNOWN_TEXT });
    const doubt = { kind: 'unverifiable', unknown: 'which bucket versions belongs to', final: false };
    const { ofBucket, outside } = found([HOME, NAMELESS, own]);
    expect([...ofBucket]).toEqual([
      [HOME.urn, [doubt]],
      [NAMELESS.urn, [doubt]],
    ]);
    expect(outside).toEqual([]);
    expect(one(HOME, [NAMELESS, own])).toEqual({ state: 'unknown', path: 'versioning' });
  });

  test('beside the bucket has the word where the provider worked the bucket’s out', () => {
    const own = versioning({ bucket: 'gl-home' });
    expect(one(INLINE, [own])).toMatchObject({ state: 'known', value: { form: 'sibling' } });
    expect(one(INLINE, [own], [INLINE])).toMatchObject({ state: 'known', value: { form: 'inline' } });
    expect(one(INLINE)).toMatchObject({ state: 'known', value: { form: 'inline' } });
  });

  test('is not known where its value is not', () => {
    expect(one(bucket('home', { versioning: UNKNOWN_TEXT }))).toEqual({ state: 'unknown', path: 'versioning' });
    expect(one(HOME)).toEqual({ state: 'absent' });
  });
});

test('settings are found once for each graph and kind, since several controls ask for them', () => {
  const [one, other] = [graph([INLINE]), graph([INLINE])];
  expect(settingsOf(one, VERSIONS)).toBe(settingsOf(one, VERSIONS));
  expect(settingsOf(one, VERSIONS)).not.toBe(settingsOf(other, VERSIONS));
  expect(settingsOf(one, places.LOCK).ofBucket.get(INLINE.urn)).toEqual([]);
});
