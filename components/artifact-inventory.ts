import * as s3 from '@pulumi/aws/s3';
import * as pulumi from '@pulumi/pulumi';
import type { AccessLogs } from './common/access-logs';
import { shown, unless } from './common/checks';
import { deliveryTarget, validateDeliveryTarget, type DeliveryKind } from './common/delivery-target';
import { childOptions, inRegion } from './common/options';
import type { Placement } from './common/placement';
import { partitionOf } from './common/regions';
import { bucketArn } from './documents/bucket-policy';
import { INVENTORY_FREQUENCIES, inventoryOf, type InventoryFrequency } from './documents/inventory';
import { refuse, type ArgumentProblem } from './problems';

export interface ArtifactInventoryArgs {
  /** Bucket of the reports, which is made. */
  bucketName: string;
  placement: Placement;
  /** Names of the buckets that are listed; of the same region and account. */
  sourceBuckets: readonly string[];
  /** How often; a weekly report is of Sundays. @default 'Daily' */
  frequency?: InventoryFrequency;
  /** How long a report is kept, 1 to 365; of a weekly one at least 8, so that there is always one. @default 14 */
  retentionDays?: number;
  /** @default - whoever reads the reports leaves no record there */
  accessLogs?: AccessLogs;
  /**
   * Key of the region that reports are encrypted with; its policy lets S3 use it for the sources.
   * @default - SSE-S3
   */
  kmsKeyArn?: pulumi.Input<string>;
}

const REPORTS: DeliveryKind = {
  what: 'inventories',
  // Each report has everything that the one before had: a few are for comparison.
  retention: { defaultDays: 14, mostDays: 365 },
  sources: 'are listed',
  notItself: 'reports are no artifacts',
};

/** A week, and a day for the delivery. */
const LEAST_WEEKLY_DAYS = 8;

/**
 * A list of every version of a region's buckets, each day or week, in a bucket of its own: the target of access logs takes
 * what log delivery brings and nothing else. Reports are encrypted, by SSE-S3 or a key, and not locked.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new ArtifactInventory('inventory', { bucketName: 'gl-artifacts-eu-west-1-reports', placement, sourceBuckets: ['gl-artifacts-eu-west-1'] })
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html
 */
export class ArtifactInventory extends pulumi.ComponentResource {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(name: string, args: ArtifactInventoryArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`ArtifactInventory "${name}"`, validateArtifactInventoryArgs(args));
    super('gl-artifacts:s3:ArtifactInventory', name, {}, opts);
    const { bucketName, placement, sourceBuckets, frequency = 'Daily', kmsKeyArn } = args;
    const { region, accountId } = placement;
    const target = deliveryTarget(this, name, REPORTS, args);
    for (const source of sourceBuckets)
      new s3.Inventory(
        `${name}-of-${source}`,
        inRegion(placement, {
          bucket: source,
          ...inventoryOf({ bucketName, region, accountId }, frequency, kmsKeyArn),
        }),
        childOptions(this, { dependsOn: [target] }),
      );
    this.bucketName = bucketName;
    this.bucketArn = bucketArn(bucketName, partitionOf(region));
    this.registerOutputs({ bucketName, bucketArn: this.bucketArn });
  }
}

/** @returns every problem of the arguments */
export function validateArtifactInventoryArgs(args: ArtifactInventoryArgs, path = 'inventory'): ArgumentProblem[] {
  const { frequency = 'Daily', retentionDays = REPORTS.retention.defaultDays } = args;
  return [
    ...validateDeliveryTarget(REPORTS, args, path),
    ...unless(INVENTORY_FREQUENCIES.includes(frequency), {
      path: `${path}.frequency`,
      value: shown(frequency),
      rule: `is one of ${INVENTORY_FREQUENCIES.join(', ')}`,
      fix: 'choose one of them',
    }),
    ...unless(frequency !== 'Weekly' || !(retentionDays < LEAST_WEEKLY_DAYS), {
      path: `${path}.retentionDays`,
      value: shown(retentionDays),
      rule: `is at least ${LEAST_WEEKLY_DAYS} where reports are weekly, so that there is always one`,
      fix: 'raise it, or have reports each day',
    }),
  ];
}
