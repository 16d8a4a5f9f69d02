import type { Configuration } from '../configuration';
import { PASS, type Outcome } from '../control';
import { UNKNOWN } from '../document/leaf';
import type { ParsedDocument } from '../document/parse';
import { exampleOf } from '../document/pattern';
import { patternOf, variablesOf } from '../document/variables';
import { actionsOf } from '../document/witnesses';
import { nist, pci } from '../mappings';
import { identityControl, refuses } from '../identity-control';
import { worstOf } from '../outcomes';

interface TenantConfig {
  tag: string;
  sharedPrefixes: string[];
}

const configuration: Configuration<TenantConfig> = {
  properties: {
    tag: { type: 'string', description: 'Tag of a principal that says which tenant it works for.' },
    sharedPrefixes: {
      type: 'array',
      items: { type: 'string' },
      description: 'Prefixes of keys that are no tenant’s, which every tenant may use.',
    },
  },
  defaults: { tag: 'tenant', sharedPrefixes: ['registry/'] },
  check: ({ tag, sharedPrefixes }) => [
    ...(/^[\w.:/=+@-]{1,128}$/.test(tag) ? [] : ['tag is no key of a tag']),
    ...(sharedPrefixes.every((prefix) => prefix.endsWith('/')) ? [] : ['every shared prefix ends with a slash']),
  ],
};

const OWN = 'own-tenant';
/** One that has nothing in common, and one whose name begins with the own one's. */
const OTHERS = ['another', `${OWN}-too`];
const ANYWHERE = ['arn:aws:s3:::any-bucket', `arn:aws:s3:::any-bucket/${OTHERS[0]}/key`];
const BUCKET = /^arn:[^:]*:s3:[^:]*:[^:]*:([^/]*)(?:\/(.*))?$/;

/** The resources of the statements, each as one ARN: as the own tenant's, and as if another's tag were asked. */
function examples({ statements, variables }: ParsedDocument, key: string): string[] {
  const values = statements.flatMap(({ resources }) => resources?.values ?? []).filter((value) => value !== UNKNOWN);
  return values.flatMap((value) =>
    [OWN, ...OTHERS].flatMap((tenant) => {
      const context = new Map(variablesOf(value).map((name) => [name, [name === key ? tenant : 'any']]));
      const pattern = patternOf(value, variables, context);
      return pattern === undefined ? [] : [exampleOf(pattern)];
    }),
  );
}

const isForeign = (object: string, shared: readonly string[]): boolean =>
  !object.startsWith(`${OWN}/`) && !shared.some((prefix) => object.startsWith(prefix));

const speaksOf = ({ statements }: ParsedDocument, key: string): boolean =>
  statements.some(({ resources, conditions }) =>
    [...(resources?.values ?? []), ...conditions.flatMap(({ values }) => values)].some(
      (value) => value !== UNKNOWN && variablesOf(value).includes(key),
    ),
  );

/** Judged by requests of one tenant for what is another's: objects, and lists that show their keys. */
export const iamTenantIsolation = identityControl<TenantConfig>({
  id: 'iam-tenant-isolation',
  title: 'A policy for tenants lets each of them at its own objects only',
  intent:
    'The prefix of a key is all that stands between two tenants. One resource without the tag, or one missing slash after it, opens all of them to each.',
  severity: 'critical',
  level: 'mandatory',
  mappings: [...nist('own', 'AC-3', 'AC-4', 'AC-6'), ...pci('own', '7.2.2')],
  remediation: [
    'end every resource of objects with /${aws:PrincipalTag/tenant}/*, slash included.',
    'allow s3:ListBucket under StringLike s3:prefix "${aws:PrincipalTag/tenant}/*" alone.',
  ],
  notApplicable: ['Policies that do not read the tag of a tenant.'],
  falsePositives: ['A prefix that all tenants share: name it in sharedPrefixes of this policy.'],
  configuration,
  judge: (policy, { tag, sharedPrefixes }): Outcome => {
    const key = `aws:principaltag/${tag.toLowerCase()}`;
    const { document } = policy;
    if (!speaksOf(document, key)) return { verdict: 'not applicable', because: 'it does not read the tag of a tenant' };
    const arns = [...new Set([...ANYWHERE, ...examples(document, key)])].map((arn) => ({
      arn,
      found: BUCKET.exec(arn),
    }));
    const objects = arns.filter(({ found }) => found?.[2] !== undefined && isForeign(found[2], sharedPrefixes));
    const buckets = arns.filter(({ found }) => found !== null && found[2] === undefined);
    const context = { [key]: [OWN] };
    const lists = [undefined, [''], ...OTHERS.map((tenant) => [`${tenant}/`])].map((prefix) =>
      refuses(
        policy,
        {
          actions: ['s3:ListBucket', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions'],
          resources: buckets.map(({ arn }) => arn),
          context: { ...context, 's3:prefix': prefix },
        },
        'A tenant may list the keys of others',
      ),
    );
    const actions = actionsOf(document.statements, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], 's3');
    const resources = objects.map(({ arn }) => arn);
    return worstOf([
      refuses(policy, { actions, resources, context }, 'A tenant may reach objects that are not below its own prefix'),
      ...lists,
      PASS,
    ]);
  },
});
