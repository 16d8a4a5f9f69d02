import type { Configuration } from '../configuration';
import { PASS, type Outcome } from '../control';
import { UNKNOWN } from '../document/leaf';
import type { ParsedDocument } from '../document/parse';
import { exampleOf } from '../document/pattern';
import { exampleOfGlob, patternOf, variablesOf } from '../document/variables';
import { actionsOf } from '../document/witnesses';
import { nist, pci } from '../mappings';
import { identityControl, refuses } from '../identity-control';
import { valuesOf } from '../documents';
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
const OWN_BUCKET = new RegExp(`^[^*]*${OWN}`);
/** A folder whose place is fixed: below a wildcard it may be in the folder of another tenant. */
const OWN_FOLDER = new RegExp(`^((?:[^*]*/)?)${OWN}/`);

/**
 * What is asked of buckets or of the account, never of an object.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const NOT_OF_OBJECTS =
  /^s3:(?:ListAll|ListBucket|(?:Create|Delete|Get|Put)Bucket|(?:Get|Put)\w+Configuration$|(?:Get|Put)AccountPublicAccessBlock$)/i;

const ANY_TEXT = '*';

/** A resource as the own tenant's, where `*` stands for all that is not written. */
function asOwn(value: string, variables: boolean, key: string): string {
  const context = new Map(variablesOf(value).map((name) => [name, [name === key ? OWN : ANY_TEXT]]));
  const pattern = patternOf(value, variables, context) ?? [];
  return pattern.map((token) => (typeof token === 'object' ? token.character : ANY_TEXT)).join('');
}

/** A resource of the statements: its ARNs that are asked, and what stands before the folder of a tenant. */
interface Example {
  arns: string[];
  head: string | undefined;
}

/** The resources of the statements, each as one ARN: as if another's tag were asked, and where it is not the own one's. */
function examples({ statements, variables }: ParsedDocument, key: string): Example[] {
  const values = statements.flatMap(({ resources }) => resources?.values ?? []).filter((value) => value !== UNKNOWN);
  return values.map((value) => {
    const [, bucket = '', object = ''] = BUCKET.exec(asOwn(value, variables, key)) ?? [];
    const head = OWN_FOLDER.exec(object)?.[1];
    const isOwn = head !== undefined || OWN_BUCKET.test(bucket);
    const arns = (isOwn ? OTHERS : [OWN, ...OTHERS]).flatMap((tenant) => {
      const context = new Map(variablesOf(value).map((name) => [name, [name === key ? tenant : 'any']]));
      const pattern = patternOf(value, variables, context);
      return pattern === undefined ? [] : [exampleOf(pattern)];
    });
    return { arns, head };
  });
}

/** Prefixes that show the keys of other tenants, whose folders are below a head. */
const prefixesBelow = (head: string): string[] => [
  '',
  ...Array.from(head.matchAll(/\//g), ({ index }) => head.slice(0, index + 1)),
  ...OTHERS.map((tenant) => `${head}${tenant}/`),
];

/** Keys that say whose an object or a bucket is, where tags of it say so. */
const OF_RESOURCES = ['s3:existingobjecttag', 'aws:resourcetag', 's3:buckettag'];

/** The tags that what is another tenant's has, or whose nobody says it is. */
function foreignTags(document: ParsedDocument, tag: string): Record<string, string[] | undefined>[] {
  const keys = OF_RESOURCES.map((key) => `${key}/${tag}`);
  const named = keys.flatMap((key) => valuesOf(document, key));
  if (named.length === 0) return [{}];
  const others = named.filter((value) => variablesOf(value).length === 0).map(exampleOfGlob);
  return [undefined, ...new Set([...OTHERS, ...others])].map((value) =>
    Object.fromEntries(keys.map((key) => [key, value === undefined ? undefined : [value]])),
  );
}

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
    const asked = examples(document, key);
    const arns = [...new Set([...ANYWHERE, ...asked.flatMap((one) => one.arns)])].map((arn) => ({
      arn,
      found: BUCKET.exec(arn),
    }));
    const isForeign = (object: string): boolean => !sharedPrefixes.some((prefix) => object.startsWith(prefix));
    const objects = arns.filter(({ found }) => found?.[2] !== undefined && isForeign(found[2]));
    const buckets = arns.filter(({ found }) => found !== null && found[2] === undefined);
    const contexts = foreignTags(document, tag.toLowerCase()).map((tags) => ({ ...tags, [key]: [OWN] }));
    const prefixes = new Set(['', ...asked.flatMap(({ head }) => head ?? [])].flatMap(prefixesBelow).filter(isForeign));
    const lists = contexts.flatMap((context) =>
      [undefined, ...Array.from(prefixes, (prefix) => [prefix])].map((prefix) =>
        refuses(
          policy,
          {
            actions: ['s3:ListBucket', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions'],
            resources: buckets.map(({ arn }) => arn),
            context: { ...context, 's3:prefix': prefix },
          },
          'A tenant may list the keys of others',
        ),
      ),
    );
    const actions = actionsOf(document.statements, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], 's3').filter(
      (action) => !NOT_OF_OBJECTS.test(action),
    );
    const resources = objects.map(({ arn }) => arn);
    return worstOf([
      ...contexts.map((context) =>
        refuses(
          policy,
          { actions, resources, context },
          'A tenant may reach objects that are not below its own prefix',
        ),
      ),
      ...lists,
      PASS,
    ]);
  },
});
