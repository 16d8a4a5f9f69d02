import * as s3 from '@pulumi/aws/s3';
import * as pulumi from '@pulumi/pulumi';
import { validateAccessLogs, type AccessLogs } from './common/access-logs';
import { bucketChain } from './common/bucket-chain';
import { validateBucketName } from './common/bucket-name';
import { unless, validateWhole } from './common/checks';
import { childOptions, inRegion } from './common/options';
import { validatePlacement, type Placement } from './common/placement';
import { partitionOf } from './common/regions';
import { bucketArn } from './documents/bucket-policy';
import { dailyInventory, inventoryPolicy } from './documents/inventory';
import { wholeBucketLifecycle } from './documents/lifecycle';
import { refuse, type ArgumentProblem } from './problems';

export interface ArtifactInventoryArgs {
  /** Bucket of the reports, which is made. */
  bucketName: string;
  placement: Placement;
  /** Names of the buckets that are listed; of the same region and account. */
  sourceBuckets: readonly string[];
  /** How long a report is kept, 1 to 365. @default 14 */
  retentionDays?: number;
  /** @default - whoever reads the reports leaves no record there */
  accessLogs?: AccessLogs;
}

/** Each report has everything that the one before had: a few are for comparison. */
const RETENTION_DAYS = 14;

/**
 * Each day a list of every version of a region's buckets, in a bucket of its own: the target of access logs takes what log
 * delivery brings and nothing else. Reports are encrypted by SSE-S3 and not locked.
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
    const { bucketName, placement, sourceBuckets, retentionDays = RETENTION_DAYS, accessLogs } = args;
    const { region, accountId } = placement;
    const scope = { bucketName, region, accountId };
    const target = bucketChain(this, name, {
      bucketName,
      placement,
      publicAccessBlock: true,
      encryption: { mode: 'sse-s3' },
      lifecycle: wholeBucketLifecycle(retentionDays),
      ...(accessLogs === undefined ? {} : { accessLogs }),
      policy: inventoryPolicy(scope, sourceBuckets),
    });
    for (const source of sourceBuckets)
      new s3.Inventory(
        `${name}-of-${source}`,
        inRegion(placement, { bucket: source, ...dailyInventory(scope) }),
        childOptions(this, { dependsOn: [target] }),
      );
    this.bucketName = bucketName;
    this.bucketArn = bucketArn(bucketName, partitionOf(region));
    this.registerOutputs({ bucketName, bucketArn: this.bucketArn });
  }
}

/** @returns every problem of the arguments */
export function validateArtifactInventoryArgs(args: ArtifactInventoryArgs, path = 'inventory'): ArgumentProblem[] {
  const { bucketName, placement, sourceBuckets, retentionDays = RETENTION_DAYS, accessLogs } = args;
  return [
    ...validateBucketName(bucketName, `${path}.bucketName`),
    ...validatePlacement(placement, `${path}.placement`),
    ...(accessLogs === undefined ? [] : validateAccessLogs(accessLogs, bucketName, `${path}.accessLogs`)),
    ...validateWhole(retentionDays, `${path}.retentionDays`, [1, 365], 'days'),
    ...unless(sourceBuckets.length > 0, {
      path: `${path}.sourceBuckets`,
      value: 'none',
      rule: 'names the buckets that are listed',
      fix: 'add one',
    }),
    ...sourceBuckets.flatMap((source, i) => [
      ...validateBucketName(source, `${path}.sourceBuckets[${i}]`),
      ...unless(source !== bucketName, {
        path: `${path}.sourceBuckets[${i}]`,
        value: source,
        rule: 'is another bucket: reports are no artifacts',
        fix: 'remove it',
      }),
      ...unless(sourceBuckets.indexOf(source) === i, {
        path: `${path}.sourceBuckets[${i}]`,
        value: source,
        rule: 'is named once',
        fix: 'remove it',
      }),
    ]),
  ];
}
