/** Splits Go source at top-level commas or newlines of a literal's body; strings, comments and brackets are respected. */
export function splitLiteral(body: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < body.length; at++) {
    const skipped = skipToken(body, at);
    if (skipped > at) {
      at = skipped - 1;
      continue;
    }
    const character = body[at]!;
    if ('({['.includes(character)) depth++;
    else if (')}]'.includes(character)) depth--;
    else if (character === ',' && depth === 0) {
      parts.push(body.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, body.slice(start)].map(withoutComments).filter((part) => part !== '');
}

/** What stands between the bracket at `open` and the one that closes it. */
export function bracketed(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const skipped = skipToken(text, at);
    if (skipped > at) {
      at = skipped - 1;
      continue;
    }
    if ('({['.includes(text[at]!)) depth++;
    else if (')}]'.includes(text[at]!) && --depth === 0) return text.slice(open + 1, at);
  }
  throw new Error(`a bracket is not closed: ${text.slice(open, open + 60)}`);
}

const withoutComments = (part: string): string => part.replace(/^(\s*\/\/[^\n]*\n|\s*\/\*[\s\S]*?\*\/)+/, '').trim();

/** Where a string, rune or comment that begins at `at` ends; `at` itself when none begins there. */
const skipToken = (text: string, at: number): number => {
  const token = /^("(?:\\.|[^"\\])*"|`[^`]*`|'(?:\\.|[^'\\])+'|\/\/[^\n]*|\/\*[\s\S]*?\*\/)/;
  if (!'"`\'/'.includes(text[at]!)) return at;
  return at + (token.exec(text.slice(at, at + 20_000))?.[0].length ?? 0);
};
