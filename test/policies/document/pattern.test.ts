import * as fc from 'fast-check';
import { exampleOf, matches, matchesArn, segments } from '../../../policies/document/pattern';
import { globOf as pattern, patternOf } from '../../../policies/document/variables';

/** The definition, as slow as it is plain. */
const plain = (glob: string, text: string): boolean => {
  if (glob === '') return text === '';
  if (glob[0] === '*') return plain(glob.slice(1), text) || (text !== '' && plain(glob, text.slice(1)));
  return text !== '' && (glob[0] === '?' || glob[0] === text[0]) && plain(glob.slice(1), text.slice(1));
};
const over = (...letters: string[]) =>
  fc.array(fc.constantFrom(...letters), { maxLength: 8 }).map((parts) => parts.join(''));

describe('a pattern', () => {
  test('matches what its definition says', () => {
    fc.assert(
      fc.property(over('a', 'b', '*', '?'), over('a', 'b'), (glob, text) =>
        expect(matches(pattern(glob), text)).toBe(plain(glob, text)),
      ),
      { numRuns: 3_000 },
    );
  });

  test('matches its own example', () => {
    fc.assert(
      fc.property(over('a', '*', '?', '.', '('), (glob) =>
        expect(matches(pattern(glob), exampleOf(pattern(glob)))).toBe(true),
      ),
    );
  });

  test('takes time by its length, whatever it is: a megabyte of stars is no hang', () => {
    const begin = performance.now();
    for (const part of ['*a', '*a?', '*'])
      expect(matches([...pattern(part.repeat(1_000_000 / part.length)), ...pattern('c')], 'a'.repeat(1_024))).toBe(
        false,
      );
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  test('counts a character beyond the first plane as one', () => {
    expect(matches(pattern('?'), '😀')).toBe(true);
    expect(matches(pattern('??'), '😀')).toBe(false);
  });
});

describe('a pattern of an ARN', () => {
  test.each<[string, string, boolean]>([
    ['*', 'arn:aws:iam::1:role/a', true],
    ['*', 'no ARN', true],
    ['a*b', 'a:b', true],
    ['a', 'a', true],
    ['arn:*:iam:*:*:*', 'arn', false],
    ['arn:aws:iam::*:role/*', 'arn:aws:iam::1:role/a', true],
    ['arn:aws:iam:*:role/a', 'arn:aws:iam::1:role/a', false],
    ['arn:aws:iam', 'arn:aws:iam::1:role/a', true],
    ['arn:aws:sts', 'arn:aws:iam::1:role/a', false],
    ['arn:aws:logs:eu:1:log-group:a', 'arn:aws:logs:eu:1:log-group:a', true],
    ['arn:aws:logs:eu:1:log-group:*', 'arn:aws:logs:eu:1:log-group:a:b', true],
    ['arn:aws:logs:eu:1:log-group', 'arn:aws:logs:eu:1:log-group:a', false],
    ['arn:aws:logs:eu:1:log-groupa', 'arn:aws:logs:eu:1:log-group:a', false],
  ])('%s has %s: %s', (glob, arn, expected) => expect(matchesArn(pattern(glob), arn)).toBe(expected));

  test('is cut at its own colons, never at those that a variable gave', () => {
    const given = patternOf('a:${b}:c', true, new Map([['b', ['x:y']]]))!;
    expect(segments(given).map((one) => exampleOf(one))).toEqual(['a', 'x:y', 'c']);
  });
});
