import type { ArtifactDocument, StepAttempt, TenantArtifacts } from '../../../runtime';
import type { StepPlan } from './plan';

/** Runs work inside a run and closes it as what it became. */
export async function inRun<T>(
  tenant: TenantArtifacts,
  plan: object,
  work: (runId: string) => Promise<T>,
): Promise<{ runId: string; result: T }> {
  const { runId } = await tenant.runs.start({ plan });
  let result: T;
  try {
    result = await work(runId);
  } catch (error) {
    await endFailed(error, () => tenant.runs.close({ runId, state: 'FAILED' }));
    throw new RunFailedError(runId, await storedIn(tenant, runId), error);
  }
  await tenant.runs.close({ runId, state: 'SUCCEEDED' });
  return { runId, result };
}

/** Runs work as an attempt of a step and finishes it as what it became. */
export async function inStep<T>(
  tenant: TenantArtifacts,
  runId: string,
  { step, agent, agentVersion }: StepPlan,
  work: (attempt: StepAttempt) => Promise<T>,
): Promise<T> {
  const attempt = await tenant.steps.start({ runId, step, agent, agentVersion });
  let result: T;
  try {
    result = await work(attempt);
  } catch (error) {
    await endFailed(error, () => tenant.steps.finish(attempt, { state: 'FAILED' }));
    throw error;
  }
  await tenant.steps.finish(attempt, { state: 'SUCCEEDED' });
  return result;
}

/** Thrown when a step failed: the run is closed as FAILED, and the message says what was stored until then. */
export class RunFailedError extends Error {
  readonly code: string;

  constructor(
    readonly runId: string,
    /** Artifacts of the run; undefined when the database could not be asked. */
    readonly stored: readonly ArtifactDocument[] | undefined,
    override readonly cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${reason}\n${storedSentence(runId, stored)}`, { cause });
    this.name = 'RunFailedError';
    this.code = (cause as { code?: string } | undefined)?.code ?? 'RUN_FAILED';
  }
}

/** Says what is in the store, so that nobody has to guess. */
function storedSentence(
  runId: string,
  stored: readonly Pick<ArtifactDocument, 'name' | 'artifact_id'>[] | undefined,
): string {
  if (stored === undefined) return `What run ${runId} stored is not known: the database could not be asked.`;
  const what =
    stored.length === 0
      ? 'No artifact was stored'
      : `Stored before it failed: ${stored.map((a) => `${a.name} (${a.artifact_id})`).join(', ')}`;
  return `${what}; run ${runId} is closed as FAILED, and its plan, metadata and audit trail say so.`;
}

const storedIn = (tenant: TenantArtifacts, runId: string): Promise<ArtifactDocument[] | undefined> =>
  tenant.list({ runId, limit: 1000 }).then(
    ({ artifacts }) => artifacts,
    () => undefined,
  );

/** Closing a failed step or run may fail for the same reason; the first error is the one that explains. */
const endFailed = async (error: unknown, end: () => Promise<unknown>): Promise<void> => {
  await end().catch((second: unknown) => {
    if (error instanceof Error)
      error.message += ` (and it could not be closed as FAILED: ${(second as Error).message})`;
  });
};
