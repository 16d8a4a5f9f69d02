/**
 * How objects are encrypted at rest. The ADR's default is SSE-S3; SSE-KMS takes a customer managed key.
 * `Key` is how the key's ARN is given: in a program it may be an output.
 * Source: ADR-004 §Storage Configuration.
 */
export type Encryption<Key = string> =
  { mode: 'sse-s3' } | { mode: 'sse-kms'; kmsKeyArn: Key } | { mode: 'dsse-kms'; kmsKeyArn: Key };

/** The mode alone: all that a bucket policy hangs on. */
export type EncryptionMode = Pick<Encryption, 'mode'>;

/** S3's name of each mode, as in the header `x-amz-server-side-encryption`. */
const ALGORITHMS = { 'sse-s3': 'AES256', 'sse-kms': 'aws:kms', 'dsse-kms': 'aws:kms:dsse' } as const;

/** The header value of a mode. */
const sseAlgorithm = (encryption: EncryptionMode): string => ALGORITHMS[encryption.mode];

/**
 * Values of `x-amz-server-side-encryption` that the upload statement lets through. For the ADR's two modes this is the
 * ADR's own list; that list would refuse DSSE, so DSSE has its own.
 */
export const acceptedAlgorithms = (encryption: EncryptionMode): string[] =>
  encryption.mode === 'dsse-kms' ? ['aws:kms:dsse'] : ['AES256', 'aws:kms'];

/**
 * Headers that every upload must carry under the upload statement; they are part of the runtime configuration.
 *
 * @example uploadHeaders({ mode: 'sse-s3' }) // { 'x-amz-server-side-encryption': 'AES256' }
 */
export function uploadHeaders<Key = string>(encryption: Encryption<Key>): Record<string, string | Key> {
  const algorithm = { 'x-amz-server-side-encryption': sseAlgorithm(encryption) };
  if (encryption.mode === 'sse-s3') return algorithm;
  return { ...algorithm, 'x-amz-server-side-encryption-aws-kms-key-id': encryption.kmsKeyArn };
}

/** Inputs of `aws:s3:BucketServerSideEncryptionConfiguration`. */
export interface ServerSideEncryptionInputs<Key = string> {
  rules: {
    applyServerSideEncryptionByDefault: { sseAlgorithm: string; kmsMasterKeyId?: Key };
    bucketKeyEnabled?: boolean;
    blockedEncryptionTypes: string[];
  }[];
}

/**
 * Default encryption of a bucket. A bucket key cuts KMS requests by about 99 %; DSSE has none. Keys that customers send
 * (SSE-C) are blocked: whoever holds one can lock the bytes away from everybody else.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
 */
export function serverSideEncryption<Key = string>(encryption: Encryption<Key>): ServerSideEncryptionInputs<Key> {
  const algorithm = sseAlgorithm(encryption);
  const byDefault =
    encryption.mode === 'sse-s3'
      ? { sseAlgorithm: algorithm }
      : { sseAlgorithm: algorithm, kmsMasterKeyId: encryption.kmsKeyArn };
  const bucketKey = encryption.mode === 'sse-kms' ? { bucketKeyEnabled: true } : {};
  return {
    rules: [{ applyServerSideEncryptionByDefault: byDefault, ...bucketKey, blockedEncryptionTypes: ['SSE-C'] }],
  };
}
