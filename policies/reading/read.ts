import { UnknownValueError } from '@pulumi/policy';

/** A property as it can be read now: with a value, not set, or not known before `pulumi up`. */
export type Reading<T = unknown> =
  { state: 'known'; value: T } | { state: 'absent'; value?: undefined } | { state: 'unknown'; path: string };

const ABSENT: Reading<never> = { state: 'absent' };

export const isDictionary = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a property without ever throwing on an unknown value: the SDK's proxies throw when one is touched, and all that a
 * policy would have said afterwards were lost. Only own properties count, and null is absent.
 *
 * @param path property names and indexes from `from` on
 */
export function read(from: unknown, ...path: readonly (string | number)[]): Reading {
  let value = from;
  for (const [depth, key] of path.entries()) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return ABSENT;
    try {
      value = (value as Record<string | number, unknown>)[key];
    } catch (error) {
      if (!(error instanceof UnknownValueError)) throw error;
      return { state: 'unknown', path: path.slice(0, depth + 1).join('.') };
    }
  }
  return value === null || value === undefined ? ABSENT : { state: 'known', value };
}

/** A reading of what may name something: an empty text names nothing, as when it is absent. */
export const named = (reading: Reading): Reading =>
  reading.state === 'known' && reading.value === '' ? ABSENT : reading;

/** The elements of a list, each read for itself; a single value counts as a list of one. Absent when there is none. */
export function readList(from: unknown, ...path: readonly (string | number)[]): Reading<Reading[]> {
  const list = read(from, ...path);
  if (list.state !== 'known') return list;
  if (!Array.isArray(list.value)) return { state: 'known', value: [list] };
  const { length } = list.value;
  return { state: 'known', value: Array.from({ length }, (_, index) => read(from, ...path, index)) };
}

/** The text of a reading; a value of another type is absent as a text. */
export const asText = (reading: Reading): Reading<string> =>
  reading.state === 'known' && typeof reading.value !== 'string' ? ABSENT : (reading as Reading<string>);
