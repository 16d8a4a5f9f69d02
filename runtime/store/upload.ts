import { createHash } from 'node:crypto';
import type { StoreCounters } from './counters';
import type { NewObject, ObjectStore, Precondition, StoredVersion, UploadedPart } from './object-store';
import type { PartReader } from './body';
import { ObjectStoreError } from '../errors';

/** S3's limits: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MAX_PARTS = 10_000;
const CONCURRENT_PARTS = 4;

/** Bytes that are ready to become a version: publishing is one request, and can be repeated. */
export interface StagedUpload {
  sha256: Buffer;
  sizeBytes: number;
  publish(when: Precondition, signal?: AbortSignal): Promise<StoredVersion>;
  discard(): Promise<void>;
}

/** What an upload reports: bytes that the store has confirmed. */
export interface UploadHooks {
  onUploadCreated(uploadId: string): Promise<void>;
  onBytesSent(bytes: number): void;
  signal?: AbortSignal;
}

/** A body that is whole in memory: one PUT. */
export function stageBuffer(store: ObjectStore, object: NewObject, body: Buffer, sha256: Buffer): StagedUpload {
  return {
    sha256,
    sizeBytes: body.byteLength,
    publish: (when, signal) => store.put(object, body, sha256, when, signal),
    discard: () => Promise.resolve(),
  };
}

/**
 * Size of a part. With a known length all parts are alike and at most 10 000; without one they grow every thousand
 * parts, so that 10 000 of the default 8 MiB hold 440 GiB.
 *
 * @param number - 1-based part number
 */
export function partSizeBytes(number: number, partBytes: number, sizeBytes: number | undefined): number {
  if (sizeBytes !== undefined) return Math.max(partBytes, Math.ceil(sizeBytes / MAX_PARTS));
  return partBytes * (1 + Math.floor((number - 1) / 1000));
}

/**
 * Uploads a body in parts, several at a time, hashing each part and the whole in one pass. Nothing is visible before
 * `publish`. When it fails, the upload is aborted.
 */
export async function stageParts(
  store: ObjectStore,
  object: NewObject,
  body: { reader: PartReader; head: Buffer; sizeBytes: number | undefined; partBytes: number },
  counters: StoreCounters,
  hooks: UploadHooks,
): Promise<StagedUpload> {
  const uploadId = await store.createUpload(object, hooks.signal);
  const discard = () => store.abortUpload(object.key, uploadId);
  try {
    await hooks.onUploadCreated(uploadId);
    const { parts, sha256, sizeBytes } = await sendParts(store, object.key, uploadId, body, counters, hooks);
    const composite = compositeChecksum(parts);
    return {
      sha256,
      sizeBytes,
      publish: (when, signal) => store.completeUpload(object.key, uploadId, parts, composite, when, signal),
      discard,
    };
  } catch (error) {
    await discard().catch(() => undefined);
    throw error;
  }
}

const sendParts = async (
  store: ObjectStore,
  key: string,
  uploadId: string,
  body: { reader: PartReader; head: Buffer; sizeBytes: number | undefined; partBytes: number },
  counters: StoreCounters,
  hooks: UploadHooks,
): Promise<{ parts: UploadedPart[]; sha256: Buffer; sizeBytes: number }> => {
  const whole = counters.sha256();
  const inFlight = new Set<Promise<void>>();
  const parts: UploadedPart[] = [];
  let failure: unknown;
  let sizeBytes = 0;
  let { head } = body;
  let last = false;
  for (let number = 1; !last && failure === undefined; number++) {
    if (number > MAX_PARTS)
      throw new ObjectStoreError('UploadPart', { key }, undefined, 'TooManyParts', {
        reason: `the body is larger than ${MAX_PARTS} parts`,
      });
    const wanted = partSizeBytes(number, body.partBytes, body.sizeBytes);
    const part = await takePart(body.reader, head, wanted);
    ({ head, last } = part);
    whole.update(part.bytes);
    sizeBytes += part.bytes.byteLength;
    const sent = store
      .uploadPart(key, uploadId, number, part.bytes, counters.sha256().update(part.bytes).digest(), hooks.signal)
      .then((done) => {
        parts[number - 1] = done;
        hooks.onBytesSent(part.bytes.byteLength);
      })
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => inFlight.delete(sent));
    inFlight.add(sent);
    if (inFlight.size >= CONCURRENT_PARTS) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  if (failure !== undefined) throw failure as Error;
  return { parts, sha256: whole.digest(), sizeBytes };
};

/** The head is what was read to find out that the body is large; parts are cut from it first. */
const takePart = async (
  reader: PartReader,
  head: Buffer,
  wantedBytes: number,
): Promise<{ bytes: Buffer; head: Buffer; last: boolean }> => {
  if (head.byteLength >= wantedBytes) {
    // The head is never the end of the body: it was read up to the threshold and more followed.
    return { bytes: head.subarray(0, wantedBytes), head: head.subarray(wantedBytes), last: false };
  }
  const { bytes, last } = await reader.next(wantedBytes - head.byteLength);
  return { bytes: Buffer.concat([head, bytes]), head: Buffer.alloc(0), last };
};

/** S3's checksum of a multipart object: SHA-256 over the parts' digests, with the number of parts. */
export function compositeChecksum(parts: readonly UploadedPart[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(Buffer.from(part.ChecksumSHA256, 'base64'));
  return `${hash.digest('base64')}-${parts.length}`;
}
