import { S3ServiceException } from '@aws-sdk/client-s3';
import { ArtifactStoreError, ObjectStoreError } from '../errors';

/** Internal: the precondition of a write did not hold; something else is at the key, or nothing any more. */
export class PreconditionFailed extends Error {}

/** Internal: the upload that was to be completed or aborted is no longer there. */
export class NoSuchUpload extends Error {}

/** Operations that make a version, under a precondition. */
const PUBLISHING: ReadonlySet<string> = new Set(['PutObject', 'CompleteMultipartUpload']);

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** Absence of a version, in S3's own words: a bare 404 of a GET may be a missing bucket's, or a proxy's. */
export const isAbsent = (error: unknown): boolean =>
  error instanceof S3ServiceException && ['NoSuchKey', 'NoSuchVersion'].includes(error.name);

/** A refusal is the server's word that nothing was written; anything else may have been. */
export const isRefusal = (error: unknown): boolean => {
  if (error instanceof ObjectStoreError) return error.status !== undefined && error.status >= 400 && error.status < 500;
  return error instanceof PreconditionFailed;
};

/**
 * Turns what the SDK throws into the store's errors. 403 stays 403: it is never taken for absence.
 *
 * @param operation - S3's name for it
 * @param where - bucket, key and version, for the message
 */
export function toStoreError(operation: string, where: Record<string, unknown>, error: unknown): Error {
  if (error instanceof ArtifactStoreError) return error;
  const status = statusOf(error);
  const { name, message, code } = error as Error & { code?: string };
  if (status === 412 || name === 'ConditionalRequestConflict') return new PreconditionFailed(name);
  if (name === 'NoSuchUpload') return new NoSuchUpload(name);
  // AWS's answer to If-Match where a delete marker is on top, as lifecycle leaves one over a locked version.
  if (status === 404 && PUBLISHING.has(operation) && name !== 'NoSuchBucket') return new PreconditionFailed(name);
  const retryable = status === undefined || status >= 500 || status === 429;
  const s3Code = status === undefined ? (code ?? name) : name;
  return new ObjectStoreError(operation, where, status, s3Code, { reason: message || s3Code, retryable, cause: error });
}
