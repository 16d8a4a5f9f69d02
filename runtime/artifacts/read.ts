import { createWriteStream } from 'node:fs';
import { open as openFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { checkArguments, rules } from '../arguments';
import { IntegrityError, InvalidInputError, LocalIoError, ObjectMissingError, ObjectStoreError } from '../errors';
import type { TenantContext } from '../store/context';
import { isAbsent, PreconditionFailed, toStoreError } from '../store/s3-errors';
import type { ArtifactDocument } from './document';
import { findArtifact, type FoundArtifact } from './find';

/** How often a cut download is taken up again where it broke. */
const MAX_RESUMES = 5;

export interface ReadOptions {
  signal?: AbortSignal;
  /** Called with the bytes read so far. */
  onProgress?: (progress: { readBytes: number; totalBytes: number }) => void;
}

const READ_RULES = { signal: rules.signal, onProgress: rules.callback };

const refused = (error: unknown): boolean => error instanceof ObjectStoreError && !error.retryable;

const chunksOf = (stream: Readable): AsyncIterator<Buffer> => stream[Symbol.asyncIterator]();

/**
 * Bytes of one pinned version, verified: the stream fails instead of ending when their number or their SHA-256 is not
 * the recorded one. A broken connection is resumed at the byte where it broke, on the same version.
 */
async function* verifiedBytes(ctx: TenantContext, found: FoundArtifact, options: ReadOptions): AsyncGenerator<Buffer> {
  const { document, key, etag } = found;
  const { version_id: versionId, size_bytes: totalBytes } = document;
  const hash = ctx.counters.sha256();
  let readBytes = 0;
  let source: AsyncIterator<Buffer> | undefined;
  try {
    for (let resumes = 0; readBytes <= totalBytes;) {
      let chunk: IteratorResult<Buffer>;
      // Only what the store does belongs in here: an error of whoever takes the bytes is no broken connection.
      try {
        source ??= chunksOf(await ctx.store.get(key, versionId, etag, readBytes, options.signal));
        chunk = await source.next();
      } catch (error) {
        source = undefined;
        if (isAbsent(error)) throw new ObjectMissingError(key, versionId, error);
        const typed = toStoreError('GetObject', { bucket: ctx.store.bucket, key, version: versionId }, error);
        if (typed instanceof PreconditionFailed)
          throw new IntegrityError('get', key, versionId, `etag ${etag}`, 'another one');
        if (options.signal?.aborted === true || refused(typed) || resumes >= MAX_RESUMES) throw typed;
        if (readBytes === totalBytes && totalBytes > 0) break;
        resumes++;
        continue;
      }
      if (chunk.done === true) break;
      readBytes += chunk.value.byteLength;
      if (readBytes > totalBytes) break;
      hash.update(chunk.value);
      options.onProgress?.({ readBytes, totalBytes });
      yield chunk.value;
    }
  } finally {
    await source?.return?.();
  }
  if (readBytes !== totalBytes) {
    throw new IntegrityError(
      'get',
      key,
      versionId,
      `${totalBytes} bytes`,
      `${readBytes > totalBytes ? 'more' : readBytes} bytes`,
    );
  }
  const actual = hash.digest().toString('hex');
  if (actual !== document.sha256)
    throw new IntegrityError('get', key, versionId, `sha256 ${document.sha256}`, `sha256 ${actual}`);
}

/**
 * Opens an artifact as a stream that is verified to its last byte.
 *
 * @param reference - artifact id, or the `s3://` URI of the live artifact
 * @throws {NotFoundError} at once; {IntegrityError | ObjectMissingError | ObjectStoreError} on the stream
 */
export async function openArtifact(
  ctx: TenantContext,
  reference: string,
  options: ReadOptions = {},
): Promise<Readable> {
  checkArguments(options, READ_RULES);
  return Readable.from(verifiedBytes(ctx, await findArtifact(ctx, reference), options), { objectMode: false });
}

/** Largest artifact that {@link getArtifact} returns in memory. */
const MAX_BUFFER_BYTES = 1_073_741_824;

/**
 * Reads a whole artifact into memory, verified. Larger ones than 1 GiB are read with `toFile` or `open`.
 *
 * @throws {IntegrityError} when the bytes are not the recorded ones; none of them are returned
 */
export async function getArtifact(ctx: TenantContext, reference: string, options: ReadOptions = {}): Promise<Buffer> {
  checkArguments(options, READ_RULES);
  const found = await findArtifact(ctx, reference);
  const { size_bytes: sizeBytes } = found.document;
  if (sizeBytes > MAX_BUFFER_BYTES) {
    const rule = `an artifact read into memory has at most ${MAX_BUFFER_BYTES} bytes`;
    throw new InvalidInputError([{ path: 'reference', value: `${sizeBytes} bytes`, rule, fix: 'use toFile or open' }]);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of verifiedBytes(ctx, found, options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const FILE = {
  holds: (file: unknown) => typeof file === 'string' && file !== '' && !file.includes('\0'),
  rule: 'is a path',
  fix: 'name a file',
};

/**
 * Reads an artifact into a file. The file gets its name only after the last byte was verified and is on disk.
 *
 * @throws {LocalIoError} when the file cannot be written (a full disk, a missing folder); nothing is left there
 */
export async function getArtifactToFile(
  ctx: TenantContext,
  reference: string,
  file: string,
  options: ReadOptions = {},
): Promise<ArtifactDocument> {
  checkArguments(options, READ_RULES);
  checkArguments({ toFile: file }, { toFile: FILE });
  const found = await findArtifact(ctx, reference);
  const partial = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.partial`);
  const source = Readable.from(verifiedBytes(ctx, found, options), { objectMode: false });
  // A destination that fails ends the source with its own error, so only who was first says whose it is.
  let failed: 'source' | 'destination' | undefined;
  source.once('error', () => (failed ??= 'source'));
  try {
    const destination = createWriteStream(partial, { flags: 'wx' });
    destination.once('error', () => (failed ??= 'destination'));
    await pipeline(source, destination);
    const handle = await openFile(partial, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw failed === 'source' ? error : new LocalIoError('writing the artifact', file, error);
  }
  return found.document;
}

/** What {@link verifyArtifact} saw. */
export interface Verification {
  artifact_id: string;
  sha256: string;
  size_bytes: number;
  version_id: string;
}

/**
 * Reads an artifact again and compares size and SHA-256 with what was recorded at its commit.
 *
 * @throws {IntegrityError | ObjectMissingError} when they differ or the version is gone
 */
export async function verifyArtifact(
  ctx: TenantContext,
  reference: string,
  options: ReadOptions = {},
): Promise<Verification> {
  checkArguments(options, READ_RULES);
  const found = await findArtifact(ctx, reference);
  for await (const _ of verifiedBytes(ctx, found, options));
  const { artifact_id, sha256, size_bytes, version_id } = found.document;
  return { artifact_id, sha256, size_bytes, version_id };
}
