import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { p1 } from '../test/bench/p1';
import { allMet, asJson, table, type Row } from '../test/bench/row';

const HELP = `npm run bench -- SCENARIO [--json FILE]

Measures one scenario on this machine (Linux) and prints one table: each row is a ratio inside this run, with its bar.

  P1           the policy pack over stacks of 100 to 10 000 resources, against an empty pack (4 minutes)

  --json FILE  writes the rows, too

Exit codes: 0 every bar is met · 1 one is missed · 2 the command line is wrong`;

const SCENARIOS = new Map<string, (say: (line: string) => void) => Promise<Row[]>>([['P1', p1]]);
const root = path.join(__dirname, '..');

const commit = (): string =>
  execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const machine = (): string => {
  const cpus = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${cpus.length} × ${cpus[0]?.model ?? 'CPU'}, ${memory} GiB, Node ${process.versions.node}`;
};

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean' }, json: { type: 'string' } },
  });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const [name = '', ...more] = positionals;
  const scenario = SCENARIOS.get(name);
  if (scenario === undefined || more.length > 0) {
    console.error(`name one scenario: ${[...SCENARIOS.keys()].join(', ')}\n\n${HELP}`);
    return 2;
  }
  const rows = await scenario((line) => console.error(line));
  console.log(table(rows));
  if (values.json !== undefined) {
    mkdirSync(path.dirname(path.resolve(values.json)), { recursive: true });
    writeFileSync(values.json, asJson({ commit: commit(), machine: machine() }, rows));
  }
  return allMet(rows) ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
