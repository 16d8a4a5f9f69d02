import * as pulumi from '@pulumi/pulumi';
import { deliveryTarget, validateDeliveryTarget, type DeliveryKind } from './common/delivery-target';
import type { Placement } from './common/placement';
import { partitionOf } from './common/regions';
import { bucketArn } from './documents/bucket-policy';
import { refuse, type ArgumentProblem } from './problems';

export interface LogBucketArgs {
  bucketName: string;
  placement: Placement;
  /** Names of the buckets that log here; of the same region and account. */
  sourceBuckets: readonly string[];
  /** 1 to 3650. @default 400 */
  retentionDays?: number;
}

const ACCESS_LOGS: DeliveryKind = {
  what: 'accessLogs',
  // Longer than any artifact lives, so that the accesses to it can still be read after its end.
  retention: { defaultDays: 400, mostDays: 3650 },
  sources: 'log here',
  notItself: 'logging to itself would never end',
};

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
    const { bucketName, placement } = args;
    deliveryTarget(this, name, ACCESS_LOGS, args);
    this.bucketName = bucketName;
    this.bucketArn = bucketArn(bucketName, partitionOf(placement.region));
    this.registerOutputs({ bucketName, bucketArn: this.bucketArn });
  }
}

/** @returns every problem of the arguments */
export const validateLogBucketArgs = (args: LogBucketArgs, path = 'logs'): ArgumentProblem[] =>
  validateDeliveryTarget(ACCESS_LOGS, args, path);
