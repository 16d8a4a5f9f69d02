import { createHash } from 'node:crypto';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { AttemptFencedError, ConflictError } from '../../../runtime';
import { allVersions, openTestStore, startAttempt, unknownVersions, type TestStore } from '../../helpers/store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const read = async (key: string): Promise<string> => {
  const { Body } = await store.admin.send(new GetObjectCommand({ Bucket: store.config.bucket.name, Key: key }));
  return Body!.transformToString();
};
const json = async (key: string) => JSON.parse(await read(key));

describe('documents of a run', () => {
  test('lie where the decision record has them, and say what happened', async () => {
    const { acme } = store;
    const run = await acme.runs.start({ runId: 'run_xyz', plan: { steps: ['ingest', 'transform'] } });
    expect(await json('acme/runs/run_xyz/plan.json')).toEqual({ steps: ['ingest', 'transform'] });
    const ingest = await acme.steps.start({
      runId: run.runId,
      step: 'ingest',
      agent: 'OPS.DATA.Ingest',
      agentVersion: '1.2.3',
    });
    const source = await acme.put({ step: ingest, folder: 'inputs', name: 'source.csv', body: Buffer.from('a\n1\n') });
    const dataset = await acme.put({
      step: ingest,
      name: 'dataset.parquet',
      body: Buffer.from('PAR1'),
      inputs: [source.artifact_id],
    });
    await acme.steps.finish(ingest);
    const transform = await acme.steps.start({
      runId: run.runId,
      step: 'transform',
      agent: 'OPS.DATA.Transform',
      agentVersion: '1.5.0',
    });
    const result = await acme.put({
      step: transform,
      name: 'transformed.parquet',
      body: Buffer.from('PAR2'),
      inputs: [dataset.artifact_id],
    });
    await acme.steps.finish(transform);
    await acme.runs.close({ runId: run.runId, state: 'SUCCEEDED' });

    const manifest = async (step: string, folder: string) =>
      (await json(`acme/runs/run_xyz/steps/${step}/${folder}/manifest.json`)).artifacts;
    expect(await manifest('ingest', 'inputs')).toEqual([source]);
    expect(await manifest('ingest', 'outputs')).toEqual([dataset]);
    expect(await manifest('transform', 'inputs')).toEqual([dataset]);
    expect(await manifest('transform', 'outputs')).toEqual([result]);
    const metadata = await json('acme/runs/run_xyz/metadata.json');
    expect(metadata).toMatchObject({
      run_id: 'run_xyz',
      state: 'SUCCEEDED',
      steps: [{ step_id: 'stp_ingest_001', state: 'SUCCEEDED' }, { step_id: 'stp_transform_001' }],
    });
    expect(metadata.artifacts).toHaveLength(3);

    const trail = (await read('acme/runs/run_xyz/events/audit_trail.jsonl')).trimEnd().split('\n');
    const types = trail.map((line) => JSON.parse(line).type);
    expect(types).toEqual([
      'run.started',
      'step.started',
      'artifact.stored',
      'artifact.stored',
      'step.finished',
      'step.started',
      'artifact.stored',
      'step.finished',
      'run.closed',
    ]);
    const { rows } = await store.sql.query<{ leaf_hash: Buffer }>(
      `select leaf_hash from audit_leaf where run_id = 'run_xyz' order by leaf_id`,
    );
    const hashes = trail.map((line) => createHash('sha256').update(Buffer.of(0)).update(line).digest('hex'));
    expect(hashes).toEqual(rows.map((r) => r.leaf_hash.toString('hex')));
    expect(types.length && JSON.parse(trail[2]!).artifact_id).toBe(source.artifact_id);
  });

  test('are written again only when they changed, and every version of them is known', async () => {
    const step = await startAttempt(store.acme);
    await store.acme.put({ step, name: 'x.bin', body: Buffer.from('x') });
    await store.acme.steps.finish(step);
    await store.acme.steps.finish(step);
    const key = `acme/runs/${step.runId}/steps/ingest/outputs/manifest.json`;
    expect((await allVersions(store, key)).length).toBe(1);
    const second = await store.acme.steps.start(step);
    await store.acme.put({ step: second, name: 'y.bin', body: Buffer.from('y') });
    await store.acme.steps.finish(second);
    expect((await allVersions(store, key)).length).toBe(2);
    expect(await unknownVersions(store)).toEqual([]);
  });

  test('are finished by whoever recovers, when the process died before it wrote them', async () => {
    const step = await startAttempt(store.acme);
    await store.sql.query(
      `insert into outbox (tenant, job_id, kind, run_id, step) values ('acme', gen_random_uuid(), 'outputs-manifest', $1, 'ingest')`,
      [step.runId],
    );
    await (await store.reopen()).tenant('acme').recover();
    expect(await json(`acme/runs/${step.runId}/steps/ingest/outputs/manifest.json`)).toMatchObject({
      run_id: step.runId,
      artifacts: [],
    });
    expect((await store.sql.query('select * from outbox')).rows).toEqual([]);
  });
});

describe('a run', () => {
  test('is not closed as succeeded while a step runs, and fails its steps when it is closed as failed', async () => {
    const step = await startAttempt(store.acme);
    await expect(store.acme.runs.close({ runId: step.runId, state: 'SUCCEEDED' })).rejects.toBeInstanceOf(
      ConflictError,
    );
    expect(await store.acme.runs.close({ runId: step.runId, state: 'FAILED' })).toMatchObject({ state: 'FAILED' });
    await expect(store.acme.put({ step, name: 'x.bin', body: Buffer.from('x') })).rejects.toBeInstanceOf(
      AttemptFencedError,
    );
    await expect(store.acme.steps.start(step)).rejects.toBeInstanceOf(AttemptFencedError);
    await expect(store.acme.runs.close({ runId: step.runId, state: 'SUCCEEDED' })).rejects.toBeInstanceOf(
      ConflictError,
    );
  });

  test('has an id of its own', async () => {
    const { runId } = await store.acme.runs.start();
    await expect(store.acme.runs.start({ runId })).rejects.toBeInstanceOf(ConflictError);
  });
});
