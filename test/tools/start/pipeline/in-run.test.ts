import type { TenantArtifacts } from '../../../../runtime';
import { NotACsvError } from '../../../../tools/start/errors';
import { inRun, inStep, RunFailedError } from '../../../../tools/start/pipeline/in-run';
import { PIPELINE } from '../../../../tools/start/pipeline/plan';
import { documentOf } from '../fixtures';

const fake = (stored: ReturnType<typeof documentOf>[] | Error = []) => {
  const calls: string[] = [];
  const tenant = {
    runs: {
      start: () => Promise.resolve({ runId: 'run_1' }),
      close: ({ state }: { state: string }) => Promise.resolve(calls.push(`run ${state}`)),
    },
    steps: {
      start: () => Promise.resolve({ runId: 'run_1', step: 'ingest', attempt: 1 }),
      finish: (_: unknown, { state }: { state: string }) => Promise.resolve(calls.push(`step ${state}`)),
    },
    list: () => (stored instanceof Error ? Promise.reject(stored) : Promise.resolve({ artifacts: stored })),
  };
  return { tenant: tenant as unknown as TenantArtifacts, calls };
};
const refuse = () =>
  Promise.reject(
    new NotACsvError({ what: '/x.csv', value: 'an empty file', rule: 'it has a header', fix: 'write one' }),
  );
const ingest = (tenant: TenantArtifacts, work: () => Promise<unknown>) =>
  inRun(tenant, {}, (runId) => inStep(tenant, runId, PIPELINE.ingest, work));

describe('a run', () => {
  it('closes step and run as SUCCEEDED when the work is done', async () => {
    const { tenant, calls } = fake();
    await expect(ingest(tenant, () => Promise.resolve(7))).resolves.toEqual({ runId: 'run_1', result: 7 });
    expect(calls).toEqual(['step SUCCEEDED', 'run SUCCEEDED']);
  });

  it('closes step and run as FAILED, and says that nothing was stored', async () => {
    const { tenant, calls } = fake();
    const error: unknown = await ingest(tenant, refuse).catch((e: unknown) => e);
    expect(calls).toEqual(['step FAILED', 'run FAILED']);
    expect(error).toBeInstanceOf(RunFailedError);
    expect(error).toMatchObject({ code: 'NOT_A_CSV', stored: [] });
    expect((error as Error).message).toMatch(
      /^\/x\.csv: got an empty file; .*\nNo artifact was stored; run run_1 is closed as FAILED/,
    );
  });

  it('names what was stored before it failed', async () => {
    const { tenant } = fake([documentOf('source.csv')]);
    await expect(ingest(tenant, refuse)).rejects.toThrow('Stored before it failed: source.csv (art_sourcecsv)');
  });

  it('does not claim that nothing was stored when the database cannot be asked', async () => {
    const { tenant } = fake(new Error('gone'));
    await expect(ingest(tenant, refuse)).rejects.toThrow('What run run_1 stored is not known');
  });
});
