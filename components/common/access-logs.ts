import type { ArgumentProblem } from '../problems';
import { validateBucketName } from './bucket-name';
import { unless } from './checks';

/** Where the accesses to a bucket are logged. */
export interface AccessLogs {
  /** A {@link LogBucket} of the bucket's region and account. */
  targetBucket: string;
}

/** @returns every problem of where the accesses to a bucket are logged */
export const validateAccessLogs = (
  { targetBucket }: AccessLogs,
  bucketName: string,
  path: string,
): ArgumentProblem[] => [
  ...validateBucketName(targetBucket, `${path}.targetBucket`),
  ...unless(targetBucket !== bucketName, {
    path: `${path}.targetBucket`,
    value: targetBucket,
    rule: 'is another bucket: logging to itself would never end',
    fix: 'name the log bucket of the region',
  }),
];
