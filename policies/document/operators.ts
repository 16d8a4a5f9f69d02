import { inCidr } from './address';
import { matches, matchesArn, type Pattern } from './pattern';

/** How one value of a request is compared with one value of a policy. Nothing when the policy's value is no such value. */
export type Comparison = (given: string, wanted: string, pattern: Pattern) => boolean;

const textOf = (pattern: Pattern): string =>
  pattern.map((t) => (typeof t === 'object' ? t.character : t.description)).join('');

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const numberOf = (text: string): number => (NUMBER.test(text.trim()) ? Number(text) : NaN);

const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
/** ISO 8601 as W3C has it, or seconds since 1970; in milliseconds. */
export const momentOf = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) * 1000 : MOMENT.test(text) ? Date.parse(text) : NaN;

const numeric =
  (compare: (a: number, b: number) => boolean): Comparison =>
  (given, wanted) =>
    compare(numberOf(given), numberOf(wanted));
const dated =
  (compare: (a: number, b: number) => boolean): Comparison =>
  (given, wanted) =>
    compare(momentOf(given), momentOf(wanted));

const equals = (a: number, b: number): boolean => a === b;
const less = (a: number, b: number): boolean => a < b;
const lessOrEqual = (a: number, b: number): boolean => a <= b;
const greater = (a: number, b: number): boolean => a > b;
const greaterOrEqual = (a: number, b: number): boolean => a >= b;

const exact: Comparison = (given, _, pattern) => given === textOf(pattern);
const ignoringCase: Comparison = (given, _, pattern) => given.toLowerCase() === textOf(pattern).toLowerCase();
const like: Comparison = (given, _, pattern) => matches(pattern, given);
const arn: Comparison = (given, _, pattern) => matchesArn(pattern, given);
const bool: Comparison = (given, wanted) => given.toLowerCase() === wanted.toLowerCase();
const address: Comparison = (given, wanted) => inCidr(given, wanted);

/**
 * The condition operators without their prefixes and suffixes. A negated one is true when none of the values matches,
 * and when the key is missing.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
export const OPERATORS: ReadonlyMap<string, { compare: Comparison; negated: boolean }> = new Map(
  Object.entries({
    StringEquals: { compare: exact, negated: false },
    StringNotEquals: { compare: exact, negated: true },
    StringEqualsIgnoreCase: { compare: ignoringCase, negated: false },
    StringNotEqualsIgnoreCase: { compare: ignoringCase, negated: true },
    StringLike: { compare: like, negated: false },
    StringNotLike: { compare: like, negated: true },
    NumericEquals: { compare: numeric(equals), negated: false },
    NumericNotEquals: { compare: numeric(equals), negated: true },
    NumericLessThan: { compare: numeric(less), negated: false },
    NumericLessThanEquals: { compare: numeric(lessOrEqual), negated: false },
    NumericGreaterThan: { compare: numeric(greater), negated: false },
    NumericGreaterThanEquals: { compare: numeric(greaterOrEqual), negated: false },
    DateEquals: { compare: dated(equals), negated: false },
    DateNotEquals: { compare: dated(equals), negated: true },
    DateLessThan: { compare: dated(less), negated: false },
    DateLessThanEquals: { compare: dated(lessOrEqual), negated: false },
    DateGreaterThan: { compare: dated(greater), negated: false },
    DateGreaterThanEquals: { compare: dated(greaterOrEqual), negated: false },
    Bool: { compare: bool, negated: false },
    BinaryEquals: { compare: exact, negated: false },
    IpAddress: { compare: address, negated: false },
    NotIpAddress: { compare: address, negated: true },
    ArnEquals: { compare: arn, negated: false },
    ArnLike: { compare: arn, negated: false },
    ArnNotEquals: { compare: arn, negated: true },
    ArnNotLike: { compare: arn, negated: true },
  }),
);
