import { columnsOf, fileLiteral, identifier, type Duck } from './duckdb';

/** What a quality check says about one column. */
interface ColumnQuality {
  name: string;
  type: string;
  nulls: number;
  distinct: number;
  /** Smallest and largest value as text; null in a column without values. */
  min: string | null;
  max: string | null;
}

/** The document that is stored as `quality_report.json`. */
export interface QualityReport {
  dataset: string;
  rows: number;
  duplicateRows: number;
  columns: ColumnQuality[];
}

/**
 * Counts rows, nulls and duplicates of a Parquet file, and finds each column's range.
 *
 * @param parquet - the file
 * @param dataset - the name it has in the report
 */
export async function checkQuality(duck: Duck, parquet: string, dataset: string): Promise<QualityReport> {
  const table = `read_parquet(${fileLiteral(parquet)})`;
  const columns = await columnsOf(duck, `SELECT * FROM ${table}`);
  const aggregates = columns.flatMap(({ name }, i) => {
    const column = identifier(name);
    return [
      `count(*) - count(${column}) AS nulls_${i}`,
      `count(DISTINCT ${column}) AS distinct_${i}`,
      `min(${column})::VARCHAR AS min_${i}`,
      `max(${column})::VARCHAR AS max_${i}`,
    ];
  });
  const [totals] = await duck.rows(`SELECT count(*) AS total, ${aggregates.join(', ')} FROM ${table}`);
  const [unique] = await duck.rows(`SELECT count(*) AS total FROM (SELECT DISTINCT * FROM ${table})`);
  const rows = Number(totals?.['total']);
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    dataset,
    rows,
    duplicateRows: rows - Number(unique?.['total']),
    columns: columns.map(({ name, type }, i) => ({
      name,
      type,
      nulls: Number(totals?.[`nulls_${i}`]),
      distinct: Number(totals?.[`distinct_${i}`]),
      min: text(totals?.[`min_${i}`]),
      max: text(totals?.[`max_${i}`]),
    })),
  };
}
