import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Mutant } from './mutants';
import type { Answer, Job } from './worker';

/** A mutant and what became of it. */
export interface Verdict {
  mutant: Mutant;
  killedBy?: { file: string; test: string; message: string };
}

export interface MutationOptions {
  mutants: readonly Mutant[];
  /** The test files that may notice a mutant of a source file, those that know it best first. */
  testFilesOf: (file: string) => readonly string[];
  /** What those tests find in the environment. */
  environmentOf: (file: string) => Record<string, string>;
  /** @default 2 */
  workers?: number;
  onVerdict?: (verdict: Verdict, done: number) => void;
}

/** A mutant whose tests take so many times as long as without it loops, and counts as noticed. */
const PATIENCE = 4;
const LEAST_LIMIT_SECONDS = 10;
/** How long the tests of one file may take without a mutant. */
const GREEN_LIMIT_SECONDS = 600;

/** A worker is replaced after so many: what tests leave behind adds up. */
const JOBS_PER_WORKER = 150;

const running = new Set<ChildProcess>();

/** A worker leads a group of its own: what its tests start is in it, and ends with it. */
function start(): ChildProcess {
  const worker = fork(path.join(__dirname, 'worker.ts'), {
    execArgv: ['-r', path.join(__dirname, '..', '..', 'scripts', 'register.cjs')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
  });
  running.add(worker);
  return worker;
}

function end(worker: ChildProcess): void {
  running.delete(worker);
  if (worker.pid === undefined) return;
  try {
    process.kill(-worker.pid, 'SIGKILL');
  } catch (error) {
    // Nothing of the group is left.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks a worker; one that says nothing in time, or dies, is gone afterwards. */
function ask(worker: ChildProcess, job: Job, limitSeconds: number): Promise<Answer & { gone?: boolean }> {
  return new Promise((resolve) => {
    const settle = (answer: Answer & { gone?: boolean }): void => {
      clearTimeout(timer);
      worker.removeAllListeners();
      if (answer.gone) end(worker);
      resolve(answer);
    };
    const lost = (message: string): void => settle({ killedBy: { file: '', test: 'all', message }, gone: true });
    const timer = setTimeout(() => lost(`no answer within ${limitSeconds} s`), limitSeconds * 1000);
    worker.once('message', (answer: Answer) => settle(answer));
    worker.once('exit', (code) => lost(`the process ended with ${String(code)}`));
    worker.send(job);
  });
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs every mutant against its tests, in processes of their own. When this process is told to end by SIGINT or SIGTERM,
 * it ends with 130 or 143, and takes them and what they started with it.
 *
 * @throws {Error} when the tests do not pass without a mutant: then they prove nothing
 */
export async function runMutants(options: MutationOptions): Promise<Verdict[]> {
  const stop = (signal: keyof typeof SIGNALS): never => {
    for (const worker of running) end(worker);
    process.exit(SIGNALS[signal]);
  };
  for (const signal of Object.keys(SIGNALS)) process.on(signal, stop);
  try {
    return await judgeMutants(options);
  } finally {
    for (const worker of running) end(worker);
    for (const signal of Object.keys(SIGNALS)) process.off(signal, stop);
  }
}

async function judgeMutants(options: MutationOptions): Promise<Verdict[]> {
  const { mutants, testFilesOf, environmentOf, workers = 2, onVerdict } = options;
  const verdicts: Verdict[] = [];
  const queue = [...mutants];
  const kills = new Map<string, number>();
  const green = new Map<string, Promise<number>>();

  /** How long the tests take without a mutant: each is tried once in each environment. */
  const usualSeconds = async (
    worker: ChildProcess,
    { testFiles, environment }: Omit<Job, 'mutant'>,
  ): Promise<number> => {
    let sum = 0;
    for (const testFile of testFiles) {
      const key = JSON.stringify([testFile, environment]);
      const seconds = green.get(key) ?? demandGreen(worker, { testFiles: [testFile], environment });
      green.set(key, seconds);
      sum += await seconds;
    }
    return sum;
  };

  const work = async (): Promise<void> => {
    let worker = start();
    let jobs = 0;
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      if (jobs++ === JOBS_PER_WORKER) {
        end(worker);
        worker = start();
        jobs = 1;
      }
      const { file } = mutant;
      const known = (testFile: string): number => kills.get(`${file} ${testFile}`) ?? 0;
      const testFiles = [...testFilesOf(file)].sort((a, b) => known(b) - known(a));
      const job = { testFiles, environment: environmentOf(file) };
      const limitSeconds = Math.max(LEAST_LIMIT_SECONDS, PATIENCE * (await usualSeconds(worker, job)));
      const { killedBy, gone } = await ask(worker, { mutant, ...job }, limitSeconds);
      if (gone) worker = start();
      if (killedBy !== undefined) kills.set(`${file} ${killedBy.file}`, known(killedBy.file) + 1);
      const verdict: Verdict = { mutant, ...(killedBy === undefined ? {} : { killedBy }) };
      verdicts.push(verdict);
      onVerdict?.(verdict, verdicts.length);
    }
    end(worker);
  };
  await Promise.all(Array.from({ length: workers }, work));
  return verdicts;
}

/** @returns how long tests take without a mutant, in seconds */
async function demandGreen(worker: ChildProcess, job: Omit<Job, 'mutant'>): Promise<number> {
  const begin = performance.now();
  const { killedBy } = await ask(worker, { mutant: undefined, ...job }, GREEN_LIMIT_SECONDS);
  if (killedBy !== undefined)
    throw new Error(`without a mutant ${job.testFiles.join(', ')} fails: ${killedBy.test}: ${killedBy.message}`);
  return (performance.now() - begin) / 1000;
}
