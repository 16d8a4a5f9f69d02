import { rememberedFor } from '../remembered';
import { ANY, ARN_SEGMENTS, matches, segments, type Pattern } from './pattern';

/** Whether the rest of an ARN matches the rest of a pattern; `completed` where missing segments are any. */
function matchesFrom([head, ...rest]: readonly Pattern[], given: readonly string[], completed: boolean): boolean {
  if (rest.length === 0) return matches(head!, completed ? given[0]! : given.join(':'));
  if (!matches(head!, given[0]!)) return false;
  if (given.length > 1 && matchesFrom(rest, given.slice(1), completed)) return true;
  if (head!.at(-1) !== ANY) return false;
  return given.slice(2).some((_, swallowed) => matchesFrom(rest, given.slice(swallowed + 2), false));
}

/**
 * Whether an ARN matches a value of Resource: wildcards stay within their segment, but a `*` that ends one may swallow
 * segments that follow; missing segments are completed with `*`. A lone `*` matches everything.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Resource".
 * @example `arn:aws:s3:*:home/a` matches `arn:aws:s3:::home/a`
 */
export const matchesResource = rememberedFor((pattern: Pattern, arn): boolean => {
  const wanted = segments(pattern);
  return matchesFrom(wanted, arn.split(':'), wanted.length < ARN_SEGMENTS);
});
