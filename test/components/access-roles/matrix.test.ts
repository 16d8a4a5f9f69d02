import { accessPolicy, drawnAccessPolicy } from '../../../components/documents/access/policies';
import { ACCESS_ROLES, type AccessRole } from '../../../components/documents/access/roles';
import { CASES } from '../../fixtures/access-cases';
import { answer, SCOPE } from './world';

const statementsOf = (role: AccessRole) => [
  ...accessPolicy(role, SCOPE).Statement,
  ...drawnAccessPolicy(role, SCOPE).Statement,
];
const actionsOf = (role: AccessRole): Set<string> => new Set(statementsOf(role).flatMap(({ Action }) => Action));
/** Every action that any role has, or that a case asks for. */
const ACTIONS = [...new Set([...ACCESS_ROLES.flatMap((role) => [...actionsOf(role)]), ...CASES.map((c) => c.action)])];
const requests = CASES.map(({ resource, context }) => ({ resource, context }));

describe.each(ACCESS_ROLES)('of all actions the role %s', (role) => {
  const wanted = new Set(CASES.filter((c) => c.role === role && c.expected === 'allowed').map((c) => c.action));

  test('is allowed those of its allowed cases, and no other on any resource of any case', () => {
    expect([...actionsOf(role)].sort()).toEqual([...wanted].sort());
    const allowed = ACTIONS.filter((action) =>
      requests.some(({ resource, context }) => answer(role, action, resource, context) === 'allowed'),
    );
    expect(allowed.filter((action) => !wanted.has(action))).toEqual([]);
  });

  test('has no wildcard in an action, and no resource that is one alone', () => {
    for (const { Action, Resource } of statementsOf(role)) {
      for (const action of [Action].flat()) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
      for (const arn of [Resource].flat())
        expect(arn).toMatch(/^arn:aws:(s3:::gl-|[a-z-]+:[a-z0-9-]*:111122223333:)[^*]+(\/\*)?$/);
    }
  });

  test('keeps within what IAM takes of a role’s inline policies, with Sids of their own', () => {
    const documents = [accessPolicy(role, SCOPE), drawnAccessPolicy(role, SCOPE)];
    expect(documents.map((d) => JSON.stringify(d).length).reduce((a, b) => a + b)).toBeLessThanOrEqual(10_240);
    for (const { Statement } of documents) expect(new Set(Statement.map(({ Sid }) => Sid)).size).toBe(Statement.length);
  });
});

test('one role alone goes around a lock, one alone signs, and tenants reach no other tenant', () => {
  const having = (action: string) => ACCESS_ROLES.filter((role) => actionsOf(role).has(action));
  expect(having('s3:BypassGovernanceRetention')).toEqual(['breakGlass']);
  expect(having('kms:Sign')).toEqual(['sealer']);
  expect(having('s3:DeleteObjectVersion')).toEqual(['janitor', 'breakGlass']);
  expect(having('s3:DeleteObject')).toEqual([]);
});
