import { partitionOf } from '../common/regions';
import { bucketArn, tlsStatements, type PolicyDocument } from './bucket-policy';

/** Id of the inventory of a bucket; its reports lie below `<bucket>/<id>/`. */
const EVERY_VERSION = 'every-version';

/** What a comparison with the metadata needs beside key and version: what is there, its lock, its replica and its encryption. */
const FIELDS = [
  'Size',
  'LastModifiedDate',
  'ETag',
  'ChecksumAlgorithm',
  'StorageClass',
  'ReplicationStatus',
  'EncryptionStatus',
  'ObjectLockMode',
  'ObjectLockRetainUntilDate',
  'ObjectLockLegalHoldStatus',
];

export interface InventoryScope {
  /** Where the reports are delivered. */
  bucketName: string;
  region: string;
  accountId: string;
}

/**
 * Inputs of `aws:s3:Inventory`, without the bucket that is listed: each day every version of it, as Parquet, encrypted as
 * the target's policy and default have it.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html
 */
export const dailyInventory = ({ bucketName, region, accountId }: InventoryScope) => ({
  name: EVERY_VERSION,
  enabled: true,
  includedObjectVersions: 'All',
  schedule: { frequency: 'Daily' },
  optionalFields: FIELDS,
  destination: {
    bucket: {
      bucketArn: bucketArn(bucketName, partitionOf(region)),
      accountId,
      format: 'Parquet',
      encryption: { sseS3: {} },
    },
  },
});

/**
 * Policy of a target of inventories: S3 may write reports of the named buckets of this account, and of no other. No upload
 * statement: it is the inventory that says how a report is encrypted.
 *
 * @param sourceBuckets - names of the buckets that are listed
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-s3-inventory-1
 */
export function inventoryPolicy(
  { bucketName, region, accountId }: InventoryScope,
  sourceBuckets: readonly string[],
): PolicyDocument {
  const partition = partitionOf(region);
  const arn = bucketArn(bucketName, partition);
  return {
    Version: '2012-10-17',
    Statement: [
      ...tlsStatements(arn),
      {
        Sid: 'InventoriesAreDelivered',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `${arn}/*`,
        Condition: {
          ArnLike: { 'aws:SourceArn': sourceBuckets.map((source) => bucketArn(source, partition)) },
          StringEquals: { 'aws:SourceAccount': accountId, 's3:x-amz-acl': 'bucket-owner-full-control' },
        },
      },
    ],
  };
}
