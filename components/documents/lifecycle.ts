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

const IA_AFTER_DAYS = 30;
const GLACIER_AFTER_DAYS = 90;
/** Storage classes bill for a minimum; a class that ends before gets no such transition. */
const IA_MINIMUM_DAYS = 30;
const GLACIER_MINIMUM_DAYS = 90;
const ABORT_MULTIPART_DAYS = 7;

/** One rule of `aws:s3:BucketLifecycleConfiguration`. */
export interface LifecycleRule {
  id: string;
  status: 'Enabled';
  filter: { prefix: string } | { tag: { key: string; value: string } };
  transitions?: { days: number; storageClass: 'STANDARD_IA' | 'GLACIER' }[];
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

/** `tiered` is the ADR's; `single` is for servers that have one storage class. */
export type StorageTiers = 'tiered' | 'single';

const transitionsOf = (days: number): NonNullable<LifecycleRule['transitions']> => [
  ...(days >= IA_AFTER_DAYS + IA_MINIMUM_DAYS ? [{ days: IA_AFTER_DAYS, storageClass: 'STANDARD_IA' as const }] : []),
  ...(days >= GLACIER_AFTER_DAYS + GLACIER_MINIMUM_DAYS
    ? [{ days: GLACIER_AFTER_DAYS, storageClass: 'GLACIER' as const }]
    : []),
];

const classRule = ({ name, days }: RetentionClassArgs, tiers: StorageTiers): LifecycleRule => {
  const transitions = tiers === 'tiered' ? transitionsOf(days) : [];
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
    ...(tiers === 'tiered' ? { transitionDefaultMinimumObjectSize: 'all_storage_classes_128K' } : {}),
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
