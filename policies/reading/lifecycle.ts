import { asText, read, readList, type Reading } from './read';
import type { Setting } from '../graph/settings';

/** One rule of a lifecycle, the same for both forms. */
export interface LifecycleRule {
  path: readonly (string | number)[];
  enabled: Reading<boolean>;
  /** Whether it is about every object. */
  wholeBucket: Reading<boolean>;
  expiryDate: Reading;
  expiryDays: Reading;
  noncurrentDays: Reading;
  /** Whether every noncurrent version that it is about goes: where a number of them is kept, that is whatever their age. */
  clearsVersions: Reading<boolean>;
  abortDays: Reading;
}

const known = (value: boolean): Reading<boolean> => ({ state: 'known', value });
const isEmpty = (value: unknown): boolean =>
  value === '' || (typeof value === 'object' && Object.keys(value!).length === 0);

function all(readings: readonly Reading[]): Reading<boolean> {
  if (readings.some((one) => one.state === 'known' && !isEmpty(one.value))) return known(false);
  return readings.find((one) => one.state === 'unknown') ?? known(true);
}

const equals = (reading: Reading, wanted: unknown): Reading<boolean> =>
  reading.state === 'unknown' ? reading : known(reading.state === 'known' && reading.value === wanted);

/** A filter that is there may itself say nothing: no prefix, or an empty one. */
export function filtersNothing(props: object, rule: readonly (string | number)[]): Reading<boolean> {
  const parts = ['prefix', 'tag', 'tags', 'and', 'objectSizeGreaterThan', 'objectSizeLessThan'];
  return all([read(props, ...rule, 'prefix'), ...parts.map((part) => read(props, ...rule, 'filter', part))]);
}

/** The value of a tag that objects of a rule have to have; absent where it asks for no such tag. */
export function tagValueOf({ form, props }: Setting, { path: rule }: LifecycleRule, key: string): Reading<string> {
  if (form === 'inline') return asText(read(props, ...rule, 'tags', key));
  const several = asText(read(props, ...rule, 'filter', 'and', 'tags', key));
  if (several.state !== 'absent') return several;
  const named = read(props, ...rule, 'filter', 'tag', 'key');
  if (named.state === 'unknown') return named;
  return named.state === 'known' && named.value === key
    ? asText(read(props, ...rule, 'filter', 'tag', 'value'))
    : { state: 'absent' };
}

function clearsVersions(props: object, expiry: readonly (string | number)[], days: Reading): Reading<boolean> {
  const kept = read(props, ...expiry, 'newerNoncurrentVersions');
  if (days.state === 'absent' || kept.state === 'known') return known(false);
  return [days, kept].find((one) => one.state === 'unknown') ?? known(true);
}

/** The rules of a lifecycle, inline (`lifecycleRules`) or on their own (`rules`). */
export function lifecycleRules({ form, props, path }: Setting): Reading<LifecycleRule[]> {
  const at = form === 'inline' ? path : ['rules'];
  const list = readList(props, ...at);
  if (list.state !== 'known') return list;
  const hidden = list.value.find(({ state }) => state === 'unknown');
  if (hidden?.state === 'unknown') return hidden;
  return {
    state: 'known',
    value: list.value.map((_, index): LifecycleRule => {
      const rule = [...at, index];
      const inline = form === 'inline';
      const expiry = [...rule, 'noncurrentVersionExpiration'];
      const noncurrentDays = read(props, ...expiry, inline ? 'days' : 'noncurrentDays');
      return {
        path: rule,
        enabled: inline
          ? equals(read(props, ...rule, 'enabled'), true)
          : equals(read(props, ...rule, 'status'), 'Enabled'),
        wholeBucket: inline
          ? all([read(props, ...rule, 'prefix'), read(props, ...rule, 'tags')])
          : filtersNothing(props, rule),
        expiryDate: read(props, ...rule, 'expiration', 'date'),
        expiryDays: read(props, ...rule, 'expiration', 'days'),
        noncurrentDays,
        clearsVersions: clearsVersions(props, expiry, noncurrentDays),
        abortDays: inline
          ? read(props, ...rule, 'abortIncompleteMultipartUploadDays')
          : read(props, ...rule, 'abortIncompleteMultipartUpload', 'daysAfterInitiation'),
      };
    }),
  };
}
