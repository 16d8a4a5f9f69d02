import { remembered } from '../remembered';
import { ANY, exampleOf, ONE, type Pattern, type Token } from './pattern';

/** The keys of a request and their values; keys in lower case, since key names are not case-sensitive. */
export type Context = ReadonlyMap<string, readonly string[]>;

const VARIABLE = /\$\{([^}]*)\}/;
const VARIABLES = new RegExp(VARIABLE, 'g');
const DEFAULT = /^([^,]+),\s*'([^']*)'$/;
/** Names of the characters that mean something else when they stand alone. */
const ESCAPES = ['*', '?', '$'];

/** What stands between `${` and `}`. */
function variableOf(expression: string): { key: string; fallback: string | undefined } {
  const text = expression.trim();
  const [, key = text, fallback] = DEFAULT.exec(text) ?? [];
  return { key: key.trim().toLowerCase(), fallback };
}

const literal = (text: string): Pattern => Array.from(text, (character) => ({ character, literal: true }));

/** A variable as tokens; nothing when the request has no single value for it. */
function resolve(expression: string, context: Context): Pattern | undefined {
  const { key, fallback } = variableOf(expression);
  if (ESCAPES.includes(key)) return literal(key);
  const values = context.get(key);
  const value = values?.length === 1 ? values[0] : fallback;
  return value === undefined ? undefined : literal(value);
}

const tokenOf = (character: string): Token =>
  character === '*' ? ANY : character === '?' ? ONE : { character, literal: false };

/** Of the patterns that are kept: a document is asked many questions, and most of its patterns are the same for all. */
const MOST_CHARACTERS = 200_000;

/** Reads a value in which nothing is a variable: `*` and `?` are wildcards. */
export const globOf = remembered(MOST_CHARACTERS, (value): Pattern => Array.from(value, tokenOf));

/** A text that a value means whose `*` and `?` are wildcards. */
export const exampleOfGlob = (value: string): string => exampleOf(globOf(value));

/**
 * Reads a value of a policy as a pattern: `*` and `?` are wildcards, `${key}` is the request's value (only in policies of
 * version 2012-10-17), `${key, 'text'}` has a default, `${*}`, `${?}` and `${$}` are the characters themselves.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 * @returns nothing when a variable has no value in the request: such a value matches nothing
 */
export function patternOf(value: string, variables: boolean, context: Context): Pattern | undefined {
  if (!variables || !value.includes('${')) return globOf(value);
  const parts = value.split(VARIABLE).map((part, i) => (i % 2 === 0 ? globOf(part) : resolve(part, context)));
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** The keys that a value's variables read, in lower case. */
export const variablesOf = (value: string): string[] =>
  Array.from(value.matchAll(VARIABLES), ([, expression]) => variableOf(expression!).key).filter(
    (key) => !ESCAPES.includes(key),
  );
