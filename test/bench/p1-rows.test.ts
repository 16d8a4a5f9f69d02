import { BASELINE, EMPTY, IDLE, rowsOf, type Sample } from './p1-rows';

const sample = (pack: string, resources: number, judgeMs: number, startMs = 800): Sample => ({
  pack,
  resources,
  startMs,
  judgeMs,
  cpuSeconds: judgeMs / 1_000,
  peakMiB: 128,
});
const SAMPLES = [
  ...[190, 210, 900].map((ms) => sample(BASELINE, 100, ms, 1_000)),
  ...[1_900, 2_000, 2_300].map((ms) => sample(BASELINE, 1_000, ms, 1_000)),
  ...[90, 100, 800].map((ms) => sample(EMPTY, 100, ms)),
  ...[700, 800, 900].map((ms) => sample(EMPTY, 1_000, ms)),
  sample(IDLE, 1_000, 1_600),
];

describe('the rows of P1', () => {
  test('compare medians, size by size, and have a bar at 1 000 resources', () => {
    const rows = rowsOf(SAMPLES).slice(0, 3);
    expect(rows.map((row) => [row.case, row.peer, row.ratio, row.bar])).toEqual([
      ['100 resources', EMPTY, 2.1, undefined],
      ['1 000 resources', EMPTY, 2.5, { at: 'most', ratio: 3 }],
      ['1 000 resources', IDLE, 1.25, undefined],
    ]);
    expect(rows[1]!.detail).toBe(
      '2000 ms (best 1900 ms, CPU 2.00 s, 128 MiB) : 800 ms (best 700 ms, CPU 0.80 s, 128 MiB)',
    );
  });

  test('hold the growth against a line, and the start against the empty pack', () => {
    const [growth, start] = rowsOf([...SAMPLES, sample(BASELINE, 1_900, 3_790, 1_000)]).slice(3);
    expect(growth).toMatchObject({ case: 'growth to 1 900', bar: { at: 'least', ratio: 0.99 } });
    expect(growth!.ratio).toBeCloseTo(1);
    expect(growth!.detail).toBe('1.99 ms a resource; 100: 210 ms, 1 000: 2000 ms, 1 900: 3790 ms');
    expect(start).toMatchObject({ case: 'start', peer: EMPTY, ratio: 1.25, bar: { at: 'most', ratio: 1.5 } });
  });
});
