import { isDeepStrictEqual } from 'node:util';
import { requireRule, type Properties } from './check';
import { UnjudgedInputError } from './errors';

export interface PropertyChange {
  kind: 'add' | 'delete' | 'update';
  replaces: boolean;
}

/**
 * Which inputs change, and whether that replaces the resource, by the table.
 *
 * @param old - inputs at the last run
 * @throws {UnjudgedInputError} when only the real provider could tell whether a change replaces
 */
export function diffInputs(
  token: string,
  old: Properties,
  now: Properties,
  ignore: readonly string[] = [],
): Record<string, PropertyChange> {
  const { inputs: rules } = requireRule(token);
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (key) => !key.startsWith('__') && !ignore.includes(key) && !isDeepStrictEqual(old[key], now[key]),
  );
  // What the provider fills in stays as it is when it is no longer given.
  const changed = keys.filter((key) => key in now || rules[key]?.computed !== true);
  return Object.fromEntries(
    changed.map((key): [string, PropertyChange] => {
      const rule = rules[key];
      if (rule?.replaces === 'sometimes')
        throw new UnjudgedInputError(
          token,
          key,
          'whether this change replaces the resource depends on its other values',
        );
      const kind = !(key in old) ? 'add' : !(key in now) ? 'delete' : 'update';
      return [key, { kind, replaces: rule?.replaces === 'always' }];
    }),
  );
}
