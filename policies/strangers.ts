import type { ParsedDocument } from './document/parse';
import type { Principal } from './document/principal';
import { NOBODYS_ACCOUNT, principalsOf } from './document/witnesses';
import { valuesOf } from './documents';
import { grantOf, type Grant, type Wanted } from './grants';
import { isShared, strangersClaims } from './shared-issuers';

/** The organization of that account: real ones have no capitals. */
const ORGANIZATION = 'o-NOBODYS000';
const ORGANIZATION_PATHS = [`${ORGANIZATION}/r-any/`];

/**
 * What AWS says of a caller and no caller can choose. Tags of a principal and names of users are not among it: whoever
 * owns the account sets them.
 *
 * Source: IAM User Guide, "AWS global condition context keys"; KMS Developer Guide, "Condition keys for AWS KMS".
 */
const IDENTITY_KEYS = [
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:userid',
  'kms:calleraccount',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
];
const NOTHING: Wanted['context'] = Object.fromEntries(IDENTITY_KEYS.map((key) => [key, undefined]));
/** Addresses of the documentation's ranges stand for all of the internet. */
const INTERNET: Wanted['context'][] = ['203.0.113.7', '2001:db8::7'].map((address) => ({ 'aws:sourceip': [address] }));

/** The values of a key that a stranger has and a condition's patterns may take for one of their own. */
function valuesLike(document: ParsedDocument, key: string, otherwise: string): string[] {
  const own = valuesOf(document, key).flatMap((pattern) => {
    const segments = pattern
      .split(':')
      .map((segment, index) => (index === 4 && segment !== '' ? NOBODYS_ACCOUNT : segment));
    const value = segments.join(':').replaceAll(/[*?]/g, 'x');
    // Without an account or a wildcard in it, the pattern names one thing of the whole world, which is somebody else's.
    return value === pattern ? [] : [value];
  });
  return [...new Set([otherwise, ...own])];
}

/** Where a stranger comes from: the internet, or an endpoint of his own, behind which nobody has an address there. */
function* networksOf(document: ParsedDocument): Generator<Wanted['context']> {
  yield* INTERNET;
  for (const vpc of valuesLike(document, 'aws:sourcevpc', 'vpc-0nobodys'))
    for (const endpoint of valuesLike(document, 'aws:sourcevpce', 'vpce-0nobodys'))
      yield {
        'aws:sourcevpc': [vpc],
        'aws:sourcevpce': [endpoint],
        'aws:vpceaccount': [NOBODYS_ACCOUNT],
        'aws:vpceorgid': [ORGANIZATION],
        'aws:vpceorgpaths': ORGANIZATION_PATHS,
      };
}

/** What a service says that works for a stranger. */
function* servicesContexts(document: ParsedDocument): Generator<Wanted['context']> {
  for (const arn of valuesLike(document, 'aws:sourcearn', `arn:aws:any:eu-west-1:${NOBODYS_ACCOUNT}:any/thing`))
    yield {
      'aws:sourceaccount': [NOBODYS_ACCOUNT],
      'aws:sourceowner': [NOBODYS_ACCOUNT],
      'aws:sourceorgid': [ORGANIZATION],
      'aws:sourceorgpaths': ORGANIZATION_PATHS,
      'aws:sourcearn': [arn],
    };
}

/** What AWS says of somebody of another account, who may come by an access point of that. */
function* accountsContexts(document: ParsedDocument): Generator<Wanted['context']> {
  const point = `arn:aws:s3:eu-west-1:${NOBODYS_ACCOUNT}:accesspoint/any`;
  for (const arn of valuesLike(document, 'aws:principalarn', `arn:aws:iam::${NOBODYS_ACCOUNT}:role/any`))
    for (const accessPoint of valuesLike(document, 's3:dataaccesspointarn', point))
      yield {
        'aws:principalaccount': [NOBODYS_ACCOUNT],
        'kms:calleraccount': [NOBODYS_ACCOUNT],
        'aws:principalorgid': [ORGANIZATION],
        'aws:principalorgpaths': ORGANIZATION_PATHS,
        'aws:principalarn': [arn],
        'aws:userid': ['AROAANY:session'],
        's3:dataaccesspointaccount': [NOBODYS_ACCOUNT],
        's3:dataaccesspointarn': [accessPoint],
      };
}

function saidOf(document: ParsedDocument, principal: Principal): Iterable<Wanted['context']> {
  if (principal.kind === 'anonymous') return [{}];
  if (principal.kind === 'federated') return strangersClaims(document, principal.provider);
  return accountsContexts(document);
}

function* contextsOf(document: ParsedDocument, principal: Principal): Generator<Wanted['context']> {
  const isService = principal.kind === 'service';
  const common = { ...NOTHING, 'aws:principalisawsservice': [String(isService)] };
  if (isService) {
    for (const said of servicesContexts(document)) yield { ...common, ...said };
    return;
  }
  for (const network of networksOf(document))
    for (const said of saidOf(document, principal)) yield { ...common, ...network, ...said };
}

/**
 * Who is asked for: anybody at all, AWS services that the document names on behalf of somebody else's account, or whoever
 * has a token of an issuer that it names and everybody shares.
 */
export type Strangers = 'anybody' | 'named services' | 'shared issuers';

const isAsked = (strangers: Strangers, principal: Principal): boolean =>
  strangers === 'named services'
    ? principal.kind === 'service'
    : principal.kind === 'federated' && isShared(principal.provider);

/** More than any policy of AWS's size needs unless it is made to: each pattern of each key is one more to combine. */
const MOST_CONTEXTS = 5_000;

const firstAllow = ({ statements }: ParsedDocument): number =>
  statements.find(({ effect }) => effect !== 'Deny')?.index ?? 0;

/** Looks for a request that a resource's policy allows to somebody with whom the account has nothing to do. */
export function grantToStranger(
  document: ParsedDocument,
  strangers: Strangers,
  wanted: Pick<Wanted, 'actions' | 'resources'>,
): Grant | undefined {
  const anybody = principalsOf([]);
  const principals =
    strangers === 'anybody'
      ? anybody
      : principalsOf(document.statements.filter(({ principals: named }) => named?.negated === false))
          .slice(anybody.length)
          .filter((principal) => isAsked(strangers, principal));
  let open: Grant | undefined;
  let contexts = 0;
  for (const principal of principals)
    for (const context of contextsOf(document, principal)) {
      contexts += 1;
      if (contexts > MOST_CONTEXTS) return { verdict: 'unverifiable', statement: firstAllow(document), final: true };
      const grant = grantOf(document, { principal, context, ...wanted });
      if (grant?.verdict === 'granted') return grant;
      open ??= grant;
    }
  return open;
}
