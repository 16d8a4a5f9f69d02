/** `FIXTURES_OF=<control>,…` tries those controls alone, each judged by itself alone. */
export const ONLY = process.env['FIXTURES_OF']?.split(',');

/** Whether a control is to be tried. */
export const isTried = (control: string): boolean => ONLY?.includes(control) ?? true;
