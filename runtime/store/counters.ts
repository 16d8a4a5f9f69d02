import { createHash, type Hash } from 'node:crypto';

/**
 * What the store cost so far: S3 requests by operation (each retry counts) and bytes hashed.
 * Costs are counted, not timed, so that tests can hold them.
 */
export class StoreCounters {
  readonly requests: Record<string, number> = {};
  hashedBytes = 0;

  countRequest(operation: string): void {
    this.requests[operation] = (this.requests[operation] ?? 0) + 1;
  }

  /** A SHA-256 whose input is counted. Every payload hash of the runtime is made here. */
  sha256(): CountedSha256 {
    return new CountedSha256(this);
  }
}

/** SHA-256 in one pass over what it is given. */
export class CountedSha256 {
  private readonly hash: Hash = createHash('sha256');
  constructor(private readonly counters: StoreCounters) {}

  update(bytes: Uint8Array): this {
    this.counters.hashedBytes += bytes.byteLength;
    this.hash.update(bytes);
    return this;
  }

  digest(): Buffer {
    return this.hash.digest();
  }
}
