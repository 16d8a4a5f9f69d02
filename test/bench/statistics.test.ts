import fc from 'fast-check';
import { interleaved, lineThrough, median } from './statistics';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('the median', () => {
  test('is the value in the middle, or between the two in the middle, whatever the order', () => {
    expect(median([5])).toBe(5);
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 9, 2])).toBe(3);
  });

  test('has as many values below as above', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe('the line through points', () => {
  test('is the line that they are on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: -50, max: 50 }), (slope, intercept) => {
        const line = lineThrough([1, 2, 5, 9].map((x) => [x, slope * x + intercept] as const));
        expect(line.slope).toBeCloseTo(slope);
        expect(line.intercept).toBeCloseTo(intercept);
        expect(line.rSquared).toBeCloseTo(1);
      }),
    );
  });

  test('explains what it can of points beside it', () => {
    expect(
      lineThrough([
        [1, 1],
        [2, 3],
        [3, 2],
      ]),
    ).toEqual({ slope: 0.5, intercept: 1, rSquared: 0.25 });
    expect(
      lineThrough([
        [1, 7],
        [2, 7],
      ]),
    ).toEqual({ slope: 0, intercept: 7, rSquared: 1 });
  });

  test('explains less than 0.99 of a parabola over the sizes of a stack', () => {
    const sizes = [100, 1_000, 4_000, 10_000];
    expect(lineThrough(sizes.map((x) => [x, x * x] as const)).rSquared).toBeLessThan(0.97);
    expect(lineThrough(sizes.map((x) => [x, x * Math.log2(x)] as const)).rSquared).toBeGreaterThan(0.99);
  });
});

test('rounds go forth and back', () => {
  expect(interleaved(['a', 'b', 'c'], 3)).toEqual([
    ['a', 'b', 'c'],
    ['c', 'b', 'a'],
    ['a', 'b', 'c'],
  ]);
});
