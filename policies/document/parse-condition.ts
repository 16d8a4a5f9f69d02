import { isDictionary, read, readList, type Reading } from '../reading/read';
import { OPERATORS } from './operators';
import { UNKNOWN, type Complain, type Leaf } from './leaf';

/** One key under one operator. All conditions of a statement must hold. */
export interface Condition {
  /** Of `OPERATORS`, or `Null`; nothing when the whole condition is not known yet. */
  operator: string | typeof UNKNOWN;
  set: 'ForAllValues' | 'ForAnyValue' | undefined;
  ifExists: boolean;
  /** In lower case. */
  key: string;
  values: readonly Leaf[];
}

const NAME = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;
const UNREADABLE: Condition = { operator: UNKNOWN, set: undefined, ifExists: false, key: '', values: [] };

function valuesOf(from: unknown, key: string, where: string, complain: Complain): Leaf[] {
  const list = readList(from, key);
  if (list.state === 'unknown') return [UNKNOWN];
  if (list.state === 'absent' || list.value.length === 0) return complain(`${where} has a key without values`);
  return list.value.flatMap((element): Leaf | Leaf[] => {
    if (element.state === 'unknown') return UNKNOWN;
    const { value } = element;
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return String(value);
    return complain(`${where} has a value that is neither text, number nor boolean`);
  });
}

/**
 * Reads a Condition block: operators with their prefixes and suffixes, keys whatever their case, values as text, number,
 * boolean or a list of those.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", "Grammar of the IAM JSON policy language".
 */
export function parseConditions(given: Reading, statement: string, complain: Complain): Condition[] {
  if (given.state === 'absent') return [];
  if (given.state === 'unknown') return [UNREADABLE];
  const where = `${statement}.Condition`;
  const block = given.value;
  if (!isDictionary(block)) return complain(`${where} is no object`);
  return Object.keys(block).flatMap((name): Condition[] => {
    const [, set, operator, suffix] = NAME.exec(name) ?? [];
    if (operator === undefined || (operator !== 'Null' && !OPERATORS.has(operator)))
      return complain(`${where} has an operator that IAM does not know`);
    if (operator === 'Null' && (set !== undefined || suffix !== undefined))
      complain(`${where} has Null with more to it`);
    const keys = read(block, name);
    if (keys.state === 'unknown') return [UNREADABLE];
    const map = keys.value;
    if (!isDictionary(map)) return complain(`${where} has an operator without keys`);
    return Object.keys(map).map((key) => ({
      operator,
      set: set as Condition['set'],
      ifExists: suffix !== undefined,
      key: key.toLowerCase(),
      values: valuesOf(map, key, where, complain),
    }));
  });
}
