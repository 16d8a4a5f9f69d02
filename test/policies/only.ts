/** `FIXTURES_OF=<control>,…` tries those controls alone, each judged by itself alone. */
export const ONLY = process.env['FIXTURES_OF']?.split(',');

/** Whether a control is to be tried. */
export const isTried = (control: string): boolean => ONLY?.includes(control) ?? true;

/** `test.each` of the rows that are to be tried: a table without a row is an error to jest. */
export const testEach = <T extends object>(
  rows: readonly T[],
): ((name: string, run: (row: T) => Promise<void>) => void) => (rows.length > 0 ? test.each(rows) : () => undefined);
