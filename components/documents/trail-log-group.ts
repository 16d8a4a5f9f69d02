import { partitionOf } from '../common/regions';
import { trailArn } from './log-policies';
import type { RolePolicyDocument } from './replication';

/** A trail, and the log group of its region that has its name. */
export interface TrailLogGroup {
  region: string;
  accountId: string;
  trailName: string;
}

/** ARN of the log group, without the `:*` that stands for its streams. */
export const logGroupArn = ({ region, accountId, trailName }: TrailLogGroup): string =>
  `arn:${partitionOf(region)}:logs:${region}:${accountId}:log-group:${trailName}`;

/** Who may assume the role: CloudTrail, for this one trail of this account. */
export const trailDeliveryTrust = ({ region, accountId, trailName }: TrailLogGroup) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'CloudTrailDelivers',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': accountId, 'aws:SourceArn': trailArn(region, accountId, trailName) },
      },
    },
  ],
});

/**
 * What the role may: add to the streams of this trail, which CloudTrail names by account and region.
 *
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export const trailDeliveryPolicy = (group: TrailLogGroup): RolePolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AddToTheStreams',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${logGroupArn(group)}:log-stream:${group.accountId}_CloudTrail_${group.region}*`,
    },
  ],
});
