import type { DuckDBConnection, Json } from '@duckdb/node-api';

/** A string as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name as an SQL identifier. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A path as an SQL literal that DuckDB's globbing leaves alone. */
export const fileLiteral = (file: string): string => literal(file.replace(/[*?[]/g, '[$&]'));

/** An in-process DuckDB, closed when the work is done. */
export interface Duck {
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Record<string, Json>[]>;
}

/**
 * Opens an in-memory DuckDB that fetches nothing from the network, and closes it afterwards.
 *
 * @param spillDirectory - where it may put what does not fit into memory
 */
export async function withDuck<T>(spillDirectory: string, work: (duck: Duck) => Promise<T>): Promise<T> {
  // Loaded here: it is a native library of 60 MB that `--help` does not need.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: spillDirectory,
  });
  let connection: DuckDBConnection | undefined;
  try {
    const c = (connection = await instance.connect());
    return await work({
      run: async (sql) => void (await c.run(sql)),
      rows: async (sql) => (await c.runAndReadAll(sql)).getRowObjectsJson(),
    });
  } finally {
    connection?.closeSync();
    instance.closeSync();
  }
}

/** Names and types of the columns that a query gives. */
export async function columnsOf(duck: Duck, query: string): Promise<{ name: string; type: string }[]> {
  const described = await duck.rows(`DESCRIBE ${query}`);
  return described.map((row) => ({ name: row['column_name'] as string, type: row['column_type'] as string }));
}
