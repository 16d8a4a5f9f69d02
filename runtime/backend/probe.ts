import { createHash } from 'node:crypto';
import { ObjectStoreError } from '../errors';
import { keys } from '../keys/keys';
import type { TenantContext } from '../store/context';
import type { NewObject, Precondition } from '../store/object-store';
import { isRefusal, PreconditionFailed } from '../store/s3-errors';
import { writeObject } from '../store/write';
import { PROBE_VERSION, type BackendCheck, type BackendProfile, type CheckName } from './profile';

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const BODY = Buffer.from('gl-artifacts probe\n');
const OTHER_DIGEST = sha256(Buffer.from('other bytes'));
const ABSENT: Precondition = { kind: 'absent' };
const NEVER_SEEN: Precondition = { kind: 'match', etag: '"00000000000000000000000000000000"' };

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
    return { name, passed: false, answer: 'accepted' };
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
 */
export async function probeBackend(
  ctx: TenantContext,
  setCompleteHeaders: (needed: boolean) => void,
): Promise<BackendProfile> {
  const key = `${keys.prefix(ctx.tenant)}probes/create-once`;
  const versionId = await ensureProbeObject(ctx, key);
  const head = await ctx.store.head(key, versionId);
  const object: NewObject = {
    key,
    opId: '00000000-0000-0000-0000-000000000000',
    mediaType: 'text/plain',
    lock: {
      mode: ctx.config.bucket.objectLock.mode,
      retainUntil: head.retainUntil ?? new Date(Date.now() + 86_400_000),
    },
    tags: {},
  };
  const { store } = ctx;
  const wrongKey = { ...object, key: `${keys.prefix(ctx.tenant)}probes/never-stored` };
  const checks = [
    await mustRefuse('refuses-wrong-checksum', () => store.put(wrongKey, BODY, OTHER_DIGEST, ABSENT), isBadDigest),
    await mustRefuse('creates-once', () => store.put(object, BODY, sha256(BODY), ABSENT), isPrecondition),
    await mustRefuse(
      'replaces-only-what-was-seen',
      () => store.put(object, BODY, sha256(BODY), NEVER_SEEN),
      isPrecondition,
    ),
  ];
  const multipart = await probeMultipart(ctx, object, setCompleteHeaders);
  const expected = ctx.config.bucket.objectLock.mode;
  const answer = `${head.lockMode ?? 'no lock'} until ${head.retainUntil?.toISOString() ?? 'nothing'}`;
  checks.push(...multipart.checks, {
    name: 'locks-versions',
    passed: head.lockMode === expected && head.retainUntil !== undefined,
    answer,
  });
  return {
    probeVersion: PROBE_VERSION,
    endpoint: endpointOf(ctx),
    bucket: store.bucket,
    checks,
    multipartNeedsUploadHeaders: multipart.multipartNeedsUploadHeaders,
  };
}

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

const liveVersion = async (ctx: TenantContext, tx: Parameters<Parameters<typeof ctx.db.inTenant>[2]>[0], key: string) =>
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
  ctx: TenantContext,
  object: NewObject,
  setCompleteHeaders: (needed: boolean) => void,
): Promise<{ checks: BackendCheck[]; multipartNeedsUploadHeaders: boolean }> => {
  const { store } = ctx;
  const uploadId = await store.createUpload(object);
  try {
    const wrongPart = await mustRefuse(
      'refuses-wrong-part-checksum',
      () => store.uploadPart(object.key, uploadId, 1, BODY, OTHER_DIGEST),
      isBadDigest,
    );
    const part = await store.uploadPart(object.key, uploadId, 1, BODY, sha256(BODY));
    const complete = () => store.completeUpload(object.key, uploadId, [part], '', ABSENT);
    setCompleteHeaders(false);
    const bare = await mustRefuse('completes-once', complete, isPrecondition);
    if (bare.passed || bare.answer === 'accepted')
      return { checks: [wrongPart, bare], multipartNeedsUploadHeaders: false };
    setCompleteHeaders(true);
    const withHeaders = await mustRefuse('completes-once', complete, isPrecondition);
    return { checks: [wrongPart, withHeaders], multipartNeedsUploadHeaders: true };
  } finally {
    await store.abortUpload(object.key, uploadId);
  }
};
