import type * as pulumi from '@pulumi/pulumi';
import { deliveryPolicy, type DELIVERIES } from '../documents/delivery';
import { wholeBucketLifecycle } from '../documents/lifecycle';
import type { ArgumentProblem } from '../problems';
import { validateAccessLogs, type AccessLogs } from './access-logs';
import { bucketChain } from './bucket-chain';
import { validateBucketName } from './bucket-name';
import { unless, validateWhole } from './checks';
import { validatePlacement, type Placement } from './placement';

/** A bucket that S3 delivers into, of what it delivers. */
export interface DeliveryTargetArgs {
  bucketName: string;
  placement: Placement;
  /** Names of the buckets that it is about; of the same region and account. */
  sourceBuckets: readonly string[];
  retentionDays?: number;
  accessLogs?: AccessLogs;
  /** @default - SSE-S3 */
  kmsKeyArn?: pulumi.Input<string>;
}

/** What tells one kind of target from another. */
export interface DeliveryKind {
  what: keyof typeof DELIVERIES;
  /** How long what was delivered is kept. */
  retention: { defaultDays: number; mostDays: number };
  /** What the sources do, and why the target is none of them. */
  sources: string;
  notItself: string;
}

/**
 * Registers the target: the baseline without a lock and without a required header, which no delivery could keep.
 *
 * @returns the last of its resources, for what needs the whole bucket
 */
export function deliveryTarget(
  parent: pulumi.Resource,
  name: string,
  kind: DeliveryKind,
  args: DeliveryTargetArgs,
): pulumi.Resource {
  const { bucketName, placement, sourceBuckets, accessLogs, kmsKeyArn } = args;
  const { region, accountId } = placement;
  return bucketChain(parent, name, {
    bucketName,
    placement,
    publicAccessBlock: true,
    encryption: kmsKeyArn === undefined ? { mode: 'sse-s3' } : { mode: 'sse-kms', kmsKeyArn },
    lifecycle: wholeBucketLifecycle(args.retentionDays ?? kind.retention.defaultDays),
    ...(accessLogs === undefined ? {} : { accessLogs }),
    policy: deliveryPolicy(kind.what, { bucketName, region, accountId }, sourceBuckets),
  });
}

/** @returns every problem of the arguments */
export function validateDeliveryTarget(kind: DeliveryKind, args: DeliveryTargetArgs, path: string): ArgumentProblem[] {
  const { bucketName, placement, sourceBuckets, accessLogs } = args;
  const { defaultDays, mostDays } = kind.retention;
  return [
    ...validateBucketName(bucketName, `${path}.bucketName`),
    ...validatePlacement(placement, `${path}.placement`),
    ...(accessLogs === undefined ? [] : validateAccessLogs(accessLogs, bucketName, `${path}.accessLogs`)),
    ...validateWhole(args.retentionDays ?? defaultDays, `${path}.retentionDays`, [1, mostDays], 'days'),
    ...unless(sourceBuckets.length > 0, {
      path: `${path}.sourceBuckets`,
      value: 'none',
      rule: `names the buckets that ${kind.sources}`,
      fix: 'add one',
    }),
    ...sourceBuckets.flatMap((source, i) => [
      ...validateBucketName(source, `${path}.sourceBuckets[${i}]`),
      ...unless(source !== bucketName, {
        path: `${path}.sourceBuckets[${i}]`,
        value: source,
        rule: `is another bucket: ${kind.notItself}`,
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
