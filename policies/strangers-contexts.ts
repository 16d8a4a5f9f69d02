import { accountLike, arnsLike } from './arns-like';
import type { ParsedDocument } from './document/parse';
import type { Principal } from './document/principal';
import { NOBODYS_ACCOUNT } from './document/witnesses';
import { valuesOf } from './documents';
import { strangersEncryptionContexts, STRANGERS_THING } from './encryption-contexts';
import type { Wanted } from './grants';
import { strangersClaims } from './shared-issuers';

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

type Patterns = (pattern: string) => readonly (string | undefined)[];
const accounts: Patterns = (pattern) => [accountLike(pattern, NOBODYS_ACCOUNT)];
const arns: Patterns = (pattern) => arnsLike(pattern, NOBODYS_ACCOUNT);
/** What has a wildcard in what names it, which ends where its own parts begin. */
const wide =
  (name: RegExp): Patterns =>
  (pattern) =>
    name.test(pattern) ? [pattern.replaceAll(/[*?]/g, 'x')] : [];
const organizations = wide(/^[^/*?]*[*?]/);
/**
 * An identifier is followed by the name of a session, which whoever starts it chooses.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const identifiers = wide(/^[^:*?]*[*?]/);

/** The values of a key that a stranger has and a condition's patterns may take for one of their own. */
function valuesLike(document: ParsedDocument, key: string, otherwise: string, like: Patterns): string[] {
  // What is no other than the pattern names one thing of the whole world, which is somebody else's.
  const own = valuesOf(document, key).flatMap((pattern) => like(pattern).filter((value) => value !== pattern));
  return [...new Set([otherwise, ...own.filter((value) => value !== undefined)])];
}

/** Where a stranger comes from: the internet, or an endpoint of his own, behind which nobody has an address there. */
function* networksOf(document: ParsedDocument): Generator<Wanted['context']> {
  yield* INTERNET;
  for (const vpc of valuesLike(document, 'aws:sourcevpc', 'vpc-0nobodys', arns))
    for (const endpoint of valuesLike(document, 'aws:sourcevpce', 'vpce-0nobodys', arns))
      yield {
        'aws:sourcevpc': [vpc],
        'aws:sourcevpce': [endpoint],
        'aws:vpceaccount': [NOBODYS_ACCOUNT],
        'aws:vpceorgid': [ORGANIZATION],
        'aws:vpceorgpaths': ORGANIZATION_PATHS,
      };
}

/** An organization that accounts are in, with its paths; accounts may be in none, where a condition asks for it. */
function organizationsOf(document: ParsedDocument, key: string): Wanted['context'][] {
  const [id, paths] = [`${key}id`, `${key}paths`];
  const isRead = document.statements.some(({ conditions }) => conditions.some((one) => [id, paths].includes(one.key)));
  const ids = valuesLike(document, id, ORGANIZATION, organizations);
  const all = valuesLike(document, paths, `${ORGANIZATION}/r-any/`, organizations);
  return [
    ...ids.flatMap((one) => all.map((path) => ({ [id]: [one], [paths]: [path] }))),
    ...(isRead ? [{ [id]: undefined, [paths]: undefined }] : []),
  ];
}

/** The accounts that a stranger has and patterns of any of the keys mean. */
const accountsOf = (document: ParsedDocument, ...keys: string[]): string[] => [
  ...new Set(keys.flatMap((key) => valuesLike(document, key, NOBODYS_ACCOUNT, accounts))),
];

/** What a service says that works for a stranger. */
function* servicesContexts(document: ParsedDocument): Generator<Wanted['context']> {
  for (const account of accountsOf(document, 'aws:sourceaccount', 'aws:sourceowner', 'kms:calleraccount'))
    for (const organization of organizationsOf(document, 'aws:sourceorg'))
      for (const arn of valuesLike(document, 'aws:sourcearn', STRANGERS_THING, arns))
        for (const encryption of strangersEncryptionContexts(document))
          yield {
            ...organization,
            ...encryption,
            'aws:sourceaccount': [account],
            'aws:sourceowner': [account],
            'aws:sourcearn': [arn],
            'kms:calleraccount': [account],
          };
}

/** What AWS says of somebody of another account, who may come by an access point of that. */
function* accountsContexts(document: ParsedDocument): Generator<Wanted['context']> {
  const role = `arn:aws:iam::${NOBODYS_ACCOUNT}:role/any`;
  const point = `arn:aws:s3:eu-west-1:${NOBODYS_ACCOUNT}:accesspoint/any`;
  for (const account of accountsOf(document, 'aws:principalaccount', 'kms:calleraccount', 's3:dataaccesspointaccount'))
    for (const organization of organizationsOf(document, 'aws:principalorg'))
      for (const id of valuesLike(document, 'aws:userid', 'AROAANY:session', identifiers))
        for (const arn of valuesLike(document, 'aws:principalarn', role, arns))
          for (const accessPoint of valuesLike(document, 's3:dataaccesspointarn', point, arns))
            yield {
              ...organization,
              'aws:principalaccount': [account],
              'kms:calleraccount': [account],
              'aws:principalarn': [arn],
              'aws:userid': [id],
              's3:dataaccesspointaccount': [account],
              's3:dataaccesspointarn': [accessPoint],
            };
}

function saidOf(document: ParsedDocument, principal: Principal): Iterable<Wanted['context']> {
  if (principal.kind === 'anonymous') return [{}];
  if (principal.kind === 'federated') return strangersClaims(document, principal.provider);
  return accountsContexts(document);
}

/** What AWS says of a stranger's request, in all the variants that the document may take for one of its own. */
export function* contextsOf(document: ParsedDocument, principal: Principal): Generator<Wanted['context']> {
  const isService = principal.kind === 'service';
  const common = { ...NOTHING, 'aws:principalisawsservice': [String(isService)] };
  if (isService) {
    for (const said of servicesContexts(document)) yield { ...common, ...said };
    return;
  }
  for (const network of networksOf(document))
    for (const said of saidOf(document, principal)) yield { ...common, ...network, ...said };
}
