import type { StackResource } from '../../../policies/control';
import { graphOf, type Link } from '../../../policies/graph/graph';
import { meantBy, meantWhile, NONE_MEANT, type Meant } from '../../../policies/graph/meant';
import type { Reading } from '../../../policies/reading/read';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf, seenOf } from './resource';

const bucket = (name: string, props: object = { bucket: `gl-${name}` }): StackResource =>
  resourceOf('aws:s3/bucket:Bucket', name, props);
const [NAMED, OPEN, MADE_UP] = [bucket('named'), bucket('open'), bucket('made-up')];
/** As their inputs were seen: with a name, with one that is not known yet, without one. */
const SEEN = [NAMED, { ...OPEN, props: bucket('open', { bucket: UNKNOWN_TEXT }).props }, { ...MADE_UP, props: {} }];
const UNSEEN = bucket('unseen');
const GRAPH = graphOf([NAMED, OPEN, MADE_UP, UNSEEN], seenOf(...SEEN));
const urns = (...buckets: StackResource[]): string[] => buckets.map(({ urn }) => urn);
const ALL = urns(NAMED, OPEN, MADE_UP, UNSEEN);

const KNOWN: Reading = { state: 'known', value: 'gl-elsewhere' };
const NOT_KNOWN: Reading = { state: 'unknown', path: 'bucket' };
const by = (link: Link, name: Reading = KNOWN): Meant => meantBy(GRAPH, link, name);

describe('what a link means', () => {
  test('is its bucket for sure, whatever is known of the name', () => {
    for (const name of [KNOWN, NOT_KNOWN])
      expect(by({ kind: 'bucket', urn: NAMED.urn }, name)).toEqual({ sure: [NAMED.urn], possible: [] });
  });

  test('is none where it is outside, or one of several for good', () => {
    expect(NONE_MEANT).toEqual({ sure: [], possible: [] });
    for (const name of [KNOWN, NOT_KNOWN]) {
      expect(by({ kind: 'outside' }, name)).toEqual(NONE_MEANT);
      expect(by({ kind: 'unclear', among: ALL, final: true }, name)).toEqual(NONE_MEANT);
    }
  });

  test('may be any of several while the name is not known', () => {
    expect(by({ kind: 'unclear', among: ALL, final: false }, NOT_KNOWN)).toEqual({ sure: [], possible: ALL });
  });

  test('may be any of several that may yet have the name; one whose name AWS makes up will not', () => {
    const possible = urns(OPEN, UNSEEN);
    for (const name of [KNOWN, { state: 'absent' } as const])
      expect(by({ kind: 'unclear', among: ALL, final: false }, name)).toEqual({ sure: [], possible });
  });
});

describe('what is meant while a property does not switch it off', () => {
  const meant: Meant = { sure: ['a'], possible: ['b', 'c'] };
  const trail = (props: object) => resourceOf('aws:cloudtrail/trail:Trail', 'trail', props);
  const whileSo = (given: StackResource, seen: StackResource[] = []): Meant =>
    meantWhile(graphOf([given], seenOf(...seen)), given, 'enableLogging', meant);

  test.each<[object, Meant]>([
    [{}, meant],
    [{ enableLogging: true }, meant],
    [{ enableLogging: 'false' }, meant],
    [{ enableLogging: false }, { sure: [], possible: [] }],
    [{ enableLogging: UNKNOWN_TEXT }, { sure: [], possible: ['a', 'b', 'c'] }],
  ])('is as the property says: %j', (props, said) => {
    expect(whileSo(trail(props))).toEqual(said);
  });

  test('is by what was seen', () => {
    expect(whileSo(trail({ enableLogging: true }), [trail({ enableLogging: false })])).toEqual(NONE_MEANT);
  });
});
