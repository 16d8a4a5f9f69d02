/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

interface Line {
  slope: number;
  intercept: number;
  /** Share of the variance that the line explains, from 0 to 1. */
  rSquared: number;
}

/**
 * The line of least squares through points.
 *
 * @param points at least two with different x
 */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): Line {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const sum = (of: (dx: number, dy: number) => number): number =>
    points.reduce((total, [x, y]) => total + of(x - meanX, y - meanY), 0);
  const spread = sum((dx) => dx * dx);
  const slope = sum((dx, dy) => dx * dy) / spread;
  const rest = sum((dx, dy) => (dy - slope * dx) ** 2);
  const whole = sum((_, dy) => dy * dy);
  return { slope, intercept: meanY - slope * meanX, rSquared: whole === 0 ? 1 : 1 - rest / whole };
}

/** The subjects of each round: A B C, then C B A, so that none is always the first on a warm machine. */
export const interleaved = <T>(subjects: readonly T[], rounds: number): T[][] =>
  Array.from({ length: rounds }, (_, round) => (round % 2 === 0 ? [...subjects] : subjects.toReversed()));
