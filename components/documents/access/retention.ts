import { arnOf, type AccessScope, type RoleStatement } from './scope';

const buckets = (scope: AccessScope): string[] => scope.artifacts.map(arnOf);
const objects = (scope: AccessScope): string[] => scope.artifacts.map((bucket) => `${arnOf(bucket)}/*`);

/** What of an object says whether it may go. */
const LOCKS = ['s3:GetObjectRetention', 's3:GetObjectLegalHold'];

/**
 * What enforces retention: finds versions, sees what locks them and deletes them one by one, in the bucket and in its
 * replica, since a delete of a version is not replicated. It reads no bytes, and what is locked stays.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
export const janitorStatements = (scope: AccessScope): RoleStatement[] => [
  {
    Sid: 'FindVersions',
    Effect: 'Allow',
    Action: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
    Resource: buckets(scope),
  },
  {
    Sid: 'DeleteVersions',
    Effect: 'Allow',
    Action: [...LOCKS, 's3:GetObjectVersionTagging', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload'],
    Resource: objects(scope),
  },
];

/**
 * The way around a lock in governance mode, for the day when an artifact must go at once. The vault's lock knows no way.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export const breakGlassStatements = (scope: AccessScope): RoleStatement[] => [
  { Sid: 'FindVersions', Effect: 'Allow', Action: 's3:ListBucketVersions', Resource: buckets(scope) },
  {
    Sid: 'DeleteLockedVersions',
    Effect: 'Allow',
    Action: [...LOCKS, 's3:BypassGovernanceRetention', 's3:PutObjectRetention', 's3:DeleteObjectVersion'],
    Resource: objects(scope),
  },
];
