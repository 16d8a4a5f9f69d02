import { allowed, ARNS, denied, ENCRYPTED, foreign, manifest, own, ownCopy, viaS3 } from './case';

const { bucket, replica, homeKey, replicaKey, dbuser } = ARNS;

export const READER = [
  ...allowed('reader', [
    ['s3:GetObject', own, 'it reads below its tenant', 'abac'],
    ['s3:GetObjectVersion', own, 'it reads the version that lineage names', 's3Operations'],
    ['s3:GetObject', ownCopy, 'reads fall back to the replica', 'abac'],
    ['s3:GetObjectVersion', ownCopy, 'versions keep their ids there', 's3Operations'],
    ['s3:GetObjectTagging', own, 'it sees the class', 's3Operations'],
    ['s3:GetObjectVersionTagging', own, 'it sees the class of a version', 's3Operations'],
    ['s3:ListBucket', bucket, 'it lists below its tenant', 'prefix', { 's3:prefix': 'acme/' }],
    ['s3:ListBucketVersions', replica, 'it lists versions of the replica', 'prefix', { 's3:prefix': 'acme/runs/' }],
    ['kms:Decrypt', homeKey, 'S3 opens for it, by the bucket key', 'bucketKey', viaS3(bucket)],
    ['kms:Decrypt', homeKey, 'an object of before the bucket key has its own context', 'bucketKey', viaS3(own)],
    ['kms:Decrypt', replicaKey, 'the replica has its own key', 'bucketKey', viaS3(ownCopy, 'eu-central-1')],
    ['rds-db:connect', dbuser('gl_app'), 'it asks the metadata as the application', 'connect'],
  ]),
  ...denied('reader', [
    ['s3:GetObject', foreign, 'the resource has the session’s tenant', 'variables'],
    ['s3:GetObject', manifest, 'the registry is no tenant’s', 'variables'],
    ['s3:GetObject', `${ARNS.vault}/checkpoints/acme/1.json`, 'evidence is not its', 'implicit'],
    ['s3:GetObject', own, 'the bucket policy wants TLS', 'tls', { 'aws:SecureTransport': 'false' }],
    ['s3:PutObject', own, 'it writes nothing', 'implicit', ENCRYPTED],
    ['s3:PutObjectTagging', own, 'a tag would change the retention', 'implicit'],
    ['s3:PutObjectRetention', own, 'it locks nothing', 'lock'],
    ['s3:AbortMultipartUpload', own, 'an upload is the publisher’s', 'multipart'],
    ['s3:DeleteObject', own, 'it deletes nothing', 'implicit'],
    ['s3:DeleteObjectVersion', own, 'it deletes nothing', 'versions'],
    ['s3:BypassGovernanceRetention', own, 'nothing allows a way around the lock', 'lock'],
    ['s3:ListBucket', bucket, 'a list without a prefix would show all tenants', 'prefix'],
    ['s3:ListBucket', bucket, 'the prefix is another tenant’s', 'prefix', { 's3:prefix': 'umbrella/' }],
    ['kms:GenerateDataKey', homeKey, 'it seals nothing', 'kms', viaS3(bucket)],
    ['kms:Decrypt', homeKey, 'the context is another tenant’s object', 'bucketKey', viaS3(foreign)],
    ['kms:Decrypt', homeKey, 'the key is used through S3 only', 'viaService'],
    ['rds-db:connect', dbuser('gl_worker'), 'the worker’s login sees all tenants', 'connect'],
  ]),
];
