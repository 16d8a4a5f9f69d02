import type { Tx } from '../metadata/database';
import type { VersionRole } from '../metadata/tables';
import type { VersionRecord } from '../metadata/versions';
import type { StepRef } from '../runs/step-ref';
import type { Body } from './body';

/** The steps of the commit protocol (docs/decisions/commit-protocol.md), in order. */
export type WritePhase = 'begin' | 'intent-recorded' | 'uploading' | 'upload-staged' | 'object-stored' | 'committed';

/** Progress of one write. `totalBytes` is undefined for a stream of unknown length. */
export interface WriteProgress {
  phase: WritePhase;
  key: string;
  sentBytes: number;
  totalBytes: number | undefined;
}

/** A version that was stored and verified, about to be committed. */
export interface StoredObject extends VersionRecord {
  sha256: Buffer;
  sizeBytes: number;
  createdAt: Date;
  retainUntil: Date;
}

/** What one kind of write adds to the protocol: its rules and its rows. */
export interface WriteRequest<T> {
  key: string;
  role: VersionRole;
  body: Body;
  mediaType: string;
  tags: Record<string, string>;
  step?: StepRef;
  /**
   * Checks the rules under the transaction's locks. Called before the upload (without a digest for a large body),
   * before publishing, and inside the commit.
   *
   * @returns the value that is already there, if this write would repeat it
   * @throws when the write may not happen
   */
  decide(tx: Tx, sha256: Buffer | undefined): Promise<T | undefined>;
  /** Inserts the rows beside the version. Its version row is live already. */
  commit(tx: Tx, stored: StoredObject): Promise<T>;
  /** Finds what an earlier try of the same commit inserted. */
  findByOp(tx: Tx, opId: string): Promise<T | undefined>;
  onProgress?: ((progress: WriteProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}
