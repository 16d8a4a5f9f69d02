import type { StackResource } from '../../../policies/control';
import { graphOf } from '../../../policies/graph/graph';
import { apart, sourceOf } from '../../../policies/graph/replicas';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf } from './resource';

const INSTANCE = 'aws:rds/instance:Instance';
const instance = (name: string, props: object = {}): StackResource =>
  resourceOf(INSTANCE, name, { identifier: `gl-${name}`, region: 'eu-west-1', ...props });
const replica = (replicateSourceDb: unknown, passed: StackResource[] = [], region: unknown = 'eu-west-1') =>
  resourceOf(
    INSTANCE,
    'replica',
    { identifier: 'gl-replica', region, replicateSourceDb },
    { replicateSourceDb: passed },
  );
const sourceAmong = (one: StackResource, ...others: StackResource[]) =>
  sourceOf(graphOf([one, ...others], new Map()), one);
const is = (found: StackResource) => ({ kind: 'instance', instance: found });
const arn = (identifier: string, region = 'eu-west-1') => `arn:aws:rds:${region}:111122223333:db:${identifier}`;

const [first, second] = [instance('first'), instance('second')];

describe('the source of a read replica', () => {
  test('is the instance of the identifier, by itself or in an ARN of whatever partition', () => {
    expect(sourceAmong(replica('gl-second'), first, second)).toEqual(is(second));
    expect(sourceAmong(replica(arn('gl-second')), first, second)).toEqual(is(second));
    const chinese = instance('chinese', { region: 'cn-north-1' });
    expect(sourceAmong(replica('arn:aws-cn:rds:cn-north-1:111122223333:db:gl-chinese'), chinese)).toEqual(is(chinese));
  });

  test('is the one that was passed, whatever the name says', () => {
    expect(sourceAmong(replica(UNKNOWN_TEXT, [second]), first, second)).toEqual(is(second));
    expect(sourceAmong(replica('gl-first', [second]), first, second)).toEqual(is(second));
  });

  test('is the one of the name, where more were passed or what was passed is no instance', () => {
    expect(sourceAmong(replica('gl-first', [second, first]), first, second)).toEqual(is(first));
    const text = resourceOf('random:index/randomPet:RandomPet', 'pet', {});
    expect(sourceAmong(replica('gl-first', [text]), first, second)).toEqual(is(first));
  });

  test('is in the region of its ARN, and in the own one where it is a name', () => {
    const distant = instance('first', { region: 'us-east-1' });
    expect(sourceAmong(replica(arn('gl-first', 'us-east-1')), first, distant)).toEqual(is(distant));
    expect(sourceAmong(replica('gl-first'), distant, first)).toEqual(is(first));
    expect(sourceAmong(replica('gl-first'), distant)).toEqual({ kind: 'outside' });
    expect(sourceAmong(replica(arn('gl-first')), distant)).toEqual({ kind: 'outside' });
  });

  test('may be one whose region nobody says', () => {
    const somewhere = instance('first', { region: undefined });
    expect(sourceAmong(replica('gl-first'), somewhere)).toEqual(is(somewhere));
    expect(sourceAmong(replica(arn('gl-first', 'us-east-1')), somewhere)).toEqual(is(somewhere));
  });

  test('is not in sight where no instance has the name, and never the replica itself', () => {
    expect(sourceAmong(replica('gl-third'), first, second)).toEqual({ kind: 'outside' });
    expect(sourceAmong(replica('gl-replica'), first)).toEqual({ kind: 'outside' });
    expect(sourceAmong(replica('cluster:gl-first'), first)).toEqual({ kind: 'outside' });
  });

  test('is not known while its name is not, or the name of one that it may be', () => {
    const nameless = instance('nameless', { identifier: UNKNOWN_TEXT });
    expect(sourceAmong(replica(UNKNOWN_TEXT), first)).toEqual({ kind: 'unknown' });
    expect(sourceAmong(replica('gl-third'), first, nameless)).toEqual({ kind: 'unknown' });
    expect(sourceAmong(replica('gl-first'), nameless, first)).toEqual(is(first));
  });

  test.each([undefined, null, '', 7])('is none of an instance that names %p', (given) => {
    expect(sourceAmong(replica(given), first)).toBeUndefined();
  });
});

test('two instances are apart in regions that are known and differ', () => {
  const isApart = (one: unknown, other: unknown) =>
    apart(graphOf([], new Map()), instance('one', { region: one }), instance('other', { region: other }));
  expect(isApart('eu-west-1', 'us-east-1')).toBe(true);
  expect(isApart('eu-west-1', 'eu-west-1')).toBe(false);
  expect(isApart('eu-west-1', undefined)).toBe(false);
  expect(isApart(undefined, 'eu-west-1')).toBe(false);
  expect(isApart('eu-west-1', UNKNOWN_TEXT)).toBe(false);
});
