import {
  bucketPolicyOf,
  judgeBucketPolicy,
  namedBucketPolicyOf,
  type BucketPolicyRule,
} from '../../policies/bucket-policy-control';
import { NO_ROLES } from '../../policies/graph/roles';
import type { Setting } from '../../policies/graph/settings';
import { objectionsBy } from './said';
import { changed, policyOf, siblingStack, UNKNOWN_TEXT, type Given } from './stack';
import { unknownCheckingProxy } from './unknown';

const CONTROL = 's3-bucket-tls-required';

const inPartition = (partition: string, write: (policy: unknown) => unknown): Given[] =>
  changed(siblingStack(), 'home-policy', (inputs) => ({
    ...inputs,
    policy: write(JSON.parse(JSON.stringify(policyOf('gl-home')).replaceAll('arn:aws:', `arn:${partition}:`))),
  }));

describe('the policy of a bucket', () => {
  test.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'])(
    'is read in the partition that its ARNs name, as a text and as an object: %s',
    async (partition) => {
      for (const write of [JSON.stringify, (policy: unknown) => policy])
        expect(await objectionsBy(CONTROL, inPartition(partition, write))).toEqual([]);
    },
  );

  test('denies nothing of a bucket in another partition than all of it names', async () => {
    const mixed = changed(
      inPartition('aws-cn', (policy) => policy),
      'home-policy',
      (inputs) => {
        const { Statement, ...rest } = inputs['policy'] as ReturnType<typeof policyOf>;
        const [first, ...others] = Statement;
        return {
          ...inputs,
          policy: { ...rest, Statement: [{ ...first, Resource: 'arn:aws:s3:::gl-home' }, ...others] },
        };
      },
    );
    expect(await objectionsBy(CONTROL, mixed)).not.toEqual([]);
  });

  const named = (bucketName: Setting['bucketName'], roles?: typeof NO_ROLES) =>
    namedBucketPolicyOf(
      { form: 'sibling', props: { policy: JSON.stringify(policyOf('gl-home')) }, path: [], bucketName },
      roles,
    );

  test('whose bucket has no name yet is left to the graph, and there to the update', () => {
    const unknown = { state: 'unknown', path: 'bucket' } as const;
    expect(named(unknown)).toEqual({
      outcome: { verdict: 'deferred', because: 'the name of its bucket is not known here' },
    });
    expect(named(unknown, NO_ROLES)).toMatchObject({
      outcome: { verdict: 'unverifiable', unknown: 'the name of its bucket', final: false },
    });
    expect(named({ state: 'known', value: 'gl-home' })).toMatchObject({ bucketArn: 'arn:aws:s3:::gl-home' });
  });
});

const HOME = 'arn:aws:s3:::gl-home';
const setting = (policy: unknown): Setting => ({
  form: 'sibling',
  props: unknownCheckingProxy({ policy }),
  path: [],
  bucketName: { state: 'known', value: 'gl-home' },
});
const documentOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const deny = (given: object) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [HOME, `${HOME}/*`],
  ...given,
});
const ACTIONS = { bucketActions: ['s3:ListBucket'], objectActions: ['s3:GetObject'], everyAction: false, context: {} };
const RULE: BucketPolicyRule = { what: 'Reading', forbidden: [ACTIONS] };
const judged = (policy: unknown, rule = RULE) => judgeBucketPolicy(setting(policy), rule, NO_ROLES);

describe('what a policy has to deny', () => {
  test('is denied, whichever statement does it', () => {
    expect(judged(documentOf(deny({})))).toEqual({ verdict: 'pass' });
    expect(judged(documentOf(deny({ Resource: HOME }), deny({ Resource: `${HOME}/*` })))).toEqual({ verdict: 'pass' });
  });

  test.each<[string, object, string]>([
    [
      'an action on the bucket',
      deny({ Resource: `${HOME}/*` }),
      's3:ListBucket on the bucket itself by an anonymous caller',
    ],
    ['an action on objects', deny({ Resource: HOME }), 's3:GetObject on its objects by an anonymous caller'],
    [
      'services',
      deny({ Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }),
      's3:ListBucket on the bucket itself by an anonymous caller; the Deny hangs on 1 more condition key(s)',
    ],
    [
      'a role',
      deny({ Principal: undefined, NotPrincipal: { AWS: ['arn:aws:iam::111122223333:role/r', '111122223333', '*'] } }),
      's3:ListBucket on the bucket itself by an anonymous caller',
    ],
    [
      'a service',
      deny({ Principal: undefined, NotPrincipal: { Service: 's3.amazonaws.com' } }),
      's3:ListBucket on the bucket itself by some services',
    ],
    [
      'a canonical user',
      deny({ Principal: undefined, NotPrincipal: { CanonicalUser: 'a'.repeat(64) } }),
      's3:ListBucket on the bucket itself by some canonical users',
    ],
    [
      'a federated caller',
      deny({ Principal: undefined, NotPrincipal: { Federated: 'accounts.google.com' } }),
      's3:ListBucket on the bucket itself by some federated callers',
    ],
  ])('is not denied where it spares %s', (_what, statement, text) => {
    expect(judged(documentOf(JSON.parse(JSON.stringify(statement)) as object))).toEqual({
      verdict: 'fail',
      because: `Reading is not denied: ${text}`,
      at: { property: ['policy'] },
    });
  });

  test('is shown at the Deny that is about such requests', () => {
    const overHttp = { ...ACTIONS, context: { 'aws:securetransport': 'false' } };
    const plain = (given: object) => deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' } }, ...given });
    const rule = { ...RULE, forbidden: [overHttp] };
    expect(judged(documentOf(deny({ Action: 's3:PutObject' }), plain({ Resource: HOME })), rule)).toEqual({
      verdict: 'fail',
      because: 'Reading is not denied: s3:GetObject on its objects by an anonymous caller',
      at: { property: ['policy'], statement: 1 },
    });
    expect(judged(documentOf(plain({})), rule)).toEqual({ verdict: 'pass' });
  });

  test('is named by what was asked for, never by what the document says', () => {
    const every = { ...ACTIONS, everyAction: true };
    const statements = [
      deny({ Action: ['s3:ListBucket', 's3:GetObject'] }),
      deny({ Action: 's3:Put*', Resource: HOME }),
    ];
    expect(judged(documentOf(...statements), { ...RULE, forbidden: [every] })).toMatchObject({
      because: 'Reading is not denied: actions that no statement has to name on its objects by an anonymous caller',
    });
  });

  test('is what all parts of the rule say, the first that is open', () => {
    const other = { ...ACTIONS, objectActions: ['s3:PutObject'], bucketActions: [] };
    const rule = { ...RULE, forbidden: [ACTIONS, other] };
    expect(judged(documentOf(deny({ Action: ['s3:ListBucket', 's3:GetObject'] })), rule)).toMatchObject({
      because: 'Reading is not denied: s3:PutObject on its objects by an anonymous caller',
    });
  });

  test('is not known while a statement is not, and never will be where the document is known', () => {
    expect(judged(documentOf(deny({ Action: UNKNOWN_TEXT })))).toEqual({
      verdict: 'unverifiable',
      unknown: 'whether Reading is denied by the policy',
      final: false,
      at: { property: ['policy'], statement: 0 },
    });
    const spared = deny({ Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/r' } });
    expect(judged(documentOf(JSON.parse(JSON.stringify(spared)) as object))).toMatchObject({
      verdict: 'unverifiable',
      final: true,
    });
  });

  test('does not matter where the bucket is out of reach of the rule', () => {
    const exempt = { verdict: 'not applicable', because: 'it is' } as const;
    expect(judged(documentOf(deny({ Resource: HOME })), { ...RULE, exempt: () => exempt })).toBe(exempt);
    expect(judged(documentOf(deny({})), { ...RULE, exempt: () => undefined })).toEqual({ verdict: 'pass' });
  });

  test('is asked of no policy that is malformed, or not known', () => {
    expect(judged('{')).toMatchObject({ verdict: 'fail', at: { property: ['policy'] } });
    expect(judged(UNKNOWN_TEXT)).toEqual({
      verdict: 'unverifiable',
      unknown: 'policy',
      final: false,
      at: { property: ['policy'] },
    });
    expect(bucketPolicyOf(setting(documentOf(deny({}))))).toHaveProperty('document');
  });
});
