import { createHash } from 'node:crypto';
import { ObjectStoreError } from '../errors';
import { keys } from '../keys/keys';
import { databaseNow, type Tx } from '../metadata/database';
import type { TenantContext } from '../store/context';
import { ObjectStore, type NewObject, type Precondition, type VersionHead } from '../store/object-store';
import { createS3Client } from '../store/s3-client';
import { isRefusal, PreconditionFailed } from '../store/s3-errors';
import { writeObject } from '../store/write';
import { PROBE_VERSION, type BackendCheck, type BackendProfile, type CheckName } from './profile';

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const BODY = Buffer.from('gl-artifacts probe\n');
const OTHER_DIGEST = sha256(Buffer.from('other bytes'));
const ABSENT: Precondition = { kind: 'absent' };
const NEVER_SEEN: Precondition = { kind: 'match', etag: '"00000000000000000000000000000000"' };

/** The answer of a server that did what it should have refused. */
const ACCEPTED = 'accepted';

const describe = (error: unknown): string => {
  if (error instanceof PreconditionFailed) return '412 PreconditionFailed';
  if (error instanceof ObjectStoreError) return `${error.status ?? 'no status'} ${error.s3Code}`;
  return (error as Error).message;
};

/** Passes only when the request is refused, and refused in the way that is meant. */
const mustRefuse = async (
  name: CheckName,
  request: () => Promise<unknown>,
  meant: (error: unknown) => boolean,
): Promise<BackendCheck> => {
  try {
    await request();
    return { name, passed: false, answer: ACCEPTED };
  } catch (error) {
    // A server that is out of order has said nothing about what it refuses.
    if (error instanceof ObjectStoreError && error.retryable) throw error;
    return { name, passed: meant(error), answer: describe(error) };
  }
};

const isPrecondition = (error: unknown): boolean => error instanceof PreconditionFailed;
/** 403 would be a refusal for another reason: it says nothing about checksums. */
const isBadDigest = (error: unknown): boolean =>
  isRefusal(error) && !isPrecondition(error) && (error as ObjectStoreError).status === 400;

/**
 * Asks the server for what it must refuse. Everything refused leaves nothing behind; the one object that is needed
 * (`{tenant}/probes/create-once`) is written by the store's own protocol, once, so its version is known.
 *
 * It has a client of its own: what it tries out with multipart uploads is no business of the puts that are under way.
 *
 * @throws {ObjectStoreError} when the server is out of order: then there is no verdict
 */
export async function probeBackend(ctx: TenantContext): Promise<BackendProfile> {
  const uploadHeaders = { onMultipartEnd: false };
  const client = createS3Client(ctx.config, ctx.tenant, {
    counters: ctx.counters,
    multipartNeedsUploadHeaders: () => uploadHeaders.onMultipartEnd,
  });
  const store = new ObjectStore(client, ctx.store.bucket);
  try {
    return await probe({ ...ctx, store }, uploadHeaders);
  } finally {
    store.close();
  }
}

const probe = async (ctx: TenantContext, uploadHeaders: { onMultipartEnd: boolean }): Promise<BackendProfile> => {
  const { store } = ctx;
  const key = `${keys.prefix(ctx.tenant)}probes/create-once`;
  const versionId = await ensureProbeObject(ctx, key);
  const head = await store.head(key, versionId);
  const { mode } = ctx.config.bucket.objectLock;
  const tomorrow = new Date((await ctx.db.transaction('backend probe', databaseNow)).getTime() + 86_400_000);
  const object: NewObject = {
    key,
    opId: '00000000-0000-0000-0000-000000000000',
    mediaType: 'text/plain',
    lock: { mode, retainUntil: head.retainUntil ?? tomorrow },
    tags: {},
  };
  const wrongKey = { ...object, key: `${keys.prefix(ctx.tenant)}probes/never-stored` };
  const checks = [
    await mustRefuse('refuses-wrong-checksum', () => store.put(wrongKey, BODY, OTHER_DIGEST, ABSENT), isBadDigest),
    await mustRefuse('creates-once', () => store.put(object, BODY, sha256(BODY), ABSENT), isPrecondition),
    await mustRefuse(
      'replaces-only-what-was-seen',
      () => store.put(object, BODY, sha256(BODY), NEVER_SEEN),
      isPrecondition,
    ),
    ...(await probeMultipart(ctx, object, uploadHeaders)),
    await probeLock(ctx, head, key, wrongKey.key),
  ];
  return {
    probeVersion: PROBE_VERSION,
    endpoint: endpointOf(ctx),
    bucket: store.bucket,
    checks,
    multipartNeedsUploadHeaders: uploadHeaders.onMultipartEnd,
  };
};

/** The endpoint under which a profile is cached. */
export const endpointOf = (ctx: TenantContext): string => ctx.config.bucket.endpoint?.url ?? `aws:${ctx.config.region}`;

const ensureProbeObject = (ctx: TenantContext, key: string): Promise<string> =>
  writeObject<string>(ctx, {
    key,
    role: 'PROBE',
    body: BODY,
    mediaType: 'text/plain',
    tags: { 'gl-retention': ctx.defaultRetentionClass },
    decide: (tx) => liveVersion(ctx, tx, key),
    commit: (_tx, stored) => Promise.resolve(stored.versionId),
    findByOp: (tx) => liveVersion(ctx, tx, key),
  });

const liveVersion = async (ctx: TenantContext, tx: Tx, key: string) =>
  (
    await tx
      .selectFrom('object_version')
      .select('version_id')
      .where('bucket', '=', ctx.store.bucket)
      .where('key', '=', key)
      .where('state', '=', 'LIVE')
      .executeTakeFirst()
  )?.version_id;

/** Completing over the existing key must fail on the precondition; a 403 says that the policy wants the headers here. */
const probeMultipart = async (
  { store }: TenantContext,
  object: NewObject,
  uploadHeaders: { onMultipartEnd: boolean },
): Promise<BackendCheck[]> => {
  const uploadId = await store.createUpload(object);
  try {
    const wrongPart = await mustRefuse(
      'refuses-wrong-part-checksum',
      () => store.uploadPart(object.key, uploadId, 1, BODY, OTHER_DIGEST),
      isBadDigest,
    );
    const part = await store.uploadPart(object.key, uploadId, 1, BODY, sha256(BODY));
    const complete = () => store.completeUpload(object.key, uploadId, [part], '', ABSENT);
    const bare = await mustRefuse('completes-once', complete, isPrecondition);
    if (bare.passed || bare.answer === ACCEPTED) return [wrongPart, bare];
    uploadHeaders.onMultipartEnd = true;
    return [wrongPart, await mustRefuse('completes-once', complete, isPrecondition)];
  } finally {
    await store.abortUpload(object.key, uploadId);
  }
};

/**
 * The locked version must stay when its deletion is asked for. That a refusal is the lock's is seen from a delete
 * marker, which nothing locks and which goes. Who may delete nothing hears no verdict: then what the server says of the
 * lock has to do.
 */
const probeLock = async (
  ctx: TenantContext,
  head: VersionHead,
  key: string,
  neverStored: string,
): Promise<BackendCheck> => {
  const name = 'locks-versions';
  const said = `${head.lockMode ?? 'no lock'} until ${head.retainUntil?.toISOString() ?? 'nothing'}`;
  if (head.lockMode !== ctx.config.bucket.objectLock.mode || head.retainUntil === undefined)
    return { name, passed: false, answer: said };
  if (!(await mayDelete(ctx, neverStored)))
    return { name, passed: true, answer: `${said}; these credentials may delete nothing` };
  const tried = await mustRefuse(name, () => ctx.store.delete(key, head.versionId), isRefusal);
  // It is gone, and the next probe needs another.
  if (!tried.passed) await ctx.db.inTenant(ctx.tenant, 'backend probe', (tx) => forgetVersion(tx, head.versionId));
  return { ...tried, answer: `${said}; deleting it: ${tried.answer}` };
};

const mayDelete = async ({ store }: TenantContext, key: string): Promise<boolean> => {
  try {
    const marker = await store.delete(key);
    if (marker === undefined) return false;
    await store.delete(key, marker);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
};

const forgetVersion = (tx: Tx, versionId: string) =>
  tx
    .updateTable('object_version')
    .set({ state: 'ABANDONED' })
    .where('version_id', '=', versionId)
    .where('role', '=', 'PROBE')
    .execute();
