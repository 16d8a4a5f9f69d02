import {
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  S3Client,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { readFile, stat } from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import { applyBaseline } from '../../helpers/baseline';
import { openTestStore, startAttempt, type TestStore } from '../../helpers/store';

let store: TestStore;
let acme: S3Client;
let plain: S3Client;
beforeAll(async () => {
  store = await openTestStore();
  const credentials = JSON.parse(await readFile(path.join(store.directory, 's3', 'acme.json'), 'utf8')) as never;
  const common = { region: 'eu-west-1', forcePathStyle: true, credentials, maxAttempts: 1 };
  const httpsAgent = new https.Agent({ ca: await readFile(store.services.s3.caFile) });
  acme = new S3Client({
    ...common,
    endpoint: store.services.s3.tlsUrl,
    requestHandler: new NodeHttpHandler({ httpsAgent }),
  });
  plain = new S3Client({ ...common, endpoint: store.services.s3.plainUrl });
});
afterAll(async () => {
  acme.destroy();
  plain.destroy();
  await store.close();
});

const apply = () =>
  applyBaseline({
    services: store.services,
    bucketName: store.config.bucket.name,
    databaseName: store.config.database.name,
    tenants: ['acme', 'globex'],
    directory: store.directory,
  });
const changed = async () =>
  (await apply()).results
    .filter((r) => !['unchanged', 'unsupported'].includes(r.outcome))
    .map((r) => [r.token.split(':').at(-1), r.outcome]);

const status = (request: Promise<unknown>): Promise<number | undefined> =>
  request.then(
    () => 200,
    (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode,
  );
const putAs = (client: S3Client, key: string, more: Partial<PutObjectCommandInput>) =>
  status(client.send(new PutObjectCommand({ Bucket: store.config.bucket.name, Key: key, Body: 'x', ...more })));

describe('ensuring the baseline again', () => {
  test('changes nothing', async () => {
    expect(await changed()).toEqual([]);
  });

  test('keeps its secrets for their owner alone', async () => {
    for (const file of ['s3/acme.json', 's3/globex.json'])
      expect((await stat(path.join(store.directory, file))).mode & 0o077).toBe(0);
  });

  test('puts a bucket right that somebody changed', async () => {
    const Bucket = store.config.bucket.name;
    await store.admin.send(new DeleteBucketPolicyCommand({ Bucket }));
    const rule = { ID: 'soon', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } } as const;
    const LifecycleConfiguration = { Rules: [rule] };
    await store.admin.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
    expect(await changed()).toEqual([
      ['BucketLifecycleConfiguration', 'updated'],
      ['BucketPolicy', 'created'],
    ]);
    expect(await changed()).toEqual([]);
  });

  test('takes a privilege back that somebody gave the app role', async () => {
    await store.sql.query('alter role gl_app createdb');
    expect(await changed()).toEqual([['Role', 'updated']]);
    const { rows } = await store.sql.query(
      `select rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls from pg_roles where rolname in ('gl_app', 'gl_worker', 'gl_owner')`,
    );
    for (const role of rows)
      expect(role).toMatchObject({ rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false });
  });
});

describe('the bucket', () => {
  const encrypted = { ServerSideEncryption: 'AES256' } as const;

  test.each([
    ['over TLS and with the header', () => putAs(acme, 'acme/probe', encrypted), 200],
    ['without the header', () => putAs(acme, 'acme/probe', {}), 403],
    ['without TLS', () => putAs(plain, 'acme/probe', encrypted), 403],
    ['below another tenant’s prefix', () => putAs(acme, 'globex/probe', encrypted), 403],
    ['below a prefix that begins like the own one', () => putAs(acme, 'acme-evil/probe', encrypted), 403],
  ])('answers an upload %s with its rule', async (_how, upload, expected) => {
    expect(await upload()).toBe(expected);
  });

  test('keeps a locked version from everybody who may delete, and gives its bytes to its own tenant only', async () => {
    const step = await startAttempt(store.acme);
    const { uri, version_id: VersionId } = await store.acme.put({ step, name: 'a.bin', body: Buffer.from('a') });
    const of = { Bucket: store.config.bucket.name, Key: new URL(uri).pathname.slice(1), VersionId };
    expect(await status(acme.send(new DeleteObjectCommand(of)))).toBe(403);
    expect(await status(acme.send(new DeleteObjectCommand({ ...of, BypassGovernanceRetention: true })))).toBe(403);
    expect(await status(store.admin.send(new DeleteObjectCommand(of)))).toBe(403);
    expect(await status(acme.send(new GetObjectCommand(of)))).toBe(200);
  });
});
