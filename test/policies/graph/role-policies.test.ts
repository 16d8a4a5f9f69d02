import type { StackResource } from '../../../policies/control';
import { graphOf } from '../../../policies/graph/graph';
import { permissionsOf, policyAttached, roleNamed } from '../../../policies/graph/role-policies';
import { read, type Reading } from '../../../policies/reading/read';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf, seenOf } from './resource';

const ACCOUNT = '111122223333';
const ROLE = 'aws:iam/role:Role';
const role = (name: string, props: object = {}): StackResource =>
  resourceOf(ROLE, name, { name: `gl-${name}`, ...props });
const policy = (name: string, props: object = {}): StackResource =>
  resourceOf('aws:iam/policy:Policy', name, { name: `gl-${name}`, ...props });
const [COPIES, OTHER] = [role('copies'), role('other')];
const [READS, WRITES] = [policy('reads'), policy('writes')];

/** The two ways to ask for what an ARN names, with two resources of which it may be. */
const WAYS: [
  kind: string,
  one: StackResource,
  other: StackResource,
  make: (name: string, props?: object) => StackResource,
  named: (arn: unknown, passed: StackResource[] | undefined, resources: StackResource[]) => StackResource | undefined,
][] = [
  [
    'role',
    COPIES,
    OTHER,
    role,
    (arn, passed, resources) => {
      const type = 'aws:s3/bucketReplicationConfig:BucketReplicationConfig';
      const holder = resourceOf(type, 'replication', { role: arn }, passed && { role: passed });
      return roleNamed(graphOf([holder, ...resources], new Map()), holder, 'role');
    },
  ],
  [
    'policy',
    READS,
    WRITES,
    policy,
    (arn, passed, resources) => {
      const type = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';
      const holder = resourceOf(type, 'attachment', { policyArn: arn }, passed && { policyArn: passed });
      const graph = graphOf([holder, ...resources], new Map());
      return policyAttached(graph, holder, read(holder.props, 'policyArn'), 'policyArn');
    },
  ],
];

describe.each(WAYS)('the %s that an ARN names', (kind, one, other, make, named) => {
  const arnOf = (name: string): string => `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;
  const both = [one, other];

  test('is the one of its name, in whatever partition and path, and whatever was passed', () => {
    const name = one.name;
    for (const arn of [
      arnOf(`gl-${name}`),
      arnOf(`a/b/gl-${name}`),
      `arn:aws-us-gov:iam::${ACCOUNT}:${kind}/gl-${name}`,
    ]) {
      expect(named(arn, undefined, both)).toBe(one);
      expect(named(arn, [other], both)).toBe(one);
    }
  });

  test('is none where none has the name, or more than one', () => {
    expect(named(arnOf('gl-else'), undefined, both)).toBeUndefined();
    expect(named(arnOf('gl-else'), [one], [one])).toBeUndefined();
    expect(named(arnOf(`gl-${one.name}`), undefined, [one, make('twin', { name: `gl-${one.name}` })])).toBeUndefined();
  });

  test('is none where it is no ARN of such a one, nor one without a name', () => {
    const nameless = make('nameless', { name: undefined });
    const open = make('open', { name: UNKNOWN_TEXT });
    for (const arn of [
      `gl-${one.name}`,
      `arn:aws:iam::${ACCOUNT}:user/gl-${one.name}`,
      `arn:aws:iam::aws:${kind}/gl-${one.name}`,
      arnOf(''),
    ]) {
      expect(named(arn, undefined, [one])).toBeUndefined();
      expect(named(arn, undefined, [nameless])).toBeUndefined();
      expect(named(arn, undefined, [open])).toBeUndefined();
    }
    expect(named(arnOf('gl-else'), undefined, [open])).toBeUndefined();
  });

  test.each<[unknown]>([[UNKNOWN_TEXT], [undefined], [7]])(
    'is the only one of its kind that was passed, while there is no text: %j',
    (arn) => {
      const any = resourceOf('aws:kms/key:Key', 'key', {});
      const copy = { ...one };
      expect(named(arn, [copy], both)).toBe(one);
      expect(named(arn, [other], both)).toBe(other);
      expect(named(arn, [any, copy], both)).toBe(one);
      expect(named(arn, both, both)).toBeUndefined();
      expect(named(arn, [any], both)).toBeUndefined();
      expect(named(arn, [], both)).toBeUndefined();
      expect(named(arn, undefined, both)).toBeUndefined();
    },
  );
});

test('a role is also named by a place that is deeper in a property', () => {
  const holder = resourceOf(
    'aws:s3/bucket:Bucket',
    'home',
    { replicationConfiguration: { role: UNKNOWN_TEXT } },
    { replicationConfiguration: [COPIES] },
  );
  const path = ['replicationConfiguration', 'role'] as const;
  expect(roleNamed(graphOf([holder, COPIES, OTHER], new Map()), holder, ...path)).toBe(COPIES);
  const given = resourceOf('aws:s3/bucket:Bucket', 'home', {
    replicationConfiguration: { role: `arn:aws:iam::${ACCOUNT}:role/gl-other` },
  });
  expect(roleNamed(graphOf([holder, COPIES, OTHER], seenOf(given)), holder, ...path)).toBe(OTHER);
});

test('the name of a role is the one that it was given, else the one that was made up for it', () => {
  const holder = resourceOf('aws:lambda/function:Function', 'f', { role: `arn:aws:iam::${ACCOUNT}:role/gl-copies` });
  const named = (name: unknown) =>
    roleNamed(graphOf([holder, COPIES], seenOf(role('copies', { name }))), holder, 'role');
  expect(named('gl-given')).toBeUndefined();
  expect(named(undefined)).toBe(COPIES);
  expect(named(UNKNOWN_TEXT)).toBe(COPIES);
});

test('an ARN that is attached is the one that is asked for, wherever it was read', () => {
  const holder = resourceOf(ROLE, 'copies', {}, { managedPolicyArns: [READS] });
  const attached = (arn: Reading) =>
    policyAttached(graphOf([READS, WRITES], new Map()), holder, arn, 'managedPolicyArns');
  expect(attached({ state: 'unknown', path: 'managedPolicyArns.0' })).toBe(READS);
  expect(attached({ state: 'known', value: `arn:aws:iam::${ACCOUNT}:policy/gl-writes` })).toBe(WRITES);
});

describe('what gives a role its permissions', () => {
  const permissions = (of: StackResource, ...others: StackResource[]) =>
    permissionsOf(graphOf([of, ...others], new Map()), of);
  const NEW = role('copies', { name: UNKNOWN_TEXT });

  test('is the role itself', () => {
    expect(permissions(COPIES, OTHER, READS)).toEqual([COPIES]);
  });

  test.each([
    ['aws:iam/rolePolicy:RolePolicy', 'role'],
    ['aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'role'],
    ['aws:iam/policyAttachment:PolicyAttachment', 'roles'],
    ['aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive', 'roleName'],
  ])('is a %s whose %s is the role', (type, property) => {
    const tied = (value: unknown, passed?: StackResource[]) =>
      resourceOf(type, 'tied', { [property]: value }, passed && { [property]: passed });
    const [own, foreign] = [tied('gl-copies'), tied('gl-other')];
    expect(permissions(COPIES, own)).toEqual([COPIES, own]);
    expect(permissions(COPIES, foreign)).toEqual([COPIES]);
    for (const value of [
      ['gl-other', 'gl-copies'],
      [UNKNOWN_TEXT, 'gl-copies'],
    ]) {
      const among = tied(value);
      expect(permissions(COPIES, among)).toEqual([COPIES, among]);
    }
    for (const value of [['gl-other'], [UNKNOWN_TEXT], [], UNKNOWN_TEXT, undefined])
      expect(permissions(COPIES, tied(value))).toEqual([COPIES]);
    const passed = tied(UNKNOWN_TEXT, [OTHER, NEW]);
    expect(permissions(NEW, passed)).toEqual([NEW, passed]);
    expect(permissions(NEW, tied(UNKNOWN_TEXT, [OTHER]))).toEqual([NEW]);
    expect(permissions(NEW, own, tied([undefined]), tied([UNKNOWN_TEXT]))).toEqual([NEW]);
  });

  test('is nothing of other types, and nothing that is tied by another property', () => {
    const user = resourceOf('aws:iam/userPolicy:UserPolicy', 'user', { role: 'gl-copies' });
    const group = resourceOf('aws:iam/rolePolicy:RolePolicy', 'group', { group: 'gl-copies' }, { group: [COPIES] });
    expect(permissions(COPIES, user, group)).toEqual([COPIES]);
  });

  test('is read as it was seen', () => {
    const tied = resourceOf('aws:iam/rolePolicy:RolePolicy', 'tied', { role: UNKNOWN_TEXT });
    const seen = { ...tied, props: { role: 'gl-copies' } };
    expect(permissionsOf(graphOf([COPIES, tied], seenOf(seen)), COPIES)).toEqual([COPIES, tied]);
  });
});
