import { execFileSync } from 'node:child_process';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  MetadataError,
  ObjectStoreError,
  UnknownVersionError,
  WriteAbortedError,
  type Artifacts,
  type TenantArtifacts,
} from '../../../runtime';
import { startS3Proxy, type Fault, type S3Proxy } from '../../helpers/s3-proxy';
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
let acme: TenantArtifacts;
beforeAll(async () => {
  store = await openTestStore();
  await store.artifacts.backend.probe({ tenant: 'acme' });
  proxy = await startS3Proxy(store.services);
  behind = await store.reopen((config) => {
    config.bucket.endpoint!.url = proxy.url;
    config.limits!.idleTimeoutSeconds = 1;
  });
  await behind.backend.probe({ tenant: 'acme' });
  acme = behind.tenant('acme');
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

const put = (r: { method: string; url: string }): boolean => r.method === 'PUT' && !r.url.includes('uploadId');
const complete = (r: { method: string; url: string }): boolean => r.method === 'POST' && r.url.includes('uploadId');
const get = (r: { method: string }): boolean => r.method === 'GET';
const arrange = (...faults: Fault[]): void => void proxy.faults.push(...faults);
const LARGE = Buffer.alloc(11_000_000, 'large');

describe('a put on a bad network', () => {
  test('finds its own version when the answer of the PUT is lost, and stores it once', async () => {
    const step = await startAttempt(acme);
    arrange({ match: put, effect: 'lose-answer', times: 1 });
    const document = await acme.put({ step, name: 'lost.bin', body: Buffer.from('lost answer') });
    expect((await allVersions(store, new URL(document.uri).pathname.slice(1))).map((v) => v.VersionId)).toEqual([
      document.version_id,
    ]);
    expect((await acme.get(document.artifact_id)).toString()).toBe('lost answer');
  });

  test('finds its own version when every answer of the PUT is lost', async () => {
    const step = await startAttempt(acme);
    arrange({ match: put, effect: 'lose-answer', times: 3 });
    const document = await acme.put({ step, name: 'lost.bin', body: Buffer.from('lost answers') });
    expect((await acme.get(document.artifact_id)).toString()).toBe('lost answers');
  });

  test('finds its own version when the answer of a multipart completion is lost', async () => {
    const step = await startAttempt(acme);
    arrange({ match: complete, effect: 'lose-answer', times: 3 });
    const document = await acme.put({ step, name: 'lost.bin', body: LARGE });
    expect((await acme.get(document.artifact_id)).equals(LARGE)).toBe(true);
  });

  test('retries through answers of 503 and dropped requests', async () => {
    const step = await startAttempt(acme);
    arrange(
      { match: put, effect: { status: 503, code: 'SlowDown' }, times: 1 },
      { match: put, effect: 'drop-request', times: 1 },
    );
    await acme.put({ step, name: 'retry.bin', body: Buffer.from('retry') });
  });

  test.each<Fault['effect']>([
    { status: 403, code: 'AccessDenied' },
    { status: 500, code: 'InternalError' },
    'drop-request',
  ])('that is answered with %j for good fails typed, is not stored, and can be done again', async (effect) => {
    const step = await startAttempt(acme);
    arrange({ match: put, effect, times: 99 });
    const error = await acme.put({ step, name: 'refused.bin', body: Buffer.from('refused') }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ObjectStoreError);
    expect((error as ObjectStoreError).artifactExists).toBe('no');
    expect((error as ObjectStoreError).retryable).toBe(
      effect === 'drop-request' || (effect as { status: number }).status === 500,
    );
    proxy.faults.length = 0;
    expect((await acme.put({ step, name: 'refused.bin', body: Buffer.from('refused') })).state).toBe('LIVE');
  });

  test('that is never answered ends at its time limit', async () => {
    const slow = await store.reopen((config) => {
      config.bucket.endpoint!.url = proxy.url;
      config.limits!.uploadTimeoutSeconds = 1;
    });
    const step = await startAttempt(acme);
    arrange({ match: put, effect: 'hang', times: 99 });
    const error = await slow
      .tenant('acme')
      .put({ step, name: 'hang.bin', body: Buffer.from('hang') })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(WriteAbortedError);
    expect((error as WriteAbortedError).artifactExists).toBe('no');
  });

  test('stops at a version that something else wrote to its key, and names it', async () => {
    const step = await startAttempt(acme);
    const Key = `acme/runs/${step.runId}/steps/ingest/outputs/foreign.bin`;
    const { VersionId } = await store.admin.send(
      new PutObjectCommand({ Bucket: store.config.bucket.name, Key, Body: 'foreign', ServerSideEncryption: 'AES256' }),
    );
    const error = await acme.put({ step, name: 'foreign.bin', body: Buffer.from('mine') }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UnknownVersionError);
    expect((error as UnknownVersionError).versionIds).toEqual([VersionId]);
    await store.sql.query(
      `insert into object_version (tenant, bucket, key, version_id, op_id, etag, role, state) values ('acme', $1, $2, $3, gen_random_uuid(), '', 'ARTIFACT', 'ABANDONED')`,
      [store.config.bucket.name, Key, VersionId],
    );
  });
});

describe('a get on a bad network', () => {
  test('is taken up where it broke, and verified as a whole', async () => {
    const document = await acme.put({ step: await startAttempt(acme), name: 'big.bin', body: LARGE });
    arrange({ match: get, effect: 'cut-answer', times: 3 });
    expect((await acme.get(document.artifact_id)).equals(LARGE)).toBe(true);
  });

  test('is taken up where its body stalled, after the idle time', async () => {
    const document = await acme.put({ step: await startAttempt(acme), name: 'big.bin', body: LARGE });
    const stall: Fault = { match: get, effect: 'stall-answer', times: 1 };
    arrange(stall);
    expect((await acme.get(document.artifact_id)).equals(LARGE)).toBe(true);
    expect(stall.times).toBe(0);
  });

  test('that stalls every time gives up typed', async () => {
    const document = await acme.put({ step: await startAttempt(acme), name: 'big.bin', body: LARGE });
    arrange({ match: get, effect: 'stall-answer', times: 99 });
    await expect(acme.get(document.artifact_id)).rejects.toMatchObject({ code: 'OBJECT_STORE', retryable: true });
  });

  test('gives up typed when it breaks every time', async () => {
    const document = await acme.put({ step: await startAttempt(acme), name: 'big.bin', body: LARGE });
    arrange({ match: get, effect: 'drop-request', times: 99 });
    await expect(acme.get(document.artifact_id)).rejects.toBeInstanceOf(ObjectStoreError);
  });
});

describe('a put with a dead database', () => {
  const ENDED = `select pg_terminate_backend(pid, 5000) from pg_stat_activity
     where application_name = 'gl-artifacts-app' and datname = current_database()`;
  const endConnections = async (): Promise<void> => void (await store.sql.query(ENDED));
  /** The same, over before this process goes on. */
  const endConnectionsNow = (): void => {
    const { host, port, superuser } = store.services.postgres;
    const script = `const { Client } = require('pg');
      const client = new Client({ host: '${host}', port: ${port}, database: '${store.config.database.name}' });
      client.connect().then(() => client.query(process.env.QUERY)).then(() => client.end());`;
    const env = { ...process.env, PGUSER: superuser.user, PGPASSWORD: superuser.password, QUERY: ENDED };
    execFileSync(process.execPath, ['-e', script], { env });
  };
  const waitsFor = async (table: string): Promise<void> => {
    const waiting = `select 1 from pg_locks where not granted and relation = $1::regclass
       and database = (select oid from pg_database where datname = current_database())`;
    const deadline = Date.now() + 20_000;
    while ((await store.sql.query(waiting, [table])).rows.length === 0)
      if (Date.now() > deadline) throw new Error(`nobody waits for ${table}`);
  };

  test.each(['begin', 'intent-recorded', 'uploading', 'upload-staged', 'object-stored'])(
    'goes on over others when its connections have ended at %s, and stores one version',
    async (phase) => {
      const step = await startAttempt(acme);
      let cuts = 0;
      const onProgress = (progress: { phase: string }): void => {
        if (progress.phase === phase && cuts++ === 0) endConnectionsNow();
      };
      const document = await acme.put({ step, name: 'cut.bin', body: Buffer.from(phase), onProgress });
      expect(cuts).toBe(1);
      expect((await acme.get(document.artifact_id)).toString()).toBe(phase);
      expect(await allVersions(store, new URL(document.uri).pathname.slice(1))).toHaveLength(1);
    },
  );

  test('fails typed when the connection ends in the middle of its first transaction, and nothing was stored', async () => {
    const step = await startAttempt(acme);
    await store.sql.query('begin');
    await store.sql.query('lock table intent in access exclusive mode');
    const failure = acme.put({ step, name: 'cut.bin', body: Buffer.from('x') }).catch((e: unknown) => e);
    await waitsFor('intent');
    await endConnections();
    await store.sql.query('rollback');
    expect(await failure).toBeInstanceOf(MetadataError);
    expect(await failure).toMatchObject({ retryable: true, artifactExists: 'no' });
    expect(await allVersions(store, `acme/runs/${step.runId}/`)).toEqual([]);
    await acme.put({ step, name: 'cut.bin', body: Buffer.from('x') });
  });

  test('commits again when the connection ends in the middle of the commit, and commits once', async () => {
    const step = await startAttempt(acme);
    await store.sql.query('begin');
    // Readers pass, so that only the commit waits.
    await store.sql.query('lock table artifact in share row exclusive mode');
    const put = acme.put({ step, name: 'cut.bin', body: Buffer.from('x') });
    await waitsFor('artifact');
    await endConnections();
    await store.sql.query('rollback');
    const document = await put;
    const { rows } = await store.sql.query('select artifact_id from artifact where run_id = $1', [step.runId]);
    expect(rows).toEqual([{ artifact_id: document.artifact_id }]);
    expect(await allVersions(store, new URL(document.uri).pathname.slice(1))).toHaveLength(1);
  });

  test('says that it does not know when the database stays away after the upload', async () => {
    const step = await startAttempt(acme);
    const database = store.config.database.name;
    const shutOut = async () => {
      await store.sql.query(`revoke connect on database ${database} from public`);
      await endConnections();
    };
    let blocked: Promise<void> | undefined;
    const error = await acme
      .put({
        step,
        name: 'dead.bin',
        body: Buffer.from('dead'),
        onProgress: ({ phase }) => {
          if (phase === 'uploading') blocked = shutOut();
        },
      })
      .catch((e: unknown) => e);
    await blocked;
    await store.sql.query(`grant connect on database ${database} to public`);
    expect(error).toBeInstanceOf(MetadataError);
    expect((error as MetadataError).artifactExists).toBe('unknown');
    await recoverCompletely(store);
    const document = await acme.put({ step, name: 'dead.bin', body: Buffer.from('dead') });
    expect((await acme.get(document.artifact_id)).toString()).toBe('dead');
  });
});
