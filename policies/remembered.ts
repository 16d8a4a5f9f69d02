/**
 * Makes a pure function of a text that works out each text once. What is kept is bounded: when the texts come to more,
 * all results are given up and it begins anew.
 *
 * @param mostCharacters of all texts whose results are kept
 * @example const parse = remembered(1_000_000, (text) => JSON.parse(text));
 */
export function remembered<T>(mostCharacters: number, make: (text: string) => T): (text: string) => T {
  const results = new Map<string, { made: T }>();
  let characters = 0;
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known.made;
    const made = make(text);
    if (characters + text.length > mostCharacters) {
      results.clear();
      characters = 0;
    }
    results.set(text, { made });
    characters += text.length;
    return made;
  };
}
