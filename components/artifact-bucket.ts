import * as pulumi from '@pulumi/pulumi';
import { bucketChain } from './common/bucket-chain';
import { validateAccessLogs, type AccessLogs } from './common/access-logs';
import { validateBucketName } from './common/bucket-name';
import { shown, unless, validateArn } from './common/checks';
import { validateOptOut, validatePlacement, type OptOut, type Placement } from './common/placement';
import { partitionOf } from './common/regions';
import { withKey } from './common/with-key';
import { objectLock, requestMetrics, validateObjectLock, type ObjectLockArgs } from './documents/bucket-baseline';
import {
  bucketArn,
  bucketPolicy,
  validateExtraStatements,
  type PolicyStatement,
  type UploadEncryption,
} from './documents/bucket-policy';
import { bucketNotification, validateNotifications, type NotificationArgs } from './documents/bucket-notification';
import { uploadHeaders, type Encryption } from './documents/encryption';
import {
  lifecycleRules,
  STORAGE_TIERS,
  validateRetentionClasses,
  type RetentionClassArgs,
  type StorageTiers,
} from './documents/lifecycle';
import { refuse, type ArgumentProblem } from './problems';

export interface ArtifactBucketArgs {
  /** Global in AWS. */
  bucketName: string;
  placement: Placement;
  /** @default { mode: 'sse-s3' } */
  encryption?: Encryption<pulumi.Input<string>>;
  /** @default 'require-header' */
  uploadEncryption?: 'require-header' | (OptOut & { mode: Exclude<UploadEncryption, 'require-header'> });
  objectLock: ObjectLockArgs;
  retentionClasses: readonly RetentionClassArgs[];
  /** Where artifacts lie as they age; an opt-out leaves everything in one storage class. @default 'tiered' */
  storageTiers?: keyof typeof STORAGE_TIERS | OptOut;
  /** Bucket of the same region and account that takes the access logs. */
  accessLogs: AccessLogs | OptOut;
  /** Given: requests are not counted. @default - they are, as CloudWatch metrics of the filter `EntireBucket` */
  requestMetrics?: OptOut;
  /** Whether EventBridge is told what happens to its objects; each event is paid. @default false */
  eventBridge?: boolean;
  /** Queues, topics and functions that S3 tells itself; each has to let it, by its own policy. @default [] */
  notifications?: readonly NotificationArgs[];
  /** Given: public access is not blocked. @default - it is, four times */
  publicAccessBlock?: OptOut;
  /** Statements for the bucket's one policy: a second policy would replace it. @default [] */
  extraStatements?: readonly PolicyStatement[];
}

/** Whatever is given in place of a setting: one without a reason is an opt-out too, and is refused as such. */
const isOptOut = <T>(given: T | OptOut): given is OptOut =>
  typeof given === 'object' && given !== null && !('targetBucket' in given);

/**
 * A bucket for artifacts with the whole baseline: no public access, no ACLs, versions, encryption, Object Lock, lifecycle
 * by retention class, access logs, and one policy.
 *
 * @throws {ArgumentError} listing every problem, before any resource
 * @example new ArtifactBucket('artifacts', { bucketName: 'gl-artifacts-eu-west-1', placement, objectLock: { mode: 'GOVERNANCE', days: 30 },
 *   retentionClasses: [{ name: 'standard', days: 90 }], accessLogs: { targetBucket: logs.bucketName } })
 * Source: ADR-004 §Storage Configuration, §Security Baseline, §Lifecycle Configuration.
 */
export class ArtifactBucket extends pulumi.ComponentResource {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly region: string;
  readonly accountId: string;
  /** ARN of the key of its default encryption; none under SSE-S3. */
  readonly kmsKeyArn: pulumi.Output<string> | undefined;
  /** Headers that every upload must carry. */
  readonly uploadHeaders: pulumi.Output<Record<string, string>>;
  /** What of the baseline is left out, and why. */
  readonly optOuts: Readonly<Record<string, string>>;

  constructor(name: string, args: ArtifactBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`ArtifactBucket "${name}"`, validateArtifactBucketArgs(args));
    super('gl-artifacts:s3:ArtifactBucket', name, {}, opts);
    const { bucketName, placement, accessLogs, extraStatements } = args;
    const encryption = args.encryption ?? { mode: 'sse-s3' };
    const upload = args.uploadEncryption;
    const partition = partitionOf(placement.region);
    bucketChain(this, name, {
      bucketName,
      placement,
      encryption,
      publicAccessBlock: args.publicAccessBlock === undefined,
      objectLock: objectLock(args.objectLock),
      lifecycle: lifecycleRules(args.retentionClasses, tiersOf(args)),
      ...(isOptOut(accessLogs) ? {} : { accessLogs }),
      ...(args.requestMetrics === undefined ? { requestMetrics: requestMetrics() } : {}),
      ...notification(args),
      policy: withKey(encryption, (known) =>
        bucketPolicy({
          bucketName,
          encryption: known,
          uploadEncryption: typeof upload === 'object' ? upload.mode : upload,
          extraStatements,
          partition,
        }),
      ),
    });
    this.bucketName = bucketName;
    this.bucketArn = bucketArn(bucketName, partition);
    this.region = placement.region;
    this.accountId = placement.accountId;
    this.kmsKeyArn = encryption.mode === 'sse-s3' ? undefined : pulumi.output(encryption.kmsKeyArn);
    this.uploadHeaders = pulumi.output(uploadHeaders(encryption));
    this.optOuts = Object.fromEntries(optOutsOf(args).map(([part, { reason }]) => [part, reason]));
    this.registerOutputs({
      bucketName,
      bucketArn: this.bucketArn,
      region: this.region,
      uploadHeaders: this.uploadHeaders,
      optOuts: this.optOuts,
    });
  }
}

const notification = ({ eventBridge = false, notifications = [] }: ArtifactBucketArgs) =>
  eventBridge || notifications.length > 0 ? { notification: bucketNotification({ eventBridge, notifications }) } : {};

const tiersOf = ({ storageTiers = 'tiered' }: ArtifactBucketArgs): StorageTiers =>
  isOptOut(storageTiers) ? 'single' : storageTiers;

function optOutsOf(args: ArtifactBucketArgs): [string, OptOut][] {
  const { uploadEncryption, storageTiers, accessLogs, requestMetrics: metrics, publicAccessBlock } = args;
  return Object.entries({
    uploadEncryption,
    storageTiers,
    accessLogs,
    requestMetrics: metrics,
    publicAccessBlock,
  }).filter((entry): entry is [string, OptOut] => isOptOut(entry[1]));
}

/** @returns every problem of the arguments */
export function validateArtifactBucketArgs(args: ArtifactBucketArgs, path = 'bucket'): ArgumentProblem[] {
  const { bucketName, encryption, accessLogs, retentionClasses } = args;
  const shortestDays = Math.min(...retentionClasses.map((c) => c.days));
  const key = encryption === undefined || encryption.mode === 'sse-s3' ? undefined : encryption.kmsKeyArn;
  return [
    ...validateBucketName(bucketName, `${path}.bucketName`),
    ...validatePlacement(args.placement, `${path}.placement`),
    ...(typeof key === 'string' ? validateArn(key, 'kms', `${path}.encryption.kmsKeyArn`) : []),
    ...validateObjectLock(args.objectLock, `${path}.objectLock`),
    ...validateRetentionClasses(retentionClasses, `${path}.retentionClasses`),
    ...unless(!(args.objectLock.days > shortestDays), {
      path: `${path}.objectLock.days`,
      value: String(args.objectLock.days),
      rule: `is at most the ${shortestDays} days of the shortest retention class: nothing locked can be deleted at its end`,
      fix: 'shorten the lock, or lengthen the class',
    }),
    ...(isOptOut(accessLogs) ? [] : validateAccessLogs(accessLogs, bucketName, `${path}.accessLogs`)),
    ...optOutsOf(args).flatMap(([part, optOut]) => validateOptOut(optOut, `${path}.${part}`)),
    ...validateNotifications(args.notifications ?? [], args.placement.region, `${path}.notifications`),
    ...unless(isOptOut(args.storageTiers) || Object.hasOwn(STORAGE_TIERS, args.storageTiers ?? 'tiered'), {
      path: `${path}.storageTiers`,
      value: shown(args.storageTiers),
      rule: 'is tiered, instant-retrieval or intelligent-tiering, or leaves them out with a reason',
      fix: 'choose one of them',
    }),
    ...validateExtraStatements(args.extraStatements ?? [], `${path}.extraStatements`),
  ];
}
