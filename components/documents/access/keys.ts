import { arnOf, type AccessScope, type BucketScope, type RoleStatement } from './scope';

/**
 * Use of the keys of buckets, through S3 only. With a bucket key the encryption context is the bucket, without one the
 * object; older objects keep theirs.
 *
 * @param sid - of the statements; each has its number at the end
 * @param below - key prefix of the objects, without a slash at its end; `''` for all
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
const keyStatements = (
  buckets: readonly BucketScope[],
  sid: string,
  actions: readonly string[],
  below: string,
): RoleStatement[] =>
  buckets.flatMap(({ kmsKeyArn, ...bucket }, index) =>
    kmsKeyArn === undefined
      ? []
      : [
          {
            Sid: `${sid}${index}`,
            Effect: 'Allow',
            Action: [...actions],
            Resource: kmsKeyArn,
            Condition: {
              StringEquals: { 'kms:ViaService': `s3.${bucket.region}.amazonaws.com` },
              StringLike: {
                'kms:EncryptionContext:aws:s3:arn': [
                  arnOf(bucket),
                  `${arnOf(bucket)}/${below === '' ? '' : `${below}/`}*`,
                ],
              },
            },
          },
        ],
  );

/** What an upload asks of a key: a multipart one opens its own parts. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions */
export const FOR_WRITES = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;
export const FOR_READS = ['kms:Decrypt'] as const;

/** Use of the artifacts' keys, for what lies below a prefix. */
export const artifactKeyStatements = (scope: AccessScope, actions: readonly string[], below: string): RoleStatement[] =>
  keyStatements(scope.artifacts, 'UseTheKey', actions, below);

/** Opening the reports of inventories. */
export const reportKeyStatements = ({ reports = [] }: AccessScope): RoleStatement[] =>
  keyStatements(reports, 'OpenReports', FOR_READS, '');
