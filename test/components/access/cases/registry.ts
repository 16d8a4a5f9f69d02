import { allowed, ARNS, denied, ENCRYPTED, manifest, own, viaS3 } from './case';

const { bucket, replica, homeKey, replicaKey, dbuser, role } = ARNS;
const copy = manifest.replace(bucket, replica);

export const REGISTRY_ROLE = [
  ...allowed('registry', [
    ['s3:PutObject', manifest, 'it publishes manifests', 's3Operations', ENCRYPTED],
    ['s3:PutObject', copy, 'it publishes into the replica while the region is away', 's3Operations', ENCRYPTED],
    ['s3:PutObjectTagging', manifest, 'an upload with tags needs this permission too', 's3Operations'],
    ['s3:PutObjectRetention', manifest, 'an upload with a lock needs this permission too', 'lock'],
    ['s3:AbortMultipartUpload', manifest, 'it gives up its own upload', 'multipart'],
    ['s3:ListMultipartUploadParts', manifest, 'it resumes its own upload', 'multipart'],
    ['s3:GetObject', manifest, 'it looks at what is published', 's3Operations'],
    ['s3:GetObjectVersion', copy, 'it looks at what is published', 's3Operations'],
    ['s3:ListBucket', bucket, 'it lists what is published', 'prefix', { 's3:prefix': 'registry/agents/' }],
    ['s3:ListBucketMultipartUploads', bucket, 'it finds its uploads', 'multipart', { 's3:prefix': 'registry/agents/' }],
    ['kms:GenerateDataKey', homeKey, 'S3 asks for a data key on its behalf', 'bucketKey', viaS3(bucket)],
    ['kms:Decrypt', replicaKey, 'S3 opens for it', 'bucketKey', viaS3(copy, 'eu-central-1')],
    ['rds-db:connect', dbuser('gl_app'), 'it records what it published', 'connect'],
  ]),
  ...denied('registry', [
    ['s3:PutObject', own, 'tenants’ artifacts are not its', 'implicit', ENCRYPTED],
    ['s3:PutObject', `${bucket}/registry-two/x`, 'a slash ends the prefix', 'implicit', ENCRYPTED],
    ['s3:GetObject', own, 'tenants’ artifacts are not its', 'implicit'],
    ['s3:ListBucket', bucket, 'the prefix is a tenant’s', 'prefix', { 's3:prefix': 'acme/' }],
    ['s3:ListBucket', bucket, 'a list without a prefix would show all tenants', 'prefix'],
    ['s3:DeleteObject', manifest, 'what is published stays', 'implicit'],
    ['s3:DeleteObjectVersion', manifest, 'what is published stays', 'versions'],
    ['s3:BypassGovernanceRetention', manifest, 'nothing allows a way around the lock', 'lock'],
    ['kms:Decrypt', homeKey, 'the context is a tenant’s object', 'bucketKey', viaS3(own)],
    ['rds-db:connect', dbuser('gl_owner'), 'the owner’s login changes the schema', 'connect'],
    [
      'sts:AssumeRole',
      role('publisher'),
      'the broker alone opens sessions',
      'assume',
      { 'aws:RequestTag/tenant': 'acme' },
    ],
  ]),
];
