import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { bucketPolicy, type PolicyDocument } from '../../../components/documents';
import { checkConfig } from '../../../runtime/config/load';
import { runTimeOf } from '../../../tools/local-stack/run-time';
import { runProgram } from '../../../tools/monitor';
import type { LocalServices } from '../../../tools/services';
import type { StackTools } from '../../../tools/stacks';
import { applyBaseline } from '../../helpers/baseline';
import { answersOf, deleteVersion, lockedVersion, statementProofs, type Asked } from '../../helpers/bucket-proofs';
import { describeOnEngine, engineOfTest } from '../../helpers/engine';
import { AWS_OR_POSTGRESQL, localStackOn, operationsOf } from '../../helpers/local-stack';
import { callerOf } from '../../helpers/s3-client';
import { testServices } from '../../helpers/services';

const root = path.join(__dirname, '../../..');

let services: LocalServices;
let folder: string;
beforeAll(async () => {
  services = await testServices();
  folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-up-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const stackOn = (search: StackTools['search']) => localStackOn(services, { folder, search });

describe('the local stack without an engine', () => {
  test('provisions on real servers exactly what the documents say, and puts out the runtime’s configuration', async () => {
    const { names, run } = await stackOn({ engine: undefined, tried: [] });
    const up = await run('up');
    expect([up.exitCode, up.exitCode === 0 ? '' : up.text]).toEqual([0, '']);
    const config = checkConfig(up.outputs['runtimeConfig']);
    expect([config.bucket.name, config.database.name]).toEqual([names.bucketName, names.databaseName]);
    expect(operationsOf((await run('up')).steps)).toEqual(['same']);
    const { results, runtimeConfig } = await applyBaseline({ services, ...names, tenants: [] });
    const provisioned = results.filter(({ token }) => AWS_OR_POSTGRESQL.test(token));
    expect(provisioned.length).toBeGreaterThan(15);
    const changed = provisioned.filter(({ outcome }) => outcome === 'created' || outcome === 'updated');
    expect(changed.map(({ token, name, outcome }) => `${token} ${name} ${outcome}`)).toEqual([]);
    expect(config).toMatchObject({ bucket: runtimeConfig.bucket, database: runtimeConfig.database });
  }, 120_000);
});

describeOnEngine('the local stack on the Pulumi engine', () => {
  let run: Awaited<ReturnType<typeof stackOn>>['run'];
  let asked: Asked;
  beforeAll(async () => {
    const stack = await stackOn({ engine: engineOfTest(), tried: [] });
    ({ run } = stack);
    const { s3 } = services;
    asked = { bucket: stack.names.bucketName, s3, caller: await callerOf(s3, { credentials: s3.admin }) };
  });
  afterAll(() => {
    asked.caller.secure.destroy();
    asked.caller.plain.destroy();
  });

  test('comes up, and the second time changes nothing', async () => {
    const up = await run('up');
    expect([up.exitCode, up.exitCode === 0 ? '' : up.text]).toEqual([0, '']);
    expect(operationsOf(up.steps)).toEqual(['create']);
    expect(operationsOf((await run('up')).steps)).toEqual(['same']);
  }, 120_000);

  test('has the policy that every artifact bucket has, and each of its statements allows and denies by real requests', async () => {
    const { bucket, caller } = asked;
    const { Policy } = await caller.secure.send(new GetBucketPolicyCommand({ Bucket: bucket }));
    const proofs = statementProofs(asked);
    expect((JSON.parse(Policy!) as PolicyDocument).Statement.map(({ Sid }) => Sid)).toEqual(Object.keys(proofs));
    const { seen, expected } = await answersOf(proofs);
    expect(seen).toEqual(expected);
  });

  test('locks what is uploaded as the stack says, and the server keeps it', async () => {
    const { version, mode, days } = await lockedVersion(asked, 'acme/locked');
    expect([mode, days]).toEqual(['GOVERNANCE', 30]);
    expect(await deleteVersion(asked.caller, version)).toBe(403);
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
