import { arnOf, type AccessScope, type RoleStatement } from './scope';

/** What a role that stores may do with objects: versions, tags and the lock that an upload carries, no delete. */
const WRITES = [
  's3:PutObject',
  's3:PutObjectTagging',
  's3:PutObjectRetention',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
];
/** Reading bytes and headers; one may ask for a version or for the latest. */
const READS = ['s3:GetObject', 's3:GetObjectVersion'];
const OBJECT_TAGS = ['s3:GetObjectTagging', 's3:GetObjectVersionTagging'];
const LISTS = ['s3:ListBucket', 's3:ListBucketVersions'];

const objectsBelow = (scope: AccessScope, below: string): string[] =>
  scope.artifacts.map((bucket) => `${arnOf(bucket)}/${below}/*`);

const listing = (scope: AccessScope, below: string, actions: string[]): RoleStatement => ({
  Sid: 'ListOwn',
  Effect: 'Allow',
  Action: actions,
  Resource: scope.artifacts.map(arnOf),
  // A list without a prefix has no such key, and is not allowed.
  Condition: { StringLike: { 's3:prefix': `${below}/*` } },
});

/**
 * Reading below a prefix, in the bucket and in its replica: reads fall back to it.
 *
 * @param below - key prefix without a slash at its end
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
export const readStatements = (scope: AccessScope, below: string): RoleStatement[] => [
  { Sid: 'ReadOwn', Effect: 'Allow', Action: [...READS, ...OBJECT_TAGS], Resource: objectsBelow(scope, below) },
  listing(scope, below, LISTS),
];

/** Storing below a prefix, and reading there: whoever recovers an upload looks at what it left. */
export const writeStatements = (scope: AccessScope, below: string): RoleStatement[] => [
  { Sid: 'WriteOwn', Effect: 'Allow', Action: WRITES, Resource: objectsBelow(scope, below) },
  { Sid: 'ReadOwn', Effect: 'Allow', Action: [...READS, ...OBJECT_TAGS], Resource: objectsBelow(scope, below) },
  listing(scope, below, [...LISTS, 's3:ListBucketMultipartUploads']),
];
