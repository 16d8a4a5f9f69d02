import type { Decision } from '../../../policies/document/evaluate';
import type { Principal } from '../../../policies/document/principal';

/** The page of AWS that decides a case. */
const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
export const PAGES = {
  logic: `${GUIDE}reference_policies_evaluation-logic.html`,
  effect: `${GUIDE}reference_policies_elements_effect.html`,
  principal: `${GUIDE}reference_policies_elements_principal.html`,
  notPrincipal: `${GUIDE}reference_policies_elements_notprincipal.html`,
  action: `${GUIDE}reference_policies_elements_action.html`,
  notAction: `${GUIDE}reference_policies_elements_notaction.html`,
  resource: `${GUIDE}reference_policies_elements_resource.html`,
  notResource: `${GUIDE}reference_policies_elements_notresource.html`,
  condition: `${GUIDE}reference_policies_elements_condition.html`,
  operators: `${GUIDE}reference_policies_elements_condition_operators.html`,
  sets: `${GUIDE}reference_policies_condition-single-vs-multi-valued-context-keys.html`,
  variables: `${GUIDE}reference_policies_variables.html`,
  grammar: `${GUIDE}reference_policies_grammar.html`,
  version: `${GUIDE}reference_policies_elements_version.html`,
  size: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html',
} as const;

export interface Case {
  page: keyof typeof PAGES;
  name: string;
  /** Over a statement that denies everyone everything on every object of the bucket. */
  statement: Record<string, unknown>;
  /** Instead of that one statement. */
  document?: unknown;
  request?: { principal?: Principal; action?: string; resource?: string; context?: Record<string, string[]> };
  gives: Decision['effect'] | 'malformed';
}

const ROLE: Principal = {
  kind: 'aws',
  arn: 'arn:aws:sts::111122223333:assumed-role/writer/session',
  account: '111122223333',
  role: 'arn:aws:iam::111122223333:role/writer',
};
const ROOT: Principal = { kind: 'aws', arn: 'arn:aws:iam::111122223333:root', account: '111122223333' };
const LOGGING: Principal = { kind: 'service', name: 'logging.s3.amazonaws.com' };
const ANONYMOUS: Principal = { kind: 'anonymous' };

const when = (
  page: keyof typeof PAGES,
  operator: string,
  key: string,
  values: unknown,
  given: string[] | undefined,
  denied: boolean,
  name?: string,
): Case => ({
  page,
  name: name ?? `${operator} ${JSON.stringify(values)} on ${given === undefined ? 'no key' : JSON.stringify(given)}`,
  statement: { Condition: { [operator]: { [key]: values } } },
  request: { context: given === undefined ? {} : { [key.toLowerCase()]: given } },
  gives: denied ? 'explicitDeny' : 'implicitDeny',
});
const op = (operator: string, values: unknown, given: string[] | undefined, denied: boolean, name?: string): Case =>
  when('operators', operator, 'aws:PrincipalTag/t', values, given, denied, name);
const sets = (operator: string, values: unknown, given: string[] | undefined, denied: boolean, name?: string): Case =>
  when('sets', operator, 'aws:TagKeys', values, given, denied, name);
const malformed = (page: keyof typeof PAGES, name: string, statement: Record<string, unknown>): Case => ({
  page,
  name,
  statement,
  gives: 'malformed',
});
const on = (
  page: keyof typeof PAGES,
  name: string,
  statement: Record<string, unknown>,
  request: Case['request'],
  denied: boolean,
): Case => ({ page, name, statement, request, gives: denied ? 'explicitDeny' : 'implicitDeny' });

const who = (page: keyof typeof PAGES, name: string, Principal: unknown, principal: Principal, denied: boolean): Case =>
  on(page, name, { Principal }, { principal }, denied);
const exempt = (name: string, NotPrincipal: unknown, principal: Principal, gives: Case['gives']): Case => ({
  page: 'notPrincipal',
  name,
  statement: { Principal: undefined, NotPrincipal },
  request: { principal },
  gives,
});
const does = (name: string, Action: unknown, action: string, denied: boolean): Case =>
  on('action', name, { Action }, { action }, denied);
const at = (name: string, Resource: unknown, resource: string, denied: boolean): Case =>
  on('resource', name, { Resource }, { resource }, denied);

const ALLOW = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' };
const DENY = { ...ALLOW, Effect: 'Deny' };
const whole = (page: keyof typeof PAGES, name: string, document: unknown, gives: Case['gives']): Case => ({
  page,
  name,
  statement: {},
  document,
  gives,
});
const V = '2012-10-17';

/** Written before the evaluator: what AWS decides, and where it says so. */
export const CASES: readonly Case[] = [
  whole('logic', 'nothing that applies is an implicit deny', { Version: V, Statement: [] }, 'implicitDeny'),
  whole('logic', 'an Allow that applies allows', { Version: V, Statement: [ALLOW] }, 'allowed'),
  whole('logic', 'a Deny wins over an Allow before it', { Version: V, Statement: [ALLOW, DENY] }, 'explicitDeny'),
  whole('logic', 'a Deny wins over an Allow after it', { Version: V, Statement: [DENY, ALLOW] }, 'explicitDeny'),
  whole('grammar', 'one statement needs no list', { Version: V, Statement: ALLOW }, 'allowed'),
  whole('version', 'the older version holds too', { Version: '2008-10-17', Statement: ALLOW }, 'allowed'),
  whole('version', 'a document without a version holds', { Statement: ALLOW }, 'allowed'),
  whole('version', 'another version is malformed', { Version: '2020-01-01', Statement: ALLOW }, 'malformed'),
  whole('grammar', 'a document without statements is malformed', { Version: V }, 'malformed'),
  whole(
    'grammar',
    'an element that nobody knows is malformed',
    { Version: V, Statement: ALLOW, Extra: 1 },
    'malformed',
  ),
  whole('grammar', 'a list is no document', [ALLOW], 'malformed'),
  whole('size', 'more than 20 KB is malformed', JSON.stringify({ Statement: Array(400).fill(ALLOW) }), 'malformed'),

  malformed('effect', 'an effect in lower case is malformed', { Effect: 'deny' }),
  malformed('effect', 'no effect is malformed', { Effect: undefined }),
  malformed('grammar', 'an unknown element of a statement is malformed', { Actions: 's3:*' }),
  malformed('grammar', 'a Sid that is no text is malformed', { Sid: 7 }),

  who('principal', 'a star is everyone, anonymous callers too', '*', ANONYMOUS, true),
  who('principal', 'AWS star is everyone, anonymous callers too', { AWS: '*' }, ANONYMOUS, true),
  who('principal', 'AWS star in a list is everyone', { AWS: ['*'] }, ROLE, true),
  who('principal', 'a star is every service', '*', LOGGING, true),
  who('principal', 'an account in digits is every role in it', { AWS: '111122223333' }, ROLE, true),
  who('principal', "an account's root ARN is every role in it", { AWS: 'arn:aws:iam::111122223333:root' }, ROLE, true),
  who('principal', 'another account is nobody of this one', { AWS: '444455556666' }, ROLE, false),
  who('principal', 'a role is its sessions', { AWS: 'arn:aws:iam::111122223333:role/writer' }, ROLE, true),
  who('principal', 'another role is not', { AWS: 'arn:aws:iam::111122223333:role/reader' }, ROLE, false),
  who('principal', 'a session is itself', { AWS: 'arn:aws:sts::111122223333:assumed-role/writer/session' }, ROLE, true),
  who(
    'principal',
    'another session of the role is not',
    { AWS: 'arn:aws:sts::111122223333:assumed-role/writer/other' },
    ROLE,
    false,
  ),
  who('principal', 'one of a list is enough', { AWS: ['444455556666', '111122223333'] }, ROLE, true),
  who(
    'principal',
    'one of the kinds is enough',
    { Service: 'logging.s3.amazonaws.com', AWS: '444455556666' },
    LOGGING,
    true,
  ),
  who('principal', 'a service is itself alone', { Service: 'logging.s3.amazonaws.com' }, ROLE, false),
  who('principal', 'an account is no anonymous caller', { AWS: '111122223333' }, ANONYMOUS, false),
  who('principal', 'a canonical user is itself', { CanonicalUser: 'abc' }, { kind: 'canonicalUser', id: 'abc' }, true),
  who(
    'principal',
    'a federated provider is itself',
    { Federated: 'accounts.google.com' },
    { kind: 'federated', provider: 'accounts.google.com' },
    true,
  ),
  malformed('principal', 'a wildcard in a part of an ARN is malformed', {
    Principal: { AWS: 'arn:aws:iam::111122223333:role/*' },
  }),
  malformed('principal', 'a list in the place of the map is malformed', { Principal: ['*'] }),
  malformed('principal', 'a text that is no star is malformed', { Principal: '111122223333' }),
  malformed('principal', 'a kind that nobody knows is malformed', { Principal: { Aws: '*' } }),
  malformed('principal', 'no principal is malformed in a bucket policy', { Principal: undefined }),
  malformed('notPrincipal', 'both forms are malformed', { NotPrincipal: '*' }),
  exempt('the role that is named is exempt', { AWS: 'arn:aws:iam::111122223333:role/writer' }, ROLE, 'implicitDeny'),
  exempt('another account is denied', { AWS: '444455556666' }, ROLE, 'explicitDeny'),
  exempt(
    'the root user of the account that is named is exempt',
    { AWS: 'arn:aws:iam::111122223333:root' },
    ROOT,
    'implicitDeny',
  ),
  exempt(
    'a role of the account that is named may be denied',
    { AWS: 'arn:aws:iam::111122223333:root' },
    ROLE,
    'unverifiable',
  ),

  does('a star is every action', '*', 's3:GetObject', true),
  does('a service and a star is every action of it', 's3:*', 's3:GetObject', true),
  does('letters may be of either case', 'S3:getobject', 's3:GetObject', true),
  does('a star stands for a part', 's3:Get*', 's3:GetObjectTagging', true),
  does('a star stands for nothing too', 's3:GetObject*', 's3:GetObject', true),
  does('a question mark is one character', 's3:GetObjec?', 's3:GetObject', true),
  does('a question mark is not none', 's3:GetObject?', 's3:GetObject', false),
  does('the beginning alone is not the action', 's3:Get', 's3:GetObject', false),
  does('one of a list is enough', ['s3:PutObject', 's3:GetObject'], 's3:GetObject', true),
  malformed('action', 'an action without a service is malformed', { Action: 'GetObject' }),
  malformed('action', 'an action that is no text is malformed', { Action: 7 }),
  malformed('action', 'an empty list is malformed', { Action: [] }),
  malformed('notAction', 'both forms are malformed', { NotAction: 's3:GetObject' }),
  on(
    'notAction',
    'what is named is left out',
    { Action: undefined, NotAction: 's3:Get*' },
    { action: 's3:GetObject' },
    false,
  ),
  on('notAction', 'all else is meant', { Action: undefined, NotAction: 's3:Get*' }, { action: 's3:PutObject' }, true),

  at('a star is every resource', '*', 'arn:aws:s3:::gl-home', true),
  at('a bucket is not its objects', 'arn:aws:s3:::gl-home', 'arn:aws:s3:::gl-home/a', false),
  at('the objects are not the bucket', 'arn:aws:s3:::gl-home/*', 'arn:aws:s3:::gl-home', false),
  at('a star reaches over slashes', 'arn:aws:s3:::gl-home/*', 'arn:aws:s3:::gl-home/a/b/c', true),
  at('a star at the end of a name is a neighbour too', 'arn:aws:s3:::gl-home*', 'arn:aws:s3:::gl-home-two/a', true),
  at('letters have to be of the same case', 'arn:aws:s3:::gl-home/A', 'arn:aws:s3:::gl-home/a', false),
  at('a question mark is one character', 'arn:aws:s3:::gl-home/?', 'arn:aws:s3:::gl-home/a', true),
  at('a star reaches over no colon but in the last part', 'arn:aws:*:gl-home/a', 'arn:aws:s3:::gl-home/a', false),
  at('colons of a key are part of it', 'arn:aws:s3:::gl-home/*', 'arn:aws:s3:::gl-home/a:b:c', true),
  at('missing parts are completed', 'arn:aws:s3', 'arn:aws:s3:::gl-home/a', true),
  malformed('notResource', 'both forms are malformed', { NotResource: '*' }),
  on(
    'notResource',
    'what is named is left out',
    { Resource: undefined, NotResource: 'arn:aws:s3:::gl-home/public/*' },
    { resource: 'arn:aws:s3:::gl-home/public/a' },
    false,
  ),
  on(
    'notResource',
    'all else is meant',
    { Resource: undefined, NotResource: 'arn:aws:s3:::gl-home/public/*' },
    { resource: 'arn:aws:s3:::gl-home/a' },
    true,
  ),

  on(
    'variables',
    "a variable is the request's value",
    { Resource: 'arn:aws:s3:::gl-home/${aws:PrincipalTag/t}/*' },
    { resource: 'arn:aws:s3:::gl-home/acme/a', context: { 'aws:principaltag/t': ['acme'] } },
    true,
  ),
  on(
    'variables',
    'a variable without a value matches nothing',
    { Resource: 'arn:aws:s3:::gl-home/${aws:PrincipalTag/t}/*' },
    { resource: 'arn:aws:s3:::gl-home/acme/a' },
    false,
  ),
  on(
    'variables',
    'a variable may have a default',
    { Resource: "arn:aws:s3:::gl-home/${aws:PrincipalTag/t, 'acme'}/*" },
    { resource: 'arn:aws:s3:::gl-home/acme/a' },
    true,
  ),
  on(
    'variables',
    "a star in a request's value is no wildcard",
    { Resource: 'arn:aws:s3:::gl-home/${aws:PrincipalTag/t}' },
    { resource: 'arn:aws:s3:::gl-home/acme', context: { 'aws:principaltag/t': ['*'] } },
    false,
  ),
  on(
    'variables',
    'a star can be meant as itself',
    { Resource: 'arn:aws:s3:::gl-home/${*}' },
    { resource: 'arn:aws:s3:::gl-home/a' },
    false,
  ),
  on(
    'variables',
    'a star that is meant as itself is found',
    { Resource: 'arn:aws:s3:::gl-home/${*}' },
    { resource: 'arn:aws:s3:::gl-home/*' },
    true,
  ),
  whole(
    'variables',
    'without the newer version it is a text',
    { Statement: { ...DENY, Resource: 'arn:aws:s3:::gl-home/${aws:username}' } },
    'implicitDeny',
  ),

  op('StringEquals', 'a', ['a'], true),
  op('StringEquals', 'a', ['A'], false),
  op('StringEquals', ['a', 'b'], ['b'], true),
  op('StringEquals', 'a*', ['ab'], false, 'StringEquals knows no wildcards'),
  op('StringEquals', 'a', undefined, false),
  op('StringEqualsIfExists', 'a', undefined, true),
  op('StringEqualsIfExists', 'a', ['b'], false),
  op('StringNotEquals', 'a', ['b'], true),
  op('StringNotEquals', ['a', 'b'], ['b'], false, 'under a negated operator values are joined by nor'),
  op('StringNotEquals', 'a', undefined, true, 'a negated operator holds for a missing key'),
  op('StringNotEqualsIfExists', 'a', undefined, true),
  op('StringEqualsIgnoreCase', 'aB', ['Ab'], true),
  op('StringNotEqualsIgnoreCase', 'aB', ['Ab'], false),
  op('StringLike', 'a*c', ['abbc'], true),
  op('StringLike', 'a?c', ['ac'], false),
  op('StringLike', '(a|b)+$', ['aaaa'], false, 'what looks like a regular expression is a text'),
  op('StringNotLike', 'a*', ['abc'], false),
  op('StringNotLike', 'a*', undefined, true),
  op('NumericEquals', 10, ['10.0'], true),
  op('NumericNotEquals', '10', ['11'], true),
  op('NumericLessThan', '1.2', ['1.1'], true),
  op('NumericLessThan', 1.2, ['1.2'], false, 'a number needs no quotes'),
  op('NumericLessThan', '1.2', undefined, false, 'plain HTTP has no TLS version'),
  op('NumericLessThanIfExists', '1.2', undefined, true),
  op('NumericLessThanEquals', '1.2', ['1.2'], true),
  op('NumericGreaterThan', '9', ['10'], true, 'numbers are no texts'),
  op('NumericGreaterThanEquals', '10', ['10'], true),
  op('NumericLessThan', '5', ['none'], false, 'a text is no number'),
  op('DateLessThan', '2030-01-01T00:00:00Z', ['2029-12-31T23:59:59Z'], true),
  op('DateGreaterThan', '2030-01-01T00:00:00Z', ['1893456001'], true, 'a date may be seconds since 1970'),
  op('DateEquals', '2030-01-01T00:00:00Z', ['2030-01-01T01:00:00+01:00'], true),
  op('DateNotEquals', '2030-01-01T00:00:00Z', ['2030-01-01T00:00:00Z'], false),
  op('DateLessThanEquals', '2030-01-01T00:00:00Z', ['2030-01-01T00:00:00Z'], true),
  op('DateGreaterThanEquals', '2030-01-01T00:00:00Z', ['2029-01-01T00:00:00Z'], false),
  when('operators', 'Bool', 'aws:SecureTransport', 'false', ['false'], true),
  when('operators', 'Bool', 'aws:SecureTransport', false, ['false'], true),
  when('operators', 'Bool', 'aws:SecureTransport', ['false'], ['false'], true),
  when('operators', 'Bool', 'aws:SecureTransport', 'false', undefined, false),
  when('operators', 'BoolIfExists', 'aws:SecureTransport', 'false', undefined, true),
  when('condition', 'Bool', 'AWS:secureTRANSPORT', 'false', ['false'], true, 'names of keys may be of either case'),
  op('BinaryEquals', 'QmluYXJ5', ['QmluYXJ5'], true),
  op('IpAddress', '203.0.113.0/24', ['203.0.113.7'], true),
  op('IpAddress', '203.0.113.0/24', ['203.0.114.7'], false),
  op('IpAddress', '203.0.113.7', ['203.0.113.7'], true, 'an address without a length is one address'),
  op('IpAddress', '2001:db8::/32', ['2001:db8:1::7'], true),
  op('IpAddress', '0.0.0.0/0', ['2001:db8::1'], false, 'all of IPv4 has no address of IPv6'),
  op('NotIpAddress', '203.0.113.0/24', ['198.51.100.1'], true),
  op('ArnLike', 'arn:aws:iam::*:role/w*', ['arn:aws:iam::111122223333:role/writer'], true),
  op(
    'ArnEquals',
    'arn:aws:iam::*:role/w*',
    ['arn:aws:iam::111122223333:role/writer'],
    true,
    'ArnEquals knows wildcards',
  ),
  op('ArnLike', 'arn:aws:*', ['arn:aws:iam::111122223333:role/writer'], true),
  op('ArnLike', 'arn:aws:s*:::x', ['arn:aws:s3:eu:1:x'], false, 'a star reaches over no colon'),
  op('ArnNotLike', 'arn:aws:iam::*:role/w*', ['arn:aws:iam::111122223333:role/writer'], false),
  op('ArnNotEquals', 'arn:aws:iam::111122223333:role/a', undefined, true),
  op('Null', 'true', undefined, true, 'Null true holds for a missing key'),
  op('Null', 'true', ['a'], false),
  op('Null', 'false', ['a'], true),
  op('Null', false, undefined, false),
  sets('ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true),
  sets('ForAnyValue:StringEquals', 'a', ['c'], false),
  sets('ForAnyValue:StringEquals', 'a', undefined, false, 'ForAnyValue does not hold for a missing key'),
  sets('ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true),
  sets('ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false),
  sets('ForAllValues:StringEquals', 'a', undefined, true, 'ForAllValues holds for a missing key'),
  sets('ForAnyValue:StringNotEquals', 'a', ['a', 'b'], true),
  sets('ForAnyValue:StringNotEquals', 'a', ['a'], false),
  sets('ForAllValues:StringNotLike', 'a*', ['b', 'ab'], false),
  sets('ForAllValues:StringNotLike', 'a*', ['b', 'c'], true),
  {
    page: 'condition',
    name: 'all operators have to hold',
    statement: { Condition: { Bool: { 'aws:SecureTransport': 'true' }, NumericLessThan: { 's3:TlsVersion': '1.2' } } },
    request: { context: { 'aws:securetransport': ['false'] } },
    gives: 'implicitDeny',
  },
  {
    page: 'condition',
    name: 'all keys of an operator have to hold',
    statement: { Condition: { StringEquals: { 'aws:a': 'a', 'aws:b': 'b' } } },
    request: { context: { 'aws:a': ['a'], 'aws:b': ['c'] } },
    gives: 'implicitDeny',
  },
  malformed('operators', 'an operator that nobody knows is malformed', { Condition: { StringIs: { 'aws:a': 'a' } } }),
  malformed('operators', 'Null with IfExists is malformed', { Condition: { NullIfExists: { 'aws:a': 'true' } } }),
  malformed('condition', 'an operator without keys is malformed', { Condition: { StringEquals: 'a' } }),
  malformed('condition', 'a key without values is malformed', { Condition: { StringEquals: { 'aws:a': [] } } }),
  malformed('condition', 'a value that is an object is malformed', {
    Condition: { StringEquals: { 'aws:a': { b: 1 } } },
  }),
  malformed('condition', 'a list of conditions is malformed', { Condition: [] }),
];
