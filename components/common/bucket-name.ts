import type { ArgumentProblem } from '../problems';
import { shown } from './checks';

const PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3', '-an'];

const RULES: readonly { rule: string; fix: string; holds: (name: string) => boolean }[] = [
  { rule: 'has 3 to 63 characters', fix: 'change its length', holds: (n) => n.length >= 3 && n.length <= 63 },
  {
    rule: 'has only lower-case letters, digits and hyphens',
    fix: 'replace the others; a dot would break TLS to the bucket',
    holds: (n) => /^[a-z0-9-]*$/.test(n),
  },
  { rule: 'begins with a letter or digit', fix: 'change its first character', holds: (n) => /^[a-z0-9]/i.test(n) },
  { rule: 'ends with a letter or digit', fix: 'change its last character', holds: (n) => /[a-z0-9]$/i.test(n) },
  {
    rule: `does not begin with ${PREFIXES.join(', ')}`,
    fix: 'AWS keeps them; change it',
    holds: (n) => !PREFIXES.some((prefix) => n.startsWith(prefix)),
  },
  {
    rule: `does not end with ${SUFFIXES.join(', ')}`,
    fix: 'AWS keeps them; change it',
    holds: (n) => !SUFFIXES.some((suffix) => n.endsWith(suffix)),
  },
];

/**
 * Every rule of S3 that a bucket's name breaks, all at once. Stricter than S3 in one thing: no dots, since the wildcard
 * certificate of S3 does not cover them.
 *
 * @example validateBucketName('My.Bucket', 'bucketName').map((p) => p.rule)
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const validateBucketName = (name: string, path: string): ArgumentProblem[] =>
  RULES.filter(({ holds }) => !holds(String(name))).map(({ rule, fix }) => ({ path, value: shown(name), rule, fix }));
