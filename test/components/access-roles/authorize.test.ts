import type { Request } from '../../../policies/document/evaluate';
import { ACCOUNT, role } from '../judge';
import { authorize, type Policies } from './authorize';

const statement = (Effect: 'Allow' | 'Deny', Principal?: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect, Action: 's3:GetObject', Resource: '*', ...(Principal === undefined ? {} : { Principal }) }],
});
const request: Request = {
  principal: role('reader'),
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  context: new Map(),
};
const says = (policies: Partial<Policies>): string =>
  authorize({ identity: [], resourceMustAllow: false, ...policies }, request);
const ALLOW = statement('Allow');
const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const NAMED = { AWS: `arn:aws:iam::${ACCOUNT}:role/reader` };

describe('policies within an account', () => {
  test('deny unless one of them allows', () => {
    expect(says({})).toBe('denied');
    expect(says({ resource: statement('Allow', { AWS: `arn:aws:iam::${ACCOUNT}:role/other` }) })).toBe('denied');
  });

  test('allow by the role alone, or by the resource that names it alone', () => {
    expect(says({ identity: [ALLOW] })).toBe('allowed');
    expect(says({ resource: statement('Allow', NAMED) })).toBe('allowed');
    expect(says({ resource: statement('Allow', NAMED), resourceMustAllow: true })).toBe('allowed');
  });

  test('deny when any of them denies, whatever allows', () => {
    expect(says({ identity: [ALLOW], resource: statement('Deny', '*') })).toBe('denied');
    expect(says({ identity: [ALLOW, statement('Deny')], resource: statement('Allow', NAMED) })).toBe('denied');
  });

  test('take a resource that names the account as leave for the role’s own policy, not as an allow', () => {
    expect(says({ resource: statement('Allow', ROOT) })).toBe('denied');
    expect(says({ identity: [ALLOW], resource: statement('Allow', ROOT), resourceMustAllow: true })).toBe('allowed');
  });

  test('deny where a key or a trust says nothing, whatever the role’s own policy', () => {
    expect(says({ identity: [ALLOW], resourceMustAllow: true })).toBe('denied');
  });
});
