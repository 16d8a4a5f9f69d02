import { setTimeout } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import {
  ArtifactStoreError,
  IntegrityError,
  MetadataError,
  ObjectStoreError,
  WriteAbortedError,
  WriteInProgressError,
} from '../errors';
import { abandonIntent, deleteIntent, insertIntent, lockIntent, noteUpload, renewIntent } from '../metadata/intents';
import { insertAbandonedVersion, insertLiveVersion, latestVersion } from '../metadata/versions';
import { databaseNow, type Tx } from '../metadata/database';
import { openBody, PartReader } from './body';
import { limitsOf, type TenantContext } from './context';
import { Lease } from './lease';
import type { NewObject, ObjectLock, Precondition, StoredVersion, VersionHead } from './object-store';
import { assertAllKnown, recoverKey, type KeyState } from './recover-key';
import { isRefusal, NoSuchUpload, PreconditionFailed } from './s3-errors';
import { stageBuffer, stageParts, type StagedUpload } from './upload';
import type { StoredObject, WritePhase, WriteRequest } from './write-request';

const COMMIT_TRIES = 5;
const POLL_MS = 100;

/**
 * Writes one object by the commit protocol: intent row, upload, check, one transaction. The transaction is the commit
 * point: before it nothing is visible, after it the value is acknowledged, and whatever a crash leaves in between has
 * an intent that explains it.
 *
 * @returns the committed value, or the one that was already there with the same bytes
 * @throws {ArtifactStoreError} with `artifactExists`
 */
export async function writeObject<T>(ctx: TenantContext, request: WriteRequest<T>): Promise<T> {
  return new ObjectWrite(ctx, request).run();
}

const wholeSeconds = (time: Date): Date => new Date(Math.floor(time.getTime() / 1000) * 1000);

class ObjectWrite<T> {
  private readonly opId = uuidv7();
  private readonly limits;
  private readonly lease: Lease;
  private readonly signal: AbortSignal;
  private sentBytes = 0;
  private totalBytes: number | undefined;
  private intentRecorded = false;

  constructor(
    private readonly ctx: TenantContext,
    private readonly request: WriteRequest<T>,
  ) {
    this.limits = limitsOf(ctx.config);
    this.lease = new Lease(
      this.limits.intentLeaseSeconds,
      () => this.inTenant('intent renewal', (tx) => renewIntent(tx, this.opId, this.limits.intentLeaseSeconds)),
      (reason) => new WriteAbortedError(request.key, reason, undefined),
    );
    const timeout = AbortSignal.timeout(1000 * this.limits.uploadTimeoutSeconds);
    this.signal = AbortSignal.any([this.lease.signal, timeout, ...(request.signal ? [request.signal] : [])]);
  }

  async run(): Promise<T> {
    let reader: PartReader | undefined;
    this.ctx.activeOps.add(this.opId);
    try {
      this.report('begin');
      const body = await openBody(this.request.body);
      this.totalBytes = body.sizeBytes;
      reader = new PartReader(body, this.signal);
      return await this.protocol(reader);
    } catch (error) {
      throw await this.cleanUp(error);
    } finally {
      this.lease.stop();
      this.ctx.activeOps.delete(this.opId);
      await reader?.close();
    }
  }

  private async protocol(reader: PartReader): Promise<T> {
    const head = await reader.next(this.limits.multipartThresholdBytes);
    const sha256 = head.last ? this.ctx.counters.sha256().update(head.bytes).digest() : undefined;
    const askedAt = performance.now();
    const begun = await this.begin(sha256);
    if (begun.existing !== undefined) return begun.existing;
    this.lease.start(askedAt);
    this.report('intent-recorded');
    const object = this.newObject(begun.lock);
    this.report('uploading');
    const staged =
      sha256 === undefined
        ? await this.stageLarge(object, reader, head.bytes)
        : stageBuffer(this.ctx.store, object, head.bytes, sha256);
    this.report('upload-staged');
    try {
      const published = await this.publish(staged, begun.when, sha256 === undefined);
      if (published.version === undefined) return published.existing;
      this.sentBytes = staged.sizeBytes;
      this.report('object-stored');
      const value = await this.commit(this.storedObject(begun, staged, published.version));
      this.report('committed');
      return value;
    } catch (error) {
      await staged.discard().catch(() => undefined);
      throw error;
    }
  }

  /** One transaction: may this be written, what is expected at the key, and the intent. */
  private async begin(
    sha256: Buffer | undefined,
  ): Promise<{ existing: T | undefined; when: Precondition; lock: ObjectLock; createdAt: Date }> {
    const { key } = this.request;
    const bucket = this.ctx.store.bucket;
    return this.inTenant('begin', async (tx) => {
      const createdAt = await databaseNow(tx);
      const { mode, days } = this.ctx.config.bucket.objectLock;
      const lock = { mode, retainUntil: wholeSeconds(new Date(createdAt.getTime() + days * 86_400_000)) };
      const existing = await this.request.decide(tx, sha256);
      const latest = existing === undefined ? await latestVersion(tx, bucket, key) : undefined;
      const when: Precondition = latest === undefined ? { kind: 'absent' } : { kind: 'match', etag: latest.etag };
      if (existing === undefined) {
        await this.insertIntent(tx);
        this.intentRecorded = true;
      }
      return { existing, when, lock, createdAt };
    });
  }

  private insertIntent(tx: Tx): Promise<void> {
    const { tenant, ownerId, store } = this.ctx;
    const { key, step } = this.request;
    const intent = { tenant, opId: this.opId, bucket: store.bucket, key, ownerId, step };
    return insertIntent(tx, intent, this.limits.intentLeaseSeconds);
  }

  private stageLarge(object: NewObject, reader: PartReader, head: Buffer): Promise<StagedUpload> {
    const { partBytes } = this.limits;
    return stageParts(
      this.ctx.store,
      object,
      { reader, head, sizeBytes: this.totalBytes, partBytes },
      this.ctx.counters,
      {
        signal: this.signal,
        onUploadCreated: (uploadId) => this.inTenant('intent', (tx) => noteUpload(tx, this.opId, uploadId)),
        onBytesSent: (bytes) => {
          this.sentBytes += bytes;
          this.report('uploading');
        },
      },
    );
  }

  /** Publishes, and when something else is at the key finds out what it is before trying again. */
  private async publish(
    staged: StagedUpload,
    expected: Precondition,
    decideFirst: boolean,
  ): Promise<{ version: StoredVersion; existing?: never } | { version?: never; existing: T }> {
    let when = expected;
    const deadline = performance.now() + 1000 * this.limits.intentLeaseSeconds;
    for (let round = 0; ; round++) {
      if (decideFirst || round > 0) {
        const existing = await this.inTenant('decide', (tx) => this.request.decide(tx, staged.sha256));
        if (existing !== undefined) {
          await staged.discard();
          await this.inTenant('intent', (tx) => deleteIntent(tx, this.opId));
          return { existing };
        }
      }
      await this.lease.assertHeld();
      try {
        return { version: await staged.publish(when, this.signal) };
      } catch (error) {
        // A refusal other than a precondition wrote nothing; anything else may have, and then its version is found.
        if (isRefusal(error) && !(error instanceof PreconditionFailed)) throw error;
        const occupied = error instanceof PreconditionFailed;
        const state = occupied ? await this.settledKey(deadline) : await this.recoverKey();
        if (state.own !== undefined) return { version: this.checked(state.own, staged) };
        if (!occupied) throw error;
        assertAllKnown(this.request.key, state);
        when = state.latestEtag === undefined ? { kind: 'absent' } : { kind: 'match', etag: state.latestEtag };
      }
    }
  }

  /**
   * What is at the key, once no living writer has a version there that it may still commit: publishing over that one
   * would put bytes on top that the store may go on to refuse.
   */
  private async settledKey(deadline: number): Promise<KeyState> {
    for (let pauseMs = POLL_MS; ; pauseMs = Math.min(2 * pauseMs, 10 * POLL_MS)) {
      const state = await this.recoverKey();
      if (state.own !== undefined || !state.uncommitted) return state;
      if (performance.now() > deadline)
        throw new WriteInProgressError(this.request.key, this.limits.intentLeaseSeconds);
      await setTimeout(pauseMs, undefined, { signal: this.signal });
    }
  }

  private recoverKey(): Promise<KeyState> {
    return recoverKey(this.ctx, this.request.key, this.opId);
  }

  /** Our own version, whose answer was lost: the server checked its digest when it took it, and has the whole of it. */
  private checked(own: VersionHead, staged: StagedUpload): StoredVersion {
    if (own.sizeBytes === staged.sizeBytes) return own;
    const size = (bytes: number) => `${bytes} bytes`;
    throw new IntegrityError('put', this.request.key, own.versionId, size(staged.sizeBytes), size(own.sizeBytes));
  }

  /**
   * The commit point. A lost answer leaves the outcome open, so each try first asks, under the intent's lock, whether
   * an earlier one went through.
   */
  private async commit(stored: StoredObject): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.inTenant('commit', (tx) => this.commitOnce(tx, stored));
      } catch (error) {
        const raced = error instanceof MetadataError && error.sqlState === '23505';
        const again = raced || (error instanceof MetadataError && error.retryable);
        if (!again || tries >= COMMIT_TRIES) throw error;
        await setTimeout(POLL_MS * 2 ** tries);
      }
    }
  }

  private async commitOnce(tx: Tx, stored: StoredObject): Promise<T> {
    const intent = await lockIntent(tx, this.opId);
    if (intent === undefined) {
      const done = await this.request.findByOp(tx, this.opId);
      if (done !== undefined) return done;
    }
    if (intent?.state !== 'OPEN') throw new WriteAbortedError(stored.key, 'recovery gave it up', undefined);
    const existing = await this.request.decide(tx, stored.sha256);
    await deleteIntent(tx, this.opId);
    if (existing !== undefined) {
      await insertAbandonedVersion(tx, this.ctx.tenant, stored);
      return existing;
    }
    await insertLiveVersion(tx, this.ctx.tenant, stored);
    return this.request.commit(tx, stored);
  }

  /** After a failure nothing is left unexplained: a version gets a row, an intent goes or is watched. */
  private async cleanUp(error: unknown): Promise<Error> {
    const failure = this.failed(error);
    if (!this.intentRecorded) return failure;
    try {
      // The commit's own answer may be what was lost: then the value exists, whatever the error says.
      const committed = await this.inTenant('clean-up', async (tx) => {
        if ((await lockIntent(tx, this.opId)) === undefined) {
          const done = await this.request.findByOp(tx, this.opId);
          if (done !== undefined) return done;
          // It was given up and had settled while we slept: what we sent since is explained by a new one.
          await this.insertIntent(tx);
        }
        await abandonIntent(tx, this.opId, this.limits.intentSettleSeconds);
        return this.request.findByOp(tx, this.opId);
      });
      failure.artifactExists = committed === undefined ? 'no' : 'yes';
      this.ctx.activeOps.delete(this.opId);
      if (committed === undefined) await recoverKey(this.ctx, this.request.key);
    } catch {
      // The intent stays and recovery finds it; only what is known is claimed.
      failure.artifactExists ??= 'unknown';
    }
    return failure;
  }

  private failed(error: unknown): ArtifactStoreError {
    // A request that we aborted fails like one that broke; why it was aborted says more.
    const aborted =
      this.signal.aborted && (!(error instanceof ArtifactStoreError) || error instanceof ObjectStoreError);
    const cause: unknown = aborted ? this.signal.reason : error;
    // The caller's reason may be the error of something else: it keeps what it says of that.
    const ours = cause instanceof ArtifactStoreError && cause !== this.request.signal?.reason;
    const failure = ours ? cause : this.stopped(cause, error);
    if (!this.intentRecorded) failure.artifactExists = 'no';
    return failure;
  }

  private stopped(cause: unknown, error: unknown): WriteAbortedError {
    const { message, name } = cause instanceof Error ? cause : new Error(String(cause));
    const reason = error instanceof NoSuchUpload ? 'the upload was aborted by someone else' : message || name;
    return new WriteAbortedError(this.request.key, reason, error);
  }

  private newObject(lock: ObjectLock): NewObject {
    const { key, mediaType, tags } = this.request;
    return { key, opId: this.opId, mediaType, lock, tags };
  }

  private storedObject(
    begun: { lock: ObjectLock; createdAt: Date },
    staged: StagedUpload,
    version: StoredVersion,
  ): StoredObject {
    return {
      bucket: this.ctx.store.bucket,
      key: this.request.key,
      versionId: version.versionId,
      etag: version.etag,
      opId: this.opId,
      sha256: staged.sha256,
      sizeBytes: staged.sizeBytes,
      role: this.request.role,
      lockMode: begun.lock.mode,
      retainUntil: begun.lock.retainUntil,
      createdAt: begun.createdAt,
    };
  }

  private inTenant<R>(operation: string, work: (tx: Tx) => Promise<R>): Promise<R> {
    return this.ctx.db.inTenant(this.ctx.tenant, operation, work);
  }

  private report(phase: WritePhase): void {
    const { key, onProgress } = this.request;
    onProgress?.({ phase, key, sentBytes: this.sentBytes, totalBytes: this.totalBytes });
  }
}
