import type { ArgumentProblem } from '../problems';
import { shown, unless } from './checks';

/** Zones that a network of a region is made in, where none are named. */
export const defaultZones = (region: string): string[] => ['a', 'b'].map((letter) => `${region}${letter}`);

/** @returns every problem of the zones that a database is spread over */
export const validateZones = (zones: readonly string[], region: string, path: string): ArgumentProblem[] => [
  ...unless(new Set(zones).size >= 2, {
    path,
    value: zones.length === 0 ? 'none' : zones.join(', '),
    rule: 'names at least two zones: a database outlives the loss of one zone',
    fix: 'add one',
  }),
  ...zones.flatMap((zone, i) =>
    unless(new RegExp(`^${region}[a-f]$`).test(zone), {
      path: `${path}[${i}]`,
      value: shown(zone),
      rule: `is a zone of ${region}`,
      fix: `write ${region}a`,
    }),
  ),
];
