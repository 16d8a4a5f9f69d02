import { NotACsvError } from '../errors';
import type { CsvDialect } from './dialect';
import { columnsOf, fileLiteral, literal, type Duck } from './duckdb';

/**
 * Converts a CSV file to Parquet with the types that all its rows allow.
 *
 * @param csv - the snapshot
 * @param named - the user's own path, for the message
 * @throws {NotACsvError} naming the first line that does not fit
 */
export async function csvToParquet(
  duck: Duck,
  csv: string,
  dialect: CsvDialect,
  parquet: string,
  named: string,
): Promise<void> {
  const types = await columnTypes(duck, csv, dialect, named);
  const query = readAs(csv, dialect, types);
  try {
    await duck.run(`COPY (SELECT * FROM ${query}) TO ${literal(parquet)} (FORMAT parquet, COMPRESSION zstd)`);
  } catch (error) {
    throw notCsv(named, error);
  }
}

type Types = Record<string, string>;

const options = (dialect: CsvDialect): string =>
  `delim=${literal(dialect.delimiter)}, quote='"', escape='"', comment='', header=${dialect.hasHeader}, ` +
  `skip=${dialect.blankLines}, strict_mode=true, null_padding=false, ignore_errors=false`;

const readAs = (csv: string, dialect: CsvDialect, types: Types): string => {
  const columns = Object.entries(types).map(([name, type]) => `${literal(name)}: ${literal(type)}`);
  return `read_csv(${fileLiteral(csv)}, auto_detect=false, columns={${columns.join(', ')}}, ${options(dialect)})`;
};

/** Types from every row, not from a sample: a late surprise makes a column text instead of failing the file. */
const columnTypes = async (duck: Duck, csv: string, dialect: CsvDialect, named: string): Promise<Types> => {
  // As text first: the error of a strict read names the line, the error of the detection does not.
  const asText = Object.fromEntries(dialect.columns.map((name) => [name, 'VARCHAR']));
  await duck.rows(`SELECT count(COLUMNS(*)) FROM ${readAs(csv, dialect, asText)}`).catch((error: unknown) => {
    throw notCsv(named, error);
  });
  const names = dialect.columns.map(literal).join(', ');
  const detected = `read_csv(${fileLiteral(csv)}, sample_size=-1, names=[${names}], ${options(dialect)})`;
  const rows = await columnsOf(duck, `SELECT * FROM ${detected}`).catch((error: unknown) => {
    throw notCsv(named, error);
  });
  return Object.fromEntries(rows.map(({ name, type }) => [name, type]));
};

/** DuckDB's messages run over twenty lines, most of them options; the line and the reason are what helps. */
function reasonOf(message: string): string {
  const lines = message.split('\n').map((line) => line.trim());
  const at = lines.find((line) => /CSV Error on Line/i.test(line))?.replace(/^.*CSV Error on Line:\s*/i, 'line ');
  const reason = lines.find((line) =>
    /^(Expected Number|Value with|Invalid unicode|Maximum line|Error when converting)/i.test(line),
  );
  return [at, reason ?? lines[0]].filter(Boolean).join(': ');
}

const notCsv = (what: string, error: unknown) =>
  new NotACsvError(
    {
      what,
      value: reasonOf((error as Error).message),
      rule: 'every line has as many columns as the first, in UTF-8, and quotes are closed',
      fix: 'correct that line, or export the file again',
    },
    error,
  );
