import { partitionOf } from '../common/regions';
import { bucketArn, tlsStatements, type PolicyDocument, type PolicyStatement } from './bucket-policy';

/** The bucket that something is delivered into. */
export interface DeliveryTarget {
  bucketName: string;
  region: string;
  accountId: string;
}

interface Delivery {
  sid: string;
  service: string;
  /** What else the service's requests have. @default - nothing */
  also?: Readonly<Record<string, string>>;
}

/**
 * What S3 delivers of a bucket into another.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html;
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-s3-inventory-1
 */
export const DELIVERIES = {
  accessLogs: { sid: 'AccessLogsAreDelivered', service: 'logging.s3.amazonaws.com' },
  inventories: {
    sid: 'InventoriesAreDelivered',
    service: 's3.amazonaws.com',
    also: { 's3:x-amz-acl': 'bucket-owner-full-control' },
  },
} as const satisfies Record<string, Delivery>;

/** Of the named buckets of this account: without the conditions any account could have its own delivered here. */
function deliveryStatement(
  { sid, service, also }: Delivery,
  { bucketName, region, accountId }: DeliveryTarget,
  sourceBuckets: readonly string[],
): PolicyStatement {
  const partition = partitionOf(region);
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 's3:PutObject',
    Resource: `${bucketArn(bucketName, partition)}/*`,
    Condition: {
      ArnLike: { 'aws:SourceArn': sourceBuckets.map((source) => bucketArn(source, partition)) },
      StringEquals: { 'aws:SourceAccount': accountId, ...also },
    },
  };
}

/**
 * Policy of a bucket that S3 delivers into: for the named buckets of this account, and for no other. No upload statement:
 * log delivery sends no encryption header, and an inventory says itself how a report is encrypted.
 *
 * @param sourceBuckets - names of the buckets that it is about
 */
export const deliveryPolicy = (
  what: keyof typeof DELIVERIES,
  target: DeliveryTarget,
  sourceBuckets: readonly string[],
): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    ...tlsStatements(bucketArn(target.bucketName, partitionOf(target.region))),
    deliveryStatement(DELIVERIES[what], target, sourceBuckets),
  ],
});
