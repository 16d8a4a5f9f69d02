import { partitionOf } from '../common/regions';
import { bucketArn, tlsStatements, type PolicyDocument } from './bucket-policy';
import { nobodyDeletes } from './evidence-policy';

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
