/** A bar is a ratio inside one run; without one the row is there to be read. */
interface Bar {
  at: 'least' | 'most';
  ratio: number;
}

/** One line of a scenario's result. */
export interface Row {
  id: string;
  case: string;
  subject: string;
  peer: string;
  ratio: number;
  bar: Bar | undefined;
  /** Absolute figures, which depend on the machine and are never a bar. */
  detail: string;
}

const met = ({ ratio, bar }: Row): boolean | undefined => {
  if (bar === undefined) return undefined;
  return bar.at === 'least' ? ratio >= bar.ratio : ratio <= bar.ratio;
};

/** Whether every bar is met. */
export const allMet = (rows: readonly Row[]): boolean => rows.every((row) => met(row) !== false);

const barText = (bar: Bar | undefined): string => {
  if (bar === undefined) return '';
  return `${bar.at === 'least' ? '≥' : '≤'} ${bar.ratio}`;
};

const digits = (row: Row): string => row.ratio.toFixed(row.bar?.at === 'least' && row.bar.ratio < 1 ? 4 : 2);

/** The rows for people, each column as wide as its widest cell. */
export function table(rows: readonly Row[]): string {
  const words = { true: 'met', false: 'MISSED', undefined: '' };
  const cells = rows.map((row) => [
    row.id,
    row.case,
    row.subject,
    row.peer,
    digits(row),
    barText(row.bar),
    words[`${met(row)}`],
    row.detail,
  ]);
  const all = [['id', 'case', 'subject', 'against', 'ratio', 'bar', '', 'detail'], ...cells];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((line) => line[column]!.length)));
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Where a run was made. */
interface Place {
  commit: string;
  machine: string;
}

/** The rows for programs. */
export const asJson = (place: Place, rows: readonly Row[]): string =>
  `${JSON.stringify(
    {
      ...place,
      rows: rows.map((row) => ({
        ...row,
        ratio: Number(row.ratio.toFixed(4)),
        bar: barText(row.bar) || null,
        met: met(row) ?? null,
      })),
    },
    null,
    2,
  )}\n`;
