import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { endProcess, isRunning, startDetached, startTimeOf } from '../../../tools/services/processes';
import { answers, pickPorts } from '../../../tools/services/ports';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'gl-processes-'));
});
afterAll(() => rm(directory, { recursive: true }));

const start = (script: string) =>
  startDetached(process.execPath, ['-e', script], {
    cwd: directory,
    env: {},
    logFile: path.join(directory, 'log'),
  });

describe('a process of ours', () => {
  test('is known by its pid and its start, so that a pid given to somebody else is left alone', async () => {
    const { record } = await start('setInterval(() => {}, 1000)');
    expect(await isRunning(record)).toBe(true);
    const somebodyElse = { ...record, startedAt: '1' };
    expect(await isRunning(somebodyElse)).toBe(false);
    await endProcess(somebodyElse, 'SIGKILL', 1);
    expect(await startTimeOf(record.pid)).toBe(record.startedAt);
    await endProcess(record, 'SIGTERM', 10);
    expect(await isRunning(record)).toBe(false);
  });

  test('that does not listen is ended all the same', async () => {
    const { record } = await start(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`);
    await endProcess(record, 'SIGTERM', 0.5);
    expect(await isRunning(record)).toBe(false);
  });

  test('that cannot be started says why', async () => {
    const options = { cwd: directory, env: {}, logFile: path.join(directory, 'log') };
    await expect(startDetached(path.join(directory, 'nothing'), [], options)).rejects.toThrow(/ENOENT/);
  });
});

test('ports are free, apart from each other and from their gRPC neighbours', async () => {
  const ports = Object.values(await pickPorts());
  const all = ports.flatMap((port) => [port, port + 10_000]);
  expect(new Set(all).size).toBe(all.length);
  expect(await Promise.all(all.map(answers))).toEqual(all.map(() => false));
});
