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

/**
 * Makes a pure function of an object and a text that works out each pair once, for as long as the object is in use.
 *
 * @example const matchesText = rememberedFor((pattern: RegExp, text) => pattern.test(text));
 */
export function rememberedFor<O extends object, T>(make: (of: O, text: string) => T): (of: O, text: string) => T {
  const all = new WeakMap<O, Map<string, { made: T }>>();
  return (of, text) => {
    const results = all.get(of) ?? new Map<string, { made: T }>();
    const result = results.get(text) ?? { made: make(of, text) };
    results.set(text, result);
    all.set(of, results);
    return result.made;
  };
}
