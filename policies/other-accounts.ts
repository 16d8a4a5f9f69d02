import { arnsLike } from './arns-like';
import { UNKNOWN } from './document/leaf';
import type { ParsedDocument } from './document/parse';
import type { Principal } from './document/principal';
import { principalsOf } from './document/witnesses';
import { grantOf, type Grant, type Wanted } from './grants';

const ACCOUNT_KEYS = ['aws:principalaccount', 'aws:principalarn'];
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/;

const valuesOf = ({ statements }: ParsedDocument, keys: readonly string[]): string[] =>
  statements
    .flatMap(({ conditions }) => conditions.filter(({ key }) => keys.includes(key)).flatMap(({ values }) => values))
    .filter((value): value is string => value !== UNKNOWN);

const sessionOf = (account: string): Principal => ({
  kind: 'aws',
  arn: `arn:aws:sts::${account}:assumed-role/any/session`,
  account,
  role: `arn:aws:iam::${account}:role/any`,
});

/** Whoever the statements tell apart, by name or by a condition, and is of no account of one's own. */
const foreigners = (document: ParsedDocument, own: readonly string[]): Principal[] =>
  [
    ...principalsOf(document.statements),
    ...valuesOf(document, ACCOUNT_KEYS).flatMap((value) => (ACCOUNT.exec(value) ?? []).map(sessionOf)),
  ].filter(
    (principal) => principal.kind === 'canonicalUser' || (principal.kind === 'aws' && !own.includes(principal.account)),
  );

/** The ARNs of an account that a condition may take for one of those it lets in, beside that of the caller. */
function arnsOf(document: ParsedDocument, account: string, otherwise: string): string[] {
  const examples = valuesOf(document, ['aws:principalarn'])
    .flatMap((pattern) => arnsLike(pattern, account))
    .filter((arn) => arn.includes(account) || !arn.startsWith('arn:'));
  return [...new Set([otherwise, ...examples])];
}

const contextsOf = (document: ParsedDocument, principal: Principal): Wanted['context'][] =>
  principal.kind === 'aws'
    ? arnsOf(document, principal.account, principal.role ?? principal.arn).map((arn) => ({
        'aws:principalaccount': [principal.account],
        'aws:principalarn': [arn],
        'aws:principalisawsservice': ['false'],
      }))
    : [{ 'aws:principalisawsservice': ['false'] }];

/**
 * Looks for a request that a resource's policy allows to an account that is not one's own. The organization does not
 * matter: another account of it is another account.
 */
export function grantToOtherAccount(
  document: ParsedDocument,
  own: readonly string[],
  wanted: Pick<Wanted, 'actions' | 'resources'>,
): Grant | undefined {
  let open: Grant | undefined;
  for (const principal of foreigners(document, own))
    for (const context of contextsOf(document, principal)) {
      const grant = grantOf(document, { principal, context, ...wanted });
      if (grant?.verdict === 'granted') return grant;
      open ??= grant;
    }
  return open;
}
