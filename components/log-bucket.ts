import * as pulumi from '@pulumi/pulumi';
import { bucketChain } from './common/bucket-chain';
import { validateBucketName } from './common/bucket-name';
import { unless, validateWhole } from './common/checks';
import { validatePlacement, type Placement } from './common/placement';
import { partitionOf } from './common/regions';
import { bucketArn } from './documents/bucket-policy';
import { wholeBucketLifecycle } from './documents/lifecycle';
import { accessLogPolicy } from './documents/log-policies';
import { refuse, type ArgumentProblem } from './problems';

export interface LogBucketArgs {
  bucketName: string;
  placement: Placement;
  /** Names of the buckets that log here; of the same region and account. */
  sourceBuckets: readonly string[];
  /** 1 to 3650. @default 400 */
  retentionDays?: number;
}

/** Longer than any artifact lives, so that the accesses to it can still be read after its end. */
const RETENTION_DAYS = 400;

/**
 * The target of a region's access logs. It has what S3's log delivery can write to, and that differs from the baseline of
 * artifacts: SSE-S3 only, no Object Lock, no required header.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new LogBucket('logs', { bucketName: 'gl-artifacts-logs-eu-west-1', placement, sourceBuckets: ['gl-artifacts-eu-west-1'] })
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
export class LogBucket extends pulumi.ComponentResource {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(name: string, args: LogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`LogBucket "${name}"`, validateLogBucketArgs(args));
    super('gl-artifacts:s3:LogBucket', name, {}, opts);
    const { bucketName, placement, sourceBuckets } = args;
    const { region, accountId } = placement;
    bucketChain(this, name, {
      bucketName,
      placement,
      publicAccessBlock: true,
      encryption: { mode: 'sse-s3' },
      lifecycle: wholeBucketLifecycle(args.retentionDays ?? RETENTION_DAYS),
      policy: accessLogPolicy({ bucketName, region, accountId, sourceBuckets }),
    });
    this.bucketName = bucketName;
    this.bucketArn = bucketArn(bucketName, partitionOf(region));
    this.registerOutputs({ bucketName, bucketArn: this.bucketArn });
  }
}

/** @returns every problem of the arguments */
export function validateLogBucketArgs(args: LogBucketArgs, path = 'logs'): ArgumentProblem[] {
  const { bucketName, placement, sourceBuckets, retentionDays = RETENTION_DAYS } = args;
  return [
    ...validateBucketName(bucketName, `${path}.bucketName`),
    ...validatePlacement(placement, `${path}.placement`),
    ...validateWhole(retentionDays, `${path}.retentionDays`, [1, 3650], 'days'),
    ...unless(sourceBuckets.length > 0, {
      path: `${path}.sourceBuckets`,
      value: 'none',
      rule: 'names the buckets that log here',
      fix: 'add one',
    }),
    ...sourceBuckets.flatMap((source, i) => [
      ...validateBucketName(source, `${path}.sourceBuckets[${i}]`),
      ...unless(source !== bucketName, {
        path: `${path}.sourceBuckets[${i}]`,
        value: source,
        rule: 'is another bucket: logging to itself would never end',
        fix: 'remove it',
      }),
    ]),
  ];
}
