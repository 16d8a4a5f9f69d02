import { parseArgs } from 'node:util';
import { UsageError } from './errors';

/** What the command line asks for. */
export interface StartOptions {
  help: boolean;
  /** CSV of the user's; the shipped one when absent. */
  csvFile: string | undefined;
}

export const HELP = `npm start [-- FILE.csv]

Runs the example pipeline of ADR-004 on a local S3 server and a local PostgreSQL, reads every artifact back,
and proves with real requests what the bucket refuses.

  FILE.csv      your own data: UTF-8, comma, semicolon, tab or bar between columns, names in the first line
                (default: monthly CO2 concentrations since 1958, from the vega-datasets package)
  -h, --help    this page

Writes out/start/report.json and out/start/report.html.
Environment: NO_COLOR turns colours off.

Exit codes:
  0    every step and every proof was verified
  1    something failed; the report says what
  2    the command line is wrong; nothing was started
  130  stopped with Ctrl-C
`;

/**
 * Reads the command line.
 *
 * @throws {UsageError} on an unknown option or more than one file
 */
export function parseOptions(argv: readonly string[]): StartOptions {
  const { values, positionals } = parsed(argv);
  if (positionals.length > 1) {
    throw new UsageError({
      what: 'FILE.csv',
      value: `${positionals.length} files`,
      rule: 'the pipeline takes one file',
      fix: 'name one (quote a path that has spaces)',
    });
  }
  return { help: values.help ?? false, csvFile: positionals[0] };
}

const parsed = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    throw new UsageError({
      what: 'arguments',
      value: JSON.stringify(argv.join(' ')),
      rule: (error as Error).message,
      fix: 'see npm start -- --help',
    });
  }
};
