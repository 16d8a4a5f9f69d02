import { stepId } from '../artifacts/document';
import { appendLeaf } from '../audit/leaf';
import { checkArguments, required, rules } from '../arguments';
import { AttemptFencedError, NotFoundError } from '../errors';
import { checkNames } from '../keys/names';
import { databaseNow } from '../metadata/database';
import type { TenantContext } from '../store/context';
import { enqueueDocument, writeDocuments } from './outbox';
import { requireOpenRun } from './runs';
import type { StepRef } from './step-ref';

/** A running attempt of a step, and who runs it. */
export interface StepAttempt extends StepRef {
  /** The ADR's `step_id`: names this attempt. */
  stepId: string;
  agent: string;
  agentVersion: string;
}

export interface StartStepRequest {
  runId: string;
  /** Name of the step, unique in the run; it stands in the keys. */
  step: string;
  /** Who runs it, such as `OPS.DATA.Ingest`. */
  agent: string;
  agentVersion: string;
}

/**
 * Starts the next attempt of a step. From then on no earlier attempt can commit anything: its running puts fail with
 * {@link AttemptFencedError}.
 *
 * @throws {NotFoundError | AttemptFencedError} when the run does not exist or is closed
 */
export async function startStep(ctx: TenantContext, request: StartStepRequest): Promise<StepAttempt> {
  const text = required(rules.text);
  checkArguments(request, { agent: text, agentVersion: text });
  const { runId, step } = checkNames({ runId: request.runId, step: request.step });
  const { agent, agentVersion } = request;
  const { tenant } = ctx;
  const attempt = await ctx.db.inTenant(tenant, 'step start', async (tx) => {
    await requireOpenRun(tx, runId);
    const row = await tx
      .insertInto('step')
      .values({ tenant, run_id: runId, step, attempt: 1, state: 'RUNNING' })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant', 'run_id', 'step'])
          .doUpdateSet((e) => ({ attempt: e('step.attempt', '+', 1), state: 'RUNNING' })),
      )
      .returning('attempt')
      .executeTakeFirstOrThrow();
    const at = await databaseNow(tx);
    await tx
      .updateTable('step_attempt')
      .set({ state: 'SUPERSEDED', finished_at: at })
      .where('run_id', '=', runId)
      .where('step', '=', step)
      .where('state', '=', 'RUNNING')
      .execute();
    await tx
      .insertInto('step_attempt')
      .values({ tenant, run_id: runId, step, attempt: row.attempt, agent, agent_version: agentVersion })
      .execute();
    const detail = { step, attempt: row.attempt, agent, agent_version: agentVersion };
    await appendLeaf(tx, tenant, { type: 'step.started', at, runId, detail });
    return row.attempt;
  });
  return { runId, step, attempt, stepId: stepId(step, attempt), agent, agentVersion };
}

/**
 * Finishes an attempt and writes the manifests of the step's inputs and outputs. Finishing again with the same state
 * finishes what a crash left undone.
 *
 * @throws {AttemptFencedError} when a later attempt runs or the attempt ended with another state
 */
export async function finishStep(
  ctx: TenantContext,
  ref: StepRef,
  options: { state: 'SUCCEEDED' | 'FAILED' } = { state: 'SUCCEEDED' },
): Promise<void> {
  checkArguments(ref, { attempt: required(rules.count) });
  checkArguments(options, { state: required(rules.endState) });
  const { runId, step } = checkNames({ runId: ref.runId, step: ref.step });
  const { tenant } = ctx;
  await ctx.db.inTenant(tenant, 'step finish', async (tx) => {
    const current = await tx
      .selectFrom('step')
      .selectAll()
      .where('run_id', '=', runId)
      .where('step', '=', step)
      .forUpdate()
      .executeTakeFirst();
    if (current === undefined) throw new NotFoundError('step', `${runId}/${step}`);
    const where = { run: runId, step, attempt: ref.attempt };
    if (current.attempt !== ref.attempt)
      throw new AttemptFencedError(where, `attempt ${current.attempt} is the current one`);
    if (current.state === options.state) return;
    if (current.state !== 'RUNNING') throw new AttemptFencedError(where, `the attempt is ${current.state}`);
    const at = await databaseNow(tx);
    await tx
      .updateTable('step')
      .set({ state: options.state })
      .where('run_id', '=', runId)
      .where('step', '=', step)
      .execute();
    await tx
      .updateTable('step_attempt')
      .set({ state: options.state, finished_at: at })
      .where('run_id', '=', runId)
      .where('step', '=', step)
      .where('attempt', '=', ref.attempt)
      .execute();
    await appendLeaf(tx, tenant, {
      type: 'step.finished',
      at,
      runId,
      detail: { step, attempt: ref.attempt, state: options.state },
    });
    await enqueueDocument(tx, tenant, 'inputs-manifest', runId, step);
    await enqueueDocument(tx, tenant, 'outputs-manifest', runId, step);
  });
  await writeDocuments(ctx, runId);
}
