import type { ParsedDocument } from './document/parse';
import { valuesOf } from './documents';

/** What stands before the first wildcard of a pattern where that names a tenant: `repo:organization/`, `organization/`. */
const OF_SUBJECT = /^[^*?:/]*:[^*?:/]+[:/]/;
const OF_NAME = /^[^*?/]+\//;
/** Only a value without a wildcard does. */
const IN_FULL = /(?!)/;

/** Claims of a token that say whose it is, each with what a pattern of it has to begin with. */
type Tenancy = Readonly<Record<string, RegExp>>;

const SUBJECT: Tenancy = { sub: OF_SUBJECT };
const AUDIENCE: Tenancy = { aud: OF_SUBJECT };
const APPLICATION: Tenancy = { app_id: IN_FULL };
const GITHUB: Tenancy = { ...SUBJECT, repository: OF_NAME, repository_id: IN_FULL, enterprise_id: IN_FULL };

/**
 * Issuers of OpenID Connect tokens that all customers of a service have in common. Others are a tenant's own: there the
 * issuer itself says whose a token is.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html; for those that
 * are built in, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const ISSUERS: ReadonlyMap<string, Tenancy> = new Map([
  ['accounts.google.com', { aud: IN_FULL, oaud: IN_FULL, sub: IN_FULL }],
  ['agent.buildkite.com', SUBJECT],
  ['api.pulumi.com/oidc', AUDIENCE],
  ['app.terraform.io', SUBJECT],
  ['cognito-identity.amazonaws.com', { aud: IN_FULL, sub: IN_FULL }],
  ['gitlab.com', SUBJECT],
  ['graph.facebook.com', APPLICATION],
  ['oidc-configuration.audit-log.githubusercontent.com', { sub: IN_FULL }],
  ['oidc.codefresh.io', SUBJECT],
  ['oidc.vercel.com', AUDIENCE],
  ['proidc.upbound.io', SUBJECT],
  ['sandboxes.cloud', AUDIENCE],
  ['scalr.io', SUBJECT],
  ['studio.datachain.ai/api', SUBJECT],
  ['sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d', { 'sts:rolesessionname': IN_FULL }],
  ['token.actions.githubusercontent.com', GITHUB],
  ['tokens.cloud.shisho.dev', SUBJECT],
  ['vstoken.actions.githubusercontent.com', SUBJECT],
  ['www.amazon.com', APPLICATION],
]);

const PROVIDER = /^arn:[^:]*:iam::\d*:oidc-provider\//;
const issuerOf = (provider: string): string => provider.replace(PROVIDER, '').toLowerCase();

/** Whether tokens of an identity provider, by its ARN or as it is built in, are issued to anybody. */
export const isShared = (provider: string): boolean => ISSUERS.has(issuerOf(provider));

/** What a stranger has where the document does not ask for a tenant: nobody's, and a value of each pattern that is wide. */
const strangers = (document: ParsedDocument, key: string, tenant: RegExp): string[] => [
  'nobodys:no-ones/any',
  ...valuesOf(document, key)
    .filter((pattern) => /[*?]/.test(pattern) && !tenant.test(pattern))
    .map((pattern) => pattern.replaceAll(/[*?]/g, 'x')),
];

function* combined([first, ...others]: readonly { key: string; values: readonly string[] }[]): Generator<
  Record<string, string[]>
> {
  if (first === undefined) yield {};
  else for (const value of first.values) for (const rest of combined(others)) yield { [first.key]: [value], ...rest };
}

/** The claims that a token of somebody else's has from a shared issuer, by condition key in lower case, in all variants. */
export function strangersClaims(document: ParsedDocument, provider: string): Iterable<Record<string, string[]>> {
  const issuer = issuerOf(provider);
  const claims = Object.entries(ISSUERS.get(issuer) ?? {}).map(([claim, tenant]) => {
    const key = claim.includes(':') ? claim : `${issuer}:${claim}`;
    return { key, values: strangers(document, key, tenant) };
  });
  return combined(claims);
}
