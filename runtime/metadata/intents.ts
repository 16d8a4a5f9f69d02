import { sql, type Selectable } from 'kysely';
import type { TenantId } from '../keys/names';
import type { StepRef } from '../runs/step-ref';
import type { Tx } from './database';
import type { Tables } from './tables';

/** An intent as the database has it. */
export type Intent = Selectable<Tables['intent']>;

const aliveUntil = (leaseSeconds: number) => sql<Date>`now() + make_interval(secs => ${leaseSeconds})`;

/** Records what is about to be written, before the first byte goes out. */
export async function insertIntent(
  tx: Tx,
  intent: { tenant: TenantId; opId: string; bucket: string; key: string; ownerId: string; step: StepRef | undefined },
  leaseSeconds: number,
): Promise<void> {
  const { tenant, opId, bucket, key, ownerId, step } = intent;
  await tx
    .insertInto('intent')
    .values({
      tenant,
      op_id: opId,
      bucket,
      key,
      owner: ownerId,
      run_id: step?.runId ?? null,
      step: step?.step ?? null,
      attempt: step?.attempt ?? null,
      alive_until: aliveUntil(leaseSeconds),
    })
    .execute();
}

/** @returns false when the intent is no longer open */
export async function renewIntent(tx: Tx, opId: string, leaseSeconds: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('intent')
    .set({ alive_until: aliveUntil(leaseSeconds) })
    .where('op_id', '=', opId)
    .where('state', '=', 'OPEN')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Notes the multipart upload, so that recovery can free its parts. */
export async function noteUpload(tx: Tx, opId: string, uploadId: string): Promise<void> {
  await tx.updateTable('intent').set({ upload_id: uploadId }).where('op_id', '=', opId).execute();
}

/** Locks an intent until the transaction ends; a concurrent commit of it is waited for. */
export async function lockIntent(tx: Tx, opId: string): Promise<Intent | undefined> {
  return tx.selectFrom('intent').selectAll().where('op_id', '=', opId).forUpdate().executeTakeFirst();
}

export async function deleteIntent(tx: Tx, opId: string): Promise<void> {
  await tx.deleteFrom('intent').where('op_id', '=', opId).execute();
}

/** Takes the right to commit away, and keeps watching the key for what may still arrive. */
export async function abandonIntent(tx: Tx, opId: string, settleSeconds: number): Promise<void> {
  await tx
    .updateTable('intent')
    .set({ state: 'ABANDONED', settle_at: sql<Date>`now() + make_interval(secs => ${settleSeconds})` })
    .where('op_id', '=', opId)
    .where('state', '=', 'OPEN')
    .execute();
}

/** An intent and whether its writer may still commit. */
export type JudgedIntent = Intent & { stale: boolean; fenced: boolean; settled: boolean };

/** Open and settling intents of a key, judged by the database's clock and by the step's current attempt. */
export async function judgedIntents(tx: Tx, key: string): Promise<JudgedIntent[]> {
  return tx
    .selectFrom('intent as i')
    .leftJoin('step as s', (join) =>
      join.onRef('s.tenant', '=', 'i.tenant').onRef('s.run_id', '=', 'i.run_id').onRef('s.step', '=', 'i.step'),
    )
    .selectAll('i')
    .select([
      sql<boolean>`i.alive_until < now()`.as('stale'),
      sql<boolean>`coalesce(s.attempt <> i.attempt or s.state <> 'RUNNING', false)`.as('fenced'),
      sql<boolean>`coalesce(i.settle_at < now(), false)`.as('settled'),
    ])
    .where('i.key', '=', key)
    .orderBy('i.created_at')
    .execute();
}
