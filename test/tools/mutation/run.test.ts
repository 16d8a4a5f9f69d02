import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startTimeOf, waitUntil } from '../../../tools/services/processes';

const root = path.join(__dirname, '..', '..', '..');

/** A test that never ends and has started a process, which it tells with its own in a file. */
const ENDLESS = `
  const { spawn } = require('node:child_process');
  const { renameSync, writeFileSync } = require('node:fs');
  const FILE = __dirname + '/pids.json';
  test('never ends', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    writeFileSync(FILE + '.part', JSON.stringify([process.pid, child.pid]));
    renameSync(FILE + '.part', FILE);
    await new Promise(() => undefined);
  });
`;

describe('a run of mutants', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'mutation-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const pids = async (): Promise<number[]> => {
    const text = await readFile(path.join(folder, 'pids.json'), 'utf8').catch(() => '[]');
    return JSON.parse(text) as number[];
  };

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('ends its workers and what their tests started when it is told to by %s', async (signal, code) => {
    const test = path.join(folder, 'endless.ts');
    await writeFile(test, ENDLESS);
    const options = `{ mutants: [{ file: 'none.ts' }], testFilesOf: () => [${JSON.stringify(path.relative(root, test))}], environmentOf: () => ({}) }`;
    const script = `require('./tools/mutation/run').runMutants(${options})`;
    const run = spawn(process.execPath, ['-r', './scripts/register.cjs', '-e', script], { cwd: root, stdio: 'ignore' });
    const ended = once(run, 'exit');
    try {
      expect(await waitUntil(async () => (await pids()).length === 2, 45)).toBe(true);
      run.kill(signal);
      expect((await ended)[0]).toBe(code);
      for (const pid of await pids())
        expect(await waitUntil(async () => (await startTimeOf(pid)) === undefined, 10)).toBe(true);
    } finally {
      run.kill('SIGKILL');
      for (const pid of await pids()) if ((await startTimeOf(pid)) !== undefined) process.kill(pid, 'SIGKILL');
    }
  });
});
