import { NEWEST_MARKER, type PlannedProof, type S3Request } from './model';

/** An artifact that the runtime stored. */
export interface Subject {
  tenant: string;
  key: string;
  versionId: string;
}

/**
 * The refusals that ADR-004 demands, each beside the same request that is accepted.
 *
 * No request leaves a version that the database does not know. Uploads that must be refused create a key that exists
 * (`If-None-Match: *`, as the runtime's own puts do), so that even a server that wrongly lets them in answers 412 and
 * keeps nothing. Their accepted counterpart is the runtime's own put of this run, shown by a HEAD of the version it
 * made; a multipart upload is accepted and aborted. A plain delete of one's own key is accepted and leaves a delete
 * marker, and removing that marker is the accepted counterpart of deleting a locked version.
 *
 * @param own - the tenant whose credentials are used, and its artifact
 * @param neighbours - artifacts of other tenants
 */
export function planProofs(own: Subject, neighbours: readonly Subject[]): PlannedProof[] {
  const by = { as: own.tenant, over: 'TLS' } as const;
  const get: S3Request = { ...by, operation: 'GetObject', key: own.key, versionId: own.versionId };
  const list: S3Request = { ...by, operation: 'ListObjectsV2', key: `${own.tenant}/` };
  const head: S3Request = { ...get, operation: 'HeadObject' };
  const putNote = "accepted: the runtime's own put of this run, shown by a HEAD of the version it made";
  const transport = 'DenyInsecureTransport: the bucket answers over TLS only';
  const encryption = 'DenyUnencryptedUploads: an upload says how it is encrypted';
  return [
    { id: 'plain-http-get', rule: transport, refused: { ...get, over: 'plain HTTP' }, accepted: get },
    { id: 'plain-http-list', rule: transport, refused: { ...list, over: 'plain HTTP' }, accepted: list },
    {
      id: 'unencrypted-put',
      rule: encryption,
      refused: { ...by, operation: 'PutObject', key: own.key, encrypted: false },
      accepted: head,
      note: putNote,
    },
    {
      id: 'unencrypted-multipart',
      rule: encryption,
      refused: { ...by, operation: 'CreateMultipartUpload', key: own.key, encrypted: false },
      accepted: { ...by, operation: 'CreateMultipartUpload', key: own.key, encrypted: true },
      note: 'the accepted upload is aborted at once',
    },
    {
      id: 'whole-bucket-list',
      rule: 'Tenant isolation: a tenant lists its own prefix, never the bucket',
      refused: { ...list, key: '' },
      accepted: list,
    },
    ...neighbours.flatMap((other) => isolation(own, other, { get, list, head, putNote })),
    ...locked(own),
  ];
}

const isolation = (
  own: Subject,
  other: Subject,
  accepted: { get: S3Request; list: S3Request; head: S3Request; putNote: string },
): PlannedProof[] => {
  const by = { as: own.tenant, over: 'TLS', key: other.key } as const;
  const rule = `Tenant isolation: ${own.tenant} cannot touch ${other.tenant}/`;
  return [
    {
      id: `get-${other.tenant}`,
      rule,
      refused: { ...by, operation: 'GetObject', versionId: other.versionId },
      accepted: accepted.get,
    },
    {
      id: `put-${other.tenant}`,
      rule,
      refused: { ...by, operation: 'PutObject', encrypted: true },
      accepted: accepted.head,
      note: accepted.putNote,
    },
    {
      id: `list-${other.tenant}`,
      rule,
      refused: { ...by, operation: 'ListObjectsV2', key: `${other.tenant}/` },
      accepted: accepted.list,
    },
    {
      id: `delete-${other.tenant}`,
      rule,
      refused: { ...by, operation: 'DeleteObject' },
      accepted: { ...by, operation: 'DeleteObject', key: own.key },
      note: 'the accepted delete makes a delete marker, which a later proof removes; the locked version stays',
    },
  ];
};

const locked = (own: Subject): PlannedProof[] => {
  const remove: S3Request = { operation: 'DeleteObject', as: own.tenant, over: 'TLS', key: own.key };
  const note = 'accepted: the same delete of a version without a lock, the delete marker made above';
  const versions = {
    refused: { ...remove, versionId: own.versionId },
    accepted: { ...remove, versionId: NEWEST_MARKER },
  };
  return [
    { id: 'delete-locked-version', rule: 'Object Lock: a locked version cannot be deleted', ...versions, note },
    {
      id: 'delete-locked-version-bypass',
      rule: 'Object Lock: a tenant cannot pass over a GOVERNANCE lock',
      refused: { ...versions.refused, bypassLock: true },
      accepted: versions.accepted,
      note,
    },
  ];
};
