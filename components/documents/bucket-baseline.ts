import { validateWhole } from '../common/checks';
import { refuse, type ArgumentProblem } from '../problems';

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
export interface ObjectLockInputs<Retention = ObjectLockArgs> {
  objectLockEnabled: 'Enabled';
  rule: { defaultRetention: Retention };
}

/** @returns the problem of a lock whose days are out of range */
export const validateObjectLock = ({ days }: ObjectLockArgs, path: string): ArgumentProblem[] =>
  validateWhole(days, path === '' ? 'days' : `${path}.days`, [1, 365], 'days');

/**
 * Default retention of a bucket. COMPLIANCE cannot be shortened by anyone, so a wrong number is a bill for its length.
 *
 * @throws {ArgumentError} when the days are out of range
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export function objectLock({ mode, days }: ObjectLockArgs): ObjectLockInputs {
  refuse('object lock', validateObjectLock({ mode, days }, ''));
  return { objectLockEnabled: 'Enabled', rule: { defaultRetention: { mode, days } } };
}

/** Retention of evidence, in years. */
export interface EvidenceRetention {
  mode: 'COMPLIANCE';
  /** 1 to 100. */
  years: number;
}

/** @returns the problem of a lock of evidence whose years are out of range */
export const validateEvidenceYears = (years: number, path: string): ArgumentProblem[] =>
  validateWhole(years, path, [1, 100], 'years');

/**
 * Default retention of what is kept as evidence: nobody, the account's root included, can shorten it.
 *
 * @throws {ArgumentError} when the years are out of range
 */
export function evidenceLock(years: number): ObjectLockInputs<EvidenceRetention> {
  refuse('evidence lock', validateEvidenceYears(years, 'years'));
  return { objectLockEnabled: 'Enabled', rule: { defaultRetention: { mode: 'COMPLIANCE', years } } };
}

/** Inputs of `aws:s3:BucketPublicAccessBlock`: all four blocks. */
export const publicAccessBlock = () => ({
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});

/**
 * Inputs of `aws:s3:BucketMetric`: requests, errors and latency of all objects, by the minute. Its name is a dimension of
 * the metrics, so that alarms go by it.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-configurations.html
 */
export const requestMetrics = () => ({ name: 'EntireBucket' });

/** Inputs of `aws:s3:BucketOwnershipControls`: no ACLs. */
export const ownershipControls = () => ({ rule: { objectOwnership: 'BucketOwnerEnforced' } });
