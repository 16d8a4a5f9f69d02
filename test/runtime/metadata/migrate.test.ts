import { migrate, openArtifacts, SchemaVersionError, MetadataError } from '../../../runtime';
import { migrations } from '../../../runtime/metadata/migrations';
import { openTestStore, type TestStore } from '../../helpers/store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

describe('schema up', () => {
  test('has nothing to do the second time', async () => {
    expect(await migrate(store.config)).toEqual({ from: migrations.length, to: migrations.length, applied: [] });
  });

  test('is done once when ten start it at the same time', async () => {
    await store.sql.query(
      'drop schema gl_artifacts cascade; create schema gl_artifacts authorization gl_artifacts_owner; grant usage on schema gl_artifacts to gl_artifacts_app, gl_artifacts_worker',
    );
    const results = await Promise.all(Array.from({ length: 10 }, () => migrate(store.config)));
    expect(results.flatMap((r) => r.applied).sort()).toEqual(migrations.map((m) => m.name).sort());
  });

  test('leaves a database alone that is newer than this code, and so does opening it', async () => {
    await store.sql.query(`insert into schema_migration (version, name, sha256) values (999, 'later', '')`);
    await expect(openArtifacts(store.config)).rejects.toBeInstanceOf(SchemaVersionError);
    await store.sql.query('delete from schema_migration where version = 999');
  });

  test('refuses to go on when an applied migration is not the one it knows', async () => {
    const { rows } = await store.sql.query<{ sha256: string }>('select sha256 from schema_migration where version = 1');
    await store.sql.query(`update schema_migration set sha256 = 'edited' where version = 1`);
    await expect(migrate(store.config)).rejects.toThrow(/differs from the applied one/);
    await store.sql.query('update schema_migration set sha256 = $1 where version = 1', [rows[0]!.sha256]);
  });

  test('is asked for by name when it has not been run', async () => {
    await store.sql.query(
      'drop schema gl_artifacts cascade; create schema gl_artifacts authorization gl_artifacts_owner; grant usage on schema gl_artifacts to gl_artifacts_app',
    );
    await expect(openArtifacts(store.config)).rejects.toThrow(/gl-artifacts schema up/);
  });

  test('says what is wrong when the database does not answer', async () => {
    const config = structuredClone(store.config);
    config.database.port = 1;
    const error = await migrate(config).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(MetadataError);
    expect((error as Error).message).not.toContain('password');
  });
});
