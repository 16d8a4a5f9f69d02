import type { Truth } from '../../../policies/document/truth';
import { asText, type Reading } from '../../../policies/reading/read';
import { all, noneOf, says, someOf } from '../../../policies/reading/truths';

const known = (value: unknown): Reading => ({ state: 'known', value });
const OPEN: Reading<never> = { state: 'unknown', path: 'a' };
const ABSENT: Reading<never> = { state: 'absent' };
const isA = (text: string): boolean => text === 'a';
const list = (...value: Reading[]): Reading<Reading[]> => ({ state: 'known', value });

test.each<[string, Reading, Truth]>([
  ['that is so', known('a'), 'yes'],
  ['that is not', known('b'), 'no'],
  ['that is no text', known(7), 'no'],
  ['that is not known', OPEN, 'unknown'],
  ['that is absent', ABSENT, 'no'],
])('a text %s says so', (_, reading, expected) => expect(says(reading, isA)).toBe(expected));

test('what is absent says what its default says, and no other does', () => {
  expect(says(ABSENT, isA, 'yes')).toBe('yes');
  expect(says(known(7), isA, 'yes')).toBe('no');
  expect(says(known('b'), isA, 'yes')).toBe('no');
  expect(says(OPEN, isA, 'yes')).toBe('unknown');
});

test.each<[string, Reading<Reading[]>, Truth, Truth]>([
  ['absent', ABSENT, 'no', 'yes'],
  ['empty', list(), 'no', 'yes'],
  ['not known', OPEN, 'unknown', 'unknown'],
  ['of what is not', list(known('b'), known('c')), 'no', 'yes'],
  ['with one that is', list(known('b'), known('a')), 'yes', 'no'],
  ['with one that is, and one that is not known', list(OPEN, known('a')), 'yes', 'no'],
  ['with one that is not known', list(known('b'), OPEN), 'unknown', 'unknown'],
])('of a list that is %s, some or none are', (_, readings, some, none) => {
  expect(someOf(readings, (reading) => says(reading, isA))).toBe(some);
  expect(noneOf(readings, isA)).toBe(none);
});

test('an element is tried with its place, and not when it is not known', () => {
  const tried: unknown[] = [];
  someOf(list(known('a'), OPEN, known('b')), (reading, index) => {
    tried.push([asText(reading), index]);
    return 'no';
  });
  expect(tried).toEqual([
    [known('a'), 0],
    [known('b'), 2],
  ]);
});

test('all are when each is', () => {
  expect(all('yes', 'yes')).toBe('yes');
  expect(all('yes', 'unknown')).toBe('unknown');
  expect(all('unknown', 'no')).toBe('no');
});
