import type { TenantContext } from './context';
import { recoverKey } from './recover-key';

/** What a recovery did. */
export interface RecoveryReport {
  /** Keys that had intents to look at. */
  keys: number;
  /** Versions that crashed writers left behind and that now have a row. */
  abandoned: number;
  /** Multipart uploads whose parts were freed. */
  aborted: number;
  /** Intents that have been watched long enough. */
  settled: number;
  /** Versions that neither a row nor an intent explains. */
  unknown: { key: string; versionId: string }[];
}

/**
 * Looks at every key that has an intent and gives what crashed writers left behind a row. Living writers are left
 * alone. It never finishes a put: what was not acknowledged has no reader, and the step's next attempt writes it again.
 */
export async function recover(ctx: TenantContext): Promise<RecoveryReport> {
  const rows = await ctx.db.inTenant(ctx.tenant, 'recovery', (tx) =>
    tx.selectFrom('intent').select('key').distinct().orderBy('key').execute(),
  );
  const report: RecoveryReport = { keys: rows.length, abandoned: 0, aborted: 0, settled: 0, unknown: [] };
  for (const { key } of rows) {
    const state = await recoverKey(ctx, key);
    report.abandoned += state.abandoned;
    report.aborted += state.aborted;
    report.settled += state.settled;
    report.unknown.push(...state.unknown.map((versionId) => ({ key, versionId })));
  }
  return report;
}
