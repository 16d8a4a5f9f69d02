import { randomUUID } from 'node:crypto';
import {
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { openTestStore, recoverCompletely, startAttempt, unknownVersions, type TestStore } from '../../helpers/store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  await store.artifacts.backend.probe({ tenant: 'acme' });
});
afterAll(() => store.close());

/** What a process leaves that died after its PUT: an intent, and a version that carries its operation. */
const leaveBehind = async (options: {
  aliveSeconds: number;
  version: boolean;
  upload?: boolean;
  run?: { runId: string };
}) => {
  const step = options.run ?? (await startAttempt(store.acme));
  const opId = randomUUID();
  const Key = `acme/runs/${step.runId}/steps/ingest/outputs/left.bin`;
  const Bucket = store.config.bucket.name;
  await store.sql.query(
    `insert into intent (tenant, op_id, bucket, key, owner, run_id, step, attempt, alive_until)
     values ('acme', $1, $2, $3, gen_random_uuid(), $4, 'ingest', 1, now() + make_interval(secs => $5))`,
    [opId, Bucket, Key, step.runId, options.aliveSeconds],
  );
  const write = { Bucket, Key, Metadata: { 'gl-op-id': opId }, ServerSideEncryption: 'AES256' as const };
  if (options.version) await store.admin.send(new PutObjectCommand({ ...write, Body: 'left behind' }));
  if (options.upload === true) await store.admin.send(new CreateMultipartUploadCommand(write));
  return { step, opId, key: Key };
};

const stateOf = async (key: string): Promise<string[]> =>
  (await store.sql.query<{ state: string }>('select state from object_version where key = $1', [key])).rows.map(
    (r) => r.state,
  );

/** Until somebody waits for a lock on the table. */
const waitsForLock = async (table: string): Promise<void> => {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const { rows } = await store.sql.query(
      `select 1 from pg_locks where not granted and relation = $1::regclass and database = (select oid from pg_database where datname = current_database())`,
      [table],
    );
    if (rows.length > 0) return;
    if (Date.now() > deadline) throw new Error(`nobody waits for ${table}`);
  }
};

describe('recovery', () => {
  test('gives a dead writer’s version a row: abandoned, and deletable when its lock ends', async () => {
    const { key } = await leaveBehind({ aliveSeconds: -1, version: true });
    expect((await unknownVersions(store)).length).toBe(1);
    expect(await store.acme.recover()).toMatchObject({ abandoned: 1, unknown: [] });
    expect(await unknownVersions(store)).toEqual([]);
    const { rows } = await store.sql.query(
      `select state, deletable_after > now() + interval '29 days' as locked from object_version where key = $1`,
      [key],
    );
    expect(rows).toEqual([{ state: 'ABANDONED', locked: true }]);
  });

  test('leaves a living writer alone', async () => {
    const { key, opId } = await leaveBehind({ aliveSeconds: 600, version: true });
    expect(await store.acme.recover()).toMatchObject({ abandoned: 0, unknown: [] });
    expect(await stateOf(key)).toEqual([]);
    await store.sql.query('update intent set alive_until = now() where op_id = $1', [opId]);
    await recoverCompletely(store);
    expect(await stateOf(key)).toEqual(['ABANDONED']);
  });

  test('watches an abandoned intent until it has settled, and finds what arrives late', async () => {
    const { key, opId } = await leaveBehind({ aliveSeconds: -1, version: false });
    expect(await store.acme.recover()).toMatchObject({ abandoned: 0, settled: 0 });
    const late = {
      Bucket: store.config.bucket.name,
      Key: key,
      Body: 'late',
      Metadata: { 'gl-op-id': opId },
      ServerSideEncryption: 'AES256' as const,
    };
    await store.admin.send(new PutObjectCommand(late));
    await recoverCompletely(store);
    expect(await stateOf(key)).toEqual(['ABANDONED']);
    expect(await unknownVersions(store)).toEqual([]);
  });

  test('frees the parts of uploads that nobody will complete', async () => {
    const { key } = await leaveBehind({ aliveSeconds: -1, version: false, upload: true });
    expect(await store.acme.recover()).toMatchObject({ aborted: 1 });
    const { Uploads = [] } = await store.admin.send(
      new ListMultipartUploadsCommand({ Bucket: store.config.bucket.name, Prefix: key }),
    );
    expect(Uploads).toEqual([]);
  });

  test('is not needed by a later attempt, which writes over what it finds', async () => {
    const { step, key } = await leaveBehind({ aliveSeconds: 600, version: true });
    const second = await store.acme.steps.start({ runId: step.runId, step: 'ingest', agent: 'a', agentVersion: '1' });
    const document = await store.acme.put({ step: second, name: 'left.bin', body: Buffer.from('second') });
    expect((await store.acme.get(document.artifact_id)).toString()).toBe('second');
    expect((await stateOf(key)).sort()).toEqual(['ABANDONED', 'LIVE']);
  });

  test('knows the version of a writer that commits while it looks', async () => {
    await recoverCompletely(store);
    const { key, opId } = await leaveBehind({ aliveSeconds: 600, version: true });
    const Bucket = store.config.bucket.name;
    const { VersionId } = await store.admin.send(new HeadObjectCommand({ Bucket, Key: key }));
    // Recovery judges intents by their steps, so it waits here, between the listing and whatever it reads after that.
    await store.sql.query('begin');
    await store.sql.query('lock table step in access exclusive mode');
    const recovery = store.acme.recover();
    await waitsForLock('step');
    await store.sql.query(
      `insert into object_version (tenant, bucket, key, version_id, op_id, etag, role, state)
       values ('acme', $1, $2, $3, $4, 'etag', 'ARTIFACT', 'LIVE')`,
      [Bucket, key, VersionId, opId],
    );
    await store.sql.query('delete from intent where op_id = $1', [opId]);
    await store.sql.query('commit');
    expect((await recovery).unknown).toEqual([]);
    expect(await stateOf(key)).toEqual(['LIVE']);
  });

  test('reports a version that no intent explains instead of adopting it', async () => {
    const { key } = await leaveBehind({ aliveSeconds: -1, version: false });
    const { VersionId } = await store.admin.send(
      new PutObjectCommand({
        Bucket: store.config.bucket.name,
        Key: key,
        Body: 'foreign',
        ServerSideEncryption: 'AES256',
      }),
    );
    expect((await store.acme.recover()).unknown).toEqual([{ key, versionId: VersionId }]);
    expect(await stateOf(key)).toEqual([]);
  });
});
