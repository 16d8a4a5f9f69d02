import { combined, type Values } from './combined';
import type { ParsedDocument } from './document/parse';
import { valuesOf } from './documents';

/** What stands before the first wildcard of a pattern where that names a tenant: `repo:organization/`, `organization/`. */
const OF_SUBJECT = /^[^*?:/]*:[^*?:/]+[:/]/;
const OF_NAME = /^[^*?/]+\//;
/** Only a value without a wildcard does. */
const IN_FULL = /(?!)/;
/**
 * What names a tenant anywhere in a subject of GitHub's, which each repository makes up of the claims that it chooses. A
 * colon within one is escaped there.
 *
 * Source: https://docs.github.com/en/actions/reference/security/oidc
 */
const OF_GITHUB =
  /(?:^|:)(?:(?:repo|repository|job_workflow_ref):[^*?:/]+\/|repository_owner:[^*?:/]+(?::|$)|(?:repository|repository_owner)_id:\d+(?::|$))/;

interface Claim {
  /** What a pattern has to have to name a tenant. */
  tenant: RegExp;
  /** Whether it has to have that without a wildcard too. */
  always?: boolean;
  /** Whether a token may have no such claim. */
  optional?: boolean;
}

const claims = (tenants: Readonly<Record<string, RegExp>>): Record<string, Claim> =>
  Object.fromEntries(Object.entries(tenants).map(([claim, tenant]) => [claim, { tenant }]));

/** Claims of a token that say whose it is. */
type Tenancy = Readonly<Record<string, Claim>>;

const SUBJECT = claims({ sub: OF_SUBJECT });
const AUDIENCE = claims({ aud: OF_SUBJECT });
const APPLICATION = claims({ app_id: IN_FULL });
const GITHUB: Tenancy = {
  sub: { tenant: OF_GITHUB, always: true },
  ...claims({ repository: OF_NAME, repository_id: IN_FULL }),
  enterprise_id: { tenant: IN_FULL, optional: true },
};

/**
 * Issuers of OpenID Connect tokens that all customers of a service have in common. Others are a tenant's own: there the
 * issuer itself says whose a token is.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html; for those that
 * are built in, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const ISSUERS: ReadonlyMap<string, Tenancy> = new Map([
  ['accounts.google.com', claims({ aud: IN_FULL, oaud: IN_FULL, sub: IN_FULL })],
  ['agent.buildkite.com', SUBJECT],
  ['api.pulumi.com/oidc', AUDIENCE],
  ['app.terraform.io', SUBJECT],
  ['cognito-identity.amazonaws.com', claims({ aud: IN_FULL, sub: IN_FULL })],
  ['gitlab.com', SUBJECT],
  ['graph.facebook.com', APPLICATION],
  ['oidc-configuration.audit-log.githubusercontent.com', claims({ sub: IN_FULL })],
  ['oidc.codefresh.io', SUBJECT],
  ['oidc.vercel.com', AUDIENCE],
  ['proidc.upbound.io', SUBJECT],
  ['sandboxes.cloud', AUDIENCE],
  ['scalr.io', SUBJECT],
  ['studio.datachain.ai/api', SUBJECT],
  ['sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d', claims({ 'sts:rolesessionname': IN_FULL })],
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
function strangers(document: ParsedDocument, key: string, { tenant, always, optional }: Claim): Values {
  const patterns = valuesOf(document, key);
  return [
    'nobodys:no-ones/any',
    ...patterns
      .filter((pattern) => (always === true || /[*?]/.test(pattern)) && !tenant.test(pattern))
      .map((pattern) => pattern.replaceAll(/[*?]/g, 'x')),
    ...(optional === true && patterns.length > 0 ? [undefined] : []),
  ];
}

/** The claims that a token of somebody else's has from a shared issuer, in all variants. */
export function strangersClaims(
  document: ParsedDocument,
  provider: string,
): Iterable<Record<string, string[] | undefined>> {
  const issuer = issuerOf(provider);
  const asked = Object.entries(ISSUERS.get(issuer) ?? {}).map(([name, claim]) => {
    const key = name.includes(':') ? name : `${issuer}:${name}`;
    return { key, values: strangers(document, key, claim) };
  });
  return combined(asked);
}
