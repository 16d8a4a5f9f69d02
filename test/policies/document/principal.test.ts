import { UNKNOWN } from '../../../policies/document/leaf';
import type { Principals } from '../../../policies/document/parse-principal';
import { accountOf, principalMatches, type Principal } from '../../../policies/document/principal';
import { ANONYMOUS, LOGGING, ROLE, ROOT } from './case';

const GOOGLE: Principal = { kind: 'federated', provider: 'accounts.google.com' };
const OWNER: Principal = { kind: 'canonicalUser', id: 'abc' };
type Entry = Principals['entries'][number];
const ACCOUNT: Entry = { kind: 'AWS', value: '111122223333' };
const WRITER: Entry = { kind: 'AWS', value: 'arn:aws:iam::111122223333:role/writer' };

describe('a principal', () => {
  test.each<[string, Entry[], Principal, string, string]>([
    ['everyone', [{ kind: 'AWS', value: '*' }], ANONYMOUS, 'yes', 'no'],
    ['everyone, services too', [{ kind: 'AWS', value: '*' }], LOGGING, 'yes', 'no'],
    ['an account', [ACCOUNT], ROLE, 'yes', 'unknown'],
    ['an account, by its root user', [ACCOUNT], ROOT, 'yes', 'no'],
    ['an account, by nobody', [ACCOUNT], ANONYMOUS, 'no', 'yes'],
    ['another account', [{ kind: 'AWS', value: '444455556666' }], ROLE, 'no', 'yes'],
    ['a role', [WRITER], ROLE, 'yes', 'unknown'],
    ['a role, beside its account', [WRITER, ACCOUNT], ROLE, 'yes', 'no'],
    ['a role, beside another account', [WRITER, { kind: 'AWS', value: '444455556666' }], ROLE, 'yes', 'unknown'],
    ['a role, beside everyone', [WRITER, { kind: 'AWS', value: '*' }], ROLE, 'yes', 'no'],
    ['a role, by nobody', [WRITER], ANONYMOUS, 'no', 'yes'],
    ['a session', [{ kind: 'AWS', value: ROLE.kind === 'aws' ? ROLE.arn : '' }], ROLE, 'yes', 'unknown'],
    ['a service', [{ kind: 'Service', value: 'logging.s3.amazonaws.com' }], LOGGING, 'yes', 'no'],
    ['another service', [{ kind: 'Service', value: 's3.amazonaws.com' }], LOGGING, 'no', 'yes'],
    ['a service by name alone', [{ kind: 'Federated', value: 'logging.s3.amazonaws.com' }], LOGGING, 'no', 'yes'],
    ['a provider', [{ kind: 'Federated', value: 'accounts.google.com' }], GOOGLE, 'yes', 'no'],
    ['another provider', [{ kind: 'Federated', value: 'graph.facebook.com' }], GOOGLE, 'no', 'yes'],
    ['a canonical user', [{ kind: 'CanonicalUser', value: 'abc' }], OWNER, 'yes', 'no'],
    ['another canonical user', [{ kind: 'CanonicalUser', value: 'abd' }], OWNER, 'no', 'yes'],
    ['nobody', [], ANONYMOUS, 'no', 'yes'],
    ['somebody who is not known yet', [{ kind: 'Service', value: UNKNOWN }], LOGGING, 'unknown', 'unknown'],
    ['one who is known beside', [{ kind: 'AWS', value: UNKNOWN }, ACCOUNT], ROOT, 'yes', 'no'],
  ])('is %s', (_, entries, who, named, exempt) => {
    expect(principalMatches({ negated: false, entries }, who)).toBe(named);
    expect(principalMatches({ negated: true, entries }, who)).toBe(exempt);
  });

  test('is whoever has the policy where it names none', () => {
    expect(principalMatches(undefined, ANONYMOUS)).toBe('yes');
  });

  test('is an account in digits or by its root, in every partition', () => {
    for (const value of ['111122223333', 'arn:aws:iam::111122223333:root', 'arn:aws-us-gov:iam::111122223333:root'])
      expect(accountOf(value)).toBe('111122223333');
    for (const value of ['11112222333', 'arn:aws:iam::111122223333:role/root', '*', ''])
      expect(accountOf(value)).toBeUndefined();
  });
});
