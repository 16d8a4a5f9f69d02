import { bucketControl } from '../bucket-control';
import { namedBucketPolicyOf } from '../bucket-policy-control';
import { NO_CONFIGURATION } from '../configuration';
import { PASS } from '../control';
import { inCidr } from '../document/address';
import { UNKNOWN } from '../document/leaf';
import type { ParsedDocument, Statement } from '../document/parse';
import { exampleOfGlob } from '../document/variables';
import { keysOf, NOBODYS_ACCOUNT } from '../document/witnesses';
import { valuesOf } from '../documents';
import { grantOf, type Grant, type Wanted } from '../grants';
import { POLICY } from '../graph/settings';
import { nist } from '../mappings';

/** A connection that nobody objects to, what services alone bring along, and a time when all has begun that ever does. */
const REPAIR: Wanted['context'] = {
  'aws:currenttime': ['9999-01-01T00:00:00Z'],
  'aws:epochtime': ['253370764800'],
  'aws:principalisawsservice': ['false'],
  'aws:principalservicename': undefined,
  'aws:principalservicenameslist': undefined,
  'aws:securetransport': ['true'],
  'aws:sourceaccount': undefined,
  'aws:sourcearn': undefined,
  'aws:sourceowner': undefined,
  's3:tlsversion': ['1.3'],
};

/** Of whoever comes by no endpoint. */
const INTERNET: Wanted['context'] = {
  'aws:sourcevpc': undefined,
  'aws:sourcevpce': undefined,
  'aws:vpceaccount': undefined,
  'aws:vpceorgid': undefined,
  'aws:vpceorgpaths': undefined,
  'aws:vpcsourceip': undefined,
};

/** Of whoever comes by one. */
const ENDPOINT: Wanted['context'] = { 'aws:sourceip': undefined };

/**
 * What S3 says of a request to replace a policy, beside the tags of the bucket; of objects, uploads and lists it says
 * nothing there.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const OF_REPAIR =
  /^s3:(authtype|resourceaccount|signatureage|signatureversion|tlsversion|x-amz-content-sha256|buckettag\/.*)$/;

/** Source: RFC 1918. */
const PRIVATE: readonly [range: string, bits: number][] = [
  ['10.0.0.0/8', 8],
  ['172.16.0.0/12', 12],
  ['192.168.0.0/16', 16],
];

function isPrivate(cidr: string): boolean {
  const [address, length = '32'] = cidr.split('/');
  return PRIVATE.some(([range, bits]) => inCidr(address!, range) && Number(length) >= bits);
}

/**
 * Values that no request has, but one of the root user: the ARN of a session is that of its role, an address of a network
 * of one's own is none that AWS sees, and the root user's id is the account.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const OF_NOBODY: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['aws:principalarn', (value) => value.includes(':assumed-role/')],
  ['aws:sourceip', isPrivate],
  ['aws:userid', (value) => /^\d{12}$/.test(value)],
]);

const withoutNobodys = (statement: Statement): Statement => ({
  ...statement,
  conditions: statement.conditions.map((condition) => ({
    ...condition,
    values: condition.values.filter((value) => value === UNKNOWN || OF_NOBODY.get(condition.key)?.(value) !== true),
  })),
});

/** What somebody of an ARN may be; a pattern does not always say. */
const typesOf = (arn: string): string[] =>
  ['AssumedRole', 'User'].filter((type) => !(type === 'User' ? /:(assumed-)?role\// : /:user\//).test(arn));

/** The ARNs of roles and users whom a policy tells apart: who signs a request has one, and an account. */
function repairersOf(document: ParsedDocument, partition: string): string[] {
  const accounts = [NOBODYS_ACCOUNT, ...valuesOf(document, 'aws:principalaccount')];
  const named = document.statements
    .flatMap(({ principals }) => principals?.entries ?? [])
    .flatMap(({ kind, value }) => (kind === 'AWS' && value !== UNKNOWN && value.startsWith('arn:') ? [value] : []));
  const arns = [
    ...accounts.flatMap((account) => ['role', 'user'].map((kind) => `arn:${partition}:iam::${account}:${kind}/any`)),
    ...valuesOf(document, 'aws:principalarn').map(exampleOfGlob),
    ...named,
  ];
  return [...new Set(arns)].filter((arn) => !arn.endsWith(':root'));
}

/** Looks for somebody but a root user to whom a policy does not deny its own replacement. */
function repairOf(document: ParsedDocument, bucketArn: string): Grant | undefined {
  const denies = document.statements.filter(({ effect }) => effect !== 'Allow').map(withoutNobodys);
  const absent: Wanted['context'] = Object.fromEntries(
    [...keysOf(document, denies, new Map()).keys()]
      .filter((key) => key.startsWith('s3:') && !OF_REPAIR.test(key))
      .map((key) => [key, undefined]),
  );
  const actions = ['s3:PutBucketPolicy'];
  const allowed: Statement = {
    index: denies[0]?.index ?? 0,
    effect: 'Allow',
    principals: undefined,
    actions: { negated: false, values: actions },
    resources: undefined,
    conditions: [],
  };
  const repairable = { ...document, statements: [...denies, allowed] };
  let open: Grant | undefined;
  for (const arn of repairersOf(repairable, bucketArn.split(':')[1]!))
    for (const type of typesOf(arn))
      for (const network of [INTERNET, ENDPOINT]) {
        const account = arn.split(':')[4] ?? NOBODYS_ACCOUNT;
        const grant = grantOf(repairable, {
          principal: { kind: 'aws', arn, account },
          actions,
          resources: [bucketArn],
          context: {
            ...absent,
            ...REPAIR,
            ...network,
            'aws:principalaccount': [account],
            'aws:principalarn': [arn],
            'aws:principaltype': [type],
          },
        });
        if (grant?.verdict === 'granted') return grant;
        open ??= grant;
      }
  return open;
}

/** Judged by one request: a list of denied actions that leaves the policy repairable is none of its business. */
export const bucketPolicyNoLockout = bucketControl({
  id: 's3-bucket-policy-no-lockout',
  title: 'Every bucket policy leaves somebody who can change it',
  intent:
    'A policy that denies its own replacement to everyone can be repaired by the root user of the account alone, which in a well-kept account nobody can be on short notice.',
  severity: 'high',
  level: 'mandatory',
  mappings: nist('own', 'CP-10'),
  remediation: [
    'take s3:PutBucketPolicy out of the Deny: name the actions that it is about, not s3:*.',
    'or spare the role that deploys, with ArnNotLike aws:PrincipalArn: by its own ARN, which its sessions have there too.',
  ],
  notApplicable: ['Buckets without a policy.'],
  falsePositives: [
    'A Deny that is meant to keep the policy as it is for good: the account can be told so by a policy of its organization, which root users do not get around.',
    'A Deny of the principals of one named account passes: whose account that is, the policy does not say.',
    'A Deny that ends on a date passes, whatever the date: nobody is kept out for good.',
  ],
  configuration: NO_CONFIGURATION,
  places: POLICY,
  judge: (setting, _config, roles) => {
    const readable = namedBucketPolicyOf(setting, roles);
    if ('outcome' in readable) return readable.outcome;
    const { document, bucketArn } = readable;
    const repair = repairOf(document, bucketArn);
    if (repair?.verdict === 'granted') return PASS;
    if (repair === undefined)
      return {
        verdict: 'fail',
        because: 'The policy denies s3:PutBucketPolicy to everyone: only the root user could repair it',
        at: { property: ['policy'] },
      };
    return {
      verdict: 'unverifiable',
      unknown: 'whether the policy leaves somebody who can change it',
      final: repair.final,
      at: { property: ['policy'], statement: repair.statement },
    };
  },
  missing: () => ({ verdict: 'not applicable', because: 'no policy belongs to this bucket' }),
});
