import type { Row } from './row';
import { lineThrough, median } from './statistics';

export const BASELINE = 'gl-baseline';
export const EMPTY = 'empty pack';
export const IDLE = 'as many policies that do nothing';

/** One process of one pack that judged one stack. */
export interface Sample {
  pack: string;
  resources: number;
  startMs: number;
  judgeMs: number;
  cpuSeconds: number;
  peakMiB: number;
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ' ');

/** What the samples of one run say, against the bars. */
export function rowsOf(samples: readonly Sample[]): Row[] {
  const of = (pack: string, resources?: number): Sample[] =>
    samples.filter((one) => one.pack === pack && (resources === undefined || one.resources === resources));
  const sizes = (pack: string): number[] => [...new Set(of(pack).map(({ resources }) => resources))];
  const middle = (some: readonly Sample[], figure: (one: Sample) => number): number => median(some.map(figure));
  const judged = (resources: number, peer: string): Row => {
    const [own, other] = [of(BASELINE, resources), of(peer, resources)];
    const [time, reference] = [own, other].map((some) => middle(some, ({ judgeMs }) => judgeMs));
    const said = (some: readonly Sample[]): string =>
      `${ms(middle(some, ({ judgeMs }) => judgeMs))} (best ${ms(Math.min(...some.map(({ judgeMs }) => judgeMs)))}, ` +
      `CPU ${middle(some, ({ cpuSeconds }) => cpuSeconds).toFixed(2)} s, ${middle(some, ({ peakMiB }) => peakMiB).toFixed(0)} MiB)`;
    return {
      id: 'P1',
      case: `${thousands(resources)} resources`,
      subject: BASELINE,
      peer,
      ratio: time! / reference!,
      bar: resources === 1_000 && peer === EMPTY ? { at: 'most', ratio: 3 } : undefined,
      detail: `${said(own)} : ${said(other)}`,
    };
  };
  const points = sizes(BASELINE).map((size) => [size, middle(of(BASELINE, size), ({ judgeMs }) => judgeMs)] as const);
  const line = lineThrough(points);
  const start = (pack: string): number => middle(of(pack), ({ startMs }) => startMs);
  return [
    ...sizes(EMPTY).map((size) => judged(size, EMPTY)),
    ...sizes(IDLE).map((size) => judged(size, IDLE)),
    {
      id: 'P1',
      case: `growth to ${thousands(Math.max(...sizes(BASELINE)))}`,
      subject: BASELINE,
      peer: 'a line (R²)',
      ratio: line.rSquared,
      bar: { at: 'least', ratio: 0.99 },
      detail: `${line.slope.toFixed(2)} ms a resource; ${points.map(([x, y]) => `${thousands(x)}: ${ms(y)}`).join(', ')}`,
    },
    {
      id: 'P1',
      case: 'start',
      subject: BASELINE,
      peer: EMPTY,
      ratio: start(BASELINE) / start(EMPTY),
      bar: { at: 'most', ratio: 1.5 },
      detail: `${ms(start(BASELINE))} : ${ms(start(EMPTY))}`,
    },
  ];
}
