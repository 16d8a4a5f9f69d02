import { matches } from './document/pattern';
import { globOf } from './document/variables';

/** What stands for a character of an account that is nobody's. */
const DIGIT = 'x';
const LENGTH = 12;

/** An account, if not the given one, that a pattern of accounts means; nothing where it means one at most. */
export function accountLike(pattern: string, account: string): string | undefined {
  if (matches(globOf(pattern), account)) return account;
  const missing = LENGTH - pattern.replaceAll('*', '').length;
  const made = pattern
    .replace('*', DIGIT.repeat(Math.max(missing, 0)))
    .replaceAll('*', '')
    .replaceAll('?', DIGIT);
  return made.length === LENGTH && made.includes(DIGIT) ? made : undefined;
}

/** The caller's own account, or that of whom a service acts for. */
const OWN_ACCOUNT = /\$\{\s*aws:(?:principal|source)account\s*\}/gi;
const ACCOUNT = /^\d{12}$/;
const OF_ACCOUNTS = /^[\d*?]+$/;
/** A name without a wildcard: of buckets, one alone in the world has it. */
const ONE_BUCKET = /^arn:[^:]*:s3:[^:]*:[^:]*:(?!accesspoint\/)[^:*?]+$/;

/** What a `*` may mean that reaches over the colons around an account. */
const middlesOf = (account: string): string[] => [
  `:${account}`,
  `eu-west-1:${account}`,
  `${account}:role`,
  `${account}:`,
];

/**
 * ARNs of an account that a pattern of a condition may take for what it means, also where its wildcards reach over
 * colons, as they do under StringLike. Another account that the pattern names is replaced: then it means none of them.
 */
export function arnsLike(pattern: string, account: string): string[] {
  const own = pattern.replaceAll(OWN_ACCOUNT, account);
  if (ONE_BUCKET.test(own)) return [];
  const segments = own.split(':').map((segment) => (ACCOUNT.test(segment) ? account : segment));
  const [prefix, , , , ofAccount] = segments;
  const filled = (filler: string): string => segments.join(':').replaceAll('*', filler).replaceAll('?', 'x');
  if (ofAccount !== undefined && OF_ACCOUNTS.test(ofAccount)) {
    const like = accountLike(ofAccount, account);
    if (like === undefined) return [];
    segments[4] = like;
    return [filled('x')];
  }
  const isMisplaced = prefix === 'arn' && ofAccount !== '' && ofAccount !== account;
  return isMisplaced && own.includes('*') ? middlesOf(account).map(filled) : [filled('x')];
}
