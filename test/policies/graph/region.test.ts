import type { StackResource } from '../../../policies/control';
import { graphOf } from '../../../policies/graph/graph';
import { homeOf, regionOf } from '../../../policies/graph/region';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf, seenOf } from './resource';

const AWS = 'pulumi:providers:aws';
const provider = (region: unknown, name = 'default', type = AWS): StackResource => resourceOf(type, name, { region });
const bucket = (region: unknown, by?: StackResource): StackResource => ({
  ...resourceOf('aws:s3/bucket:Bucket', 'home', { region }),
  provider: by,
});
const known = (value: string) => ({ state: 'known', value });

describe('the region of a resource', () => {
  const region = (of: StackResource, seen: StackResource[] = []) => regionOf(graphOf([of], seenOf(...seen)), of);
  const FAR = provider('us-east-1');

  test('is its own, whatever its provider says', () => {
    expect(region(bucket('eu-west-1', FAR))).toEqual(known('eu-west-1'));
    expect(region(bucket('eu-west-1'))).toEqual(known('eu-west-1'));
    expect(region(bucket('eu-central-1', FAR), [bucket('eu-west-1')])).toEqual(known('eu-west-1'));
  });

  test('is not known where its own is given and not known', () => {
    expect(region(bucket('eu-central-1', FAR), [bucket(UNKNOWN_TEXT)])).toEqual({ state: 'unknown', path: 'region' });
  });

  test('is what it came to be, where none was given', () => {
    expect(region(bucket('eu-central-1', FAR), [bucket(undefined)])).toEqual(known('eu-central-1'));
  });

  test('is that of its provider, where it came to none yet', () => {
    expect(region(bucket(undefined, FAR))).toEqual(known('us-east-1'));
    expect(region(bucket(UNKNOWN_TEXT, FAR), [bucket(undefined)])).toEqual(known('us-east-1'));
    expect(region(bucket(undefined, provider(UNKNOWN_TEXT)))).toEqual({ state: 'unknown', path: 'region' });
  });

  test('is absent where nothing says one', () => {
    for (const by of [undefined, provider(undefined), provider(7)])
      expect(region(bucket(undefined, by))).toEqual({ state: 'absent' });
    expect(region(bucket(7))).toEqual({ state: 'absent' });
  });
});

describe('the region that a program works in', () => {
  const home = (...providers: (StackResource | undefined)[]) =>
    homeOf(
      graphOf(
        providers.map((by) => bucket(undefined, by)),
        new Map(),
      ),
    );

  test.each(['default', 'default_7_48_0', 'default_7_48_0_alpha.1', 'default_7_48_0_https://example.org'])(
    'is that of the provider that the engine makes itself: %s',
    (name) => {
      expect(home(provider('eu-west-1', name))).toBe('eu-west-1');
    },
  );

  test.each([
    ['another name', 'far', AWS],
    ['a name that begins so', 'default-far', AWS],
    ['a name that ends so', 'my-default', AWS],
    ['a name of less than a version', 'default_7_48', AWS],
    ['a name of nothing after the version', 'default_7_48_0_', AWS],
    ['another type', 'default', 'pulumi:providers:postgresql'],
  ])('is not that of a provider of %s', (_, name, type) => {
    expect(home(provider('us-east-1', name, type))).toBeUndefined();
    expect(home(provider('us-east-1', name, type), provider('eu-west-1'))).toBe('eu-west-1');
  });

  test('is the first that is known', () => {
    expect(
      home(undefined, provider(undefined), provider(UNKNOWN_TEXT), provider('eu-west-1'), provider('us-east-1')),
    ).toBe('eu-west-1');
  });

  test('is none where no provider says one', () => {
    expect(home()).toBeUndefined();
    expect(home(undefined, provider(undefined))).toBeUndefined();
    expect(home(provider(UNKNOWN_TEXT))).toBeUndefined();
  });
});
