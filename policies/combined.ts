/** The values that a key of a request may have; nothing where it may be missing. */
export type Values = readonly (string | undefined)[];

/** What a request says, by condition key in lower case. */
type Said = Record<string, string[] | undefined>;

/** Every way to give each key one of its values. */
export function* combined([first, ...others]: readonly { key: string; values: Values }[]): Generator<Said> {
  if (first === undefined) yield {};
  else
    for (const value of first.values)
      for (const rest of combined(others)) yield { [first.key]: value === undefined ? undefined : [value], ...rest };
}
