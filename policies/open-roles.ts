import { notKnownYet, type Outcome } from './control';
import type { BucketRoles, Roles } from './graph/roles';
import { refuses } from './outcomes';

/**
 * The word on a bucket by its roles. While it is not known whether it has one that would take a refusal back, nothing is
 * refused: it is judged again when that is known.
 */
export function judgedBy({ certain, possible }: Roles, judge: (roles: BucketRoles) => Outcome): Outcome {
  const outcome = judge(certain);
  if (possible === certain || !refuses(outcome) || refuses(judge(possible))) return outcome;
  return notKnownYet('what the bucket is to other resources');
}
