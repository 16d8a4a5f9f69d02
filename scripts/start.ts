import path from 'node:path';
import { start } from '../tools/start';
import { InterruptedError, UsageError } from '../tools/start/errors';
import { HELP, parseOptions, type StartOptions } from '../tools/start/options';
import { Terminal } from '../tools/start/terminal';

const EXIT = { verified: 0, failed: 1, usage: 2, interrupted: 130 };
const root = path.join(__dirname, '..');
const DEFAULT_CSV = path.join(root, 'node_modules', 'vega-datasets', 'data', 'co2-concentration.csv');

const main = async ({ help, csvFile }: StartOptions): Promise<number> => {
  if (help) {
    process.stdout.write(HELP);
    return EXIT.verified;
  }
  const stop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write('\nStopping; once more to stop at once.\n');
    stop.abort(new InterruptedError());
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const verified = await start({
    terminal: new Terminal(process.stdout, process.env),
    root,
    // npm runs scripts in the checkout; the user's path counts from where the user is.
    csvFile: csvFile === undefined ? DEFAULT_CSV : path.resolve(process.env['INIT_CWD'] ?? '.', csvFile),
    signal: stop.signal,
  });
  return stop.signal.aborted ? EXIT.interrupted : verified ? EXIT.verified : EXIT.failed;
};

const run = async (): Promise<number> => {
  try {
    return await main(parseOptions(process.argv.slice(2)));
  } catch (error) {
    process.stderr.write(`${error instanceof UsageError ? error.message : String((error as Error).stack)}\n`);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
};

void run().then((code) => {
  process.exitCode = code;
});
