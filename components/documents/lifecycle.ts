import { unless, validateWhole } from '../common/checks';
import { refuse, type ArgumentProblem } from '../problems';

/** How long artifacts of a class live; the class is an object tag. */
export interface RetentionClassArgs {
  name: string;
  days: number;
}

/** Object tag that carries the class. */
export const RETENTION_TAG = 'gl-retention';

/** Expiry by lifecycle is a backstop: the runtime deletes at the class's end, lifecycle what it left behind. */
export const GRACE_DAYS = 14;

const ABORT_MULTIPART_DAYS = 7;

type StorageClass = 'STANDARD_IA' | 'GLACIER' | 'GLACIER_IR' | 'INTELLIGENT_TIERING';
interface Transition {
  days: number;
  storageClass: StorageClass;
}

/**
 * Storage classes bill for a minimum; a class that ends before gets no such transition.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html#sc-compare
 */
const MINIMUM_DAYS: Readonly<Record<StorageClass, number>> = {
  STANDARD_IA: 30,
  GLACIER: 90,
  GLACIER_IR: 90,
  INTELLIGENT_TIERING: 0,
};

/**
 * Where artifacts lie as they age.
 *
 * - `tiered`: the ADR's, STANDARD_IA at 30 days and GLACIER at 90, from where a read needs a restore of hours first.
 * - `instant-retrieval`: GLACIER_IR at 30 days, read at once and dearer; a class too short for it gets STANDARD_IA.
 * - `intelligent-tiering`: S3 moves what nobody reads, and bills for watching; no archive tier, so that all is read at once.
 */
export const STORAGE_TIERS = {
  tiered: [
    { days: 30, storageClass: 'STANDARD_IA' },
    { days: 90, storageClass: 'GLACIER' },
  ],
  'instant-retrieval': [
    { days: 30, storageClass: 'GLACIER_IR' },
    { days: 30, storageClass: 'STANDARD_IA' },
  ],
  'intelligent-tiering': [{ days: 0, storageClass: 'INTELLIGENT_TIERING' }],
} as const satisfies Record<string, readonly Transition[]>;

/** `single` is for servers that have one storage class. */
export type StorageTiers = keyof typeof STORAGE_TIERS | 'single';

/** One rule of `aws:s3:BucketLifecycleConfiguration`. */
export interface LifecycleRule {
  id: string;
  status: 'Enabled';
  filter: { prefix: string } | { tag: { key: string; value: string } };
  transitions?: Transition[];
  expiration?: { days: number };
  noncurrentVersionExpiration?: { noncurrentDays: number };
  abortIncompleteMultipartUpload?: { daysAfterInitiation: number };
}

/** Inputs of `aws:s3:BucketLifecycleConfiguration`. */
export interface LifecycleInputs {
  rules: LifecycleRule[];
  /** Said where there are transitions: left out, AWS and provider disagree about the default and no preview is empty. */
  transitionDefaultMinimumObjectSize?: 'all_storage_classes_128K';
}

/** What pays within a life of so many days, the first of those that begin on the same day. */
const transitionsOf = (lifeDays: number, tiers: StorageTiers): Transition[] =>
  (tiers === 'single' ? [] : STORAGE_TIERS[tiers])
    .filter(({ days, storageClass }) => lifeDays >= days + MINIMUM_DAYS[storageClass])
    .filter(({ days }, i, paying) => paying.findIndex((other) => other.days === days) === i);

const classRule = ({ name, days }: RetentionClassArgs, tiers: StorageTiers): LifecycleRule => {
  const transitions = transitionsOf(days, tiers);
  return {
    id: `class-${name}`,
    status: 'Enabled',
    filter: { tag: { key: RETENTION_TAG, value: name } },
    ...(transitions.length === 0 ? {} : { transitions }),
    expiration: { days: days + GRACE_DAYS },
    noncurrentVersionExpiration: { noncurrentDays: days + GRACE_DAYS },
  };
};

/** @returns every problem of retention classes */
export function validateRetentionClasses(classes: readonly RetentionClassArgs[], path: string): ArgumentProblem[] {
  const names = classes.map((c) => c.name);
  const none = { path, value: 'none', rule: 'there is at least one', fix: 'add a class' };
  return [
    ...unless(classes.length > 0, none),
    ...classes.flatMap(({ name, days }, i) => [
      ...unless(names.indexOf(name) === i, {
        path: `${path}[${i}].name`,
        value: name,
        rule: 'names are unique',
        fix: 'rename it',
      }),
      ...validateWhole(days, `${path}[${i}].days`, [1, 365], 'days'),
    ]),
  ];
}

/**
 * Lifecycle of an artifact bucket: one rule per retention class, one for the whole bucket that catches what has no
 * class, and one that ends uploads nobody completed (S3 refuses that action beside a tag filter).
 *
 * @param classes - 1 to 365 days each, names unique
 * @param tiers - @default 'tiered'
 * @throws {ArgumentError} listing every class that breaks a rule
 * Source: ADR-004 §Lifecycle Configuration; https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export function lifecycleRules(
  classes: readonly RetentionClassArgs[],
  tiers: StorageTiers = 'tiered',
): LifecycleInputs {
  refuse('retention classes', validateRetentionClasses(classes, 'classes'));
  const longestDays = Math.max(...classes.map((c) => c.days)) + GRACE_DAYS;
  return {
    rules: [...classes.map((c) => classRule(c, tiers)), ...wholeBucketLifecycle(longestDays).rules],
    ...(tiers === 'single' ? {} : { transitionDefaultMinimumObjectSize: 'all_storage_classes_128K' }),
  };
}

/**
 * Lifecycle that treats all objects alike: they expire, and uploads that nobody completed end.
 *
 * @param days - current and noncurrent versions expire after as many, each for itself
 */
export const wholeBucketLifecycle = (days: number): LifecycleInputs => ({
  rules: [
    {
      id: 'whole-bucket-backstop',
      status: 'Enabled',
      filter: { prefix: '' },
      expiration: { days },
      noncurrentVersionExpiration: { noncurrentDays: days },
    },
    abortIncompleteUploads(),
  ],
});

/** A rule of its own: S3 refuses the action beside a tag filter. */
export const abortIncompleteUploads = (): LifecycleRule => ({
  id: 'abort-incomplete-uploads',
  status: 'Enabled',
  filter: { prefix: '' },
  abortIncompleteMultipartUpload: { daysAfterInitiation: ABORT_MULTIPART_DAYS },
});
