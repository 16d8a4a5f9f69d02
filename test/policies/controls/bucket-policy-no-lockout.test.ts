import { denial, saidOfPolicy } from '../home-policy';
import { UNKNOWN_TEXT } from '../stack';

const OWN = '111122223333';

const saidOf = (...denials: readonly object[]): Promise<string> =>
  saidOfPolicy('s3-bucket-policy-no-lockout', denials.map(denial));
const when = (...conditions: [operator: string, key: string, values: unknown][]) => ({
  Condition: Object.fromEntries(conditions.map(([operator, key, values]) => [operator, { [key]: values }])),
});
const PASSES = 'home-policy pass';
const REFUSED = /^home-policy fail: The policy denies s3:PutBucketPolicy to everyone/;

describe('somebody who can change the policy of a bucket', () => {
  test('comes by the newest version of TLS', async () => {
    expect(await saidOf(when(['NumericNotEquals', 's3:TlsVersion', '1.3']))).toBe(PASSES);
    expect(await saidOf(when(['NumericEquals', 's3:TlsVersion', '1.3']))).toMatch(REFUSED);
  });

  test.each(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '10.1.2.3', '192.168.255.255/32'])(
    'is none of the addresses %s, which AWS never sees',
    async (range) => {
      expect(await saidOf(when(['NotIpAddress', 'aws:SourceIp', range]))).toMatch(REFUSED);
    },
  );

  test.each(['10.0.0.0/7', '172.16.0.0/11', '192.168.0.0/15', '11.0.0.0/8', '198.51.100.7'])(
    'may have one of %s, which are not all private',
    async (range) => {
      expect(await saidOf(when(['NotIpAddress', 'aws:SourceIp', range]))).toBe(PASSES);
    },
  );

  const ofType = (type: string) => when(['StringNotEquals', 'aws:PrincipalType', type]);
  const sparing = (arn: string) => when(['ArnNotLike', 'aws:PrincipalArn', arn]);

  test('is of the type that the ARN is of: no role is a user, and no user has a role', async () => {
    const [role, user] = [`arn:aws:iam::${OWN}:role/*`, `arn:aws:iam::${OWN}:user/*`];
    expect(await saidOf(sparing(role), ofType('AssumedRole'))).toBe(PASSES);
    expect(await saidOf(sparing(user), ofType('User'))).toBe(PASSES);
    expect(await saidOf(sparing(role), ofType('User'))).toMatch(REFUSED);
    expect(await saidOf(sparing(user), ofType('AssumedRole'))).toMatch(REFUSED);
  });

  test('is of the type that the name of a session is of', async () => {
    const session = `arn:aws:sts::${OWN}:assumed-role/deploys/session`;
    expect(await saidOf({ NotPrincipal: { AWS: session } })).toMatch(/^home-policy unverifiable for good/);
    expect(await saidOf({ NotPrincipal: { AWS: session } }, ofType('User'))).toMatch(REFUSED);
  });

  test('is one for certain, also where others may be denied by what is not known yet', async () => {
    const unclear = when(
      ['StringNotEquals', 'aws:PrincipalTag/team', UNKNOWN_TEXT],
      ['StringEquals', 'aws:PrincipalType', 'AssumedRole'],
    );
    expect(await saidOf(unclear)).toBe(PASSES);
    expect(await saidOf(unclear, ofType('AssumedRole'))).toMatch(/^home-policy unverifiable/);
  });
});
