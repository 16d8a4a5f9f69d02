import { UNKNOWN, type Leaf } from './leaf';
import type { PrincipalKind, Principals } from './parse-principal';
import { truth, type Truth } from './truth';

/** A user, a role's session or the root user; `role` is the ARN of the session's role. */
interface AwsPrincipal {
  kind: 'aws';
  arn: string;
  account: string;
  role?: string;
}

/** Who makes a request. */
export type Principal =
  | { kind: 'anonymous' }
  | AwsPrincipal
  | { kind: 'service'; name: string }
  | { kind: 'federated'; provider: string }
  | { kind: 'canonicalUser'; id: string };

const ACCOUNT = /^(?:arn:[a-z-]+:iam::)?(\d{12})(?::root)?$/;

/** The account that a principal of a policy names as a whole, as 12 digits or as its root's ARN. */
export const accountOf = (value: string): string | undefined => ACCOUNT.exec(value)?.[1];

const isItself = (value: Leaf, who: AwsPrincipal): boolean => value === who.arn || value === who.role;
const isAccountOf = (value: Leaf, who: AwsPrincipal): boolean => value !== UNKNOWN && accountOf(value) === who.account;

const matchesAws = (value: string, who: Principal): Truth =>
  truth.of(value === '*' || (who.kind === 'aws' && (isItself(value, who) || isAccountOf(value, who))));

function matchesEntry(kind: PrincipalKind, value: Leaf, who: Principal): Truth {
  if (value === UNKNOWN) return 'unknown';
  switch (kind) {
    case 'AWS':
      return matchesAws(value, who);
    case 'Service':
      return truth.of(who.kind === 'service' && who.name === value);
    case 'Federated':
      return truth.of(who.kind === 'federated' && who.provider === value);
    case 'CanonicalUser':
      return truth.of(who.kind === 'canonicalUser' && who.id === value);
  }
}

/** AWS may look at the account, the role and the session in turn: it wants the account listed beside who is exempt. */
function isExempt({ entries }: Principals, who: Principal): Truth {
  const named = truth.some(entries, ({ kind, value }) => matchesEntry(kind, value, who));
  if (named !== 'yes' || who.kind !== 'aws' || who.arn.endsWith(':root')) return named;
  const lists = (test: (value: Leaf) => boolean): boolean => entries.some(({ value }) => test(value));
  const inFull = lists((value) => isItself(value, who)) && lists((value) => isAccountOf(value, who));
  return inFull || lists((value) => value === '*') ? 'yes' : 'unknown';
}

/**
 * Whether a statement's principals have the one that asks. `"*"` and `{"AWS": "*"}` are everyone, also anonymous callers
 * and services; an account is everyone in it; a role is every session of it.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * @param principals nothing in an identity-based policy, which speaks of whoever has it
 */
export function principalMatches(principals: Principals | undefined, who: Principal): Truth {
  if (principals === undefined) return 'yes';
  if (principals.negated) return truth.not(isExempt(principals, who));
  return truth.some(principals.entries, ({ kind, value }) => matchesEntry(kind, value, who));
}
