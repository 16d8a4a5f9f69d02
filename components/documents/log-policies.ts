import { partitionOf } from '../common/regions';
import { bucketArn, tlsStatements, type PolicyDocument } from './bucket-policy';
import { nobodyDeletes } from './evidence-policy';

export interface AccessLogPolicyArgs {
  /** The target. */
  bucketName: string;
  region: string;
  accountId: string;
  /** Names of the buckets whose access logs it takes. */
  sourceBuckets: readonly string[];
}

/**
 * Policy of a target of access logs: S3's log delivery may write for the named buckets of this account, and for no other
 * (without the conditions any account could have its logs written here). No upload statement: the delivery sends no
 * encryption header.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function accessLogPolicy({ bucketName, region, accountId, sourceBuckets }: AccessLogPolicyArgs): PolicyDocument {
  const partition = partitionOf(region);
  const arn = bucketArn(bucketName, partition);
  return {
    Version: '2012-10-17',
    Statement: [
      ...tlsStatements(arn),
      {
        Sid: 'AccessLogsAreDelivered',
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `${arn}/*`,
        Condition: {
          ArnLike: { 'aws:SourceArn': sourceBuckets.map((source) => bucketArn(source, partition)) },
          StringEquals: { 'aws:SourceAccount': accountId },
        },
      },
    ],
  };
}

/** ARN of a trail. */
export const trailArn = (region: string, accountId: string, trailName: string): string =>
  `arn:${partitionOf(region)}:cloudtrail:${region}:${accountId}:trail/${trailName}`;

export interface TrailLogPolicyArgs {
  bucketName: string;
  region: string;
  accountId: string;
  trailName: string;
}

/**
 * Policy of the bucket of a trail: CloudTrail may write the logs of this one trail, below this account's prefix.
 *
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function trailLogPolicy({ bucketName, region, accountId, trailName }: TrailLogPolicyArgs): PolicyDocument {
  const arn = bucketArn(bucketName, partitionOf(region));
  const cloudTrail = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } } as const;
  const ofTrail = { 'aws:SourceArn': trailArn(region, accountId, trailName), 'aws:SourceAccount': accountId };
  return {
    Version: '2012-10-17',
    Statement: [
      ...tlsStatements(arn),
      nobodyDeletes(arn),
      {
        Sid: 'CloudTrailChecksTheBucket',
        ...cloudTrail,
        Action: 's3:GetBucketAcl',
        Resource: arn,
        Condition: { StringEquals: ofTrail },
      },
      {
        Sid: 'CloudTrailDelivers',
        ...cloudTrail,
        Action: 's3:PutObject',
        Resource: `${arn}/AWSLogs/${accountId}/*`,
        Condition: { StringEquals: { ...ofTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
    ],
  };
}
