import { allowed, ARNS, checkpoint, denied, ENCRYPTED, log, own, ownCopy, viaS3 } from './case';

const { bucket, replica, vault, trail, homeKey, dbuser, signingKey, role } = ARNS;
const TRAIL = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/gl-artifacts-eu-west-1-trail';
const opens = (trailArn: string) => ({
  'kms:ViaService': 's3.eu-west-1.amazonaws.com',
  'kms:CallerAccount': '111122223333',
  'kms:EncryptionContext:aws:cloudtrail:arn': trailArn,
});

export const AUDITOR = [
  ...allowed('auditor', [
    ['s3:GetObject', checkpoint, 'it reads evidence', 's3Operations'],
    ['s3:GetObjectVersion', checkpoint, 'it reads every version of evidence', 's3Operations'],
    ['s3:GetObject', log, 'it reads who read', 's3Operations'],
    ['s3:GetObjectRetention', own, 'it sees until when a version is locked', 'lock'],
    ['s3:GetObjectLegalHold', own, 'it sees holds', 'lock'],
    ['s3:GetObjectRetention', checkpoint, 'it sees the vault’s locks', 'lock'],
    ['s3:GetObjectVersionTagging', ownCopy, 'it sees the class', 's3Operations'],
    ['s3:ListBucket', bucket, 'it sees which objects there are', 's3Operations'],
    ['s3:ListBucketVersions', bucket, 'it sees which versions there are', 's3Operations'],
    ['s3:ListBucketVersions', vault, 'it sees which evidence there is', 's3Operations'],
    ['s3:ListBucket', trail, 'it sees which logs there are', 's3Operations'],
    ['s3:GetBucketObjectLockConfiguration', bucket, 'it sees the default lock', 'lock'],
    ['s3:GetBucketObjectLockConfiguration', vault, 'it sees the vault’s lock', 'lock'],
    ['s3:GetLifecycleConfiguration', bucket, 'it sees the backstop', 's3'],
    ['s3:GetInventoryConfiguration', bucket, 'it sees the inventory', 's3'],
    ['s3:GetReplicationConfiguration', replica, 'it sees where bytes go', 's3'],
    ['s3:GetBucketPolicy', bucket, 'it sees who is refused', 's3'],
    ['s3:GetEncryptionConfiguration', bucket, 'it sees the encryption', 's3'],
    ['s3:GetBucketVersioning', bucket, 'it sees that versions are kept', 's3'],
    ['s3:GetBucketPublicAccessBlock', bucket, 'it sees the blocks', 's3'],
    ['s3:GetBucketLogging', bucket, 'it sees where access logs go', 's3'],
    ['s3:GetBucketLocation', bucket, 'it sees the region', 's3'],
    ['kms:Verify', signingKey, 'it checks signatures', 'kms'],
    ['kms:GetPublicKey', signingKey, 'it checks signatures by itself', 'kms'],
    ['kms:Decrypt', homeKey, 'CloudTrail’s context is the trail', 'trailKey', opens(TRAIL)],
  ]),
  ...denied('auditor', [
    ['s3:GetObject', own, 'it reads no artifact’s bytes', 'implicit'],
    ['s3:GetObjectVersion', ownCopy, 'nor of the replica', 'implicit'],
    ['kms:Decrypt', homeKey, 'the context is an artifact', 'trailKey', viaS3(own)],
    ['kms:Decrypt', homeKey, 'the context is another trail', 'trailKey', opens(`${TRAIL}-two`)],
    [
      'kms:Decrypt',
      homeKey,
      'the key is used through S3 only',
      'viaService',
      { 'kms:EncryptionContext:aws:cloudtrail:arn': TRAIL },
    ],
    ['kms:Sign', signingKey, 'who checks does not sign', 'keyPolicy'],
    ['s3:PutObject', checkpoint, 'who checks does not write evidence', 'explicit', ENCRYPTED],
    ['s3:PutObject', own, 'it writes nothing', 'implicit', ENCRYPTED],
    ['s3:DeleteObjectVersion', log, 'nobody deletes logs', 'explicit'],
    ['s3:DeleteObjectVersion', own, 'it deletes nothing', 'versions'],
    ['s3:BypassGovernanceRetention', own, 'nothing allows a way around the lock', 'lock'],
    ['s3:PutObjectRetention', own, 'it changes no lock', 'lock'],
    ['s3:PutInventoryConfiguration', bucket, 'it changes no bucket', 'implicit'],
    ['rds-db:connect', dbuser('gl_app'), 'no login of the database only reads', 'connect'],
    ['sts:AssumeRole', role('break-glass'), 'that is for named people', 'assume'],
  ]),
];
