import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { LocalIoError } from '../errors';

/** What can be stored: bytes, a file by path, or any stream of bytes of known or unknown length. */
export type Body = Uint8Array | { file: string } | AsyncIterable<Uint8Array>;

const CHUNK_BYTES = 1_048_576;

/** A body as chunks, and its length where it is known beforehand. */
export interface OpenBody {
  chunks: AsyncIterator<Uint8Array>;
  sizeBytes: number | undefined;
  describe: string;
  /** Ends a source that may never give its next chunk. */
  cancel?: () => void;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** Reads a file and notices when it changes its length meanwhile: half a file must not become an artifact. */
async function* fileChunks(file: string, sizeBytes: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    seen += (chunk as Buffer).byteLength;
    yield chunk as Buffer;
  }
  if (seen !== sizeBytes)
    throw new Error(`the file changed while it was read (${sizeBytes} bytes before, ${seen} now)`);
}

/**
 * Opens a body for reading.
 *
 * @throws {LocalIoError} when a file cannot be read or is no file
 */
export async function openBody(body: Body): Promise<OpenBody> {
  if (body instanceof Uint8Array) return { chunks: once(body), sizeBytes: body.byteLength, describe: 'buffer' };
  if (Symbol.asyncIterator in body) {
    const cancel = body instanceof Readable ? { cancel: () => void body.destroy() } : {};
    return { chunks: body[Symbol.asyncIterator](), sizeBytes: undefined, describe: 'stream', ...cancel };
  }
  const { file } = body;
  const info = await stat(file).catch((error: unknown) => {
    throw new LocalIoError('reading the body', file, error, 'no');
  });
  if (!info.isFile()) throw new LocalIoError('reading the body', file, new Error('it is not a regular file'), 'no');
  return { chunks: fileChunks(file, info.size), sizeBytes: info.size, describe: file };
}

const orAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

/** Cuts chunks into buffers of a wanted size; the last one may be shorter. */
export class PartReader {
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private ended = false;

  /** @param signal - ends the wait for a source that gives nothing */
  constructor(
    private readonly body: OpenBody,
    private readonly signal: AbortSignal,
  ) {}

  /** @returns the next buffer of at most `wantedBytes`, and whether the body ends with it */
  async next(wantedBytes: number): Promise<{ bytes: Buffer; last: boolean }> {
    // One byte beyond tells whether this is the end, so that no empty last part is made.
    while (!this.ended && this.pendingBytes <= wantedBytes) await this.pull();
    const all = this.pending.length === 1 ? this.pending[0]! : Buffer.concat(this.pending);
    const bytes = all.subarray(0, wantedBytes);
    const rest = all.subarray(bytes.byteLength);
    this.pending = rest.byteLength > 0 ? [rest] : [];
    this.pendingBytes = rest.byteLength;
    return { bytes, last: this.ended && rest.byteLength === 0 };
  }

  /** Tells the source that nobody reads on, so that files and sockets close. */
  async close(): Promise<void> {
    if (this.signal.aborted) this.body.cancel?.();
    const closed = this.body.chunks.return?.().catch(() => undefined);
    // A generator that still waits for its source answers only when that does.
    if (!this.signal.aborted) await closed;
  }

  private async pull(): Promise<void> {
    const next = this.body.chunks.next().catch((error: unknown) => {
      throw new LocalIoError('reading the body', this.body.describe, error, 'no');
    });
    const result = await orAborted(next, this.signal);
    if (result.done === true) {
      this.ended = true;
      return;
    }
    if (!(result.value instanceof Uint8Array)) {
      throw new LocalIoError(
        'reading the body',
        this.body.describe,
        new Error('a stream of bytes is wanted, not of text or objects'),
        'no',
      );
    }
    const { buffer, byteOffset, byteLength } = result.value;
    this.pending.push(Buffer.from(buffer, byteOffset, byteLength));
    this.pendingBytes += byteLength;
  }
}
