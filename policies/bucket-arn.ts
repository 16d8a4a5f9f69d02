import { UNKNOWN } from './document/leaf';
import type { ParsedDocument } from './document/parse';

/**
 * The ARN that the policy of a bucket means by a name. The partition is that of the document's own ARNs: which one it is
 * does not matter to what a statement means.
 */
export function bucketArnOf(name: string, { statements }: ParsedDocument): string {
  const named = statements.flatMap(({ resources }) => resources?.values ?? []);
  const partitions = named.flatMap((arn) => (arn === UNKNOWN ? [] : (/^arn:([a-z-]+):s3:/.exec(arn)?.[1] ?? [])));
  return `arn:${partitions[0] ?? 'aws'}:s3:::${name}`;
}

const OF_BUCKET = /^arn:[^:]+:s3:::([^/]+)/;

/** The bucket that an ARN names, be it one of its objects; nothing where it is no ARN of either. */
export const bucketNameIn = (arn: string): string | undefined => OF_BUCKET.exec(arn)?.[1];
