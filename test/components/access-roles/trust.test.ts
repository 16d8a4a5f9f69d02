import { accessTrust } from '../../../components/documents/access/trust';
import { ACCOUNT, judge, role as sessionOf } from '../judge';
import type { Principal } from '../../../policies/document/principal';

const BROKER = `arn:aws:iam::${ACCOUNT}:role/broker`;
const USER = `arn:aws:iam::${ACCOUNT}:user/emergency`;
const user = (arn = USER): Principal => ({ kind: 'aws', arn, account: ACCOUNT });

const says = (trust: object, who: Principal, context: Record<string, string>, action = 'sts:AssumeRole'): string => {
  const { Statement } = trust as { Statement: object[] };
  const whole = { ...trust, Statement: Statement.map((one) => ({ ...one, Resource: '*' })) };
  return judge(whole, who, action, `arn:aws:iam::${ACCOUNT}:role/r`, context);
};

describe.each(['publisher', 'reader'] as const)('the trust of the %s', (role) => {
  const trust = accessTrust(role, [BROKER]);
  const tenant = (name: string, keys = 'tenant') => ({ 'aws:RequestTag/tenant': name, 'aws:TagKeys': keys });

  test.each(['sts:AssumeRole', 'sts:TagSession'])('lets the broker %s for one tenant', (action) => {
    expect(says(trust, sessionOf('broker'), tenant('acme'), action)).toBe('allowed');
    expect(says(trust, sessionOf('other'), tenant('acme'), action)).toBe('implicitDeny');
  });

  test.each([
    ['no tenant', {}],
    ['an empty one', tenant('')],
    ['the registry', tenant('registry')],
    ['a part of the registry', tenant('registry/agents')],
    ['a part of another tenant', tenant('umbrella/runs')],
    ['another tag', tenant('acme', 'department')],
  ])('opens no session for %s', (_what, context) => {
    expect(says(trust, sessionOf('broker'), context)).toBe('implicitDeny');
  });
});

describe('the trust of the way around locks', () => {
  const trust = accessTrust('breakGlass', [USER]);
  const mfa = (present: string, ageSeconds: string) => ({
    'aws:MultiFactorAuthPresent': present,
    'aws:MultiFactorAuthAge': ageSeconds,
  });

  test('is for the named user with a second factor that was entered just now', () => {
    expect(says(trust, user(), mfa('true', '60'))).toBe('allowed');
    expect(says(trust, user(`arn:aws:iam::${ACCOUNT}:user/other`), mfa('true', '60'))).toBe('implicitDeny');
  });

  test.each([
    ['no second factor', { 'aws:MultiFactorAuthPresent': 'false', 'aws:MultiFactorAuthAge': '60' }],
    ['nothing said of one', {}],
    ['a factor without an age', { 'aws:MultiFactorAuthPresent': 'true' }],
    ['one that was entered long ago', mfa('true', '900')],
  ])('opens no session with %s', (_what, context) => {
    expect(says(trust, user(), context)).toBe('implicitDeny');
  });
});

test.each(['tenantBroker', 'registry', 'janitor', 'sealer', 'auditor'] as const)(
  'the trust of the %s is in whom it names, without tags',
  (role) => {
    const trust = accessTrust(role, [BROKER]);
    expect(says(trust, sessionOf('broker'), {})).toBe('allowed');
    expect(says(trust, sessionOf('other'), {})).toBe('implicitDeny');
    expect(says(trust, sessionOf('broker'), {}, 'sts:TagSession')).toBe('implicitDeny');
  },
);
