import { allowed, ARNS, checkpoint, denied, ENCRYPTED, foreign, log, own, ownCopy, viaS3 } from './case';

const { bucket, replica, vault, homeKey, dbuser, signingKey } = ARNS;

export const JANITOR = [
  ...allowed('janitor', [
    ['s3:DeleteObjectVersion', own, 'a delete of a version is its own permission', 'versions'],
    ['s3:DeleteObjectVersion', foreign, 'it works for every tenant', 'versions'],
    ['s3:DeleteObjectVersion', ownCopy, 'a delete of a version is not replicated', 'versions'],
    ['s3:ListBucket', bucket, 'it finds what is over', 's3Operations'],
    ['s3:ListBucketVersions', bucket, 'it finds versions', 's3Operations'],
    ['s3:ListBucketVersions', replica, 'it finds versions of the replica', 's3Operations'],
    ['s3:ListBucketMultipartUploads', bucket, 'it finds uploads that were left', 'multipart'],
    ['s3:AbortMultipartUpload', own, 'it gives up uploads that were left', 'multipart'],
    ['s3:GetObjectRetention', own, 'it sees until when a version is locked', 'lock'],
    ['s3:GetObjectLegalHold', ownCopy, 'it sees holds', 'lock'],
    ['s3:GetObjectVersionTagging', own, 'it sees the class', 's3Operations'],
    ['rds-db:connect', dbuser('gl_worker'), 'it works for every tenant', 'connect'],
  ]),
  ...denied('janitor', [
    ['s3:BypassGovernanceRetention', own, 'without this S3 refuses to delete what is locked', 'lock'],
    ['s3:BypassGovernanceRetention', ownCopy, 'nor in the replica', 'lock'],
    ['s3:PutObjectRetention', own, 'it cannot shorten a lock', 'lock'],
    ['s3:PutObjectLegalHold', own, 'it cannot take a hold off', 'lock'],
    ['s3:DeleteObject', own, 'a delete marker would hide what is locked', 'versions'],
    ['s3:DeleteObjectVersion', checkpoint, 'the vault’s policy denies every delete', 'explicit'],
    ['s3:DeleteObjectVersion', log, 'the trail’s policy denies every delete', 'explicit'],
    ['s3:DeleteObjectVersion', `${ARNS.stranger}/acme/x`, 'it names its buckets', 'implicit'],
    ['s3:DeleteBucket', bucket, 'it deletes no bucket', 'implicit'],
    ['s3:GetObject', own, 'it reads no bytes', 'implicit'],
    ['s3:GetObjectVersion', own, 'it reads no bytes', 'implicit'],
    ['s3:PutObject', own, 'it writes nothing', 'implicit', ENCRYPTED],
    ['s3:PutObjectTagging', own, 'it changes no class', 'implicit'],
    ['s3:ListBucketVersions', vault, 'the vault is not its', 'implicit'],
    ['s3:PutLifecycleConfiguration', bucket, 'it changes no bucket', 'implicit'],
    ['kms:Decrypt', homeKey, 'it opens nothing', 'kms', viaS3(bucket)],
    ['kms:Sign', signingKey, 'the sealer alone signs', 'keyPolicy'],
    ['rds-db:connect', dbuser('gl_owner'), 'the owner’s login changes the schema', 'connect'],
    ['rds-db:connect', dbuser('gl_app'), 'it is no tenant', 'connect'],
  ]),
];
