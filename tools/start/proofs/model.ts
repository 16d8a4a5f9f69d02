/** The S3 operations that proofs use. */
type Operation = 'GetObject' | 'HeadObject' | 'PutObject' | 'CreateMultipartUpload' | 'ListObjectsV2' | 'DeleteObject';

/** Stands for the version id of the delete marker that an earlier request of the proofs made. */
export const NEWEST_MARKER = 'the delete marker';

/** One request, described: what is asked, by whom, over what. Credentials are looked up by tenant, never carried. */
export interface S3Request {
  operation: Operation;
  /** Whose scoped credentials sign it. */
  as: string;
  over: 'TLS' | 'plain HTTP';
  /** Object key; the prefix of a listing. */
  key: string;
  versionId?: string;
  /** Uploads only: carries the bucket's encryption header. */
  encrypted?: boolean;
  /** Deletes only: asks to pass over a GOVERNANCE lock. */
  bypassLock?: boolean;
}

/** What the server said. */
export interface S3Answer {
  /** Undefined when there was no answer at all. */
  status: number | undefined;
  code: string;
  message: string;
  requestId: string;
  /** What an accepted request came back with, for people. */
  detail?: string;
}

export type Expectation = 'refused' | 'accepted';

/** A request that is to be sent, and what must come of it. */
export interface PlannedProof {
  id: string;
  /** What the ADR demands, in one sentence. */
  rule: string;
  refused: S3Request;
  accepted: S3Request;
  /** Why the accepted request may differ in kind, where it does. */
  note?: string;
}

/** A request that was sent. */
export interface Exchange {
  request: S3Request;
  text: string;
  expected: Expectation;
  answer: S3Answer;
  passed: boolean;
}

/** A refusal beside the same request that is accepted. */
export interface Proof {
  id: string;
  rule: string;
  note?: string;
  refused: Exchange;
  accepted: Exchange;
  passed: boolean;
}
