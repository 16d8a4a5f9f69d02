import { accountLike, arnsLike } from './arns-like';
import type { ParsedDocument } from './document/parse';
import type { Principal } from './document/principal';
import { NOBODYS_ACCOUNT, principalsOf, sessionOf } from './document/witnesses';
import { valuesOf } from './documents';
import { grantOf, type Grant, type Wanted } from './grants';

const ACCOUNT_KEYS = ['aws:principalaccount', 'aws:principalarn'];
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/;

const valuesOfAll = (document: ParsedDocument, keys: readonly string[]): string[] =>
  keys.flatMap((key) => valuesOf(document, key));

/** Whoever the statements tell apart, by name or by a condition, and is of no account of one's own. */
const foreigners = (document: ParsedDocument, own: readonly string[]): Principal[] =>
  [
    ...principalsOf(document.statements),
    ...valuesOfAll(document, ACCOUNT_KEYS).flatMap((value) => (ACCOUNT.exec(value) ?? []).map(sessionOf)),
  ].filter(
    (principal) => principal.kind === 'canonicalUser' || (principal.kind === 'aws' && !own.includes(principal.account)),
  );

/** The ARNs of an account that a condition may take for one of those it lets in, beside one that is given. */
function arnsOf(document: ParsedDocument, key: string, account: string, otherwise: string): string[] {
  const examples = valuesOf(document, key)
    .flatMap((pattern) => arnsLike(pattern, account))
    .filter((arn) => arn.includes(account) || !arn.startsWith('arn:'));
  return [...new Set([otherwise, ...examples])];
}

const POINT_ACCOUNT = 's3:dataaccesspointaccount';
const POINT_ARN = 's3:dataaccesspointarn';

/**
 * The access points by which somebody may come: of any account but one's own, where what comes by one is left to its
 * policy.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html#access-points-delegating-control
 */
function pointsOf(document: ParsedDocument, caller: string, own: readonly string[]): Wanted['context'][] {
  const keys = [POINT_ACCOUNT, POINT_ARN];
  if (!document.statements.some(({ conditions }) => conditions.some(({ key }) => keys.includes(key)))) return [{}];
  const named = valuesOfAll(document, keys).flatMap((value) => ACCOUNT.exec(value) ?? []);
  const wide = valuesOfAll(document, keys).flatMap(
    (value) => accountLike(value.split(':')[4] ?? value, NOBODYS_ACCOUNT) ?? [],
  );
  const accounts = new Set([caller, ...named, ...wide].filter((account) => !own.includes(account)));
  return [
    { [POINT_ACCOUNT]: undefined, [POINT_ARN]: undefined },
    ...[...accounts].flatMap((account) =>
      arnsOf(document, POINT_ARN, account, `arn:aws:s3:eu-west-1:${account}:accesspoint/any`).map((arn) => ({
        [POINT_ACCOUNT]: [account],
        [POINT_ARN]: [arn],
      })),
    ),
  ];
}

function* contextsOf(
  document: ParsedDocument,
  principal: Principal,
  own: readonly string[],
): Generator<Wanted['context']> {
  const common = { 'aws:principalisawsservice': ['false'] };
  for (const point of pointsOf(document, principal.kind === 'aws' ? principal.account : NOBODYS_ACCOUNT, own))
    if (principal.kind !== 'aws') yield { ...common, ...point };
    else
      for (const arn of arnsOf(document, 'aws:principalarn', principal.account, principal.role ?? principal.arn))
        yield { ...common, ...point, 'aws:principalaccount': [principal.account], 'aws:principalarn': [arn] };
}

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
    for (const context of contextsOf(document, principal, own)) {
      const grant = grantOf(document, { principal, context, ...wanted });
      if (grant?.verdict === 'granted') return grant;
      open ??= grant;
    }
  return open;
}
