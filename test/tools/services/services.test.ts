import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import {
  killServices,
  removeServices,
  startServices,
  statusOfServices,
  stopServices,
  type LocalServices,
} from '../../../tools/services';
import { answers } from '../../../tools/services/ports';
import { readState } from '../../../tools/services/state';

let parent: string;
const instance = (name: string): string => path.join(parent, name);
const start = (name: string): Promise<LocalServices> =>
  startServices({ directory: instance(name), log: () => undefined });

const query = async (services: LocalServices, sql: string): Promise<unknown[]> => {
  const { host, port, superuser } = services.postgres;
  const client = new Client({ host, port, ...superuser, database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  return client
    .query(sql)
    .then((result) => result.rows as unknown[])
    .finally(() => client.end());
};

beforeAll(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'gl-services-'));
});
afterAll(async () => {
  for (const name of ['one', 'two', 'three']) {
    await killServices(instance(name));
    await removeServices(instance(name));
  }
  await rm(parent, { recursive: true, force: true });
});

describe('local services', () => {
  test('start once: a second start finds them running, and stops nothing that it did not start', async () => {
    const first = await start('one');
    expect(first.started).toBe(true);
    const second = await start('one');
    expect(second).toMatchObject({ started: false, s3: { tlsUrl: first.s3.tlsUrl }, postgres: first.postgres });
    await second.stop();
    expect((await statusOfServices(instance('one'))).map((s) => s.running)).toEqual([true, true]);
  });

  test('that run but do not answer are waited for, not restarted', async () => {
    const before = await start('one');
    const { processes } = (await readState(instance('one')))!;
    const pids = Object.values(processes).map(({ pid }) => pid);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    const lines: string[] = [];
    const log = (line: string): void => {
      lines.push(line);
      // Whoever waits has seen that it does not answer: now it may.
      if (line.includes('does not answer')) for (const pid of pids) process.kill(pid, 'SIGCONT');
    };
    const after = await startServices({ directory: instance('one'), log });
    expect(lines[0]).toMatch(/runs but does not answer: waiting for it/);
    expect(after).toMatchObject({ started: false, s3: { tlsUrl: before.s3.tlsUrl } });
    expect((await readState(instance('one')))!.processes).toEqual(processes);
  });

  test('that were started for their users alone end with the last one, also when that one found them running', async () => {
    const use = () => startServices({ directory: instance('two'), log: () => undefined, untilLastUser: true });
    const running = async () => (await statusOfServices(instance('two'))).map((s) => s.running);
    await stopServices(instance('two'));
    const [first, second] = [await use(), await use()];
    expect([first.started, second.started]).toEqual([true, false]);
    expect(await first.stop()).toBe(false);
    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }]);
    // One that died without a word holds nobody up.
    await writeFile(path.join(instance('two'), 'users', 'dead'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
    expect(await second.stop()).toBe(true);
    expect(await running()).toEqual([false, false]);
  });

  test('of a folder that was removed by hand, and is there again, begin anew', async () => {
    await start('three');
    await stopServices(instance('three'));
    await rm(instance('three'), { recursive: true });
    expect(await query(await start('three'), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('that somebody wants to stay do so, whoever started them and whoever leaves', async () => {
    const use = () => startServices({ directory: instance('two'), log: () => undefined, untilLastUser: true });
    const user = await use();
    expect(user.started).toBe(true);
    const resident = await start('two');
    expect(await user.stop()).toBe(false);
    expect(await resident.stop()).toBe(false);
    expect(await (await use()).stop()).toBe(false);
    expect((await statusOfServices(instance('two'))).map((s) => s.running)).toEqual([true, true]);
  });

  test('keep what was acknowledged through a kill, and their address', async () => {
    const before = await start('one');
    await query(before, 'create table kept as select 42 as answer');
    await killServices(instance('one'));
    expect((await statusOfServices(instance('one'))).map((s) => s.running)).toEqual([false, false]);
    const after = await start('one');
    expect(after).toMatchObject({ started: true, s3: { tlsUrl: before.s3.tlsUrl } });
    expect(await query(after, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('of two checkouts share neither ports nor passwords', async () => {
    const [one, two] = [await start('one'), await start('two')];
    expect(one.postgres.port).not.toBe(two.postgres.port);
    expect(one.s3.tlsUrl).not.toBe(two.s3.tlsUrl);
    expect(one.postgres.superuser.password).not.toBe(two.postgres.superuser.password);
    const crossed = { ...two, postgres: { ...two.postgres, superuser: one.postgres.superuser } };
    await expect(query(crossed, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  test('keep secrets for their owner alone, and out of their logs', async () => {
    const file = path.join(instance('one'), 'secrets.json');
    expect((await stat(file)).mode & 0o077).toBe(0);
    const secrets = JSON.parse(await readFile(file, 'utf8')) as { postgresPassword: string };
    for (const log of ['postgres.log', 'seaweedfs.log'])
      expect(await readFile(path.join(instance('one'), log), 'utf8')).not.toContain(secrets.postgresPassword);
  });

  test('stop cleanly and free their ports', async () => {
    const { s3, postgres } = await start('two');
    await stopServices(instance('two'));
    const ports = [postgres.port, Number(new URL(s3.tlsUrl).port), Number(new URL(s3.plainUrl).port)];
    expect(await Promise.all(ports.map(answers))).toEqual([false, false, false]);
  });
});
