import * as fc from 'fast-check';
import { asText, isDictionary, named, read, readList, type Reading } from '../../../policies/reading/read';
import { UNKNOWN_TEXT } from '../stack';
import { unknownCheckingProxy } from '../unknown';

/** As the SDK hands values to a policy: one that is not known throws when it is read. */
const given = unknownCheckingProxy({
  known: { zero: 0, empty: '', no: false, nothing: null, list: [UNKNOWN_TEXT, 'b', null] },
  open: UNKNOWN_TEXT,
  deep: { open: UNKNOWN_TEXT },
});

describe('a property', () => {
  test.each([
    ['zero', 0],
    ['empty', ''],
    ['no', false],
  ])('has its value, also one that is falsy: %s', (key, value) =>
    expect(read(given, 'known', key)).toEqual({ state: 'known', value }),
  );

  test.each([
    ['nobody wrote', ['missing']],
    ['is null', ['known', 'nothing']],
    ['lies below nothing', ['missing', 'below']],
    ['lies below null', ['known', 'nothing', 'below']],
    ['belongs to texts', ['known', 'empty', 'length']],
    ['every object has', ['toString']],
    ['lies past the end of a list', ['known', 'list', 3]],
  ])('is absent when it %s', (_, path) => expect(read(given, ...path)).toEqual({ state: 'absent' }));

  test('is absent when it is undefined, and when only the prototype has it', () => {
    expect(read({ a: undefined }, 'a')).toEqual({ state: 'absent' });
    expect(read(Object.create({ a: 1 }), 'a')).toEqual({ state: 'absent' });
  });

  test('that is not known yet says where the unknown is, which may be above it', () => {
    expect(read(given, 'open')).toEqual({ state: 'unknown', path: 'open' });
    expect(read(given, 'deep', 'open')).toEqual({ state: 'unknown', path: 'deep.open' });
    expect(read(given, 'deep', 'open', 'below', 'more')).toEqual({ state: 'unknown', path: 'deep.open' });
    expect(read(given, 'known', 'list', 0)).toEqual({ state: 'unknown', path: 'known.list.0' });
  });

  test('whose reading fails for another reason is an error, and no verdict', () => {
    const broken = Object.defineProperty({}, 'a', {
      get: () => {
        throw new RangeError('broken');
      },
    });
    expect(() => read(broken, 'a')).toThrow(new RangeError('broken'));
  });

  test('is read where it was written, whatever the value is', () => {
    const at = (value: unknown, path: readonly (string | number)[]): unknown =>
      path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
    const paths = (value: unknown): (string | number)[][] => [
      [],
      ...(typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => paths(inner).map((path) => [key, ...path]))
        : []),
    ];
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const path of paths(value)) {
          const wanted = at(value, path);
          expect(read(value, ...path)).toEqual(
            wanted === null ? { state: 'absent' } : { state: 'known', value: wanted },
          );
        }
      }),
    );
  });
});

describe('a list', () => {
  test('is read element by element: one that is not known hides no other', () => {
    expect(readList(given, 'known', 'list')).toEqual({
      state: 'known',
      value: [{ state: 'unknown', path: 'known.list.0' }, { state: 'known', value: 'b' }, { state: 'absent' }],
    });
  });

  test('of one is a value alone', () => {
    expect(readList({ a: 'b' }, 'a')).toEqual({ state: 'known', value: [{ state: 'known', value: 'b' }] });
  });

  test('may be absent, empty or not known yet', () => {
    expect(readList(given, 'missing')).toEqual({ state: 'absent' });
    expect(readList({ a: [] }, 'a')).toEqual({ state: 'known', value: [] });
    expect(readList(given, 'open')).toEqual({ state: 'unknown', path: 'open' });
  });
});

test('a text is a text, and any other value is none', () => {
  expect(asText({ state: 'known', value: '' })).toEqual({ state: 'known', value: '' });
  expect(asText({ state: 'known', value: 7 })).toEqual({ state: 'absent' });
  expect(asText({ state: 'absent' })).toEqual({ state: 'absent' });
  expect(asText({ state: 'unknown', path: 'a' })).toEqual({ state: 'unknown', path: 'a' });
});

test('a dictionary is an object that is neither null nor a list', () => {
  expect([{}, { a: 1 }].every(isDictionary)).toBe(true);
  expect([null, [], '', 0, undefined, () => 1].some(isDictionary)).toBe(false);
});

describe('what may name something', () => {
  test.each<[string, Reading]>([
    ['a text', { state: 'known', value: 'x' }],
    ['a value that is no text', { state: 'known', value: 0 }],
    ['what is not known', { state: 'unknown', path: 'name' }],
    ['what is absent', { state: 'absent' }],
  ])('is the reading itself: %s', (_, reading) => expect(named(reading)).toBe(reading));

  test('is absent when its text is empty', () =>
    expect(named({ state: 'known', value: '' })).toEqual({ state: 'absent' }));
});
