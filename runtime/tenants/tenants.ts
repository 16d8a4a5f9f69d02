import { appendLeaf } from '../audit/leaf';
import type { RuntimeConfig } from '../config/schema';
import { InvalidInputError } from '../errors';
import { checkNames, printable, type TenantId } from '../keys/names';
import type { Database } from '../metadata/database';
import { sql } from 'kysely';

export interface AddTenantRequest {
  tenant: string;
  /** Class of what the tenant stores without naming one. @default - the configuration's `retention.defaultClass` */
  retentionClass?: string;
}

/**
 * Adds a tenant at home in this region; onboarding one is a row, no deployment. Adding it again changes nothing.
 *
 * @param worker - connections of the worker role, which alone may add tenants
 * @throws {InvalidInputError} when the name or the class breaks a rule
 */
export async function addTenant(
  worker: Database,
  config: RuntimeConfig,
  request: AddTenantRequest,
): Promise<{ tenant: string; outcome: 'created' | 'unchanged' }> {
  const { tenant } = checkNames({ tenant: request.tenant });
  const retentionClass = request.retentionClass ?? config.retention.defaultClass;
  if (!config.retention.classes.some((c) => c.name === retentionClass)) {
    const rule = `is one of ${config.retention.classes.map((c) => c.name).join(', ')}`;
    throw new InvalidInputError([
      { path: 'retentionClass', value: printable(retentionClass), rule, fix: 'name a configured class' },
    ]);
  }
  return worker.transaction('tenant add', async (tx) => {
    const row = await tx
      .insertInto('tenant')
      .values({
        tenant,
        residency_zone: config.residencyZone,
        home_region: config.region,
        retention_class: retentionClass,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('created_at')
      .executeTakeFirst();
    if (row === undefined) return { tenant, outcome: 'unchanged' };
    const { rows } = await sql<{ login: string }>`select session_user as login`.execute(tx);
    const detail = {
      home_region: config.region,
      residency_zone: config.residencyZone,
      retention: retentionClass,
      by: rows[0]!.login,
    };
    await appendLeaf(tx, tenant, { type: 'tenant.added', at: row.created_at, detail });
    return { tenant, outcome: 'created' };
  });
}

/** The tenants of this region's database. */
export async function listTenants(
  worker: Database,
): Promise<{ tenant: string; home_region: string; retention_class: string }[]> {
  return worker.transaction('tenant list', (tx) =>
    tx.selectFrom('tenant').select(['tenant', 'home_region', 'retention_class']).orderBy('tenant').execute(),
  );
}

/** @returns the tenant's class, or undefined when there is no such tenant */
export async function tenantRetentionClass(db: Database, tenant: TenantId): Promise<string | undefined> {
  const row = await db.inTenant(tenant, 'tenant look-up', (tx) =>
    tx.selectFrom('tenant').select('retention_class').executeTakeFirst(),
  );
  return row?.retention_class;
}
