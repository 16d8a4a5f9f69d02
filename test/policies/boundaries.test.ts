import { isBoundaryAlone } from '../../policies/boundaries';
import type { StackResource } from '../../policies/control';
import { graphOf } from '../../policies/graph/graph';
import { resourceOf, seenOf } from './graph/resource';
import { UNKNOWN_TEXT } from './stack';

const ROLE = 'aws:iam/role:Role';
const USER = 'aws:iam/user:User';
const arnOf = (name: string): string => `arn:aws:iam::111122223333:policy/${name}`;
const policy = (name: string, props: object = { name }): StackResource =>
  resourceOf('aws:iam/policy:Policy', name, props);
const [BOUND, OTHER] = [policy('bound'), policy('other')];
const KEY = resourceOf('aws:kms/key:Key', 'key', {});
const holder = (permissionsBoundary: unknown, passed: StackResource[] = [], type = ROLE): StackResource =>
  resourceOf(type, 'holder', { permissionsBoundary }, { permissionsBoundary: passed });
const word = (...resources: StackResource[]): string =>
  isBoundaryAlone(graphOf([BOUND, OTHER, ...resources], new Map()), BOUND);

describe('a policy is a boundary alone', () => {
  test.each([ROLE, USER])('where a %s has it so, by its ARN or as it was passed', (type) => {
    expect(word(holder(arnOf('bound'), [], type))).toBe('yes');
    expect(word(holder(UNKNOWN_TEXT, [BOUND], type))).toBe('yes');
    expect(word(holder(arnOf('other')), holder(UNKNOWN_TEXT, [BOUND], type))).toBe('yes');
  });

  test('maybe, while it is not known whether somebody has it so', () => {
    expect(word(holder(UNKNOWN_TEXT))).toBe('maybe');
    expect(word(holder(UNKNOWN_TEXT, [BOUND, OTHER]))).toBe('maybe');
  });

  test('not where nobody has it so', () => {
    expect(word()).toBe('no');
    expect(word(holder(undefined))).toBe('no');
    expect(word(holder(arnOf('else')))).toBe('no');
    expect(word(holder(UNKNOWN_TEXT, [OTHER]))).toBe('no');
    expect(word(holder(arnOf('bound'), [], 'aws:iam/group:Group'))).toBe('no');
    expect(word(resourceOf(ROLE, 'role', {}, { description: [BOUND] }))).toBe('no');
  });

  test('as it was seen', () => {
    const seen = seenOf(holder(arnOf('bound')));
    expect(isBoundaryAlone(graphOf([BOUND, holder(UNKNOWN_TEXT)], seen), BOUND)).toBe('yes');
  });
});

describe.each([
  [ROLE, 'managedPolicyArns', true],
  ['aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive', 'policyArns', true],
  ['aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive', 'policyArns', true],
  ['aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive', 'policyArns', true],
  ['aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'policyArn', false],
  ['aws:iam/userPolicyAttachment:UserPolicyAttachment', 'policyArn', false],
  ['aws:iam/groupPolicyAttachment:GroupPolicyAttachment', 'policyArn', false],
  ['aws:iam/policyAttachment:PolicyAttachment', 'policyArn', false],
])('a boundary that a %s', (type, property, list) => {
  const beside = (value: unknown, passed: StackResource[], boundary: StackResource) =>
    word(boundary, resourceOf(type, 'attaches', { [property]: value }, { [property]: passed }));
  const attached = (arn: unknown, passed: StackResource[] = [], boundary = holder(arnOf('bound'))) =>
    beside(list ? ['arn:aws:iam::aws:policy/ReadOnlyAccess', arn] : arn, passed, boundary);

  test('attaches is none, be it that nobody knows yet who is bound by it', () => {
    for (const boundary of [holder(arnOf('bound')), holder(UNKNOWN_TEXT)]) {
      expect(attached(arnOf('bound'), [], boundary)).toBe('no');
      expect(attached(UNKNOWN_TEXT, [BOUND], boundary)).toBe('no');
      expect(attached(UNKNOWN_TEXT, [OTHER, BOUND], boundary)).toBe('no');
    }
  });

  test('may attach may be none', () => {
    expect(attached(UNKNOWN_TEXT)).toBe('maybe');
    expect(attached(UNKNOWN_TEXT, [KEY])).toBe('maybe');
    expect(beside(UNKNOWN_TEXT, [], holder(arnOf('bound')))).toBe('maybe');
    expect(attached(UNKNOWN_TEXT, [], holder(undefined))).toBe('no');
  });

  test('does not attach is one', () => {
    expect(attached(arnOf('other'))).toBe('yes');
    expect(attached(arnOf('else'), [BOUND])).toBe('yes');
    expect(attached(UNKNOWN_TEXT, [OTHER])).toBe('yes');
    expect(attached(undefined)).toBe('yes');
    const elsewhere = resourceOf(type, 'attaches', { [property]: arnOf('other') }, { role: [BOUND] });
    expect(word(holder(arnOf('bound')), elsewhere)).toBe('yes');
  });
});

test('a policy whose name is not known yet may be what an ARN of the account names, and no other', () => {
  const given = (name: unknown, arn: string) => {
    const one = policy('one', { name });
    return isBoundaryAlone(graphOf([one, holder(arn)], new Map()), one);
  };
  expect(given(UNKNOWN_TEXT, arnOf('any'))).toBe('maybe');
  expect(given(UNKNOWN_TEXT, 'arn:aws:iam::aws:policy/any')).toBe('no');
  expect(given(undefined, arnOf('any'))).toBe('no');
});
