import { partitionOf } from '../common/regions';
import { bucketArn } from './bucket-policy';
import type { RolePolicyDocument } from './replication';

/** What a job goes over, and where it says what failed. */
export interface BatchReplicationScope {
  /** The source of an edge of replication. */
  bucketName: string;
  region: string;
  accountId: string;
  /** Bucket of the same region for the report of tasks that failed. @default - no report */
  reportBucket?: string;
}

/** Of the keys in the report's bucket. */
const REPORT_PREFIX = 'batch-replication';

/** Who may assume the role: S3 Batch Operations, for this account. A job has no ARN before it is made. */
export const batchReplicationTrust = ({ accountId }: BatchReplicationScope) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'BatchOperationsReplicate',
      Effect: 'Allow',
      Principal: { Service: 'batchoperations.s3.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
    },
  ],
});

/**
 * What the role of a job may do: have S3 list the bucket by its configuration of replication, start the replication of
 * its versions, and write the report. It reads and writes no object: that is done by the role of the edge.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html
 */
export function batchReplicationPolicy({
  bucketName,
  region,
  reportBucket,
}: BatchReplicationScope): RolePolicyDocument {
  const partition = partitionOf(region);
  const arn = bucketArn(bucketName, partition);
  const allow = { Effect: 'Allow' } as const;
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'StartReplication', ...allow, Action: 's3:InitiateReplication', Resource: `${arn}/*` },
      {
        Sid: 'ListWhatIsToReplicate',
        ...allow,
        // S3 lists a bucket for a job by an inventory that it takes for itself.
        Action: ['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'],
        Resource: arn,
      },
      ...(reportBucket === undefined
        ? []
        : [
            {
              Sid: 'WriteTheReport',
              ...allow,
              Action: 's3:PutObject',
              Resource: `${bucketArn(reportBucket, partition)}/${REPORT_PREFIX}/*`,
            },
          ]),
    ],
  };
}

/**
 * Request of `CreateJob` that replicates what was in a bucket before its edge was, and what failed since. The job waits
 * until somebody confirms it, with the count of its objects in sight. A new job is made from the same request.
 *
 * @param roleArn - a role with {@link batchReplicationPolicy}
 * @returns without `ClientRequestToken`, which the client draws for each job
 * @example batchReplicationSpec({ bucketName: 'gl-artifacts-eu-west-1', region: 'eu-west-1', accountId: '111122223333' }, roleArn)
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateJob.html
 */
export function batchReplicationSpec(scope: BatchReplicationScope, roleArn: string) {
  const { bucketName, region, accountId, reportBucket } = scope;
  const partition = partitionOf(region);
  return {
    AccountId: accountId,
    ConfirmationRequired: true,
    Description: `gl-artifacts: replicates what is in ${bucketName} and has no replica`,
    Operation: { S3ReplicateObject: {} },
    Priority: 10,
    RoleArn: roleArn,
    ManifestGenerator: {
      S3JobManifestGenerator: {
        ExpectedBucketOwner: accountId,
        SourceBucket: bucketArn(bucketName, partition),
        EnableManifestOutput: false,
        Filter: { EligibleForReplication: true, ObjectReplicationStatuses: ['NONE', 'FAILED'] },
      },
    },
    Report:
      reportBucket === undefined
        ? { Enabled: false }
        : {
            Enabled: true,
            Bucket: bucketArn(reportBucket, partition),
            Prefix: REPORT_PREFIX,
            Format: 'Report_CSV_20180820',
            ReportScope: 'FailedTasksOnly',
          },
  };
}
