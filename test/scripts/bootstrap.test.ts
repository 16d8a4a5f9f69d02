import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startTimeOf } from '../../tools/services/processes';

/** Stands for npm: notes that it runs, and is done when the test says so. */
const NPM = `#!/usr/bin/env node
const fs = require('node:fs');
fs.appendFileSync('npm.log', process.pid + '\\n');
fs.mkdirSync('node_modules', { recursive: true });
setInterval(() => fs.existsSync('npm-may-end') && process.exit(0), 20);
`;

let checkout: string;
let children: ChildProcess[];
beforeEach(async () => {
  children = [];
  checkout = await mkdtemp(path.join(os.tmpdir(), 'gl-bootstrap-'));
  await mkdir(path.join(checkout, 'scripts'));
  await mkdir(path.join(checkout, 'bin'));
  await copyFile(path.join(__dirname, '../../scripts/bootstrap.mjs'), path.join(checkout, 'scripts/bootstrap.mjs'));
  await writeFile(path.join(checkout, 'package-lock.json'), '{}');
  await writeFile(path.join(checkout, 'scripts/register.cjs'), '');
  await writeFile(path.join(checkout, 'entry.cjs'), `console.log('ran with', process.argv[2]);`);
  await writeFile(path.join(checkout, 'bin/npm'), NPM);
  await chmod(path.join(checkout, 'bin/npm'), 0o755);
});
afterEach(async () => {
  await npmMayEnd();
  for (const child of children) child.kill('SIGKILL');
  await rm(checkout, { recursive: true });
});

const lock = (): string => path.join(checkout, '.npm-ci.lock');
const npmMayEnd = (): Promise<void> => writeFile(path.join(checkout, 'npm-may-end'), '');
const npmRuns = async (): Promise<number[]> =>
  (await readFile(path.join(checkout, 'npm.log'), 'utf8').catch(() => '')).split('\n').filter(Boolean).map(Number);
const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`never: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** A command in the checkout, as `npm run` would start it. */
const command = () => {
  const child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'entry.cjs', 'arguments'], {
    cwd: checkout,
    env: { ...process.env, PATH: `${path.join(checkout, 'bin')}:${process.env['PATH']}` },
  });
  children.push(child);
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said.text += String(data)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said, ended };
};

describe('the first command in a checkout', () => {
  test('installs once, while a second one waits, says for whom, and goes on', async () => {
    const first = command();
    await until(async () => (await npmRuns()).length === 1);
    const second = command();
    await until(() => second.said.text.includes('waiting'));
    await npmMayEnd();
    expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0]);
    expect(second.said.text).toBe(`waiting for another npm ci (pid ${first.child.pid})\nran with arguments\n`);
    expect(await npmRuns()).toHaveLength(1);
    expect(existsSync(lock())).toBe(false);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends npm and leaves no lock on %s', async (signal, code) => {
    const { child, ended } = command();
    await until(async () => (await npmRuns()).length === 1);
    child.kill(signal);
    expect(await ended).toBe(code);
    const [npm] = await npmRuns();
    expect(await startTimeOf(npm!)).toBeUndefined();
    expect(existsSync(lock())).toBe(false);
  });

  test('takes the place of one that was killed, at once', async () => {
    const first = command();
    await until(async () => (await npmRuns()).length === 1);
    first.child.kill('SIGKILL');
    process.kill((await npmRuns())[0]!, 'SIGKILL');
    await first.ended;
    expect(existsSync(lock())).toBe(true);
    await npmMayEnd();
    const second = command();
    expect(await second.ended).toBe(0);
    expect(second.said.text).not.toContain('waiting');
    expect(await npmRuns()).toHaveLength(2);
  });

  test('takes the place of one whose pid is somebody else’s by now, and of a lock that says nothing', async () => {
    await npmMayEnd();
    await writeFile(lock(), JSON.stringify({ pid: process.pid, startedAt: 'another time' }));
    expect(await command().ended).toBe(0);
    await rm(path.join(checkout, 'node_modules'), { recursive: true });
    await mkdir(lock());
    expect(await command().ended).toBe(0);
    expect(await npmRuns()).toHaveLength(2);
  });

  test('waits for one that lives, however old its lock is', async () => {
    await npmMayEnd();
    await writeFile(lock(), JSON.stringify({ pid: process.pid, startedAt: await startTimeOf(process.pid) }));
    await utimes(lock(), 0, 0);
    const { said, ended } = command();
    await until(() => said.text.includes('waiting'));
    expect(await npmRuns()).toEqual([]);
    await rm(lock());
    expect(await ended).toBe(0);
  });

  test('of several has one that installs, when they find a dead one’s lock at the same moment', async () => {
    await npmMayEnd();
    await writeFile(lock(), JSON.stringify({ pid: process.pid, startedAt: 'another time' }));
    expect(await Promise.all([1, 2, 3, 4, 5].map(() => command().ended))).toEqual([0, 0, 0, 0, 0]);
    expect(await npmRuns()).toHaveLength(1);
  });

  test('leaves a later Ctrl-C to the program that it starts', async () => {
    await npmMayEnd();
    await writeFile(path.join(checkout, 'entry.cjs'), `console.log('ready'); setInterval(() => {}, 1000);`);
    const { child, said, ended } = command();
    await until(() => said.text.includes('ready'));
    child.kill('SIGINT');
    await ended;
    expect(child.signalCode).toBe('SIGINT');
  });
});
