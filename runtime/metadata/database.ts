import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { Pool } from 'pg';
import type { RuntimeConfig } from '../config/schema';
import { ArtifactStoreError, MetadataError, SchemaVersionError } from '../errors';
import type { TenantId } from '../keys/names';
import { connectionOptions, type DatabaseRole } from './connection';
import { requiredSchemaVersion } from './migrations';
import type { Tables } from './tables';

/** A transaction on the tables of the store. */
export type Tx = Transaction<Tables>;

/** What Node and `pg` say of a connection that broke or was never made; those errors have no SQLSTATE. */
const CONNECTION_CODE = /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(HOST|NET)\w+|ERR_SOCKET\w*)$/;
const CONNECTION_MESSAGE = /connection terminated|timeout|not queryable|client was closed/i;

/** SQLSTATE classes after which the same statement may succeed: connection, resources, operator, serialisation. */
const RETRYABLE = /^(08|53|57P|40|55P03)/;

const MAX_BEGIN_TRIES = 3;

/** @param begun - whether the transaction's own work had begun, whose errors may be anybody's */
const toMetadataError = (operation: string, error: unknown, begun: boolean): Error => {
  if (error instanceof ArtifactStoreError) return error;
  const { code, message } = error as Error & { code?: string };
  const isSqlState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E');
  const isConnection =
    !isSqlState && (code === undefined ? CONNECTION_MESSAGE.test(message) : CONNECTION_CODE.test(code));
  // Neither PostgreSQL nor the way to it: the caller's own error, or ours.
  if (begun && !isSqlState && !isConnection) return error as Error;
  return new MetadataError(operation, isSqlState ? code : undefined, {
    reason: message || String(code),
    retryable: isConnection || (isSqlState && RETRYABLE.test(code)),
    cause: error,
  });
};

/** One role's connections to the metadata database. */
export class Database {
  private constructor(private readonly kysely: Kysely<Tables>) {}

  /** Opens a pool in one role; connects on first use. */
  static async open(config: RuntimeConfig, role: DatabaseRole): Promise<Database> {
    const pool = new Pool({ ...(await connectionOptions(config, role)), max: 16 });
    // A restart of the database ends idle and checked-out connections; unheard, either would end the process.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return new Database(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema('gl_artifacts'));
  }

  /**
   * Runs a transaction that sees one tenant's rows only.
   *
   * @throws {MetadataError} when PostgreSQL fails; errors of the store pass through
   */
  inTenant<T>(tenant: TenantId, operation: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(operation, async (tx) => {
      await sql`select set_config('gl_artifacts.tenant', ${tenant}, true)`.execute(tx);
      return work(tx);
    });
  }

  /** Runs a transaction without a tenant: what it sees is what the role's own policies show. */
  async transaction<T>(operation: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      let begun = false;
      try {
        return await this.kysely.transaction().execute((tx) => {
          begun = true;
          return work(tx);
        });
      } catch (error) {
        const typed = toMetadataError(operation, error, begun);
        // A pooled connection that died while it was idle: nothing was asked yet, so another one may be asked.
        const again = !begun && tries < MAX_BEGIN_TRIES && typed instanceof MetadataError && typed.retryable;
        if (!again) throw typed;
      }
    }
  }

  /** @throws {SchemaVersionError} unless the schema is exactly the one this code needs */
  async checkSchema(): Promise<void> {
    const detected = await this.transaction('schema check', async (tx) => {
      const row = await tx
        .selectFrom('schema_migration')
        .select((e) => e.fn.max('version').as('version'))
        .executeTakeFirst();
      return row?.version ?? 0;
    }).catch((error: unknown) => {
      if (error instanceof MetadataError && error.sqlState === '42P01') return 0;
      throw error;
    });
    if (detected !== requiredSchemaVersion) throw new SchemaVersionError(detected, requiredSchemaVersion);
  }

  close(): Promise<void> {
    return this.kysely.destroy();
  }
}

/** The database's clock: every stored time and every deadline comes from it, never from this host's. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(tx);
  return rows[0]!.now;
}
