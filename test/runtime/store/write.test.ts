import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { MetadataError, WriteAbortedError, WriteInProgressError, type Artifacts } from '../../../runtime';
import { startS3Proxy, type S3Proxy } from '../../helpers/s3-proxy';
import {
  allVersions,
  openTestStore,
  recoverCompletely,
  startAttempt,
  unknownVersions,
  type TestStore,
} from '../../helpers/store';

let store: TestStore;
let proxy: S3Proxy;
let behind: Artifacts;
beforeAll(async () => {
  store = await openTestStore({ intentLeaseSeconds: 1 });
  await store.artifacts.backend.probe({ tenant: 'acme' });
  proxy = await startS3Proxy(store.services);
  behind = await store.reopen((config) => void (config.bucket.endpoint!.url = proxy.url));
  await behind.backend.probe({ tenant: 'acme' });
});
afterEach(async () => {
  proxy.faults.length = 0;
  await recoverCompletely(store);
  expect(await unknownVersions(store)).toEqual([]);
});
afterAll(async () => {
  await store.close();
  await proxy.close();
});

const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const past = (ms: number) => {
  const begin = performance.now();
  return until(() => performance.now() - begin > ms);
};

describe('a put from a slow source', () => {
  test('waits for the first bytes longer than a lease lasts', async () => {
    const step = await startAttempt(store.acme);
    const body = Readable.from(
      (async function* () {
        await past(2500);
        yield Buffer.from('late');
      })(),
    );
    const document = await store.acme.put({ step, name: 'late.bin', body });
    expect((await store.acme.get(document.artifact_id)).toString()).toBe('late');
  });

  test('keeps its intent alive through an upload that takes longer than a lease', async () => {
    const step = await startAttempt(store.acme);
    const aliveUntil = async (): Promise<number> => {
      const { rows } = await store.sql.query<{ at: Date }>('select alive_until as at from intent where run_id = $1', [
        step.runId,
      ]);
      return rows[0]?.at.getTime() ?? 0;
    };
    const body = Readable.from(
      (async function* () {
        yield Buffer.alloc(6_000_000, 'a');
        await until(async () => (await aliveUntil()) > 0);
        const first = await aliveUntil();
        await until(async () => (await aliveUntil()) > first + 1000);
        expect((await store.acme.recover()).abandoned).toBe(0);
        yield Buffer.alloc(6_000_000, 'b');
      })(),
    );
    const document = await store.acme.put({ step, name: 'long.bin', body });
    expect((await store.acme.get(document.artifact_id)).length).toBe(12_000_000);
  });
});

describe('a put where a living writer has a version that it has not committed', () => {
  const living = async () => {
    const step = await startAttempt(store.acme);
    const key = `acme/runs/${step.runId}/steps/ingest/outputs/shared.bin`;
    const opId = randomUUID();
    const Bucket = store.config.bucket.name;
    await store.sql.query(
      `insert into intent (tenant, op_id, bucket, key, owner, run_id, step, attempt, alive_until)
       values ('acme', $1, $2, $3, gen_random_uuid(), $4, 'ingest', 1, now() + interval '10 minutes')`,
      [opId, Bucket, key, step.runId],
    );
    const write = { Bucket, Key: key, Metadata: { 'gl-op-id': opId }, ServerSideEncryption: 'AES256' as const };
    const { VersionId } = await store.admin.send(new PutObjectCommand({ ...write, Body: 'theirs' }));
    return { step, key, opId, versionId: VersionId };
  };
  const dies = (opId: string) => store.sql.query('update intent set alive_until = now() where op_id = $1', [opId]);

  test('puts nothing over it, and says that another writer holds the key', async () => {
    const { step, key, opId, versionId } = await living();
    const refused = await store.acme
      .put({ step, name: 'shared.bin', body: Buffer.from('ours') })
      .catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(WriteInProgressError);
    expect(refused).toMatchObject({ code: 'WRITE_IN_PROGRESS', retryable: true, artifactExists: 'no' });
    expect((await allVersions(store, key)).map((v) => v.VersionId)).toEqual([versionId]);
    await dies(opId);
  });

  test('goes on when that writer has died', async () => {
    const { step, opId } = await living();
    const put = store.acme.put({ step, name: 'shared.bin', body: Buffer.from('ours') });
    await dies(opId);
    expect((await store.acme.get((await put).artifact_id)).toString()).toBe('ours');
  });
});

describe('a put that fails', () => {
  test('over a delete marker is no final refusal: the key is empty, and is written as such', async () => {
    const step = await startAttempt(store.acme);
    const first = await store.acme.put({ step, name: 'marked.bin', body: Buffer.from('first') });
    await store.acme.steps.finish(step, { state: 'FAILED' });
    const again = await store.acme.steps.start({ runId: step.runId, step: 'ingest', agent: 'a', agentVersion: '1' });
    // AWS S3 answers so where lifecycle has put a delete marker on top; SeaweedFS takes the put.
    const match = (r: { method: string; url: string }) => r.method === 'PUT' && r.url.includes('marked.bin');
    proxy.faults.push({ match, effect: { status: 404, code: 'NoSuchKey' }, times: 1 });
    const body = Buffer.from('second');
    const second = await behind.tenant('acme').put({ step: again, name: 'marked.bin', body });
    expect((await store.acme.get(second.artifact_id)).toString()).toBe('second');
    expect(second.artifact_id).not.toBe(first.artifact_id);
  });

  test('for the caller’s own reason leaves that reason as it is, and says what holds of the put', async () => {
    const step = await startAttempt(store.acme);
    const reason = new MetadataError('another put', undefined, { reason: 'gone', artifactExists: 'unknown' });
    const caller = new AbortController();
    const failure = await store.acme
      .put({
        step,
        name: 'aborted.bin',
        body: Buffer.alloc(6_000_000),
        signal: caller.signal,
        onProgress: ({ phase }) => phase === 'uploading' && caller.abort(reason),
      })
      .catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(WriteAbortedError);
    expect(failure).toMatchObject({ artifactExists: 'no' });
    expect(reason.artifactExists).toBe('unknown');
  });

  test('before it has begun leaves nothing running', async () => {
    const step = await startAttempt(store.acme);
    const onProgress = () => {
      throw new Error('the caller’s own');
    };
    const failure = await store.acme
      .put({ step, name: 'n.bin', body: Buffer.from('n'), onProgress })
      .catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(WriteAbortedError);
    expect(failure).toMatchObject({ artifactExists: 'no', message: expect.stringContaining('the caller’s own') });
    const missing = { file: '/nowhere/at/all' };
    await expect(store.acme.put({ step, name: 'n.bin', body: missing })).rejects.toMatchObject({
      artifactExists: 'no',
    });
    const { activeOps } = (store.acme as unknown as { ctx: { activeOps: Set<string> } }).ctx;
    expect([...activeOps]).toEqual([]);
  });
});
