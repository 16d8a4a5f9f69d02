import { isDictionary, read } from '../reading/read';
import { leaves, UNKNOWN, type Complain, type Leaf } from './leaf';

const KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
export type PrincipalKind = (typeof KINDS)[number];

export interface Principals {
  negated: boolean;
  entries: readonly { kind: PrincipalKind; value: Leaf }[];
}

/** An ARN has a wildcard in a part only: AWS refuses it, since a principal is one or all. */
const partial = (value: Leaf): boolean => typeof value === 'string' && value !== '*' && /[*?]/.test(value);

/**
 * Reads Principal or NotPrincipal in all its forms: `"*"`, and a map of kinds to one or many.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", "NotPrincipal".
 */
export function parsePrincipals(
  from: object,
  required: boolean,
  where: string,
  complain: Complain,
): Principals | undefined {
  const [plain, negated] = [Object.hasOwn(from, 'Principal'), Object.hasOwn(from, 'NotPrincipal')];
  if (plain && negated) complain(`${where} has both Principal and NotPrincipal`);
  if (required && !plain && !negated) complain(`${where} has neither Principal nor NotPrincipal`);
  if (!required && (plain || negated)) complain(`${where} may not have a principal`);
  if (!plain && !negated) return undefined;
  const key = negated ? 'NotPrincipal' : 'Principal';
  const given = read(from, key);
  if (given.state === 'unknown') return { negated, entries: [{ kind: 'AWS', value: UNKNOWN }] };
  const { value } = given;
  if (value === '*') return { negated, entries: [{ kind: 'AWS', value: '*' }] };
  if (!isDictionary(value)) return { negated, entries: complain(`${where}.${key} is neither "*" nor a map`) };
  const kinds = Object.keys(value);
  if (kinds.length === 0) complain(`${where}.${key} is an empty map`);
  if (!kinds.every((kind) => (KINDS as readonly string[]).includes(kind)))
    complain(`${where}.${key} has a kind of principal that IAM does not know`);
  const entries = KINDS.filter((kind) => Object.hasOwn(value, kind)).flatMap((kind) =>
    leaves(value, kind, `${where}.${key}`, complain).map((leaf): Principals['entries'][number] => ({
      kind,
      value: leaf,
    })),
  );
  if (entries.some((entry) => partial(entry.value)))
    complain(`${where}.${key} has a wildcard in a part of a principal`);
  return { negated, entries };
}
