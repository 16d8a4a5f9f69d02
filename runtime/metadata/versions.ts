import { sql } from 'kysely';
import { appendLeaf } from '../audit/leaf';
import type { TenantId } from '../keys/names';
import { databaseNow, type Tx } from './database';
import type { VersionRole, VersionState } from './tables';

/** A version to be recorded. */
export interface VersionRecord {
  bucket: string;
  key: string;
  versionId: string;
  opId: string;
  etag: string;
  sha256: Buffer | undefined;
  sizeBytes: number | undefined;
  role: VersionRole;
  lockMode: string | undefined;
  retainUntil: Date | undefined;
}

const row = (tenant: TenantId, v: VersionRecord, state: VersionState) => ({
  tenant,
  bucket: v.bucket,
  key: v.key,
  version_id: v.versionId,
  op_id: v.opId,
  etag: v.etag,
  sha256: v.sha256 ?? null,
  size_bytes: v.sizeBytes ?? null,
  role: v.role,
  state,
  lock_mode: v.lockMode ?? null,
  retain_until: v.retainUntil ?? null,
  deletable_after: null,
});

/** Records a version as the live one of its key; the one before it becomes superseded. */
export async function insertLiveVersion(tx: Tx, tenant: TenantId, version: VersionRecord): Promise<void> {
  await tx
    .updateTable('object_version')
    .set({ state: 'SUPERSEDED' })
    .where('bucket', '=', version.bucket)
    .where('key', '=', version.key)
    .where('state', '=', 'LIVE')
    .execute();
  await tx
    .insertInto('object_version')
    .values(row(tenant, version, 'LIVE'))
    .execute();
}

/**
 * Records a version that no artifact will ever have. Object Lock may hold it; `deletable_after` says until when, and
 * `enforce` sweeps it then.
 */
export async function insertAbandonedVersion(tx: Tx, tenant: TenantId, version: VersionRecord): Promise<void> {
  const inserted = await tx
    .insertInto('object_version')
    .values({ ...row(tenant, version, 'ABANDONED'), deletable_after: version.retainUntil ?? sql<Date>`now()` })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version_id')
    .executeTakeFirst();
  if (inserted === undefined) return;
  const { key, versionId, opId } = version;
  await appendLeaf(tx, tenant, {
    type: 'version.abandoned',
    at: await databaseNow(tx),
    detail: { key, version_id: versionId, op_id: opId, deletable_after: version.retainUntil?.toISOString() ?? null },
  });
}

/** The version recorded last for a key: what a writer expects to find there. */
export async function latestVersion(tx: Tx, bucket: string, key: string) {
  return tx
    .selectFrom('object_version')
    .select(['version_id', 'etag', 'state'])
    .where('bucket', '=', bucket)
    .where('key', '=', key)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Which of these versions of a key are recorded. */
export async function knownVersionIds(tx: Tx, bucket: string, key: string, versionIds: string[]): Promise<Set<string>> {
  if (versionIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom('object_version')
    .select('version_id')
    .where('bucket', '=', bucket)
    .where('key', '=', key)
    .where('version_id', 'in', versionIds)
    .execute();
  return new Set(rows.map((r) => r.version_id));
}
