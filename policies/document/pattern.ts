/** Any run of characters, also none. */
export const ANY = Symbol('*');
/** Exactly one character. */
export const ONE = Symbol('?');

/** One character, or a wildcard. A character that a policy variable gave is never a wildcard or a separator. */
export type Token = { character: string; literal: boolean } | typeof ANY | typeof ONE;
export type Pattern = readonly Token[];

const same = (token: Token | undefined, character: string): boolean =>
  token === ONE || (typeof token === 'object' && token.character === character);

/**
 * Whether a text matches a pattern of IAM. Goes back to the last `*` alone, so that the time is bounded by the pattern's
 * length plus the square of the text's, whatever the pattern: the texts are ours and short, the patterns are not.
 */
export function matches(pattern: Pattern, text: string): boolean {
  const characters = Array.from(text);
  let at = 0;
  let back: { at: number; read: number } | undefined;
  for (let read = 0; read < characters.length;) {
    const token = pattern[at];
    if (token === ANY) {
      at += 1;
      back = { at, read };
    } else if (same(token, characters[read]!)) {
      at += 1;
      read += 1;
    } else if (back !== undefined) {
      back.read += 1;
      ({ at, read } = back);
    } else return false;
  }
  while (pattern[at] === ANY) at += 1;
  return at === pattern.length;
}

export const ARN_SEGMENTS = 6;

/** Cuts a pattern at its own colons into at most six segments, as the sixth may have colons itself. */
export function segments(pattern: Pattern): Pattern[] {
  const found: Token[][] = [[]];
  for (const token of pattern) {
    const separates = typeof token === 'object' && token.character === ':' && !token.literal;
    if (separates && found.length < ARN_SEGMENTS) found.push([]);
    else found.at(-1)!.push(token);
  }
  return found;
}

/**
 * Whether an ARN matches a pattern of a condition: segment by segment, so that a `*` never reaches over a colon; missing
 * segments are completed with `*`, so that a lone `*` matches everything. What is no ARN is a text.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", ARN condition operators.
 */
export function matchesArn(pattern: Pattern, arn: string): boolean {
  const given = arn.split(':');
  if (given.length < ARN_SEGMENTS) return matches(pattern, arn);
  const text = [...given.slice(0, ARN_SEGMENTS - 1), given.slice(ARN_SEGMENTS - 1).join(':')];
  const wanted = segments(pattern);
  return text.every((segment, index) => matches(wanted[index] ?? [ANY], segment));
}

/** A text that the pattern matches: every wildcard replaced by one character. */
export const exampleOf = (pattern: Pattern, filler = 'x'): string =>
  pattern.map((token) => (typeof token === 'object' ? token.character : filler)).join('');
