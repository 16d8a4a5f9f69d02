import { partitionOf } from '../common/regions';
import { bucketArn } from './bucket-policy';
import type { DeliveryTarget } from './delivery';

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

/** How often S3 lists a bucket. */
export const INVENTORY_FREQUENCIES = ['Daily', 'Weekly'] as const;
export type InventoryFrequency = (typeof INVENTORY_FREQUENCIES)[number];

/**
 * Inputs of `aws:s3:Inventory`, without the bucket that is listed: every version of it, as Parquet, encrypted as the
 * target's default has it.
 *
 * @param kmsKeyArn - of the target's region; without one reports are under SSE-S3
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html
 */
export const inventoryOf = <Key = string>(
  { bucketName, region, accountId }: DeliveryTarget,
  frequency: InventoryFrequency,
  kmsKeyArn?: Key,
) => ({
  name: EVERY_VERSION,
  enabled: true,
  includedObjectVersions: 'All',
  schedule: { frequency },
  optionalFields: FIELDS,
  destination: {
    bucket: {
      bucketArn: bucketArn(bucketName, partitionOf(region)),
      accountId,
      format: 'Parquet',
      encryption: kmsKeyArn === undefined ? { sseS3: {} } : { sseKms: { keyId: kmsKeyArn } },
    },
  },
});
