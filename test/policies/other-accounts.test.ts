import { BUCKET_POLICY, parseDocument } from '../../policies/document/parse';
import { grantToOtherAccount } from '../../policies/other-accounts';

const [OWN, OTHER] = ['111122223333', '444455556666'];
const WANTED = { actions: ['s3:PutBucketPolicy'], resources: ['arn:aws:s3:::b'] };
const ALLOW = { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::b' };
const DENY = { ...ALLOW, Effect: 'Deny', Principal: '*' };

function grant(...Statement: object[]) {
  const parsed = parseDocument({ state: 'known', value: { Version: '2012-10-17', Statement } }, BUCKET_POLICY);
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return grantToOtherAccount(parsed.document, [OWN], WANTED);
}
const principal = (AWS: string | string[]) => ({ ...ALLOW, Principal: { AWS } });
const anyone = (Condition: object) => ({ ...ALLOW, Principal: '*', Condition });

describe('another account', () => {
  test.each<[string, object]>([
    ['by its number', principal(OTHER)],
    ['by its root', principal(`arn:aws:iam::${OTHER}:root`)],
    ['by a role of it', principal(`arn:aws:iam::${OTHER}:role/reader`)],
    ['beside one’s own', principal([OWN, OTHER])],
    ['by its canonical user', { ...ALLOW, Principal: { CanonicalUser: 'a'.repeat(64) } }],
    ['by a condition on the account', anyone({ StringEquals: { 'aws:PrincipalAccount': OTHER } })],
    [
      'by a condition on the caller',
      anyone({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/reader-*` } }),
    ],
    ['by a condition on the caller’s name', anyone({ StringLike: { 'aws:PrincipalArn': `*::${OTHER}:user/*` } })],
  ])('is let in: %s', (_what, statement) => {
    expect(grant(statement)).toMatchObject({ verdict: 'granted', statement: 0 });
  });

  test.each<[string, object[]]>([
    ['one’s own account', [principal(OWN)]],
    ['a role of it', [principal(`arn:aws:iam::${OWN}:role/writer`)]],
    ['one’s own by a condition', [anyone({ StringEquals: { 'aws:PrincipalAccount': OWN } })]],
    ['another account for something else', [{ ...principal(OTHER), Action: 's3:GetObject' }]],
    ['a number that is no account', [anyone({ StringEquals: { 'aws:PrincipalAccount': `${OTHER}0` } })]],
    ['an AWS service of it', [{ ...ALLOW, Principal: { Service: 'logging.s3.amazonaws.com' } }]],
    [
      'callers whom a Deny of all but services takes back',
      [principal(OTHER), { ...DENY, Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }],
    ],
    [
      'a canonical user whom the same Deny takes back',
      [
        { ...ALLOW, Principal: { CanonicalUser: 'a'.repeat(64) } },
        { ...DENY, Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } },
      ],
    ],
    [
      'another that a Deny of other accounts takes back',
      [principal(OTHER), { ...DENY, Condition: { StringNotEquals: { 'aws:PrincipalAccount': OWN } } }],
    ],
  ])('is not let in by %s', (_what, statements) => {
    expect(grant(...statements)).toBeUndefined();
  });

  test.each([
    'arn:aws:iam::*/deploy',
    'arn:aws:iam:*:role/deploy',
    'arn:aws:iam::*:role/deploy',
    `arn:aws:iam::${OTHER}:role/deploy`,
    'arn:aws:iam::${aws:PrincipalAccount}:role/deploy',
    '*:role/deploy',
    '*',
  ])('is let in under a name like %s', (arn) => {
    const like = { Condition: { StringLike: { 'aws:PrincipalArn': arn } } };
    expect(grant({ ...principal(OTHER), ...like })).toMatchObject({ verdict: 'granted', statement: 0 });
  });

  test.each([`arn:aws:iam::${OWN}:role/*`, `*::${OWN}:role/*`, 'arn:aws:iam::1*:role/deploy', 'arn:aws:iam::*'])(
    'is not let in under a name like %s, where all but that is denied',
    (arn) => {
      const deny = { ...DENY, Condition: { StringNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:*` } } };
      const like = { Condition: { StringLike: { 'aws:PrincipalArn': arn } } };
      expect(grant({ ...principal(OTHER), ...like }, deny)).toBeUndefined();
    },
  );

  test('is let in by whatever name a condition spares', () => {
    const spared = { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/admin-*` } };
    expect(grant(principal(OTHER), { ...DENY, Condition: spared })).toMatchObject({
      verdict: 'granted',
      statement: 0,
      request: { principal: { account: OTHER } },
    });
    const own = { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/admin-*` } };
    expect(grant(principal(OTHER), { ...DENY, Condition: own })).toBeUndefined();
  });
});

describe('access points', () => {
  const by = (key: string, value: string, operator = 'StringEquals') =>
    anyone({ [operator]: { [`s3:${key}`]: value } });
  const point = (account: string) => `arn:aws:s3:eu-west-1:${account}:accesspoint/gl`;

  test.each([
    by('DataAccessPointAccount', OWN),
    by('DataAccessPointArn', point(OWN)),
    by('DataAccessPointArn', point(OWN), 'ArnLike'),
    by('DataAccessPointArn', `arn:aws:s3:*:${OWN}:accesspoint/*`, 'ArnLike'),
    { ...by('DataAccessPointAccount', OWN), Principal: { AWS: OTHER } },
    { ...by('DataAccessPointAccount', OWN), Principal: { CanonicalUser: 'a'.repeat(64) } },
  ])('of one’s own account say who comes by them: %j', (statement) => {
    expect(grant(statement)).toBeUndefined();
  });

  test.each([
    by('DataAccessPointAccount', OTHER),
    by('DataAccessPointAccount', OWN, 'StringNotEquals'),
    by('DataAccessPointAccount', OWN, 'StringEqualsIfExists'),
    by('DataAccessPointAccount', '*', 'StringLike'),
    by('DataAccessPointAccount', '1*', 'StringLike'),
    by('DataAccessPointAccount', 'true', 'Null'),
    by('DataAccessPointAccount', 'false', 'Null'),
    by('DataAccessPointArn', point(OTHER)),
    by('DataAccessPointArn', point('*'), 'ArnLike'),
    by('DataAccessPointArn', point('1*'), 'ArnLike'),
    by('DataAccessPointArn', 'arn:aws:s3:*', 'StringLike'),
    by('DataAccessPointArn', 'false', 'Null'),
    anyone({ StringEquals: { 's3:AccessPointNetworkOrigin': 'VPC' } }),
    { ...by('DataAccessPointAccount', '${aws:PrincipalAccount}'), Principal: { AWS: OTHER } },
    { ...by('DataAccessPointArn', point('${aws:PrincipalAccount}'), 'ArnLike'), Principal: { AWS: OTHER } },
    { ...by('DataAccessPointAccount', '*', 'StringLike'), Principal: { CanonicalUser: 'a'.repeat(64) } },
    { ...by('DataAccessPointAccount', OTHER), Principal: { CanonicalUser: 'a'.repeat(64) } },
  ])('of any other account let others in: %j', (statement) => {
    expect(grant(statement)).toMatchObject({ verdict: 'granted', statement: 0 });
  });

  test('are of the account that both conditions name', () => {
    const both = { 's3:DataAccessPointAccount': OWN, 's3:DataAccessPointArn': point(OTHER) };
    expect(grant(anyone({ StringEquals: both }))).toBeUndefined();
    expect(grant(anyone({ StringEquals: { ...both, 's3:DataAccessPointAccount': OTHER } }))).toMatchObject({
      verdict: 'granted',
    });
  });

  test('name nobody in a condition that nobody meets', () => {
    const caller = { 'aws:PrincipalAccount': OWN, 's3:DataAccessPointAccount': OTHER };
    expect(grant(anyone({ StringEquals: caller }))).toBeUndefined();
  });
});
