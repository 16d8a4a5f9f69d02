import { v7 as uuidv7 } from 'uuid';
import type { TenantId } from '../keys/names';
import type { Tx } from '../metadata/database';
import type { DocumentKind } from '../metadata/tables';
import type { TenantContext } from '../store/context';
import { writeDocument } from './documents';

/** Notes a derived document that has to be written; part of the transaction that made it necessary. */
export async function enqueueDocument(
  tx: Tx,
  tenant: TenantId,
  kind: DocumentKind,
  runId: string,
  step?: string,
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({ tenant, job_id: uuidv7(), kind, run_id: runId, step: step ?? null })
    .execute();
}

/** What became of the documents that were due. */
interface OutboxReport {
  /** Documents that were written, or found written. */
  written: number;
  /** Documents that could not be written; they stay due. */
  due: { kind: DocumentKind; runId: string; step: string | undefined; error: unknown }[];
}

/**
 * Writes the documents that are due, of one run or of the whole tenant. Any process may do it, several at once too:
 * a document is rendered from the database, and writing the same bytes again finds them there. One that fails keeps its
 * job and holds up no other.
 */
export async function drainOutbox(ctx: TenantContext, runId?: string): Promise<OutboxReport> {
  const jobs = await ctx.db.inTenant(ctx.tenant, 'outbox', (tx) =>
    tx
      .selectFrom('outbox')
      .selectAll()
      .$if(runId !== undefined, (q) => q.where('run_id', '=', runId!))
      .orderBy('job_id')
      .execute(),
  );
  const report: OutboxReport = { written: 0, due: [] };
  for (const job of jobs) {
    try {
      await writeDocument(ctx, job);
      await ctx.db.inTenant(ctx.tenant, 'outbox', (tx) =>
        tx.deleteFrom('outbox').where('job_id', '=', job.job_id).execute(),
      );
      report.written++;
    } catch (error) {
      report.due.push({ kind: job.kind, runId: job.run_id, step: job.step ?? undefined, error });
    }
  }
  return report;
}

/** {@link drainOutbox} of a run whose documents must be written. @throws the first failure, after all were tried */
export async function writeDocuments(ctx: TenantContext, runId: string): Promise<void> {
  const { due } = await drainOutbox(ctx, runId);
  if (due.length > 0) throw due[0]!.error;
}
