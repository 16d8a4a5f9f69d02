import { accountLike, arnsLike } from './arns-like';
import { combined } from './combined';
import type { ParsedDocument } from './document/parse';
import { NOBODYS_ACCOUNT } from './document/witnesses';
import { valuesOf } from './documents';

/**
 * What a service says of the thing that it encrypts for: whoever it works for does not choose it. Some of its requests say
 * nothing.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
 */
export const ENCRYPTION_CONTEXT = 'kms:encryptioncontext:';
/** A stranger's thing that a service works for. */
export const STRANGERS_THING = `arn:aws:any:eu-west-1:${NOBODYS_ACCOUNT}:any/thing`;

const ACCOUNTS = /^[\d*?]+$/;
/** What is in a bucket whose name has no wildcard: one alone in the world has it. */
const IN_ONE_BUCKET = /(?<=^arn:[^:]*:s3:::[^:*?/]+)\/.*$/;

/** What a stranger's thing may be called and a pattern means. A name that has no account in it anybody may give. */
function thingsLike(pattern: string): (string | undefined)[] {
  if (ACCOUNTS.test(pattern)) return [accountLike(pattern, NOBODYS_ACCOUNT)];
  const things = arnsLike(pattern.replace(IN_ONE_BUCKET, ''), NOBODYS_ACCOUNT);
  return pattern.startsWith('arn:') ? things.filter((thing) => thing !== pattern) : things;
}

/** The encryption contexts, of those that a document reads, that a service has in requests for a stranger. */
export function strangersEncryptionContexts(document: ParsedDocument): Iterable<Record<string, string[] | undefined>> {
  const keys = document.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key));
  const read = [...new Set(keys.filter((key) => key.startsWith(ENCRYPTION_CONTEXT)))];
  return combined(
    read.map((key) => ({
      key,
      values: [...new Set([STRANGERS_THING, undefined, ...valuesOf(document, key).flatMap(thingsLike)])],
    })),
  );
}
