import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { GetBucketPolicyCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { bucketPolicy, type PolicyDocument } from '../../../components/documents';
import { checkConfig } from '../../../runtime/config/load';
import { runTimeOf, type RunTime } from '../../../tools/local-stack/run-time';
import { runProgram } from '../../../tools/monitor';
import type { LocalServices } from '../../../tools/services';
import { operate, type Operation, type StackTools } from '../../../tools/stacks';
import { applyBaseline } from '../../helpers/baseline';
import { describeOnEngine, engineOfTest } from '../../helpers/engine';
import { testServices } from '../../helpers/services';

const root = path.join(__dirname, '../../..');
const AWS_OR_POSTGRESQL = /^(aws|postgresql):/;

let services: LocalServices;
let folder: string;
beforeAll(async () => {
  services = await testServices();
  folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-up-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A local stack of its own on the services of the test run. */
const localStack = async (search: StackTools['search']) => {
  const suffix = randomBytes(5).toString('hex');
  const directory = await mkdtemp(path.join(folder, 'stack-'));
  const names = { bucketName: `gl-test-${suffix}`, databaseName: `gl_test_${suffix}`, directory };
  const runTime: RunTime = await runTimeOf(services, names);
  const tools = { search, homeDirectory: path.join(directory, 'pulumi') };
  const run = (operation: Operation) => operate(tools, { operation, stack: 'local', directory: root, ...runTime });
  return { names, run };
};
const operations = (steps: readonly { type: string; operation: string }[]): string[] => [
  ...new Set(steps.filter(({ type }) => AWS_OR_POSTGRESQL.test(type)).map(({ operation }) => operation)),
];

describe('the local stack without an engine', () => {
  test('provisions on real servers exactly what the documents say, and puts out the runtime’s configuration', async () => {
    const { names, run } = await localStack({ engine: undefined, tried: [] });
    const up = await run('up');
    expect([up.exitCode, up.exitCode === 0 ? '' : up.text]).toEqual([0, '']);
    const config = checkConfig(up.outputs['runtimeConfig']);
    expect([config.bucket.name, config.database.name]).toEqual([names.bucketName, names.databaseName]);
    expect(operations((await run('up')).steps)).toEqual(['same']);
    const { results, runtimeConfig } = await applyBaseline({ services, ...names, tenants: [] });
    const provisioned = results.filter(({ token }) => AWS_OR_POSTGRESQL.test(token));
    expect(provisioned.length).toBeGreaterThan(15);
    const changed = provisioned.filter(({ outcome }) => outcome === 'created' || outcome === 'updated');
    expect(changed.map(({ token, name, outcome }) => `${token} ${name} ${outcome}`)).toEqual([]);
    expect(config).toMatchObject({ bucket: runtimeConfig.bucket, database: runtimeConfig.database });
  }, 120_000);
});

describeOnEngine('the local stack on the Pulumi engine', () => {
  let bucket: string;
  let run: (operation: Operation) => ReturnType<typeof operate>;
  let ca: Buffer;
  let admin: S3Client;
  let plain: S3Client;
  beforeAll(async () => {
    const stack = await localStack({ engine: engineOfTest(), tried: [] });
    ({ run } = stack);
    bucket = stack.names.bucketName;
    ca = await readFile(services.s3.caFile);
    const common = { region: 'eu-west-1', forcePathStyle: true, credentials: services.s3.admin, maxAttempts: 1 };
    admin = new S3Client({
      ...common,
      endpoint: services.s3.tlsUrl,
      requestHandler: new NodeHttpHandler({ httpsAgent: new https.Agent({ ca }) }),
    });
    plain = new S3Client({ ...common, endpoint: services.s3.plainUrl });
  });
  afterAll(() => {
    admin.destroy();
    plain.destroy();
  });

  test('comes up, and the second time changes nothing', async () => {
    const up = await run('up');
    expect([up.exitCode, up.exitCode === 0 ? '' : up.text]).toEqual([0, '']);
    expect(operations(up.steps)).toEqual(['create']);
    expect(operations((await run('up')).steps)).toEqual(['same']);
  }, 120_000);

  const status = (request: Promise<unknown>): Promise<number | undefined> =>
    request.then(
      () => 200,
      (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode,
    );
  const head = (client: S3Client) => status(client.send(new HeadBucketCommand({ Bucket: bucket })));
  const put = (encrypted: boolean) =>
    status(
      admin.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: 'acme/probe',
          Body: 'x',
          ...(encrypted && { ServerSideEncryption: 'AES256' as const }),
        }),
      ),
    );
  /** Whether the server speaks that version of TLS at all: an older one never comes as far as the policy. */
  const speaks = (version: 'TLSv1.1' | 'TLSv1.2'): Promise<boolean> =>
    new Promise((resolve) => {
      const { hostname, port } = new URL(services.s3.tlsUrl);
      const ciphers = 'DEFAULT@SECLEVEL=0';
      const socket = tls.connect({
        host: hostname,
        port: Number(port),
        ca,
        minVersion: version,
        maxVersion: version,
        ciphers,
      });
      socket.once('secureConnect', () => {
        resolve(true);
        socket.destroy();
      });
      socket.once('error', () => resolve(false));
    });

  const STATEMENTS: Record<string, { allowed: () => Promise<unknown>; denied: () => Promise<unknown> }> = {
    DenyInsecureTransport: { allowed: () => head(admin), denied: () => head(plain) },
    DenyOutdatedTls: { allowed: () => speaks('TLSv1.2'), denied: () => speaks('TLSv1.1') },
    DenyUnencryptedUploads: { allowed: () => put(true), denied: () => put(false) },
  };

  test('has the policy that every artifact bucket has, and each of its statements allows and denies by real requests', async () => {
    const { Policy } = await admin.send(new GetBucketPolicyCommand({ Bucket: bucket }));
    const sids = (JSON.parse(Policy!) as PolicyDocument).Statement.map(({ Sid }) => Sid);
    expect(sids.sort()).toEqual(Object.keys(STATEMENTS).sort());
    for (const [sid, { allowed, denied }] of Object.entries(STATEMENTS))
      expect([sid, await allowed(), await denied()]).toEqual(
        sid === 'DenyOutdatedTls' ? [sid, true, false] : [sid, 200, 403],
      );
  });
});

test('the AWS stacks render the same documents as the local one', async () => {
  const documents = await Promise.all(
    ['local', 'us-east-1', 'eu-west-1', 'ap-southeast-1'].map(async (stack) => {
      const runTime = stack === 'local' ? await runTimeOf(services) : undefined;
      const text = Object.entries(runTime?.config ?? {}).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]);
      const config = Object.fromEntries(text) as Record<string, string>;
      const run = await runProgram({ directory: root, stack, config, dryRun: true });
      const of = (kind: string) =>
        run.resources.find((r) => r.type.endsWith(`:${kind}`) && r.parent.endsWith('::store-artifacts'))!.inputs;
      const bucketName = of('Bucket')['bucket'] as string;
      const policy = bucketPolicy({ bucketName, encryption: { mode: 'sse-s3' }, uploadEncryption: 'require-header' });
      expect(JSON.parse(of('BucketPolicy')['policy'] as string)).toEqual(policy);
      const { rules, rule } = {
        rules: of('BucketServerSideEncryptionConfiguration')['rules'],
        rule: of('BucketObjectLockConfiguration')['rule'],
      };
      return { versioning: of('BucketVersioning')['versioningConfiguration'], rules, rule };
    }),
  );
  for (const document of documents) expect(document).toEqual(documents[0]);
}, 120_000);
