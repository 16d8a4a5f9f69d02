import * as s3 from '@pulumi/aws/s3';
import * as pulumi from '@pulumi/pulumi';
import {
  ownershipControls,
  publicAccessBlock,
  versioning,
  type EvidenceRetention,
  type ObjectLockInputs,
} from '../documents/bucket-baseline';
import type { BucketNotificationInputs } from '../documents/bucket-notification';
import type { PolicyDocument } from '../documents/bucket-policy';
import { serverSideEncryption, type Encryption } from '../documents/encryption';
import type { LifecycleInputs } from '../documents/lifecycle';
import type { AccessLogs } from './access-logs';
import { childOptions, inRegion, statefulOptions, taggedInRegion } from './options';
import type { Placement } from './placement';

/** What a bucket has; what is left out is not registered. */
export interface BucketPlan {
  bucketName: string;
  placement: Placement;
  publicAccessBlock: boolean;
  encryption: Encryption<pulumi.Input<string>>;
  objectLock?: ObjectLockInputs | ObjectLockInputs<EvidenceRetention>;
  lifecycle?: LifecycleInputs;
  accessLogs?: AccessLogs;
  /** What has to be there before the bucket. @default - nothing */
  after?: pulumi.Resource;
  requestMetrics?: { name: string };
  notification?: BucketNotificationInputs;
  /** An output where a statement names a key that is not there yet. */
  policy: pulumi.Input<PolicyDocument>;
}

/** Settings that have resources of their own: a refresh reads them back into the bucket, and would then remove them. */
const HAVE_RESOURCES = [
  'grants',
  'lifecycleRules',
  'logging',
  'objectLockConfiguration',
  'policy',
  'replicationConfiguration',
  'serverSideEncryptionConfiguration',
  'versioning',
];

/**
 * Registers a bucket and its settings, each after the one before: S3 answers 409 to changes of one bucket at the same
 * time (https://github.com/pulumi/pulumi-aws/issues/1570). The policy comes last: it binds every request after it.
 *
 * @returns the last of them, for what needs the whole bucket
 */
export function bucketChain(parent: pulumi.Resource, name: string, plan: BucketPlan): pulumi.Resource {
  const { placement } = plan;
  const { deletionPolicy } = placement;
  const locked = plan.objectLock !== undefined;
  const bucket = new s3.Bucket(
    `${name}-bucket`,
    taggedInRegion(placement, {
      bucket: plan.bucketName,
      objectLockEnabled: locked,
      // What is locked cannot be emptied: S3 would refuse halfway.
      forceDestroy: deletionPolicy === 'destroy' && !locked,
    }),
    statefulOptions(parent, deletionPolicy, {
      ignoreChanges: HAVE_RESOURCES,
      ...(plan.after === undefined ? {} : { dependsOn: plan.after }),
    }),
  );
  let last: pulumi.Resource = bucket;
  const add = <T extends object>(
    role: string,
    Kind: new (
      name: string,
      args: T & { bucket: pulumi.Output<string>; region: string },
      opts: pulumi.CustomResourceOptions,
    ) => pulumi.Resource,
    settings: T | undefined,
  ): void => {
    if (settings === undefined) return;
    const args = { ...inRegion(placement, settings), bucket: bucket.bucket };
    last = new Kind(`${name}-${role}`, args, childOptions(parent, { dependsOn: [last] }));
  };
  add('public-access-block', s3.BucketPublicAccessBlock, plan.publicAccessBlock ? publicAccessBlock() : undefined);
  add('ownership', s3.BucketOwnershipControls, ownershipControls());
  add('versioning', s3.BucketVersioning, versioning());
  add('encryption', s3.BucketServerSideEncryptionConfiguration, serverSideEncryption(plan.encryption));
  add('object-lock', s3.BucketObjectLockConfiguration, plan.objectLock);
  add('lifecycle', s3.BucketLifecycleConfiguration, plan.lifecycle);
  add('logging', s3.BucketLogging, logging(plan));
  add('request-metrics', s3.BucketMetric, plan.requestMetrics);
  add('notification', s3.BucketNotification, plan.notification);
  add('policy', s3.BucketPolicy, { policy: textOf(plan.policy) });
  return last;
}

/** Plain where the document is, so that it can be judged at preview. */
const textOf = (policy: pulumi.Input<PolicyDocument>): pulumi.Input<string> =>
  pulumi.Output.isInstance(policy) || policy instanceof Promise
    ? pulumi.output(policy).apply((known) => JSON.stringify(known))
    : JSON.stringify(policy);

const logging = ({ accessLogs, bucketName }: BucketPlan) =>
  accessLogs && {
    targetBucket: accessLogs.targetBucket,
    targetPrefix: `${bucketName}/`,
    targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: 'EventTime' } },
  };
