import { UNKNOWN, type Leaf } from './leaf';
import type { PrincipalKind, Principals } from './parse-principal';
import { truth, type Truth } from './truth';

/** Who makes a request. */
export type Principal =
  | { kind: 'anonymous' }
  /** A user, a role's session or the root user; `role` is the ARN of the session's role. */
  | { kind: 'aws'; arn: string; account: string; role?: string }
  | { kind: 'service'; name: string }
  | { kind: 'federated'; provider: string }
  | { kind: 'canonicalUser'; id: string };

const ACCOUNT = /^(?:arn:[a-z-]+:iam::)?(\d{12})(?::root)?$/;

/** The account that a principal of a policy names as a whole, as 12 digits or as its root's ARN. */
export const accountOf = (value: string): string | undefined => ACCOUNT.exec(value)?.[1];

const matchesAws = (value: string, who: Principal, negated: boolean): Truth => {
  if (value === '*') return 'yes';
  if (who.kind !== 'aws') return 'no';
  if (value === who.arn || value === who.role) return 'yes';
  if (accountOf(value) !== who.account) return 'no';
  // NotPrincipal with an account alone may or may not exempt the roles in it: AWS wants all three ARNs listed.
  return negated && !who.arn.endsWith(':root') ? 'unknown' : 'yes';
};

function matchesEntry(kind: PrincipalKind, value: Leaf, who: Principal, negated: boolean): Truth {
  if (value === UNKNOWN) return 'unknown';
  switch (kind) {
    case 'AWS':
      return matchesAws(value, who, negated);
    case 'Service':
      return truth.of(who.kind === 'service' && who.name === value);
    case 'Federated':
      return truth.of(who.kind === 'federated' && who.provider === value);
    case 'CanonicalUser':
      return truth.of(who.kind === 'canonicalUser' && who.id === value);
  }
}

/**
 * Whether a statement's principals have the one that asks. `"*"` and `{"AWS": "*"}` are everyone, also anonymous callers
 * and services; an account is everyone in it; a role is every session of it.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", "NotPrincipal".
 * @param principals nothing in an identity-based policy, which speaks of whoever has it
 */
export function principalMatches(principals: Principals | undefined, who: Principal): Truth {
  if (principals === undefined) return 'yes';
  const { negated } = principals;
  const named = truth.some(principals.entries, ({ kind, value }) => matchesEntry(kind, value, who, negated));
  return negated ? truth.not(named) : named;
}
