import type { StackResource } from '../../../policies/control';
import { graphOf } from '../../../policies/graph/graph';
import { isVault } from '../../../policies/graph/vaults';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf, seenOf } from './resource';

const denial = (more: object = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  Resource: 'arn:aws:s3:::gl-home/*',
  ...more,
});
const policyOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const retention = (mode: unknown) => ({ rule: { defaultRetention: { mode, years: 1 } } });

const LOCKED = retention('COMPLIANCE');
const KEPT = policyOf(denial());

const bucket = (objectLockConfiguration: unknown, policy: unknown, name: unknown = 'gl-home'): StackResource =>
  resourceOf('aws:s3/bucket:Bucket', 'home', { bucket: name, objectLockConfiguration, policy });
const BARE = bucket(undefined, undefined);
const other = resourceOf('aws:s3/bucket:Bucket', 'other', { bucket: 'gl-other' });

const lock = (props: object, passed: StackResource[] = []): StackResource =>
  resourceOf(
    'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
    'lock',
    { bucket: 'gl-home', ...props },
    { bucket: passed },
  );
const policy = (given: unknown, props: object = {}, passed: StackResource[] = []): StackResource =>
  resourceOf(
    'aws:s3/bucketPolicy:BucketPolicy',
    'policy',
    { bucket: 'gl-home', policy: given, ...props },
    { bucket: passed },
  );

const said = (of: StackResource, others: StackResource[] = [], seen: StackResource[] = []) =>
  isVault(graphOf([of, ...others], seenOf(...seen)), of);

describe('a bucket is a vault', () => {
  test('where it is locked in COMPLIANCE mode and its policy lets nobody delete', () => {
    expect(said(bucket(LOCKED, KEPT))).toBe('yes');
    expect(said(bucket(LOCKED, JSON.stringify(KEPT)))).toBe('yes');
    expect(said(BARE, [lock(LOCKED), policy(KEPT)])).toBe('yes');
  });

  test('whatever else its policy denies sometimes', () => {
    const sometimes = denial({ Action: 's3:PutObject', Condition: { StringEquals: { 'aws:PrincipalTag/a': 'b' } } });
    expect(said(bucket(LOCKED, policyOf(denial(), sometimes)))).toBe('yes');
  });

  test('by an ARN of whatever partition', () => {
    expect(said(bucket(LOCKED, policyOf(denial({ Resource: 'arn:aws-cn:s3:::gl-home/*' }))))).toBe('yes');
  });
});

describe('a bucket is no vault', () => {
  test.each<[string, unknown]>([
    ['in another mode', retention('GOVERNANCE')],
    ['in no mode', retention(undefined)],
    ['in a mode that is no text', retention(7)],
    ['without a retention', { objectLockEnabled: 'Enabled' }],
    ['not at all', undefined],
  ])('where it is locked %s', (_, given) => {
    expect(said(bucket(given, KEPT))).toBe('no');
    expect(said(bucket(given, UNKNOWN_TEXT), [], [bucket(given, UNKNOWN_TEXT)])).toBe('no');
  });

  test.each<[string, unknown]>([
    ['the versions alone', policyOf(denial({ Action: 's3:DeleteObjectVersion' }))],
    ['the objects alone', policyOf(denial({ Action: 's3:DeleteObject' }))],
    ['those of another bucket', policyOf(denial({ Resource: 'arn:aws:s3:::gl-other/*' }))],
    ['some callers', policyOf(denial({ Principal: { AWS: 'arn:aws:iam::111122223333:role/a' } }))],
    ['sometimes', policyOf(denial({ Condition: { StringEquals: { 'aws:PrincipalTag/a': 'b' } } }))],
  ])('where its policy denies to delete, but %s', (_, given) => {
    expect(said(bucket(LOCKED, given))).toBe('no');
  });

  test('where it has no policy, or one that AWS would refuse, whatever its name', () => {
    expect(said(bucket(LOCKED, undefined))).toBe('no');
    expect(said(bucket(LOCKED, '{'))).toBe('no');
    expect(said(bucket(LOCKED, '{', UNKNOWN_TEXT))).toBe('no');
  });

  test('where its policy is more than can be tried', () => {
    const values = Array.from({ length: 8 }, (_, i) => `${i}`);
    const keys = Array.from({ length: 7 }, (_, i): [string, string[]] => [`aws:PrincipalTag/${i}`, values]);
    const given = policyOf(denial({ Condition: { StringEquals: Object.fromEntries(keys) } }));
    expect(said(bucket(LOCKED, given))).toBe('no');
  });
});

describe('whether a bucket is a vault is not known', () => {
  const seen = (of: StackResource) => said(of, [], [of]);

  test('while a setting that it was given is not', () => {
    expect(seen(bucket(UNKNOWN_TEXT, KEPT))).toBe('unknown');
    expect(seen(bucket(LOCKED, UNKNOWN_TEXT))).toBe('unknown');
    expect(seen(bucket(retention(UNKNOWN_TEXT), KEPT))).toBe('unknown');
    expect(said(BARE, [lock(LOCKED), policy(UNKNOWN_TEXT)])).toBe('unknown');
  });

  test('but it is none by what the provider computes: nobody wrote that', () => {
    expect(said(bucket(UNKNOWN_TEXT, KEPT))).toBe('no');
    expect(said(bucket(LOCKED, UNKNOWN_TEXT))).toBe('no');
  });

  test('while a part of its policy is not', () => {
    expect(said(bucket(LOCKED, policyOf(denial({ Resource: UNKNOWN_TEXT }))))).toBe('unknown');
    expect(said(bucket(LOCKED, policyOf(denial({ Effect: UNKNOWN_TEXT }))))).toBe('unknown');
    expect(said(BARE, [lock(LOCKED), policy({ Version: '2012-10-17', Statement: UNKNOWN_TEXT })])).toBe('unknown');
  });

  test('while its name is not, or is no text', () => {
    const everything = policyOf(denial({ Resource: '*' }));
    expect(said(bucket(LOCKED, everything))).toBe('yes');
    expect(said(bucket(LOCKED, everything, UNKNOWN_TEXT))).toBe('unknown');
    expect(said(bucket(LOCKED, everything, 7))).toBe('unknown');
  });

  test('while it is not known whose a setting is; it is none where it never will be', () => {
    const loose = lock({ ...LOCKED, bucket: UNKNOWN_TEXT });
    expect(said(bucket(undefined, KEPT), [other, loose])).toBe('unknown');
    expect(said(bucket(LOCKED, undefined), [other, policy(KEPT, { bucket: UNKNOWN_TEXT })])).toBe('unknown');
    const twin = resourceOf('aws:s3/bucket:Bucket', 'twin', { bucket: 'gl-home' });
    expect(said(bucket(undefined, KEPT), [twin, lock(LOCKED)])).toBe('no');
    expect(said(bucket(undefined, KEPT), [twin, lock(LOCKED), { ...loose, urn: 'loose' }])).toBe('unknown');
  });
});

test('a bucket that a stack does not have is no vault of it', () => {
  expect(isVault(graphOf([other], new Map()), bucket(LOCKED, KEPT))).toBe('no');
});
