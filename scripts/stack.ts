import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findEngine } from '../tools/engine';
import { localEngineHome, localStackOptions } from '../tools/local-stack';
import { runProgram } from '../tools/monitor';
import { stackSvg } from '../tools/pictures/stack-svg';
import { startServices } from '../tools/services';
import { operate, type Operation, type StackResult } from '../tools/stacks';
import { resourceTable } from '../tools/stacks/table';

const HELP = `npm run stack -- preview | up | destroy STACK [--real]
npm run stack -- graph STACK

  STACK    us-east-1, eu-west-1, ap-southeast-1: AWS; local: the S3 server and PostgreSQL of npm run services
  --real   use the Pulumi CLI on your PATH with its own providers, your backend and your credentials

graph writes out/graph/STACK.svg: what the stack consists of, by region, and what is replicated to where.

Without --real nothing of yours is touched: the Pulumi engine runs with a backend of its own, and a stand-in for the
providers, which provisions the local stack for real and echoes AWS. The policy pack judges every preview and up.
Without an engine (npm run engine -- install) previews, and up of the local stack, run in process.

Exit codes: 0 done · 1 refused or failed · 2 the command line is wrong · others are the Pulumi CLI's own`;

const root = path.join(__dirname, '..');
const OPERATIONS: readonly string[] = ['preview', 'up', 'destroy'];
const LOCAL = 'local';

const GRAPH = 'graph';

const isOperation = (word: string | undefined): word is Operation => word !== undefined && OPERATIONS.includes(word);

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  const [operation, stack, ...more] = args.filter((word) => word !== '--real');
  if (operation === GRAPH && stack !== undefined && more.length === 0) return graph(stack);
  if (!isOperation(operation) || stack === undefined || more.length > 0) {
    console.error(HELP);
    return 2;
  }
  return args.includes('--real') ? real(operation, stack) : offline(operation, stack);
}

/** Draws what the program registers; it reaches nothing and takes no credentials. */
async function graph(stack: string): Promise<number> {
  const { exitCode, log, resources } = await runProgram({ directory: root, stack, dryRun: true });
  if (exitCode !== 0) {
    console.error(log.map(({ message }) => message).join('\n'));
    return 1;
  }
  const file = path.join(root, 'out', 'graph', `${stack}.svg`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, await stackSvg(stack, resources));
  console.log(`wrote ${path.relative(process.cwd(), file)}`);
  return 0;
}

/** Hands everything to the user's own Pulumi. */
const real = (operation: Operation, stack: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const pack = operation === 'destroy' ? [] : ['--policy-pack', 'policies'];
    const child = spawn('pulumi', [operation, '--stack', stack, ...pack], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PULUMI_NODEJS_TRANSPILE_ONLY: 'true' },
    });
    child.once('error', (error) => reject(new Error(`pulumi: ${error.message}; install the Pulumi CLI for --real`)));
    child.once('close', (code) => resolve(code ?? 1));
  });

async function offline(operation: Operation, stack: string): Promise<number> {
  const log = (line: string): void => console.error(line);
  const begin = Date.now();
  const search = await findEngine({ download: true, build: false, log });
  const services =
    stack === LOCAL ? await startServices({ directory: path.join(root, '.services', 'local'), log }) : undefined;
  const homeDirectory = services === undefined ? path.join(root, '.services', 'pulumi') : localEngineHome(services);
  const options =
    services === undefined
      ? { stack, directory: root, packs: [path.join(root, 'policies')] }
      : await localStackOptions(services, root);
  const result = await operate({ search, homeDirectory }, { ...options, operation });
  show(result);
  console.log(`${operation} of ${stack}: exit ${result.exitCode} after ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return result.exitCode;
}

const show = ({ how, exitCode, steps, policy, notShown, text }: StackResult): void => {
  for (const line of resourceTable(steps)) console.log(line);
  for (const finding of policy)
    console.log(`${finding.level}  ${finding.policy}  ${finding.urn}\n  ${finding.message}`);
  if (exitCode !== 0) console.error(text.trim());
  console.log(how === 'engine' ? 'on the Pulumi engine' : 'in process, without an engine');
  for (const line of notShown) console.log(`not shown: ${line}`);
};

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
