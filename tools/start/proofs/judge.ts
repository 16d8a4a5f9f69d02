import type { Exchange, Expectation, PlannedProof, Proof, S3Answer, S3Request } from './model';

const METHODS: Record<S3Request['operation'], string> = {
  GetObject: 'GET',
  HeadObject: 'HEAD',
  PutObject: 'PUT',
  CreateMultipartUpload: 'POST',
  ListObjectsV2: 'GET',
  DeleteObject: 'DELETE',
};

/** A request as one line: `DELETE acme/…?versionId=… over TLS as acme`. */
export function describeRequest(request: S3Request): string {
  const { operation, key, versionId } = request;
  const isUpload = operation === 'PutObject' || operation === 'CreateMultipartUpload';
  const target = {
    ListObjectsV2: `?list-type=2&prefix=${key}`,
    CreateMultipartUpload: `${key}?uploads`,
    GetObject: key,
    HeadObject: key,
    PutObject: key,
    DeleteObject: key,
  }[operation];
  return [
    `${METHODS[operation]} ${target}${versionId === undefined ? '' : `?versionId=${versionId}`}`,
    `over ${request.over} as ${request.as}`,
    isUpload ? `${request.encrypted === true ? 'with' : 'without'} x-amz-server-side-encryption` : '',
    request.bypassLock === true ? 'with x-amz-bypass-governance-retention' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * Whether the answer is the expected one. A refusal is 403 AccessDenied and nothing else: a missing key, an unknown
 * operation or a closed port refuse nothing.
 */
export function isAsExpected(expected: Expectation, answer: S3Answer): boolean {
  const { status, code } = answer;
  if (status === undefined) return false;
  return expected === 'accepted' ? status >= 200 && status < 300 : status === 403 && code === 'AccessDenied';
}

/** Judges one exchange. */
export const toExchange = (request: S3Request, expected: Expectation, answer: S3Answer): Exchange => ({
  request,
  text: describeRequest(request),
  expected,
  answer,
  passed: isAsExpected(expected, answer),
});

/** A proof holds only when both of its requests were answered as expected. */
export function toProof(plan: PlannedProof, refused: Exchange, accepted: Exchange): Proof {
  const { id, rule, note } = plan;
  return {
    id,
    rule,
    ...(note === undefined ? {} : { note }),
    refused,
    accepted,
    passed: refused.passed && accepted.passed,
  };
}
