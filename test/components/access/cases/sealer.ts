import { allowed, ARNS, checkpoint, denied, own, viaS3 } from './case';

const { bucket, vault, homeKey, dbuser, signingKey } = ARNS;
const SSE = { 's3:x-amz-server-side-encryption': 'AES256' };

export const SEALER = [
  ...allowed('sealer', [
    ['s3:PutObject', checkpoint, 'the vault’s policy excepts it from its deny', 'explicit', SSE],
    ['kms:Sign', signingKey, 'key policy and role allow it', 'keyPolicy'],
    ['rds-db:connect', dbuser('gl_worker'), 'it reads the leaves of every tenant', 'connect'],
  ]),
  ...denied('sealer', [
    ['s3:PutObject', checkpoint, 'the vault wants the header of encryption', 'upload'],
    ['s3:PutObject', checkpoint, 'the vault wants TLS', 'tls', { ...SSE, 'aws:SecureTransport': 'false' }],
    ['s3:PutObject', own, 'it writes no artifact', 'implicit', SSE],
    ['s3:GetObject', own, 'it reads no artifact', 'implicit'],
    ['s3:GetObject', checkpoint, 'it needs nothing back', 'implicit'],
    ['s3:DeleteObjectVersion', checkpoint, 'nobody deletes evidence', 'explicit'],
    ['s3:BypassGovernanceRetention', checkpoint, 'nobody goes around the vault’s lock', 'explicit'],
    ['s3:PutObjectRetention', checkpoint, 'the default lock is on what it adds', 'implicit'],
    ['s3:PutBucketPolicy', vault, 'it changes no bucket', 'implicit'],
    ['s3:ListBucket', bucket, 'it lists no artifact', 'implicit'],
    ['kms:Sign', homeKey, 'it signs with the vault’s key only', 'kms', viaS3(bucket)],
    ['kms:Decrypt', homeKey, 'it opens nothing', 'kms', viaS3(bucket)],
    ['kms:PutKeyPolicy', signingKey, 'it does not say who signs', 'keyPolicy'],
    ['kms:ScheduleKeyDeletion', signingKey, 'it does not end the key', 'keyPolicy'],
    ['kms:CreateGrant', signingKey, 'it lets nobody else sign', 'keyPolicy'],
    ['rds-db:connect', dbuser('gl_owner'), 'the owner’s login changes the schema', 'connect'],
  ]),
];
