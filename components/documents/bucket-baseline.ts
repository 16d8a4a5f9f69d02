import { refuse } from '../problems';

/** Inputs of `aws:s3:BucketVersioning`. Source: ADR-004 §Storage Configuration, "Versioning: Enabled". */
export const versioning = (): { versioningConfiguration: { status: 'Enabled' } } => ({
  versioningConfiguration: { status: 'Enabled' },
});

export interface ObjectLockArgs {
  mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** 1 to 365. */
  days: number;
}

/** Inputs of `aws:s3:BucketObjectLockConfiguration`. */
export interface ObjectLockInputs {
  objectLockEnabled: 'Enabled';
  rule: { defaultRetention: ObjectLockArgs };
}

/**
 * Default retention of a bucket. COMPLIANCE cannot be shortened by anyone, so a wrong number is a bill for its length.
 *
 * @throws {ArgumentError} when the days are out of range
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export function objectLock({ mode, days }: ObjectLockArgs): ObjectLockInputs {
  const fits = Number.isInteger(days) && days >= 1 && days <= 365;
  refuse(
    'object lock',
    fits ? [] : [{ path: 'days', value: String(days), rule: 'is a whole number from 1 to 365', fix: 'change it' }],
  );
  return { objectLockEnabled: 'Enabled', rule: { defaultRetention: { mode, days } } };
}

/** Inputs of `aws:s3:BucketPublicAccessBlock`: all four blocks. */
export const publicAccessBlock = () => ({
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});

/** Inputs of `aws:s3:BucketOwnershipControls`: no ACLs. */
export const ownershipControls = () => ({ rule: { objectOwnership: 'BucketOwnerEnforced' } });
