import { truth, type Truth } from '../../../policies/document/truth';

const WORST_FIRST: readonly Truth[] = ['no', 'unknown', 'yes'];
const PAIRS = WORST_FIRST.flatMap((a) => WORST_FIRST.map((b) => [a, b] as const));
const rank = (one: Truth): number => WORST_FIRST.indexOf(one);
const itself = (one: Truth): Truth => one;

describe('what is true, false or not known yet', () => {
  test.each(PAIRS)('is for all of %s and %s the worse, for one of them the better', (a, b) => {
    expect(truth.every([a, b], itself)).toBe(WORST_FIRST[Math.min(rank(a), rank(b))]);
    expect(truth.some([a, b], itself)).toBe(WORST_FIRST[Math.max(rank(a), rank(b))]);
  });

  test('is turned round, unless it is not known', () => {
    expect(WORST_FIRST.map(truth.not)).toEqual(['yes', 'unknown', 'no']);
    expect([true, false].map(truth.of)).toEqual(['yes', 'no']);
  });

  test('is true for all of nothing, and false for one of nothing', () => {
    expect(truth.every([], itself)).toBe('yes');
    expect(truth.some([], itself)).toBe('no');
  });

  test('is asked of no more than it takes', () => {
    const asked: Truth[] = [];
    const ask = (one: Truth): Truth => (asked.push(one), one);
    truth.every(['yes', 'no', 'unknown'], ask);
    truth.some(['no', 'yes', 'unknown'], ask);
    expect(asked).toEqual(['yes', 'no', 'no', 'yes']);
  });
});
