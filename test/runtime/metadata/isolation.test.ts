import { Client } from 'pg';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NotFoundError } from '../../../runtime';
import { openTestStore, startAttempt, type TestStore } from '../../helpers/store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  for (const tenant of [store.acme, store.globex]) {
    const step = await startAttempt(tenant);
    const parent = await tenant.put({ step, name: 'parent.bin', body: Buffer.from('p') });
    await tenant.put({ step, name: 'child.bin', body: Buffer.from('c'), inputs: [parent.artifact_id] });
    await tenant.steps.finish(step);
  }
});
afterAll(() => store.close());

const connect = async (role: 'owner' | 'app' | 'worker'): Promise<Client> => {
  const { host, port, name, logins, auth } = store.config.database;
  if (auth.mode !== 'password-directory') throw new Error('local stacks use passwords');
  const password = await readFile(path.join(auth.directory, logins[role]), 'utf8');
  const client = new Client({ host, port, database: name, user: logins[role], password });
  await client.connect();
  await client.query('set search_path = gl_artifacts');
  return client;
};

const tenantTables = async (): Promise<string[]> => {
  const { rows } = await store.sql.query<{ t: string }>(
    `select c.relname as t from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant'
     where c.relnamespace = 'gl_artifacts'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  return rows.map((r) => r.t);
};

describe('tenants in the database', () => {
  test('are kept apart by forced row-level security on every table that has a tenant', async () => {
    const { rows } = await store.sql.query<{ t: string }>(
      `select relname as t from pg_class where relnamespace = 'gl_artifacts'::regnamespace and relrowsecurity and relforcerowsecurity order by 1`,
    );
    expect(rows.map((r) => r.t)).toEqual(await tenantTables());
    expect(rows.length).toBeGreaterThanOrEqual(9);
  });

  test('see no row of anybody without naming one, and only their own with naming one', async () => {
    const app = await connect('app');
    for (const table of await tenantTables()) {
      expect({ table, rows: (await app.query(`select tenant from ${table}`)).rows }).toEqual({ table, rows: [] });
      await app.query('begin');
      await app.query(`select set_config('gl_artifacts.tenant', 'acme', true)`);
      const { rows } = await app.query<{ tenant: string }>(`select tenant from ${table}`);
      expect({ table, foreign: rows.filter((r) => r.tenant !== 'acme') }).toEqual({ table, foreign: [] });
      await app.query('commit');
    }
    await app.end();
  });

  test('cannot write rows of another tenant', async () => {
    const app = await connect('app');
    await app.query(`select set_config('gl_artifacts.tenant', 'acme', false)`);
    await expect(app.query(`insert into run (tenant, run_id) values ('globex', 'run_forged')`)).rejects.toMatchObject({
      code: '42501',
    });
    await app.end();
  });

  test('cannot rewrite what was committed, nor delete it', async () => {
    const app = await connect('app');
    await app.query(`select set_config('gl_artifacts.tenant', 'acme', false)`);
    const forbidden = [
      `update artifact set sha256 = ''`,
      `update audit_leaf set body = ''`,
      `update object_version set version_id = 'x'`,
      'delete from artifact',
      'delete from audit_leaf',
      'delete from object_version',
      'truncate lineage_edge',
      'create table gl_artifacts.mine (a int)',
      'alter table artifact disable row level security',
    ];
    for (const sql of forbidden) await expect(app.query(sql)).rejects.toMatchObject({ code: '42501' });
    await app.end();
  });

  test('bind the owner of the tables too', async () => {
    const owner = await connect('owner');
    expect((await owner.query('select * from artifact')).rows).toEqual([]);
    await owner.end();
  });

  test('are seen across by the worker only where its own policies say so', async () => {
    const worker = await connect('worker');
    expect((await worker.query('select tenant from tenant order by 1')).rows).toEqual([
      { tenant: 'acme' },
      { tenant: 'globex' },
    ]);
    await expect(worker.query('select * from artifact')).rejects.toMatchObject({ code: '42501' });
    await worker.end();
  });

  test('are served by logins that are no superusers, bypass nothing and own nothing', async () => {
    const { rows } = await store.sql.query(
      `select rolname from pg_roles where rolname like 'gl\\_%' and (rolsuper or rolbypassrls) union
       select r.rolname from pg_class c join pg_roles r on r.oid = c.relowner where c.relnamespace = 'gl_artifacts'::regnamespace and r.rolname <> 'gl_artifacts_owner'`,
    );
    expect(rows).toEqual([]);
  });

  test('find nothing of each other through the runtime', async () => {
    const { artifacts: theirs } = await store.globex.list({ state: 'ANY' });
    expect(theirs.length).toBe(2);
    for (const { artifact_id: id, uri } of theirs) {
      for (const reference of [id, uri]) {
        for (const read of [store.acme.stat, store.acme.get, store.acme.open, store.acme.verify] as ((
          r: string,
        ) => Promise<unknown>)[]) {
          await expect(read.call(store.acme, reference)).rejects.toBeInstanceOf(NotFoundError);
        }
        await expect(store.acme.lineage.upstream(reference)).rejects.toBeInstanceOf(NotFoundError);
        await expect(store.acme.lineage.downstream(reference)).rejects.toBeInstanceOf(NotFoundError);
      }
    }
    const mine = await store.acme.list({ state: 'ANY' });
    expect(mine.artifacts.every((a) => a.tenant === 'acme')).toBe(true);
  });

  test('keep a session that served one tenant from leaking into the next one', async () => {
    const handle = await store.reopen();
    const [acme, globex] = [handle.tenant('acme'), handle.tenant('globex')];
    const pages = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        (i % 2 === 0 ? acme : globex).list().then((p) => p.artifacts.map((a) => a.tenant)),
      ),
    );
    pages.forEach((tenants, i) => expect(new Set(tenants)).toEqual(new Set([i % 2 === 0 ? 'acme' : 'globex'])));
  });
});
