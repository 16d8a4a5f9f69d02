import { NotACsvError } from '../errors';

/** How one CSV file is written. */
export interface CsvDialect {
  delimiter: string;
  /** Names as DuckDB is to use them: trimmed, never empty, unique whatever the case. */
  columns: string[];
  hasHeader: boolean;
  /** Blank lines before the first record. */
  blankLines: number;
}

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Decides the dialect from the first record alone.
 *
 * DuckDB's own detection is not used: to make a ragged file fit it skips rows, takes `#` for a comment or changes the
 * delimiter, and says nothing. Here a row that does not fit is an error.
 *
 * @param head - the beginning of the file, at least its first record
 * @param path - the file's name, for the message
 * @throws {NotACsvError} when there is no record, or it is not CSV
 */
export function dialectOf(head: string, path: string): CsvDialect {
  const text = head.replace(/^\uFEFF/, '');
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text)?.[0] ?? '';
  const body = text.slice(blank.length);
  if (body.trim() === '')
    throw refused(path, 'only blank lines', 'a CSV file names its columns in the first line', 'write a header line');
  if (/^\s*(\{|\[\s*[{["\d]|<[!?a-z])/i.test(body)) {
    const value = `text that begins with ${JSON.stringify(body.trim().slice(0, 20))}`;
    throw refused(
      path,
      value,
      'a CSV file begins with the names of its columns, not with JSON, XML or HTML',
      'export it as CSV',
    );
  }
  const delimiter = delimiterOf(body);
  const cells = firstRecord(body, delimiter);
  if (cells.every((cell) => cell.trim() === '')) {
    throw refused(path, `${cells.length} nameless columns`, 'at least one column has a name', 'write a header line');
  }
  const hasHeader = cells.some((cell) => cell.trim() !== '' && Number.isNaN(Number(cell)));
  const columns = hasHeader ? uniqueNames(cells) : cells.map((_, i) => `column_${i + 1}`);
  return { delimiter, columns, hasHeader, blankLines: blank.split('\n').length - 1 };
}

const refused = (what: string, value: string, rule: string, fix: string) =>
  new NotACsvError({ what, value, rule, fix });

/** The delimiter that splits the first record into the most cells; a comma where none does. */
const delimiterOf = (text: string): string => {
  const sizes = DELIMITERS.map((d) => firstRecord(text, d).length);
  return DELIMITERS[sizes.indexOf(Math.max(...sizes))] ?? ',';
};

/** Splits the first record as RFC 4180 has it: quoted cells may hold delimiters, newlines and doubled quotes. */
export function firstRecord(text: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (quoted && c === '"' && text[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (c === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && c === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (!quoted && (c === '\n' || c === '\r')) break;
    else cell += c;
  }
  return [...cells, cell];
}

/** Makes names that a table can have: `a,A,` becomes `a`, `A_2`, `column_3`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set(names.map((name) => name.trim().toLowerCase()));
  const used = new Set<string>();
  return names.map((raw, i) => {
    const wanted = raw.trim() === '' ? `column_${i + 1}` : raw.trim();
    let name = wanted;
    for (let n = 2; used.has(name.toLowerCase()) || (name !== wanted && taken.has(name.toLowerCase())); n++)
      name = `${wanted}_${n}`;
    used.add(name.toLowerCase());
    return name;
  });
}
