import { TRUST_POLICY } from '../../policies/document-kinds';
import { parseDocument } from '../../policies/document/parse';
import { isShared, strangersClaims } from '../../policies/shared-issuers';

const arn = (issuer: string, partition = 'aws') => `arn:${partition}:iam::111122223333:oidc-provider/${issuer}`;

function claimsUnder(provider: string, Condition: object) {
  const statement = { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:*', Condition };
  const parsed = parseDocument(
    { state: 'known', value: { Version: '2012-10-17', Statement: statement } },
    TRUST_POLICY,
  );
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return [...strangersClaims(parsed.document, provider)];
}
const keysOf = (provider: string) => Object.keys(claimsUnder(provider, {})[0]!).sort();

/** Issuers with the claims that AWS asks a trust policy to evaluate, or that name an application where it asks for none. */
const SHARED: [provider: string, keys: string[]][] = [
  ['accounts.google.com', ['accounts.google.com:aud', 'accounts.google.com:oaud', 'accounts.google.com:sub']],
  ['cognito-identity.amazonaws.com', ['cognito-identity.amazonaws.com:aud', 'cognito-identity.amazonaws.com:sub']],
  ['graph.facebook.com', ['graph.facebook.com:app_id']],
  ['www.amazon.com', ['www.amazon.com:app_id']],
  [arn('agent.buildkite.com'), ['agent.buildkite.com:sub']],
  [arn('api.pulumi.com/oidc'), ['api.pulumi.com/oidc:aud']],
  [arn('app.terraform.io'), ['app.terraform.io:sub']],
  [arn('gitlab.com'), ['gitlab.com:sub']],
  [
    arn('oidc-configuration.audit-log.githubusercontent.com'),
    ['oidc-configuration.audit-log.githubusercontent.com:sub'],
  ],
  [arn('oidc.codefresh.io'), ['oidc.codefresh.io:sub']],
  [arn('oidc.vercel.com'), ['oidc.vercel.com:aud']],
  [arn('proidc.upbound.io'), ['proidc.upbound.io:sub']],
  [arn('sandboxes.cloud'), ['sandboxes.cloud:aud']],
  [arn('scalr.io'), ['scalr.io:sub']],
  [arn('sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d'), ['sts:rolesessionname']],
  [arn('studio.datachain.ai/api'), ['studio.datachain.ai/api:sub']],
  [
    arn('token.actions.githubusercontent.com'),
    ['enterprise_id', 'repository', 'repository_id', 'sub'].map(
      (claim) => `token.actions.githubusercontent.com:${claim}`,
    ),
  ],
  [arn('tokens.cloud.shisho.dev'), ['tokens.cloud.shisho.dev:sub']],
  [arn('vstoken.actions.githubusercontent.com'), ['vstoken.actions.githubusercontent.com:sub']],
];

test.each(SHARED)('%s gives tokens to everybody, and says whose they are in %p', (provider, keys) => {
  expect(isShared(provider)).toBe(true);
  expect(keysOf(provider)).toEqual(keys);
});

test('an issuer is the same in every partition, however it is written', () => {
  expect(isShared(arn('gitlab.com', 'aws-us-gov'))).toBe(true);
  expect(isShared(arn('GitLab.com'))).toBe(true);
});

test.each([
  arn('oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF'),
  arn('oidc.vercel.com/gl'),
  arn('gitlab.com.example.org'),
  arn('git.example.org/gitlab.com'),
  'arn:aws:iam::111122223333:saml-provider/gitlab.com',
])('%s is a tenant’s own', (provider) => expect(isShared(provider)).toBe(false));

describe('a stranger’s token', () => {
  const key = (issuer: string, claim = 'sub') => `${issuer}:${claim}`;
  const valuesOf = (issuer: string, claim: string, pattern: string) =>
    claimsUnder(arn(issuer), { StringLike: { [key(issuer, claim)]: pattern } }).flatMap(
      (claims) => claims[key(issuer, claim)] ?? ['none'],
    );

  test.each<[string, string, string, string[]]>([
    ['gitlab.com', 'sub', 'project_path:*', ['project_path:x']],
    ['gitlab.com', 'sub', 'project_path:gl?/store:*', ['project_path:glx/store:x']],
    ['gitlab.com', 'sub', '*:gl/store', ['x:gl/store']],
    ['gitlab.com', 'sub', 'project*:gl/store', ['projectx:gl/store']],
    ['app.terraform.io', 'sub', 'organization:gl*:project:store', ['organization:glx:project:store']],
    ['gitlab.com', 'sub', 'project_path:/*', ['project_path:/x']],
    ['oidc.vercel.com', 'aud', 'https://vercel.com/*', ['https://vercel.com/x']],
    ['token.actions.githubusercontent.com', 'repository', 'gl*', ['glx']],
    ['token.actions.githubusercontent.com', 'repository', '*/store', ['x/store']],
    ['token.actions.githubusercontent.com', 'repository_id', '7*', ['7x']],
    ['token.actions.githubusercontent.com', 'enterprise_id', '7?', ['7x', 'none']],
    ['token.actions.githubusercontent.com', 'enterprise_id', '7', ['none']],
    ['sandboxes.cloud', 'aud', '?', ['x']],
  ])('from %s may have a %s like %s', (issuer, claim, pattern, expected) => {
    const values = valuesOf(issuer, claim, pattern);
    expect(values).toEqual(['nobodys:no-ones/any', ...expected]);
  });

  test.each([
    ['gitlab.com', 'sub', 'project_path:gl/*'],
    ['gitlab.com', 'sub', 'project_path:gl/store:ref_type:branch:ref:main'],
    ['app.terraform.io', 'sub', 'organization:gl:*'],
    ['token.actions.githubusercontent.com', 'repository', 'gl/*'],
    ['token.actions.githubusercontent.com', 'repository_id', '7'],
    ['accounts.google.com', 'aud', 'gl'],
  ])('from %s never has a %s of the tenant that %s names', (issuer, claim, pattern) => {
    expect(valuesOf(issuer, claim, pattern)).toEqual(['nobodys:no-ones/any']);
  });

  test.each<[string, string[]]>([
    ['environment:prod', ['environment:prod']],
    ['environment:prod:*', ['environment:prod:x']],
    ['ref:refs/heads/main', ['ref:refs/heads/main']],
    ['repo:*', ['repo:x']],
    ['repo:gl*', ['repo:glx']],
    ['repo:gl?/store:*', ['repo:glx/store:x']],
    ['repo:gl', ['repo:gl']],
    ['repo:/store', ['repo:/store']],
    ['myrepo:gl/store', ['myrepo:gl/store']],
    ['repository_owner:gl*', ['repository_owner:glx']],
    ['repository_owner:*:gl', ['repository_owner:x:gl']],
    ['repository_owner:', ['repository_owner:']],
    ['repository_id:7*', ['repository_id:7x']],
    ['repository_id:', ['repository_id:']],
    ['repository_owner_id:a', ['repository_owner_id:a']],
    ['repo:gl/*', []],
    ['repo:gl/store:ref:refs/heads/main', []],
    ['environment:prod:repo:gl/*', []],
    ['*:repository_owner:gl:*', []],
    ['repository_owner:gl', []],
    ['repository:gl/*', []],
    ['repository_id:71', []],
    ['repository_id:71:*', []],
    ['repository_owner_id:71', []],
    ['job_workflow_ref:gl/store/.github/*', []],
  ])('of GitHub may have the subject %s: %j', (pattern, expected) => {
    expect(valuesOf('token.actions.githubusercontent.com', 'sub', pattern)).toEqual([
      'nobodys:no-ones/any',
      ...expected,
    ]);
  });

  test('may have any of the values that two claims are asked for', () => {
    const issuer = 'token.actions.githubusercontent.com';
    const all = claimsUnder(arn(issuer), {
      StringLike: { [key(issuer)]: ['repo:*', 'repo:a*'], [key(issuer, 'repository')]: '*' },
    });
    expect(all.map((claims) => [claims[key(issuer)], claims[key(issuer, 'repository')]])).toEqual(
      ['nobodys:no-ones/any', 'repo:x', 'repo:ax'].flatMap((sub) =>
        ['nobodys:no-ones/any', 'x'].map((repository) => [[sub], [repository]]),
      ),
    );
  });
});
