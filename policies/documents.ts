import { alwaysDenied, type Denial, type Forbidden } from './document/always-denied';
import { UNKNOWN } from './document/leaf';
import { parseDocument, type DocumentKind, type Parsed, type ParsedDocument } from './document/parse';
import type { Reading } from './reading/read';
import { remembered } from './remembered';

/** Several controls read the same documents, on the resource and again in the graph. Parsed they take some times as much. */
const MOST_CHARACTERS = 8_000_000;
const kinds = new Map<DocumentKind, (text: string) => Parsed>();

function parserOf(kind: DocumentKind): (text: string) => Parsed {
  const known = kinds.get(kind);
  if (known !== undefined) return known;
  const parser = remembered(MOST_CHARACTERS, (value) => parseDocument({ state: 'known', value }, kind));
  kinds.set(kind, parser);
  return parser;
}

/** The document that a property has, as `parseDocument` reads it; a text is parsed once. */
export const documentOf = (given: Reading, kind: DocumentKind): Parsed =>
  given.state === 'known' && typeof given.value === 'string' ? parserOf(kind)(given.value) : parseDocument(given, kind);

/** The values that the conditions of a document name for a key, given in lower case; those that are not known are not. */
export const valuesOf = ({ statements }: ParsedDocument, key: string): string[] =>
  statements
    .flatMap(({ conditions }) => conditions.filter((one) => one.key === key && one.operator !== 'Null'))
    .flatMap(({ values }) => values)
    .filter((value) => value !== UNKNOWN);

const denials = new WeakMap<ParsedDocument, Map<string, Denial>>();

/** What `alwaysDenied` says; worked out once for each document and question. */
export function denialOf(document: ParsedDocument, forbidden: Forbidden): Denial {
  const said = denials.get(document) ?? new Map<string, Denial>();
  denials.set(document, said);
  const question = JSON.stringify(forbidden, (_, value: unknown) => (value === undefined ? null : value));
  const denial = said.get(question) ?? alwaysDenied(document, forbidden);
  said.set(question, denial);
  return denial;
}
