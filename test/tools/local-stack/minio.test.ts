import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import {
  bucketPolicy,
  lifecycleRules,
  ownershipControls,
  publicAccessBlock,
  type PolicyDocument,
} from '../../../components/documents';
import { accessPolicy } from '../../../components/documents/access/policies';
import type { AccessRole } from '../../../components/documents/access/roles';
import { TENANT, type AccessScope } from '../../../components/documents/access/scope';
import { bucketArn } from '../../../components/documents/bucket-policy';
import type { RolePolicyDocument } from '../../../components/documents/replication';
import { ensureS3 } from '../../../tools/ensure/s3';
import { MINIO_KMS_KEY, type MinioService } from '../../../tools/services';
import type { StackResult } from '../../../tools/stacks';
import { minioTakes } from '../../../tools/stand-in/minio';
import {
  answersOf,
  deleteVersion,
  keyProofs,
  lockedVersion,
  statementProofs,
  type Asked,
} from '../../helpers/bucket-proofs';
import { localStackOn } from '../../helpers/local-stack';
import { describeOnMinio, testMinio } from '../../helpers/minio';
import { callerOf, statusOf, type Caller } from '../../helpers/s3-client';
import { testServices } from '../../helpers/services';
import { sessionOf } from '../../helpers/session';

const CLASSES = [30, 90, 180, 365].map((days) => ({ name: `${days}-days`, days }));
const KEY_ARN = `arn:aws:kms:${MINIO_KMS_KEY}`;

/** What sessions of tenants and the trust of break-glass hang on. */
const CITED_ALONE = ['aws:PrincipalTag/tenant', 'aws:RequestTag/tenant', 'aws:MultiFactorAuthPresent'];

/** Types of AWS to which this happened. */
const awsTypes = ({ steps }: StackResult, happened: string): string[] =>
  steps.filter(({ type, operation }) => type.startsWith('aws:') && operation === happened).map(({ type }) => type);

describeOnMinio('the local stack on MinIO', () => {
  let minio: MinioService;
  let folder: string;
  let bucket: string;
  let run: Awaited<ReturnType<typeof localStackOn>>['run'];
  let admin: Caller;
  const callers: Caller[] = [];
  const caller = async (who: Parameters<typeof callerOf>[1]): Promise<Caller> => {
    const made = await callerOf(minio, who);
    callers.push(made);
    return made;
  };
  beforeAll(async () => {
    minio = await testMinio();
    folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-minio-'));
    const services = { ...(await testServices()), s3: minio };
    const search = { engine: undefined, tried: [] };
    const stack = await localStackOn(services, { folder, search, takes: minioTakes });
    ({ run } = stack);
    bucket = stack.names.bucketName;
    admin = await caller({ credentials: minio.admin });
  });
  afterAll(async () => {
    for (const { secure, plain } of callers) [secure, plain].forEach((client) => client.destroy());
    await minio.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What a bucket's policy leaves of everything, as the policy of a session: MinIO asks those of whoever signs. */
  const leftBy = ({ Statement }: PolicyDocument, of: string): RolePolicyDocument => ({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Everything', Effect: 'Allow', Action: 's3:*', Resource: [bucketArn(of), `${bucketArn(of)}/*`] },
      ...Statement.map(({ Principal: _, ...statement }) => statement),
    ],
  });
  const everybody = () => ({
    Sid: 'Everybody',
    Effect: 'Allow' as const,
    Principal: '*' as const,
    Action: ['s3:ListBucket', 's3:PutObject'],
    Resource: [bucketArn(bucket), `${bucketArn(bucket)}/*`],
  });
  const scope = (): AccessScope => ({
    region: 'eu-west-1',
    accountId: '111122223333',
    artifacts: [{ bucketName: bucket, region: 'eu-west-1' }],
    trails: [],
  });
  const policyOf = async (of: string): Promise<PolicyDocument> => {
    const { Policy } = await admin.secure.send(new GetBucketPolicyCommand({ Bucket: of }));
    return JSON.parse(Policy!) as PolicyDocument;
  };

  test('comes up, and the second time changes nothing', async () => {
    const up = await run('up');
    expect([up.exitCode, up.exitCode === 0 ? '' : up.text]).toEqual([0, '']);
    // Object Lock brings versions with it; what MinIO does not have is echoed, and an echo is made each time.
    expect(awsTypes(up, 'same')).toEqual(['aws:s3/bucketVersioning:BucketVersioning']);
    expect(awsTypes(await run('up'), 'create')).toEqual(['aws:s3/bucketOwnershipControls:BucketOwnershipControls']);
  }, 120_000);

  test('leaves out what MinIO refuses, and nothing else', async () => {
    const { secure } = admin;
    const whole = bucketPolicy({
      bucketName: bucket,
      encryption: { mode: 'sse-s3' },
      uploadEncryption: 'require-header',
    });
    expect((await policyOf(bucket)).Statement.map(({ Sid }) => Sid)).toEqual(
      whole.Statement.map(({ Sid }) => Sid).filter((sid) => sid !== 'DenyOutdatedTls'),
    );
    await expect(ensureS3.policy(secure, bucket, whole)).rejects.toThrow(/invalid condition key 's3:TlsVersion'/);
    const { Rules } = await secure.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
    const rules = lifecycleRules(CLASSES, 'single');
    expect(Rules!.map(({ ID }) => ID).sort()).toEqual(
      rules.rules
        .filter(({ expiration }) => expiration !== undefined)
        .map(({ id }) => id)
        .sort(),
    );
    await expect(ensureS3.lifecycle(secure, bucket, rules)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
    expect(await ensureS3.ownershipControls(secure, bucket, ownershipControls())).toMatchObject({
      outcome: 'unsupported',
    });
    expect(await ensureS3.publicAccessBlock(secure, bucket, publicAccessBlock())).toMatchObject({
      outcome: 'unsupported',
    });
  });

  test('locks what is uploaded as the stack says, and the server keeps it', async () => {
    const { version, mode, days } = await lockedVersion({ bucket, s3: minio, caller: admin }, 'acme/locked');
    expect([mode, days]).toEqual(['GOVERNANCE', 30]);
    expect(await deleteVersion(admin, version)).toBe(400);
    expect((await admin.secure.send(new HeadObjectCommand(version))).ServerSideEncryption).toBe('AES256');
  });

  test('has a policy whose statements each allow and deny a session by real requests', async () => {
    const session = await caller({ credentials: await sessionOf(minio, leftBy(await policyOf(bucket), bucket)) });
    const { seen, expected } = await answersOf(statementProofs({ bucket, s3: minio, caller: session }));
    expect(seen).toEqual(expected);
  });

  test('has a policy that binds nobody who signs: that is MinIO’s way, and not AWS’s', async () => {
    const all = await caller({
      credentials: await sessionOf(minio, leftBy({ Version: '2012-10-17', Statement: [] }, bucket)),
    });
    expect(await statusOf(all.plain.send(new HeadBucketCommand({ Bucket: bucket })))).toBe(200);
  });

  test('has a policy whose statements each deny who is allowed by another one of it, by real requests', async () => {
    const policy = await policyOf(bucket);
    const Policy = JSON.stringify({ ...policy, Statement: [...policy.Statement, everybody()] });
    await admin.secure.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    const anonymous = await caller({
      credentials: { accessKeyId: '', secretAccessKey: '' },
      signer: { sign: (request) => Promise.resolve(request) },
    });
    const { seen, expected } = await answersOf(statementProofs({ bucket, s3: minio, caller: anonymous }));
    expect(seen).toEqual(expected);
  });

  test('under KMS refuses uploads under another key than its own, and under one that is not named', async () => {
    const name = `${bucket}-kms`;
    const encryption = { mode: 'sse-kms', kmsKeyArn: KEY_ARN } as const;
    const policy = bucketPolicy({ bucketName: name, encryption, uploadEncryption: 'require-header' });
    await admin.secure.send(new CreateBucketCommand({ Bucket: name }));
    const taken = minioTakes('aws:s3/bucketPolicy:BucketPolicy', { bucket: name, policy: JSON.stringify(policy) });
    await ensureS3.policy(admin.secure, name, JSON.parse(taken!['policy'] as string) as PolicyDocument);
    const session = await caller({ credentials: await sessionOf(minio, leftBy(await policyOf(name), name)) });
    const { seen, expected } = await answersOf(keyProofs({ bucket: name, s3: minio, caller: session }, KEY_ARN));
    expect(seen).toEqual(expected);
  });

  test('keeps a tenant’s session to its own prefix, with the tag filled in as AWS fills it in', async () => {
    // MinIO refuses a policy that holds this action to a prefix.
    const policy = JSON.stringify(accessPolicy('publisher', scope()))
      .replace(',"s3:ListBucketMultipartUploads"', '')
      .replaceAll(TENANT, 'acme');
    const { secure } = await caller({ credentials: await sessionOf(minio, JSON.parse(policy) as RolePolicyDocument) });
    const put = (Key: string) =>
      statusOf(secure.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'x', ServerSideEncryption: 'AES256' })));
    const list = (Prefix?: string) => statusOf(secure.send(new ListObjectsV2Command({ Bucket: bucket, Prefix })));
    const { version: foreign } = await lockedVersion({ bucket, s3: minio, caller: admin }, 'acme-too/x');
    expect([await put('acme/x'), await list('acme/')]).toEqual([200, 200]);
    expect(await statusOf(secure.send(new GetObjectCommand({ Bucket: bucket, Key: 'acme/x' })))).toBe(200);
    expect([await put('acme-too/x'), await put('x'), await list('acme'), await list()]).toEqual([403, 403, 403, 403]);
    expect(await statusOf(secure.send(new GetObjectCommand(foreign)))).toBe(403);
  });

  test.each(CITED_ALONE)(
    'does not know %s: what hangs on it is shown by the cited cases of access alone',
    async (key) => {
      const statement = { ...everybody(), Condition: { StringEquals: { [key]: 'x' } } };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      await expect(admin.secure.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }))).rejects.toThrow(
        `invalid condition key '${key}'`,
      );
    },
  );

  test('lets who breaks the glass, and nobody else, delete what governance locks; what compliance locks stays', async () => {
    const roleOf = async (role: AccessRole): Promise<Caller> => {
      const { Statement, ...policy } = accessPolicy(role, scope());
      // MinIO asks for it too where a version is deleted.
      const marker = {
        Sid: 'MinioAsksForIt',
        Effect: 'Allow' as const,
        Action: 's3:DeleteObject',
        Resource: `${bucketArn(bucket)}/*`,
      };
      return caller({ credentials: await sessionOf(minio, { ...policy, Statement: [...Statement, marker] }) });
    };
    const [breakGlass, janitor] = [await roleOf('breakGlass'), await roleOf('janitor')];
    const asked: Asked = { bucket, s3: minio, caller: admin };
    const { version } = await lockedVersion(asked, 'acme/glass');
    expect({
      janitor: await deleteVersion(janitor, version),
      janitorWhoAsksToBypass: await deleteVersion(janitor, version, true),
      breakGlassWhoDoesNotAsk: await deleteVersion(breakGlass, version),
      breakGlassWhoReads: await statusOf(breakGlass.secure.send(new GetObjectCommand(version))),
      isThere: await statusOf(admin.secure.send(new HeadObjectCommand(version))),
      breakGlassWhoAsks: await deleteVersion(breakGlass, version, true),
      isThereStill: await statusOf(admin.secure.send(new HeadObjectCommand(version))),
    }).toEqual({
      janitor: 400,
      janitorWhoAsksToBypass: 403,
      breakGlassWhoDoesNotAsk: 400,
      breakGlassWhoReads: 403,
      isThere: 200,
      breakGlassWhoAsks: 204,
      isThereStill: 404,
    });
    const { version: evidence } = await lockedVersion(asked, 'acme/evidence');
    const Retention = { Mode: 'COMPLIANCE', RetainUntilDate: new Date(Date.now() + 60_000) } as const;
    await admin.secure.send(new PutObjectRetentionCommand({ ...evidence, Retention, BypassGovernanceRetention: true }));
    expect(await deleteVersion(breakGlass, evidence, true)).toBe(400);
  });
});
