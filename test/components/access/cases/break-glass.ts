import { allowed, ARNS, checkpoint, denied, ENCRYPTED, log, own, ownCopy, viaS3 } from './case';

const { bucket, replica, vault, homeKey, dbuser, signingKey } = ARNS;

export const BREAK_GLASS = [
  ...allowed('breakGlass', [
    ['s3:BypassGovernanceRetention', own, 'governance mode lets who has this permission', 'lock'],
    ['s3:BypassGovernanceRetention', ownCopy, 'the replica has the same lock', 'lock'],
    ['s3:DeleteObjectVersion', own, 'the way around a lock deletes nothing by itself', 'lock'],
    ['s3:DeleteObjectVersion', ownCopy, 'a delete of a version is not replicated', 'versions'],
    ['s3:PutObjectRetention', own, 'a lock that was too long is shortened', 'lock'],
    ['s3:GetObjectRetention', own, 'it sees the lock', 'lock'],
    ['s3:GetObjectLegalHold', own, 'it sees holds', 'lock'],
    ['s3:ListBucketVersions', bucket, 'it finds the version', 's3Operations'],
    ['s3:ListBucketVersions', replica, 'it finds the version’s copy', 's3Operations'],
  ]),
  ...denied('breakGlass', [
    ['s3:BypassGovernanceRetention', checkpoint, 'the vault’s policy denies it to everybody', 'explicit'],
    ['s3:DeleteObjectVersion', checkpoint, 'the vault’s policy denies it to everybody', 'explicit'],
    ['s3:DeleteObjectVersion', log, 'the trail’s policy denies it to everybody', 'explicit'],
    ['s3:PutObjectRetention', checkpoint, 'the vault’s locks are not its', 'explicit'],
    ['s3:BypassGovernanceRetention', `${ARNS.stranger}/x`, 'it names its buckets', 'implicit'],
    ['s3:PutObjectLegalHold', own, 'a hold is the court’s', 'lock'],
    ['s3:GetObject', own, 'it reads no bytes', 'implicit'],
    ['s3:GetObjectVersion', own, 'it reads no bytes', 'implicit'],
    ['s3:PutObject', own, 'it writes nothing', 'implicit', ENCRYPTED],
    ['s3:DeleteObject', own, 'a delete marker would hide what is there', 'versions'],
    ['s3:PutBucketObjectLockConfiguration', bucket, 'it changes no default', 'lock'],
    ['s3:DeleteBucketPolicy', vault, 'it changes no bucket', 'implicit'],
    ['s3:BypassGovernanceRetention', own, 'the bucket policy wants TLS', 'tls', { 'aws:SecureTransport': 'false' }],
    ['kms:Decrypt', homeKey, 'it opens nothing', 'kms', viaS3(bucket)],
    ['kms:Sign', signingKey, 'the sealer alone signs', 'keyPolicy'],
    ['rds-db:connect', dbuser('gl_worker'), 'it asks no database', 'connect'],
  ]),
];
