import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import canonicalize from 'canonicalize';
import { checkArguments, required, rules } from '../arguments';
import { appendLeaf } from '../audit/leaf';
import { AttemptFencedError, ConflictError, InvalidInputError, NotFoundError } from '../errors';
import { checkNames } from '../keys/names';
import { databaseNow, type Tx } from '../metadata/database';
import type { RunState, Tables } from '../metadata/tables';
import type { TenantContext } from '../store/context';
import { drainOutbox, enqueueDocument, writeDocuments } from './outbox';

/** A run as it stands. */
export interface Run {
  runId: string;
  state: RunState;
  startedAt: Date;
  closedAt: Date | undefined;
  /** What {@link startRun} was given. */
  plan: unknown;
}

const toRun = (row: Selectable<Tables['run']>): Run => ({
  runId: row.run_id,
  state: row.state,
  startedAt: row.started_at,
  closedAt: row.closed_at ?? undefined,
  plan: row.plan ?? undefined,
});

export interface StartRunRequest {
  /** @default - `run_` and 16 random characters */
  runId?: string;
  /** The execution plan, any JSON object; stored as `plan.json`. @default - no plan document */
  plan?: object;
}

export interface CloseRunRequest {
  runId: string;
  state: 'SUCCEEDED' | 'FAILED';
}

/** @throws {NotFoundError | AttemptFencedError} unless the run is open; the row stays locked against a close */
export async function requireOpenRun(tx: Tx, runId: string): Promise<void> {
  const run = await tx.selectFrom('run').select('state').where('run_id', '=', runId).forShare().executeTakeFirst();
  if (run === undefined) throw new NotFoundError('run', runId, 'start the run first');
  if (run.state !== 'RUNNING') throw new AttemptFencedError({ run: runId }, `the run is ${run.state}`);
}

/**
 * Starts a run and writes its `plan.json`; where that cannot be written now, whoever next finishes a step of the run,
 * closes it or recovers writes it. Starting a run again, with the same id and plan and while it runs, returns it.
 *
 * @throws {ConflictError} when the run id is taken by another run
 * @throws {InvalidInputError} when the plan is nothing that JSON can hold
 * @example const run = await acme.runs.start({ plan: { steps: ['ingest'] } })
 */
export async function startRun(ctx: TenantContext, request: StartRunRequest = {}): Promise<Run> {
  checkArguments(request, {});
  const { runId } = checkNames({ runId: request.runId ?? `run_${randomBytes(8).toString('hex')}` });
  const { tenant } = ctx;
  const plan = planText(request.plan);
  const run = await ctx.db.inTenant(tenant, 'run start', async (tx) => {
    const row = await tx
      .insertInto('run')
      .values({ tenant, run_id: runId, plan: plan ?? null })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return sameRun(tx, runId, plan);
    await appendLeaf(tx, tenant, { type: 'run.started', at: row.started_at, runId, detail: {} });
    if (request.plan !== undefined) await enqueueDocument(tx, tenant, 'plan', runId);
    return row;
  });
  // A plan that cannot be written now stays due; the run has started all the same.
  await drainOutbox(ctx, runId).catch(() => undefined);
  return toRun(run);
}

const sameRun = async (tx: Tx, runId: string, plan: string | undefined): Promise<Selectable<Tables['run']>> => {
  const run = await tx.selectFrom('run').selectAll().where('run_id', '=', runId).executeTakeFirstOrThrow();
  const same = run.state === 'RUNNING' && canonicalize(run.plan) === canonicalize(JSON.parse(plan ?? 'null'));
  if (same) return run;
  throw new ConflictError({ run: runId }, 'the run id is taken', 'choose another or leave it out');
};

/** How JSON writes what PostgreSQL's JSON cannot hold: a NUL, and a surrogate without its other half. */
const UNSTORABLE = /(?<!\\)(\\\\)*\\u(0000|d[89a-f])/;

const planText = (plan: object | undefined): string | undefined => {
  const refuse = (value: string, rule: string): never => {
    throw new InvalidInputError([{ path: 'plan', value, rule, fix: 'pass a plain object' }]);
  };
  if (plan === undefined) return undefined;
  let text: string | undefined;
  try {
    text = JSON.stringify(plan);
  } catch (error) {
    return refuse('an object', `is JSON (${(error as Error).message.split('\n')[0]})`);
  }
  if (typeof plan !== 'object' || plan === null || text === undefined) return refuse(typeof plan, 'is a JSON object');
  return UNSTORABLE.test(text) ? refuse('an object', 'holds neither NUL nor half a surrogate pair') : text;
};

/**
 * Closes a run and writes `metadata.json` and `events/audit_trail.jsonl`. Closing as FAILED fails the steps that still
 * run. Closing again with the same state finishes what a crash left undone.
 *
 * @throws {ConflictError} when steps still run (SUCCEEDED), or the run is closed with another state
 */
export async function closeRun(ctx: TenantContext, request: CloseRunRequest): Promise<Run> {
  checkArguments(request, { state: required(rules.endState) });
  const { runId } = checkNames({ runId: request.runId });
  const { state } = request;
  await ctx.db.inTenant(ctx.tenant, 'run close', async (tx) => {
    const run = await tx.selectFrom('run').selectAll().where('run_id', '=', runId).forUpdate().executeTakeFirst();
    if (run === undefined) throw new NotFoundError('run', runId);
    if (run.state === state) return;
    if (run.state !== 'RUNNING') throw new ConflictError({ run: runId }, `the run is ${run.state}`, 'start a new run');
    await endRunningSteps(tx, runId, state);
    const at = await databaseNow(tx);
    await tx.updateTable('run').set({ state, closed_at: at }).where('run_id', '=', runId).execute();
    await appendLeaf(tx, ctx.tenant, { type: 'run.closed', at, runId, detail: { state } });
    await enqueueDocument(tx, ctx.tenant, 'run-metadata', runId);
    await enqueueDocument(tx, ctx.tenant, 'audit-trail', runId);
  });
  await writeDocuments(ctx, runId);
  return ctx.db.inTenant(ctx.tenant, 'run', async (tx) =>
    toRun(await tx.selectFrom('run').selectAll().where('run_id', '=', runId).executeTakeFirstOrThrow()),
  );
}

const endRunningSteps = async (tx: Tx, runId: string, state: 'SUCCEEDED' | 'FAILED'): Promise<void> => {
  const running = await tx
    .selectFrom('step')
    .select('step')
    .where('run_id', '=', runId)
    .where('state', '=', 'RUNNING')
    .forUpdate()
    .execute();
  if (running.length === 0) return;
  const names = running.map((r) => r.step);
  if (state === 'SUCCEEDED') {
    throw new ConflictError(
      { run: runId, steps: names.join(' ') },
      'steps still run',
      'finish them, or close the run as FAILED',
    );
  }
  const ended = { run_id: runId, state: 'RUNNING' as const };
  await tx
    .updateTable('step')
    .set({ state: 'FAILED' })
    .where('run_id', '=', ended.run_id)
    .where('state', '=', ended.state)
    .execute();
  await tx
    .updateTable('step_attempt')
    .set({ state: 'FAILED', finished_at: await databaseNow(tx) })
    .where('run_id', '=', ended.run_id)
    .where('state', '=', ended.state)
    .execute();
};
