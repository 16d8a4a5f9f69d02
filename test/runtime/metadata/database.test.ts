import { sql } from 'kysely';
import { LocalIoError, MetadataError } from '../../../runtime';
import { checkNames } from '../../../runtime/keys/names';
import { connectionOptions } from '../../../runtime/metadata/connection';
import { Database } from '../../../runtime/metadata/database';
import { openTestStore, type TestStore } from '../../helpers/store';

let store: TestStore;
let db: Database;
const { tenant } = checkNames({ tenant: 'acme' });
beforeAll(async () => {
  store = await openTestStore();
  db = await Database.open(store.config, 'app');
});
afterAll(async () => {
  await db.close();
  await store.close();
});

const failing = (error: unknown) => db.inTenant(tenant, 'test', () => Promise.reject(error as Error));

describe('an error in a transaction', () => {
  test.each([
    new TypeError('undefined is not a function'),
    new RangeError('Invalid time value'),
    Object.assign(new Error('no such file'), { code: 'ENOENT' }),
    Object.assign(new Error('bad argument'), { code: 'ERR_INVALID_ARG_TYPE' }),
  ])('goes on as itself when it is not the database’s: %p', async (error) => {
    await expect(failing(error)).rejects.toBe(error);
  });

  test.each([
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
    Object.assign(new Error(''), { code: 'ECONNREFUSED' }),
    new Error('Connection terminated unexpectedly'),
    new Error('Query read timeout'),
    new Error('Client has encountered a connection error and is not queryable'),
    Object.assign(new Error('deadlock detected'), { code: '40P01' }),
  ])('may be tried again when the way to the database broke, or its state passes: %p', async (error) => {
    await expect(failing(error)).rejects.toMatchObject({ code: 'METADATA', retryable: true, cause: error });
  });

  test('is final when PostgreSQL refuses the statement itself', async () => {
    const divided = db.inTenant(tenant, 'test', (tx) => sql`select 1 / 0`.execute(tx));
    await expect(divided).rejects.toMatchObject({ code: 'METADATA', retryable: false, sqlState: '22012' });
  });
});

describe('a database that cannot be reached', () => {
  const reach = async (change: Partial<typeof store.config.database>): Promise<unknown> => {
    const other = await Database.open({ ...store.config, database: { ...store.config.database, ...change } }, 'app');
    try {
      return await other.inTenant(tenant, 'test', () => Promise.resolve('reached')).catch((e: unknown) => e);
    } finally {
      await other.close();
    }
  };

  test('for the moment may be tried again', async () => {
    expect(await reach({ port: 1 })).toMatchObject({ code: 'METADATA', retryable: true });
  });

  test('for a reason that stays is named, and not tried again', async () => {
    for (const change of [{ tls: 'verify-full' as const }, { name: 'no_such_database' }]) {
      const failure = await reach(change);
      expect(failure).toBeInstanceOf(MetadataError);
      expect(failure).toMatchObject({ retryable: false });
    }
  });
});

test('statements of the store end after a while, migrations take their time', async () => {
  for (const role of ['app', 'worker'] as const)
    expect((await connectionOptions(store.config, role)).query_timeout).toBe(30_000);
  expect((await connectionOptions(store.config, 'owner')).query_timeout).toBeUndefined();
});

test('a worker that could not be opened is tried again, and closing does not fail for it', async () => {
  const handle = await store.reopen();
  const database = { ...handle.config.database };
  Object.assign(handle.config.database, { tls: 'verify-full', caFile: '/nowhere/ca.pem' });
  for (const _ of [1, 2]) await expect(handle.tenants.list()).rejects.toBeInstanceOf(LocalIoError);
  const { caFile: _caFile, ...rest } = handle.config.database;
  handle.config.database = { ...rest, tls: database.tls };
  expect((await handle.tenants.list()).map((t) => t.tenant)).toEqual(['acme', 'globex']);
  const broken = await store.reopen();
  Object.assign(broken.config.database, { tls: 'verify-full', caFile: '/nowhere/ca.pem' });
  const listing = broken.tenants.list().catch((e: Error) => e.message);
  await broken.close();
  expect(await listing).toMatch(/nowhere/);
});
