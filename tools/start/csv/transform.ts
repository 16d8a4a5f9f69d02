import { uniqueNames } from './dialect';
import { columnsOf, fileLiteral, identifier, literal, type Duck } from './duckdb';

/** What the transformation did to a dataset. */
export interface TransformSummary {
  rowsIn: number;
  rowsOut: number;
  columns: string[];
}

/**
 * Cleans any table: column names in snake_case, text trimmed and blank text made null, rows without any value and
 * exact duplicates dropped (the first one stays, and the order).
 *
 * @param from - the Parquet file to read
 * @param to - the Parquet file to write
 */
export async function transformDataset(duck: Duck, from: string, to: string): Promise<TransformSummary> {
  const table = `read_parquet(${fileLiteral(from)})`;
  const source = await columnsOf(duck, `SELECT * FROM ${table}`);
  const columns = snakeCaseNames(source.map(({ name }) => name));
  const cleaned = source.map(({ name, type }, i) => {
    const column = identifier(name);
    const value = type === 'VARCHAR' ? `nullif(trim(${column}), '')` : column;
    return `${value} AS ${identifier(columns[i] as string)}`;
  });
  const all = columns.map(identifier).join(', ');
  const position = identifier(positionName(columns));
  await duck.run(
    `COPY (
       SELECT ${all} FROM (
         SELECT ${all}, min(${position}) AS ${position}
         FROM (SELECT ${cleaned.join(', ')}, row_number() OVER () AS ${position} FROM ${table})
         WHERE coalesce(${columns.map((c) => `${identifier(c)}::VARCHAR`).join(', ')}) IS NOT NULL
         GROUP BY ${all}
       ) ORDER BY ${position}
     ) TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  return { rowsIn: await rowCount(duck, from), rowsOut: await rowCount(duck, to), columns };
}

/** `adjusted CO2` becomes `adjusted_co2`; names that fall together are numbered. */
function snakeCaseNames(names: readonly string[]): string[] {
  const snake = names.map((name) =>
    name
      .replace(/([\p{Ll}\d])(\p{Lu}\p{Ll})/gu, '$1_$2')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '_')
      .replace(/^_+|_+$/g, ''),
  );
  return uniqueNames(snake);
}

const positionName = (columns: readonly string[]): string => {
  let name = 'row_position';
  while (columns.includes(name)) name += '_';
  return name;
};

const rowCount = async (duck: Duck, parquet: string): Promise<number> => {
  const [row] = await duck.rows(`SELECT count(*) AS total FROM read_parquet(${fileLiteral(parquet)})`);
  return Number(row?.['total']);
};
