/** Types of AWS's provider that the controls read; those with a V2 are deprecated twins of one another. */
export const BUCKET = ['aws:s3/bucket:Bucket', 'aws:s3/bucketV2:BucketV2'];
export const BUCKET_POLICY_TOKENS = ['aws:s3/bucketPolicy:BucketPolicy'];
export const PUBLIC_ACCESS_BLOCK = ['aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock'];
export const VERSIONING = ['aws:s3/bucketVersioning:BucketVersioning', 'aws:s3/bucketVersioningV2:BucketVersioningV2'];
export const OBJECT_LOCK = [
  'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
  'aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2',
];
export const REPLICATION = ['aws:s3/bucketReplicationConfig:BucketReplicationConfig'];
export const LOGGING = ['aws:s3/bucketLogging:BucketLogging', 'aws:s3/bucketLoggingV2:BucketLoggingV2'];
export const TRAIL = ['aws:cloudtrail/trail:Trail'];
