import { createHash } from 'node:crypto';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { AttemptFencedError, ConflictError } from '../../../runtime';
import { writeDocument } from '../../../runtime/runs/documents';
import type { TenantContext } from '../../../runtime/store/context';
import { startS3Proxy } from '../../helpers/s3-proxy';
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
    expect((await store.acme.runs.start()).runId).not.toBe(runId);
    await expect(store.acme.runs.start({ runId, plan: { other: true } })).rejects.toBeInstanceOf(ConflictError);
  });
});

describe('a document that two processes write', () => {
  test('says in the end what the rows say, when the slow one had rendered it before the other', async () => {
    const step = await startAttempt(store.acme);
    await store.acme.put({ step, name: 'x.bin', body: Buffer.from('x') });
    const { ctx } = store.acme as unknown as { ctx: TenantContext };
    const job = { kind: 'outputs-manifest' as const, run_id: step.runId, step: 'ingest' };
    let slow = true;
    const put: typeof ctx.store.put = async (...args) => {
      if (slow) {
        slow = false;
        await store.acme.put({ step, name: 'y.bin', body: Buffer.from('y') });
        await writeDocument(ctx, job);
      }
      return ctx.store.put(...args);
    };
    await writeDocument({ ...ctx, store: Object.create(ctx.store, { put: { value: put } }) }, job);
    const key = `acme/runs/${step.runId}/steps/ingest/outputs/manifest.json`;
    const { artifacts } = JSON.parse(await read(key)) as { artifacts: { name: string }[] };
    expect(artifacts.map(({ name }) => name)).toEqual(['x.bin', 'y.bin']);
    expect(await unknownVersions(store)).toEqual([]);
  });
});

describe('starting a run again', () => {
  test('gives the same run, with the same plan in any order of its keys', async () => {
    const first = await store.acme.runs.start({ runId: 'run_again', plan: { a: 1, b: 2 } });
    const second = await store.acme.runs.start({ runId: 'run_again', plan: { b: 2, a: 1 } });
    expect(second).toEqual(first);
    await expect(store.acme.runs.start({ runId: 'run_again', plan: { a: 2 } })).rejects.toBeInstanceOf(ConflictError);
    await store.acme.runs.close({ runId: 'run_again', state: 'SUCCEEDED' });
    await expect(store.acme.runs.start({ runId: 'run_again', plan: { a: 1, b: 2 } })).rejects.toBeInstanceOf(
      ConflictError,
    );
  });

  test('is not needed after a fault: the run has started, and its plan stays due until it can be written', async () => {
    const proxy = await startS3Proxy(store.services);
    try {
      const behind = await store.reopen((config) => void (config.bucket.endpoint!.url = proxy.url));
      await behind.backend.probe({ tenant: 'acme' });
      const match = (r: { method: string; url: string }) => r.method === 'PUT' && r.url.includes('plan.json');
      proxy.faults.push({ match, effect: { status: 500, code: 'InternalError' }, times: 99 });
      const { runId } = await behind.tenant('acme').runs.start({ plan: { a: 1 } });
      const step = await startAttempt(store.acme);
      await store.sql.query(
        `insert into outbox (tenant, job_id, kind, run_id, step) values ('acme', gen_random_uuid(), 'outputs-manifest', $1, 'ingest')`,
        [step.runId],
      );
      // One document that fails holds up neither the others nor the recovery, which says what stays due.
      expect((await behind.tenant('acme').recover()).documents).toMatchObject({
        written: 1,
        due: [{ kind: 'plan', runId, reason: expect.stringContaining('InternalError') }],
      });
      expect(await json(`acme/runs/${step.runId}/steps/ingest/outputs/manifest.json`)).toMatchObject({ artifacts: [] });
      await expect(behind.tenant('acme').runs.close({ runId, state: 'SUCCEEDED' })).rejects.toMatchObject({
        code: 'OBJECT_STORE',
        retryable: true,
      });
      proxy.faults.length = 0;
      await behind.tenant('acme').runs.close({ runId, state: 'SUCCEEDED' });
      expect(await json(`acme/runs/${runId}/plan.json`)).toEqual({ a: 1 });
    } finally {
      await proxy.close();
    }
  });

  test.each<[string, () => object]>([
    [
      'a circle',
      () => {
        const plan: { self?: object } = {};
        plan.self = plan;
        return plan;
      },
    ],
    ['a NUL', () => ({ a: 'x\0y' })],
    ['half a surrogate pair', () => ({ 'a\ud800': 1 })],
    ['a big integer', () => ({ a: 1n })],
    ['a text', () => 'steps' as unknown as object],
  ])('refuses a plan that is or holds %s', async (_what, plan) => {
    await expect(store.acme.runs.start({ plan: plan() })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('takes a plan that only looks like one with a NUL', async () => {
    const plan = { pattern: String.raw`\u0000 and \\ud800`, face: '\u{1f600}' };
    expect((await store.acme.runs.start({ plan })).plan).toEqual(plan);
  });

  test('or ending anything takes no state that is none', async () => {
    const step = await startAttempt(store.acme);
    const state = 'RUNNING' as 'FAILED';
    await expect(store.acme.steps.finish(step, { state })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(store.acme.runs.close({ runId: step.runId, state })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(store.acme.steps.finish({ ...step, attempt: 1.5 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
