import { createHash } from 'node:crypto';
import { Client } from 'pg';
import type { RuntimeConfig } from '../config/schema';
import { MetadataError, SchemaVersionError } from '../errors';
import { connectionOptions } from './connection';
import { migrations, requiredSchemaVersion } from './migrations';

/** Versions before and after a {@link migrate}, and what it applied. */
export interface MigrationResult {
  from: number;
  to: number;
  applied: string[];
}

const digest = (sql: string): string => createHash('sha256').update(sql).digest('hex');

/**
 * Brings the schema to the version this code needs, under the owner role. Safe to run from many places at once: one
 * migrates, the others wait and find nothing to do. Each migration is one transaction.
 *
 * @param config - the runtime configuration; `database.logins.owner` must be a member of `gl_artifacts_owner`
 * @throws {SchemaVersionError} when the database is newer than this code
 * @throws {MetadataError} when the database cannot be reached, or an applied migration was edited
 */
export async function migrate(config: RuntimeConfig): Promise<MigrationResult> {
  const client = new Client(await connectionOptions(config, 'owner'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('set role gl_artifacts_owner');
    await client.query(`select pg_advisory_lock(hashtext('gl_artifacts.migrate'))`);
    return await run(client);
  } catch (error) {
    if (error instanceof SchemaVersionError || error instanceof MetadataError) throw error;
    const { code, message } = error as Error & { code?: string };
    throw new MetadataError('schema up', code, { reason: message, cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

const run = async (client: Client): Promise<MigrationResult> => {
  await client.query(`create table if not exists gl_artifacts.schema_migration (
    version integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`);
  const { rows } = await client.query<{ version: number; sha256: string }>(
    'select version, sha256 from gl_artifacts.schema_migration order by version',
  );
  if (rows.length > requiredSchemaVersion) throw new SchemaVersionError(rows.length, requiredSchemaVersion);
  const applied: string[] = [];
  for (const [index, { name, sql }] of migrations.entries()) {
    const known = rows[index];
    if (known === undefined) {
      await apply(client, index + 1, name, sql);
      applied.push(name);
    } else if (known.sha256 !== digest(sql)) {
      throw new MetadataError('schema up', undefined, {
        reason: `migration ${index + 1} (${name}) differs from the applied one`,
      });
    }
  }
  return { from: rows.length, to: requiredSchemaVersion, applied };
};

const apply = async (client: Client, version: number, name: string, sql: string): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into gl_artifacts.schema_migration (version, name, sha256) values ($1, $2, $3)', [
      version,
      name,
      digest(sql),
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
};
