import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import {
  ArtifactDocumentSchema,
  AttemptFencedError,
  ConflictError,
  InvalidInputError,
  LocalIoError,
  NotFoundError,
  WriteAbortedError,
  type StepAttempt,
} from '../../../runtime';
import { openTestStore, startAttempt, unknownVersions, type TestStore } from '../../helpers/store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  await store.artifacts.backend.probe({ tenant: 'acme' });
});
afterAll(() => store.close());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const LARGE = Buffer.alloc(12_000_000, 'large body ');
const put = (step: StepAttempt, name: string, body: Buffer | Readable, more = {}) =>
  store.acme.put({ step, name, body, ...more });

describe('put', () => {
  test('costs one S3 request and one hash of the body for a small artifact, and no HEAD', async () => {
    const step = await startAttempt(store.acme);
    const body = Buffer.alloc(65_536, 1);
    const { counters } = store.acme;
    const before = { requests: { ...counters.requests }, hashed: counters.hashedBytes };
    await put(step, 'small.bin', body);
    const spent = Object.entries(counters.requests).filter(([name, count]) => count !== (before.requests[name] ?? 0));
    expect(spent).toEqual([['PutObject', (before.requests['PutObject'] ?? 0) + 1]]);
    expect(counters.hashedBytes - before.hashed).toBe(body.byteLength);
  });

  test('returns a metadata document that validates against the published schema', async () => {
    const ajv = new Ajv2020();
    addFormats(ajv);
    const document = await put(await startAttempt(store.acme), 'a.txt', Buffer.from('a'), { mediaType: 'text/plain' });
    expect(ajv.validate(ArtifactDocumentSchema, document) || ajv.errors).toBe(true);
    expect(document).toMatchObject({
      sha256: sha256(Buffer.from('a')),
      size_bytes: 1,
      media_type: 'text/plain',
      tenant: 'acme',
      state: 'LIVE',
    });
    expect(Date.parse(document.retention.expires_at) - Date.parse(document.created_at)).toBe(90 * 86_400_000);
  });

  test.each([
    ['an empty body', () => Buffer.alloc(0), Buffer.alloc(0)],
    ['a buffer at the threshold', () => LARGE.subarray(0, 5_242_880), LARGE.subarray(0, 5_242_880)],
    ['a buffer one byte over the threshold', () => LARGE.subarray(0, 5_242_881), LARGE.subarray(0, 5_242_881)],
    ['a large buffer', () => LARGE, LARGE],
    [
      'a stream in tiny chunks',
      () =>
        Readable.from(
          (function* () {
            for (let i = 0; i < 500; i++) yield LARGE.subarray(i * 7, i * 7 + 7);
          })(),
        ),
      LARGE.subarray(0, 3500),
    ],
    [
      'a large stream of unknown length',
      () => Readable.from([LARGE.subarray(0, 1), LARGE.subarray(1, 9_000_000), LARGE.subarray(9_000_000)]),
      LARGE,
    ],
  ])('stores %s and gives the same bytes back', async (_name, body, expected) => {
    const document = await put(await startAttempt(store.acme), 'body.bin', body());
    expect([document.size_bytes, document.sha256]).toEqual([expected.byteLength, sha256(expected)]);
    expect((await store.acme.get(document.artifact_id)).equals(expected)).toBe(true);
  });

  test('gives every version its lock, its retention tag and its encryption', async () => {
    for (const body of [Buffer.from('small'), LARGE]) {
      const document = await put(await startAttempt(store.acme), 'locked.bin', body, { retentionClass: '180-days' });
      const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(document.uri)!;
      const head = await store.admin.send(new HeadObjectCommand({ Bucket, Key, VersionId: document.version_id }));
      expect(head).toMatchObject({ ObjectLockMode: 'GOVERNANCE', ServerSideEncryption: 'AES256', TagCount: 1 });
      expect(head.ObjectLockRetainUntilDate).toEqual(new Date(document.lock.retain_until));
    }
  });

  test('returns the artifact that is there when an attempt repeats the same bytes, and stores nothing', async () => {
    const step = await startAttempt(store.acme);
    const first = await put(step, 'same.bin', Buffer.from('same'));
    const requests = JSON.stringify(store.acme.counters.requests);
    expect(await put(step, 'same.bin', Buffer.from('same'))).toEqual(first);
    expect(JSON.stringify(store.acme.counters.requests)).toBe(requests);
    await put(step, 'large.bin', LARGE);
    const again = await put(step, 'large.bin', LARGE);
    expect(again.version_id).toBe((await store.acme.stat(again.uri)).version_id);
  });

  test('refuses other bytes of the same attempt, saying that they were not stored', async () => {
    const step = await startAttempt(store.acme);
    const first = await put(step, 'x.bin', Buffer.from('one'));
    for (const body of [Buffer.from('two'), LARGE, Readable.from([LARGE])]) {
      const error = await put(step, 'x.bin', body).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(ConflictError);
      expect((error as ConflictError).artifactExists).toBe('no');
    }
    expect((await store.acme.stat(first.uri)).artifact_id).toBe(first.artifact_id);
  });

  test('lets a later attempt supersede what an unfinished one stored, which stays readable by its id', async () => {
    const first = await startAttempt(store.acme);
    const old = await put(first, 'x.bin', Buffer.from('one'));
    const second = await store.acme.steps.start({ ...first, agentVersion: '1.2.4' });
    const fresh = await put(second, 'x.bin', Buffer.from('two'));
    expect(fresh).toMatchObject({
      supersedes: old.artifact_id,
      producer: { attempt: 2, step_id: 'stp_ingest_002', agent_version: '1.2.4' },
    });
    expect((await store.acme.stat(old.artifact_id)).state).toBe('SUPERSEDED');
    expect((await store.acme.get(old.artifact_id)).toString()).toBe('one');
    expect((await store.acme.get(fresh.uri)).toString()).toBe('two');
  });

  test('fences an earlier attempt off as soon as a later one has started', async () => {
    const first = await startAttempt(store.acme);
    await store.acme.steps.start(first);
    await expect(put(first, 'late.bin', Buffer.from('late'))).rejects.toBeInstanceOf(AttemptFencedError);
    await expect(store.acme.steps.finish(first)).rejects.toBeInstanceOf(AttemptFencedError);
  });

  test('fences an attempt off that is superseded while its bytes are on their way', async () => {
    const first = await startAttempt(store.acme);
    let started: Promise<StepAttempt> | undefined;
    const late = store.acme.put({
      step: first,
      name: 'race.bin',
      body: Readable.from(
        (async function* () {
          yield LARGE;
          started = store.acme.steps.start(first);
          await started;
          yield Buffer.from('end');
        })(),
      ),
    });
    await expect(late).rejects.toBeInstanceOf(AttemptFencedError);
    const document = await put((await started)!, 'race.bin', Buffer.from('second'));
    expect((await store.acme.get(document.uri)).toString()).toBe('second');
  });

  test('replaces an artifact of a succeeded attempt only when told to', async () => {
    const first = await startAttempt(store.acme);
    const old = await put(first, 'x.bin', Buffer.from('one'));
    await store.acme.steps.finish(first);
    const second = await store.acme.steps.start(first);
    expect((await put(second, 'x.bin', Buffer.from('one'))).artifact_id).toBe(old.artifact_id);
    await expect(put(second, 'x.bin', Buffer.from('two'))).rejects.toBeInstanceOf(ConflictError);
    expect(await put(second, 'x.bin', Buffer.from('two'), { supersede: true })).toMatchObject({
      supersedes: old.artifact_id,
    });
  });

  test('has one winner when two processes write one key at once, and the loser hears why', async () => {
    const step = await startAttempt(store.acme);
    const other = (await store.reopen()).tenant('acme');
    const writers = [store.acme, other, store.acme, other].map((tenant, i) =>
      tenant.put({ step, name: 'race.bin', body: Buffer.from(`body ${i}`) }),
    );
    const results = await Promise.allSettled(writers);
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    for (const r of results) if (r.status === 'rejected') expect(r.reason).toBeInstanceOf(ConflictError);
  });

  test('gives two processes that write the same bytes at once the same artifact', async () => {
    const step = await startAttempt(store.acme);
    const other = (await store.reopen()).tenant('acme');
    const both = await Promise.all(
      [store.acme, other].map((tenant) => tenant.put({ step, name: 'twin.bin', body: Buffer.from('twin') })),
    );
    expect(both[0]!.artifact_id).toBe(both[1]!.artifact_id);
  });

  test('binds lineage to the digests of its inputs and refuses inputs that are not the tenant’s', async () => {
    const step = await startAttempt(store.acme);
    const parent = await put(step, 'parent.bin', Buffer.from('parent'));
    const child = await put(step, 'child.bin', Buffer.from('child'), {
      inputs: [parent.artifact_id, parent.artifact_id],
    });
    expect(child.lineage.inputs).toEqual([{ artifact_id: parent.artifact_id, uri: parent.uri, sha256: parent.sha256 }]);
    const foreign = await store.globex.put({
      step: await startAttempt(store.globex),
      name: 'f.bin',
      body: Buffer.from('f'),
    });
    await expect(put(step, 'bad.bin', Buffer.from('bad'), { inputs: [foreign.artifact_id] })).rejects.toBeInstanceOf(
      NotFoundError,
    );
  });

  test.each(['..', 'a/b', 'a\0b', '', 'manifest.json', 'é', 'x'.repeat(1024)])(
    'refuses the name %j before anything is written',
    async (name) => {
      const error = await put(await startAttempt(store.acme), name, Buffer.from('x')).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(InvalidInputError);
      expect((error as InvalidInputError).artifactExists).toBe('no');
    },
  );

  test('refuses an unknown retention class and a run that does not exist', async () => {
    const step = await startAttempt(store.acme);
    await expect(put(step, 'x.bin', Buffer.from('x'), { retentionClass: 'forever' })).rejects.toBeInstanceOf(
      InvalidInputError,
    );
    await expect(put({ ...step, runId: 'run_unknown' }, 'x.bin', Buffer.from('x'))).rejects.toBeInstanceOf(
      NotFoundError,
    );
  });

  test.each([
    ['a file that is not there', async () => ({ file: '/no/such/file' })],
    ['a folder', async () => ({ file: os.tmpdir() })],
    [
      'a stream that breaks',
      async () =>
        Readable.from(
          (async function* () {
            yield Buffer.from('half');
            await Promise.resolve();
            throw new Error('source broke');
          })(),
        ),
    ],
    [
      'a large stream that breaks',
      async () =>
        Readable.from(
          (async function* () {
            yield LARGE;
            await Promise.resolve();
            throw new Error('source broke');
          })(),
        ),
    ],
    ['a stream of text', async () => Readable.from(['text'])],
  ])('says that %s was not stored', async (_name, body) => {
    const step = await startAttempt(store.acme);
    const error = await store.acme.put({ step, name: 'x.bin', body: await body() }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(LocalIoError);
    expect((error as LocalIoError).artifactExists).toBe('no');
    await put(step, 'x.bin', Buffer.from('the retry'));
  });

  test('notices a file that grows while it is read', async () => {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'gl-put-'));
    const file = path.join(directory, 'growing.bin');
    await writeFile(file, LARGE);
    const step = await startAttempt(store.acme);
    const grown = store.acme.put({
      step,
      name: 'growing.bin',
      body: { file },
      onProgress: ({ phase }) => {
        if (phase === 'intent-recorded') void writeFile(file, Buffer.from('more'), { flag: 'a' });
      },
    });
    await expect(grown).rejects.toThrow(/the file changed while it was read/);
    await rm(directory, { recursive: true });
  });

  test('stops when its caller aborts, and says that nothing was stored', async () => {
    const step = await startAttempt(store.acme);
    const controller = new AbortController();
    const onProgress = ({ phase }: { phase: string }) => phase === 'intent-recorded' && controller.abort();
    const error = await put(step, 'stop.bin', LARGE, { signal: controller.signal, onProgress }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(WriteAbortedError);
    expect((error as WriteAbortedError).artifactExists).toBe('no');
    expect((await put(step, 'stop.bin', LARGE)).sha256).toBe(sha256(LARGE));
  });

  test('stops when its caller aborts a body that gives nothing more, and ends that body', async () => {
    const stop = new AbortController();
    const body = new PassThrough();
    body.write('the beginning');
    const step = await startAttempt(store.acme);
    const put = store.acme.put({ step, name: 'stalled.bin', body, signal: stop.signal });
    while (body.readableLength > 0) await setImmediate();
    stop.abort(new Error('stopped by the caller'));
    await expect(put).rejects.toMatchObject({ code: 'WRITE_ABORTED', artifactExists: 'no' });
    expect(body.destroyed).toBe(true);
  });

  test('leaves no version that the database does not know, after all of the above', async () => {
    expect(await unknownVersions(store)).toEqual([]);
  });
});

describe('the same bytes again', () => {
  test('with other inputs or another retention class are not the same artifact', async () => {
    const step = await startAttempt(store.acme);
    const source = await store.acme.put({ step, name: 'source.csv', folder: 'inputs', body: Buffer.from('s') });
    const body = Buffer.from('b');
    const inputs = [source.artifact_id];
    const first = await store.acme.put({ step, name: 'made.bin', body, inputs });
    expect((await store.acme.put({ step, name: 'made.bin', body, inputs })).artifact_id).toBe(first.artifact_id);
    await expect(store.acme.put({ step, name: 'made.bin', body })).rejects.toThrow(/other inputs: art_/);
    await expect(store.acme.put({ step, name: 'made.bin', body, inputs, retentionClass: '365-days' })).rejects.toThrow(
      /retention class 90-days/,
    );
  });

  test('below a folder that is none are refused before anything is written', async () => {
    const step = await startAttempt(store.acme);
    const before = { ...store.acme.counters.requests };
    for (const folder of ['../../../globex', 'elsewhere', ''])
      await expect(
        store.acme.put({ step, name: 'f.bin', body: Buffer.from('f'), folder: folder as 'outputs' }),
      ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(store.acme.counters.requests).toEqual(before);
  });
});
