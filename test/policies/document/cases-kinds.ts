import { IDENTITY_POLICY, KEY_POLICY, QUEUE_POLICY, TRUST_POLICY } from '../../../policies/document-kinds';
import type { Principal } from '../../../policies/document/principal';
import { ROLE, ROOT, V, type Case, type PAGES } from './case';

type Page = keyof typeof PAGES;
type Asked = Case['request'];

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:gl-events';
const TRUSTED = 'arn:aws:iam::111122223333:role/writer';
const STRANGER: Principal = {
  kind: 'aws',
  arn: 'arn:aws:sts::444455556666:assumed-role/any/s',
  account: '444455556666',
  role: 'arn:aws:iam::444455556666:role/any',
};
const service = (name: string): Principal => ({ kind: 'service', name });

const of =
  (kind: Case['kind'], base: Record<string, unknown>, asked: Asked) =>
  (page: Page, name: string, statement: Record<string, unknown>, request: Asked, gives: Case['gives']): Case => ({
    page,
    name,
    statement: {},
    ...(kind === undefined ? {} : { kind }),
    document: { Version: V, Statement: [{ ...base, ...statement }] },
    request: { ...asked, ...request },
    gives,
  });

const key = of(
  KEY_POLICY,
  { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' },
  { principal: ROLE, action: 'kms:Decrypt', resource: KEY },
);
const queue = of(
  QUEUE_POLICY,
  {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: QUEUE,
    Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:111122223333:rule/gl' } },
  },
  { principal: service('events.amazonaws.com'), action: 'sqs:SendMessage', resource: QUEUE },
);
const identity = of(
  IDENTITY_POLICY,
  { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::gl-home/*' },
  { principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::gl-home/a' },
);
const trust = of(
  TRUST_POLICY,
  { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' },
  { principal: service('s3.amazonaws.com'), action: 'sts:AssumeRole', resource: TRUSTED },
);

const VIA = { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': '111122223333' } };
const OIDC = 'token.actions.githubusercontent.com';
const GITHUB = {
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${OIDC}` },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals: { [`${OIDC}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${OIDC}:sub`]: 'repo:gl/*' } },
};
const workflow = (sub: string): Asked => ({
  principal: { kind: 'federated', provider: `arn:aws:iam::111122223333:oidc-provider/${OIDC}` },
  action: 'sts:AssumeRoleWithWebIdentity',
  context: { [`${OIDC}:aud`]: ['sts.amazonaws.com'], [`${OIDC}:sub`]: [sub] },
});

/** Documents of keys, queues and roles. */
export const KINDS: readonly Case[] = [
  key('keyDefault', 'the account of a key policy is every role in it', {}, {}, 'allowed'),
  key('keyDefault', "the account's root user is in it too", {}, { principal: ROOT }, 'allowed'),
  key('keyDefault', 'another account is not', {}, { principal: STRANGER }, 'implicitDeny'),
  key('key', 'a star is the key that has the policy', { Resource: '*' }, {}, 'allowed'),
  key(
    'key',
    "a key policy's statement without a resource, which has no effect, is refused",
    { Resource: undefined },
    {},
    'malformed',
  ),
  key('key', "a key policy's statement without a principal is not taken", { Principal: undefined }, {}, 'malformed'),
  key('key', 'a star as principal is every account', { Principal: '*' }, { principal: STRANGER }, 'allowed'),
  key(
    'keyConditions',
    'a call by way of the service is let in',
    { Principal: '*', Condition: VIA },
    { context: { 'kms:viaservice': ['s3.eu-west-1.amazonaws.com'], 'kms:calleraccount': ['111122223333'] } },
    'allowed',
  ),
  key(
    'keyConditions',
    'a call of another account by way of the service is not',
    { Principal: '*', Condition: VIA },
    {
      principal: STRANGER,
      context: { 'kms:viaservice': ['s3.eu-west-1.amazonaws.com'], 'kms:calleraccount': ['444455556666'] },
    },
    'implicitDeny',
  ),
  key('keyConditions', 'a direct call has no service', { Principal: '*', Condition: VIA }, {}, 'implicitDeny'),
  key(
    'keyConditions',
    'an encryption context is compared key by key',
    { Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::gl-home/*' } } },
    { context: { 'kms:encryptioncontext:aws:s3:arn': ['arn:aws:s3:::gl-home/a'] } },
    'allowed',
  ),
  key(
    'keyConditions',
    'the keys of an encryption context may be a set',
    { Condition: { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['aws:s3:arn'] } } },
    { context: { 'kms:encryptioncontextkeys': ['aws:s3:arn', 'other'] } },
    'implicitDeny',
  ),
  key(
    'keyConditions',
    'a grant may be for a resource of AWS alone',
    { Action: 'kms:CreateGrant', Condition: { Bool: { 'kms:GrantIsForAWSResource': true } } },
    { action: 'kms:CreateGrant', context: { 'kms:grantisforawsresource': ['false'] } },
    'implicitDeny',
  ),
  key('action', 'encryption by a wildcard is no decryption', { Action: 'kms:*Encrypt*' }, {}, 'implicitDeny'),
  {
    page: 'keySize',
    name: 'more than 32 KB is malformed in a key policy',
    statement: {},
    kind: KEY_POLICY,
    document: JSON.stringify({ Version: V, Id: 'k'.repeat(32_768), Statement: [] }),
    gives: 'malformed',
  },

  queue(
    'events',
    'a rule may send by its ARN',
    {},
    { context: { 'aws:sourcearn': ['arn:aws:events:eu-west-1:111122223333:rule/gl'] } },
    'allowed',
  ),
  queue(
    'events',
    'another rule may not',
    {},
    { context: { 'aws:sourcearn': ['arn:aws:events:eu-west-1:111122223333:rule/other'] } },
    'implicitDeny',
  ),
  queue('deputy', 'a service without the source is nobody', {}, {}, 'implicitDeny'),
  queue('deputy', 'without a condition the service is anybody', { Condition: undefined }, {}, 'allowed'),
  queue(
    'deputy',
    'the account of the source may decide',
    { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } },
    { context: { 'aws:sourceaccount': ['444455556666'] } },
    'implicitDeny',
  ),
  queue(
    'queue',
    'another account is let in by its number',
    { Principal: { AWS: ['444455556666'] }, Condition: {} },
    { principal: STRANGER },
    'allowed',
  ),
  queue('queue', 'receiving is another action', { Condition: {} }, { action: 'sqs:ReceiveMessage' }, 'implicitDeny'),
  queue('queue', 'another queue is another resource', { Condition: {} }, { resource: `${QUEUE}-dead` }, 'implicitDeny'),
  queue(
    'queueTls',
    'plain HTTP can be denied to everyone',
    { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { context: { 'aws:securetransport': ['false'] } },
    'explicitDeny',
  ),
  {
    page: 'queueSize',
    name: 'more than 8 KB is malformed in a queue policy',
    statement: {},
    kind: QUEUE_POLICY,
    document: JSON.stringify({ Version: V, Id: 'q'.repeat(8_192), Statement: [] }),
    gives: 'malformed',
  },

  identity('identity', 'whoever has the policy is the principal', {}, {}, 'allowed'),
  identity('identity', 'what it does not name is not allowed', {}, { action: 's3:PutObject' }, 'implicitDeny'),
  identity('identity', 'a principal is malformed', { Principal: '*' }, {}, 'malformed'),
  identity('notPrincipal', 'NotPrincipal is malformed there too', { NotPrincipal: '*' }, {}, 'malformed'),
  identity('resource', 'no resource is malformed', { Resource: undefined }, {}, 'malformed'),
  identity(
    'variables',
    'a tag of the caller keeps tenants apart',
    { Resource: 'arn:aws:s3:::gl-home/${aws:PrincipalTag/tenant}/*' },
    { resource: 'arn:aws:s3:::gl-home/other/a', context: { 'aws:principaltag/tenant': ['acme'] } },
    'implicitDeny',
  ),
  identity(
    'variables',
    'a caller without the tag gets nothing',
    { Resource: 'arn:aws:s3:::gl-home/${aws:PrincipalTag/tenant}/*' },
    { resource: 'arn:aws:s3:::gl-home//a' },
    'implicitDeny',
  ),
  identity(
    'notResource',
    'an Allow of all but one resource is an Allow of everything else',
    { Action: '*', Resource: undefined, NotResource: 'arn:aws:s3:::gl-home/*' },
    { resource: 'arn:aws:s3:::elsewhere/a' },
    'allowed',
  ),
  identity(
    'notAction',
    'an Allow of all but IAM is an Allow of S3',
    { Action: undefined, NotAction: ['iam:*', 'organizations:*'], Resource: '*' },
    { action: 's3:DeleteBucket' },
    'allowed',
  ),
  {
    page: 'quotas',
    name: 'more than 10 240 characters are malformed in a role',
    statement: {},
    kind: IDENTITY_POLICY,
    document: JSON.stringify({ Version: V, Id: 'r'.repeat(10_240), Statement: [] }),
    gives: 'malformed',
  },
  {
    page: 'quotas',
    name: 'white space does not count',
    statement: {},
    kind: IDENTITY_POLICY,
    document: JSON.stringify({ Version: V, Statement: [] }, undefined, 10).padEnd(20_000),
    gives: 'implicitDeny',
  },

  trust('principal', 'the service that is named may assume the role', {}, {}, 'allowed'),
  trust('principal', 'another service may not', {}, { principal: service('ec2.amazonaws.com') }, 'implicitDeny'),
  trust('trustChecks', 'a resource is malformed in a trust policy', { Resource: '*' }, {}, 'malformed'),
  trust('trustChecks', 'no principal is malformed there', { Principal: undefined }, {}, 'malformed'),
  trust(
    'notPrincipal',
    'NotPrincipal is malformed in a trust policy',
    { Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '111122223333' } },
    {},
    'malformed',
  ),
  trust(
    'trust',
    'an account is every role in it',
    { Principal: { AWS: '111122223333' } },
    { principal: ROLE },
    'allowed',
  ),
  trust(
    'deputy',
    'an external id that is missing lets nobody in',
    { Principal: { AWS: '444455556666' }, Condition: { StringEquals: { 'sts:ExternalId': 'gl' } } },
    { principal: STRANGER },
    'implicitDeny',
  ),
  trust(
    'deputy',
    'the external id that is asked for lets in',
    { Principal: { AWS: '444455556666' }, Condition: { StringEquals: { 'sts:ExternalId': 'gl' } } },
    { principal: STRANGER, context: { 'sts:externalid': ['gl'] } },
    'allowed',
  ),
  trust('federation', 'a workflow of the organization is let in', GITHUB, workflow('repo:gl/artifacts:ref'), 'allowed'),
  trust('federation', 'a workflow of another is not', GITHUB, workflow('repo:glx/artifacts:ref'), 'implicitDeny'),
  trust(
    'federation',
    'one action is not the other',
    GITHUB,
    { ...workflow('repo:gl/a'), action: 'sts:AssumeRole' },
    'implicitDeny',
  ),
  trust(
    'principal',
    'a session tag may be set beside',
    { Action: ['sts:AssumeRole', 'sts:TagSession'] },
    { action: 'sts:TagSession' },
    'allowed',
  ),
];
