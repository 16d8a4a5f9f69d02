import { ANY, ONE, type Pattern, type Token } from './pattern';

/** The keys of a request and their values; keys in lower case, since key names are not case-sensitive. */
export type Context = ReadonlyMap<string, readonly string[]>;

const DEFAULT = /^([^,]+),\s*'([^']*)'$/;

const literal = (text: string): Token[] => Array.from(text, (character) => ({ character, literal: true }));

/** What stands between `${` and `}`, as tokens; nothing when the request has no single value for it. */
function resolve(expression: string, context: Context): Token[] | undefined {
  const text = expression.trim();
  if (text === '*' || text === '?' || text === '$') return literal(text);
  const [, key = text, fallback] = DEFAULT.exec(text) ?? [];
  const values = context.get(key.trim().toLowerCase());
  const value = values?.length === 1 ? values[0] : fallback;
  return value === undefined ? undefined : literal(value);
}

/**
 * Reads a value of a policy as a pattern: `*` and `?` are wildcards, `${key}` is the request's value (only in policies of
 * version 2012-10-17), `${key, 'text'}` has a default, `${*}`, `${?}` and `${$}` are the characters themselves.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 * @returns nothing when a variable has no value in the request: such a value matches nothing
 */
export function patternOf(value: string, variables: boolean, context: Context): Pattern | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < value.length;) {
    const end = variables && value.startsWith('${', at) ? value.indexOf('}', at) : -1;
    if (end > 0) {
      const resolved = resolve(value.slice(at + 2, end), context);
      if (resolved === undefined) return undefined;
      tokens.push(...resolved);
      at = end + 1;
      continue;
    }
    const character = String.fromCodePoint(value.codePointAt(at)!);
    tokens.push(character === '*' ? ANY : character === '?' ? ONE : { character, literal: false });
    at += character.length;
  }
  return tokens;
}

/** The same where nothing is a variable, as in an action. */
export const globOf = (value: string): Pattern => patternOf(value, false, new Map())!;

/** The keys that a value's variables read, in lower case. */
export function variablesOf(value: string): string[] {
  return Array.from(value.matchAll(/\$\{([^}]*)\}/g), ([, expression = '']) => {
    const [, key = expression] = DEFAULT.exec(expression.trim()) ?? [];
    return key.trim().toLowerCase();
  }).filter((key) => !['*', '?', '$'].includes(key));
}
