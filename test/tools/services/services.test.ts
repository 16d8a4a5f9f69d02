import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
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
  for (const name of ['one', 'two']) {
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
