import { OPERATORS } from './operators';
import { UNKNOWN, type Leaf } from './leaf';
import type { Condition } from './parse-condition';
import { truth, type Truth } from './truth';
import { patternOf, type Context } from './variables';

function nullHolds(values: readonly Leaf[], missing: boolean): Truth {
  return truth.some(values, (value) =>
    value === UNKNOWN ? 'unknown' : truth.of(value.toLowerCase() === String(missing)),
  );
}

/**
 * Whether a condition holds for a request. The values of a key are joined by "or" (by "nor" under a negated operator). A
 * missing key makes a condition false, a negated one true, and one with IfExists true; ForAllValues holds for a key that
 * is missing or empty, ForAnyValue does not. AWS's pages say two things of ForAnyValue with IfExists on a missing key:
 * that is unknown here.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", "Set operators for multi-valued context keys".
 */
export function conditionHolds(condition: Condition, context: Context, variables: boolean): Truth {
  if (condition.operator === UNKNOWN) return 'unknown';
  const given = context.get(condition.key) ?? [];
  const missing = given.length === 0;
  if (condition.operator === 'Null') return nullHolds(condition.values, missing);
  const { compare, negated } = OPERATORS.get(condition.operator)!;
  const { set } = condition;
  if (missing && set === 'ForAllValues') return 'yes';
  if (missing && set === 'ForAnyValue') return condition.ifExists ? 'unknown' : 'no';
  if (missing) return truth.of(negated || condition.ifExists);
  const named = (value: string): Truth =>
    truth.some(condition.values, (wanted) => {
      if (wanted === UNKNOWN) return 'unknown';
      const pattern = patternOf(wanted, variables, context);
      return truth.of(pattern !== undefined && compare(value, wanted, pattern));
    });
  const test = (value: string): Truth => (negated ? truth.not(named(value)) : named(value));
  if (set === 'ForAllValues' || (set === undefined && negated)) return truth.every(given, test);
  return truth.some(given, test);
}
