import type { Setting } from '../graph/settings';
import { asText, read, type Reading } from './read';

/** As S3 counts a default retention. */
export const DAYS_PER_YEAR = 365;
/** From the one that an administrator can lift to the one that nobody can. */
export const LOCK_MODES = ['GOVERNANCE', 'COMPLIANCE'];

/** Days that a default retention keeps; absent where it says no number of them. */
export function lockDays({ props, path }: Setting): Reading<number> {
  const [days, years] = ['days', 'years'].map((unit) => read(props, ...path, 'rule', 'defaultRetention', unit));
  for (const [reading, factor] of [[days!, 1] as const, [years!, DAYS_PER_YEAR] as const]) {
    if (reading.state === 'unknown') return reading;
    if (typeof reading.value === 'number') return { state: 'known', value: reading.value * factor };
  }
  return { state: 'absent' };
}

/** Mode of a default retention. */
export const lockMode = ({ props, path }: Setting): Reading<string> =>
  asText(read(props, ...path, 'rule', 'defaultRetention', 'mode'));
