import type { Strangers } from '../../policies/strangers';
import { anyone, grant, GRANTED, OWN, service } from './strangers-asked';

/** Conditions on what AWS says of a caller: one of the own, and patterns of it that are wide enough for a stranger. */
const OF_CALLERS: [key: string, own: string, wide: string[]][] = [
  ['aws:PrincipalAccount', OWN, ['no-ones-acct', '1*', '11112222333?']],
  [
    'aws:PrincipalArn',
    `arn:aws:iam::${OWN}:role/reader`,
    [
      'arn:aws:iam::*:role/reader',
      'arn:aws:sts::*:*',
      '*',
      'arn:aws:iam::*/reader',
      'arn:aws:iam:*:role/reader',
      'arn:aws:iam::*role/reader',
      'arn:aws:iam::1*:role/reader',
      'arn:aws:iam::${aws:PrincipalAccount}:role/reader',
    ],
  ],
  ['aws:PrincipalOrgID', 'o-abcdefghij', ['o-*', 'o-a*']],
  ['aws:PrincipalOrgPaths', 'o-abcdefghij/r-abcd/', ['*/r-any/*', 'o-*', 'o-*/r-*/ou-*', 'o-?/r-abcd/']],
  ['aws:SourceVpc', 'vpc-0123456789abcdef0', ['vpc-*', '*']],
  ['aws:SourceVpce', 'vpce-0123456789abcdef0', ['vpce-*', 'vpce-?*']],
  ['aws:userid', 'AROAEXAMPLE:session', ['*:session', 'AROA*', '*:alice@example.com', 'AROA?:alice']],
  ['aws:VpceAccount', OWN, ['no-ones-*', '*']],
  ['aws:VpceOrgID', 'o-abcdefghij', ['o-*']],
  ['aws:VpceOrgPaths', 'o-abcdefghij/r-abcd/', ['*/r-any/*', 'o-*']],
  ['kms:CallerAccount', OWN, ['no-ones-*', '1*']],
  ['s3:DataAccessPointAccount', OWN, ['no-ones-*', '1*']],
  [
    's3:DataAccessPointArn',
    `arn:aws:s3:eu-west-1:${OWN}:accesspoint/gl`,
    ['arn:aws:s3:*:*:accesspoint/gl', 'arn:aws:s3:eu-west-1:*'],
  ],
];
const OF_SERVICES: typeof OF_CALLERS = [
  ['aws:SourceAccount', OWN, ['no-ones-*', '*', '1*']],
  ['aws:SourceOwner', OWN, ['no-ones-*', '*', '1*']],
  ['aws:SourceOrgID', 'o-abcdefghij', ['o-*', '*', 'o-a*']],
  ['aws:SourceOrgPaths', 'o-abcdefghij/r-abcd/', ['*/r-any/*', 'o-*', 'o-*/r-*/ou-*']],
  [
    'aws:SourceArn',
    `arn:aws:s3:::gl`,
    ['arn:aws:s3:::*', 'arn:aws:sns:*:*:gl', `arn:aws:sns:eu-west-1:*:gl`, 'arn:aws:sns:*:gl'],
  ],
  ['kms:CallerAccount', OWN, ['no-ones-*', '*', '1*']],
  ['kms:EncryptionContext:aws:logs:arn', `arn:aws:logs:eu-west-1:${OWN}:log-group:gl`, ['*', 'arn:aws:logs:*:*:*']],
];

describe.each<[Strangers, (condition: object) => object, typeof OF_CALLERS]>([
  ['anybody', anyone, OF_CALLERS],
  ['named services', service, OF_SERVICES],
])('of strangers who are %s', (strangers, statement, keys) => {
  test.each(keys)('none has the own %s', (key, own) => {
    expect(grant(strangers, statement({ StringEquals: { [key]: own } }))).toBeUndefined();
  });

  test.each(keys)('each has another %s', (key, own) => {
    expect(grant(strangers, statement({ StringNotEquals: { [key]: own } }))).toMatchObject(GRANTED);
  });

  test.each(keys.flatMap(([key, , wide]) => wide.map((pattern) => [key, pattern])))(
    'some have a %s that %s means',
    (key, pattern) => {
      expect(grant(strangers, statement({ StringLike: { [key]: pattern } }))).toMatchObject(GRANTED);
    },
  );
});

describe('a stranger', () => {
  test.each([
    ['aws:PrincipalAccount', `${OWN}*`],
    ['aws:PrincipalArn', `arn:aws:iam::${OWN}:role/*`],
    ['aws:PrincipalArn', `*::${OWN}:role/*`],
    ['aws:PrincipalOrgID', 'o-abcdefghij'],
    ['aws:PrincipalOrgPaths', 'o-abcdefghij/*'],
    ['aws:PrincipalOrgPaths', 'o-abcdefghij/r-abcd/ou-?/*'],
    ['aws:userid', 'AROAEXAMPLE:*'],
  ])('has no %s that only %s means', (key, pattern) => {
    expect(grant('anybody', anyone({ StringLike: { [key]: pattern } }))).toBeUndefined();
  });

  test.each([
    ['aws:SourceAccount', `${OWN}*`],
    ['aws:SourceArn', `arn:aws:sns:*:${OWN}:*`],
    ['aws:SourceArn', 'arn:aws:s3:*:*:gl'],
    ['aws:SourceOrgPaths', 'o-abcdefghij/*'],
  ])('is served by no service that says %s for only %s means', (key, pattern) => {
    expect(grant('named services', service({ StringLike: { [key]: pattern } }))).toBeUndefined();
  });

  test.each([
    ['aws:SourceOrgID', 'o-abcdefghij', 'granted'],
    ['aws:SourceOrgPaths', 'o-abcdefghij/r-abcd/', 'granted'],
    ['aws:SourceAccount', OWN, undefined],
    ['aws:SourceArn', 'arn:aws:s3:::gl', undefined],
  ])('has a service say nothing of %s where he has none', (key, own, verdict) => {
    expect(grant('named services', service({ StringEqualsIfExists: { [key]: own } }))?.verdict).toBe(verdict);
  });

  test('has an account that is in no organization', () => {
    const ifExists = { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abcdefghij' } };
    const signed = { Null: { 'aws:PrincipalAccount': 'false' } };
    expect(grant('anybody', anyone({ ...ifExists, ...signed }))).toMatchObject(GRANTED);
  });

  test('is no AWS service, unless services are asked for', () => {
    const only = (value: string) => ({ Bool: { 'aws:PrincipalIsAWSService': value } });
    expect(grant('named services', service(only('true')))).toMatchObject(GRANTED);
    expect(grant('named services', service(only('false')))).toBeUndefined();
    expect(grant('anybody', { ...anyone(only('false')) })).toMatchObject(GRANTED);
  });

  test('comes from the internet or by an endpoint of his own, never by both', () => {
    const network = { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } };
    expect(grant('anybody', anyone(network))).toMatchObject(GRANTED);
    expect(grant('anybody', anyone({ IpAddress: { 'aws:SourceIp': '::/0' } }))).toMatchObject(GRANTED);
    expect(grant('anybody', anyone({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }))).toBeUndefined();
    expect(grant('anybody', anyone({ ...network, StringLike: { 'aws:SourceVpc': '*' } }))).toBeUndefined();
    expect(
      grant('anybody', anyone({ StringLike: { 'aws:SourceVpc': 'vpc-*', 'aws:SourceVpce': 'vpce-*' } })),
    ).toMatchObject(GRANTED);
  });
});
