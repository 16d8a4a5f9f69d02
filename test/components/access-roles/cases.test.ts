import { ACCESS_ROLES } from '../../../components/documents/access/roles';
import { CASES } from '../../fixtures/access-cases';
import { answer } from './world';

describe.each(ACCESS_ROLES)('the role %s', (role) => {
  const cases = CASES.filter((one) => one.role === role);

  test.each(
    cases.map((one) => [`${one.expected}: ${one.action} on ${one.resource}, since ${one.because}`, one] as const),
  )('%s', (_title, { action, resource, context, expected }) => {
    expect(answer(role, action, resource, context)).toBe(expected);
  });

  test('has cases of both kinds', () => {
    expect(new Set(cases.map(({ expected }) => expected))).toEqual(new Set(['allowed', 'denied']));
  });
});

describe('the cases', () => {
  test('are 150 at least, and each names the page of AWS that decides it', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(150);
    for (const { source } of CASES) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
  });

  test('say nothing twice', () => {
    const asked = CASES.map(({ role, action, resource, context }) => JSON.stringify([role, action, resource, context]));
    expect(new Set(asked).size).toBe(asked.length);
  });
});
