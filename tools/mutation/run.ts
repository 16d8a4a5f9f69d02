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
  /** @default 2 */
  workers?: number;
  /** A mutant that takes longer loops, and counts as noticed. @default 60 */
  limitSeconds?: number;
  onVerdict?: (verdict: Verdict, done: number) => void;
}

/** A worker is replaced after so many: what tests leave behind adds up. */
const JOBS_PER_WORKER = 150;

const start = (): ChildProcess =>
  fork(path.join(__dirname, 'worker.ts'), {
    execArgv: ['-r', path.join(__dirname, '..', '..', 'scripts', 'register.cjs')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

/** Asks a worker; one that says nothing in time, or dies, is gone afterwards. */
function ask(worker: ChildProcess, job: Job, limitSeconds: number): Promise<Answer & { gone?: boolean }> {
  return new Promise((resolve) => {
    const end = (answer: Answer & { gone?: boolean }): void => {
      clearTimeout(timer);
      worker.removeAllListeners();
      if (answer.gone) worker.kill('SIGKILL');
      resolve(answer);
    };
    const lost = (message: string): void => end({ killedBy: { file: '', test: 'all', message }, gone: true });
    const timer = setTimeout(() => lost(`no answer within ${limitSeconds} s`), limitSeconds * 1000);
    worker.once('message', (answer: Answer) => end(answer));
    worker.once('exit', (code) => lost(`the process ended with ${String(code)}`));
    worker.send(job);
  });
}

/**
 * Runs every mutant against its tests, in processes of their own.
 *
 * @throws {Error} when the tests do not pass without a mutant: then they prove nothing
 */
export async function runMutants(options: MutationOptions): Promise<Verdict[]> {
  const { mutants, testFilesOf, workers = 2, limitSeconds = 60, onVerdict } = options;
  await demandGreen([...new Set(mutants.flatMap(({ file }) => testFilesOf(file)))], limitSeconds * 10);
  const verdicts: Verdict[] = [];
  const queue = [...mutants];
  const kills = new Map<string, number>();
  const work = async (): Promise<void> => {
    let worker = start();
    let jobs = 0;
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      if (jobs++ === JOBS_PER_WORKER) {
        worker.kill('SIGKILL');
        worker = start();
        jobs = 1;
      }
      const { file } = mutant;
      const known = (testFile: string): number => kills.get(`${file} ${testFile}`) ?? 0;
      const testFiles = [...testFilesOf(file)].sort((a, b) => known(b) - known(a));
      const { killedBy, gone } = await ask(worker, { mutant, testFiles }, limitSeconds);
      if (gone) worker = start();
      if (killedBy !== undefined) kills.set(`${file} ${killedBy.file}`, known(killedBy.file) + 1);
      const verdict: Verdict = { mutant, ...(killedBy === undefined ? {} : { killedBy }) };
      verdicts.push(verdict);
      onVerdict?.(verdict, verdicts.length);
    }
    worker.kill('SIGKILL');
  };
  await Promise.all(Array.from({ length: workers }, work));
  return verdicts;
}

async function demandGreen(testFiles: string[], limitSeconds: number): Promise<void> {
  const worker = start();
  const { killedBy } = await ask(worker, { mutant: undefined, testFiles }, limitSeconds);
  worker.kill('SIGKILL');
  if (killedBy !== undefined)
    throw new Error(`without a mutant ${killedBy.file} fails: ${killedBy.test}: ${killedBy.message}`);
}
