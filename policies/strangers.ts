import type { ParsedDocument } from './document/parse';
import type { Principal } from './document/principal';
import { NOBODYS_ACCOUNT, principalsOf } from './document/witnesses';
import { valuesOf } from './documents';
import { grantOf, type Grant, type Wanted } from './grants';

/** The organization of that account: real ones have no capitals. */
const ORGANIZATION = 'o-NOBODYS000';

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
const networksOf = (document: ParsedDocument): Wanted['context'][] => [
  ...INTERNET,
  ...valuesLike(document, 'aws:sourcevpc', 'vpc-0nobodys').flatMap((vpc) =>
    valuesLike(document, 'aws:sourcevpce', 'vpce-0nobodys').map((endpoint) => ({
      'aws:sourcevpc': [vpc],
      'aws:sourcevpce': [endpoint],
    })),
  ),
];

function contextsOf(document: ParsedDocument, { kind }: Principal): Wanted['context'][] {
  if (kind === 'service')
    return valuesLike(document, 'aws:sourcearn', `arn:aws:any:eu-west-1:${NOBODYS_ACCOUNT}:any/thing`).map((arn) => ({
      ...NOTHING,
      'aws:sourceaccount': [NOBODYS_ACCOUNT],
      'aws:sourceowner': [NOBODYS_ACCOUNT],
      'aws:sourceorgid': [ORGANIZATION],
      'aws:sourceorgpaths': [`${ORGANIZATION}/r-any/`],
      'aws:sourcearn': [arn],
      'aws:principalisawsservice': ['true'],
    }));
  const networks = networksOf(document).map((network) => ({
    ...NOTHING,
    ...network,
    'aws:principalisawsservice': ['false'],
  }));
  if (kind === 'anonymous') return networks;
  const points = valuesLike(
    document,
    's3:dataaccesspointarn',
    `arn:aws:s3:eu-west-1:${NOBODYS_ACCOUNT}:accesspoint/any`,
  );
  const arns = valuesLike(document, 'aws:principalarn', `arn:aws:iam::${NOBODYS_ACCOUNT}:role/any`);
  return networks.flatMap((network) =>
    arns.flatMap((arn) =>
      points.map((point) => ({
        ...network,
        'aws:principalaccount': [NOBODYS_ACCOUNT],
        'kms:calleraccount': [NOBODYS_ACCOUNT],
        'aws:principalorgid': [ORGANIZATION],
        'aws:principalorgpaths': [`${ORGANIZATION}/r-any/`],
        'aws:principalarn': [arn],
        'aws:userid': ['AROAANY:session'],
        's3:dataaccesspointaccount': [NOBODYS_ACCOUNT],
        's3:dataaccesspointarn': [point],
      })),
    ),
  );
}

/** Who is asked for: anybody at all, or AWS services that the document names, on behalf of somebody else's account. */
export type Strangers = 'anybody' | 'named services';

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
          .filter(({ kind }) => kind === 'service');
  let open: Grant | undefined;
  for (const principal of principals)
    for (const context of contextsOf(document, principal)) {
      const grant = grantOf(document, { principal, context, ...wanted });
      if (grant?.verdict === 'granted') return grant;
      open ??= grant;
    }
  return open;
}
