import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { v7 as uuidv7 } from 'uuid';
import type { TenantId } from '../keys/names';
import type { Tx } from '../metadata/database';

/** What happened, in the terms of the store. */
type AuditEventType =
  | 'tenant.added'
  | 'run.started'
  | 'run.closed'
  | 'step.started'
  | 'step.finished'
  | 'artifact.stored'
  | 'version.abandoned';

/** One audit event. `detail` holds JSON values only; times in it are ISO 8601 strings. */
export interface AuditEvent {
  type: AuditEventType;
  at: Date;
  runId?: string;
  detail: Record<string, unknown>;
}

/**
 * The exact bytes of an event: RFC 8785 canonical JSON, so that anyone can hash them again.
 * The leaf hash is RFC 6962's: SHA-256 over 0x00 and the bytes.
 */
export function encodeLeaf(leafId: string, tenant: string, event: AuditEvent): { body: Buffer; leafHash: Buffer } {
  const { type, at, runId, detail } = event;
  const text = canonicalize({ v: 1, leaf_id: leafId, tenant, type, at: at.toISOString(), run_id: runId, ...detail });
  if (text === undefined) throw new TypeError('an audit event is a JSON object');
  const body = Buffer.from(text, 'utf8');
  return { body, leafHash: createHash('sha256').update(Buffer.of(0)).update(body).digest() };
}

/**
 * Inserts one unchained leaf into the running transaction. It takes no lock: the sealer chains leaves later, so puts
 * of one tenant never queue behind each other.
 *
 * @returns the leaf's id, for the row that it speaks of
 */
export async function appendLeaf(tx: Tx, tenant: TenantId, event: AuditEvent): Promise<string> {
  const leafId = uuidv7();
  const { body, leafHash } = encodeLeaf(leafId, tenant, event);
  await tx
    .insertInto('audit_leaf')
    .values({ tenant, leaf_id: leafId, run_id: event.runId ?? null, body, leaf_hash: leafHash })
    .execute();
  return leafId;
}
