import * as fc from 'fast-check';
import { exampleOf, matches } from '../../../policies/document/pattern';
import { patternOf } from '../../../policies/document/variables';

const pattern = (text: string) => patternOf(text, false, new Map())!;
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
