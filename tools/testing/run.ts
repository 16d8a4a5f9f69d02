import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { findEngine } from '../engine';
import { findMinio, killServices, removeServices, startServices } from '../services';
import { summarise, type AllowedSkip, type JestResults } from './summary';

const root = path.join(__dirname, '..', '..');

/**
 * Runs jest on services of its own, which are gone afterwards, and prints the verdict as the last line.
 *
 * @param jestArgs - arguments for jest
 * @returns the exit code
 */
export async function runTests(jestArgs: readonly string[]): Promise<number> {
  const parent = path.join(root, '.services');
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const directory = await mkdtemp(path.join(parent, 'test-'));
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  try {
    await startServices({ directory, log: (line) => console.error(line) });
    const resultsFile = path.join(directory, 'results.json');
    const log = (line: string): void => console.error(line);
    const { engine } = await findEngine({ download: true, build: false, log });
    const { file: minio } = await findMinio({ build: false, log });
    const env = {
      GL_TEST_SERVICES: directory,
      ...(engine && { GL_TEST_ENGINE: engine.file }),
      ...(minio !== undefined && { GL_TEST_MINIO: minio }),
    };
    const code = await jest(['--json', `--outputFile=${resultsFile}`, ...jestArgs], env, interrupted.signal);
    const results = await readFile(resultsFile, 'utf8').catch(() => undefined);
    if (results === undefined) {
      console.log(`jest ended with ${code} and left no results\n0 passed, 1 failed, 0 skipped`);
      return 1;
    }
    const allowed = JSON.parse(await readFile(path.join(root, 'test', 'skips.json'), 'utf8')) as AllowedSkip[];
    const kind = { onCi: process.env['CI'] === 'true', wholeSuite: jestArgs.length === 0 };
    const summary = summarise(JSON.parse(results) as JestResults, allowed, kind);
    for (const { test, reason } of summary.skipped) console.log(`skipped: ${test}\n  because ${reason}`);
    for (const problem of summary.problems) console.log(`problem: ${problem}`);
    console.log(summary.line);
    return code === 0 && summary.problems.length === 0 ? 0 : 1;
  } finally {
    // The data goes with them, so they need not be asked first.
    await killServices(directory);
    await removeServices(directory);
    await rm(directory, { recursive: true, force: true });
  }
}

const jest = (args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [require.resolve('jest/bin/jest'), '--maxWorkers=2', ...args], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    });
    signal.addEventListener('abort', () => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
