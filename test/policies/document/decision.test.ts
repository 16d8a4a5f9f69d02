import { applies, evaluate, type Decision, type Request } from '../../../policies/document/evaluate';
import { BUCKET_POLICY, parseDocument } from '../../../policies/document/parse';
import { UNKNOWN_TEXT } from '../stack';
import { ALLOW, ANONYMOUS, DENY, V } from './case';
import { unknownCheckingProxy } from '../unknown';

const REQUEST: Request = {
  principal: ANONYMOUS,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::gl-home/a',
  context: new Map([['aws:username', ['a']]]),
};
const documentOf = (statements: readonly unknown[], Version = V) => {
  const value = unknownCheckingProxy({ Version, Statement: statements });
  const parsed = parseDocument({ state: 'known', value }, BUCKET_POLICY);
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return parsed.document;
};
const OTHER = { ...ALLOW, Action: 's3:PutObject' };
const MAY_ALLOW = { ...ALLOW, Resource: UNKNOWN_TEXT };
const MAY_DENY = { ...DENY, Resource: UNKNOWN_TEXT };
const MAY_DO_EITHER = { ...ALLOW, Effect: UNKNOWN_TEXT };

describe('a decision names the statement that made it', () => {
  test.each<[string, unknown[], Decision]>([
    ['none', [OTHER], { effect: 'implicitDeny' }],
    ['the first Allow', [OTHER, ALLOW, ALLOW], { effect: 'allowed', statement: 1 }],
    ['the first Deny', [ALLOW, DENY, DENY], { effect: 'explicitDeny', statement: 1 }],
    ['a Deny after what may be one', [MAY_DENY, MAY_DO_EITHER, DENY], { effect: 'explicitDeny', statement: 2 }],
    ['an Allow after what may be one', [MAY_ALLOW, ALLOW], { effect: 'allowed', statement: 1 }],
    ['what may allow', [OTHER, MAY_ALLOW, MAY_ALLOW], { effect: 'unverifiable', statement: 1 }],
    ['what may deny, beside an Allow', [ALLOW, MAY_DENY, MAY_DENY], { effect: 'unverifiable', statement: 1 }],
    ['what may deny before what may allow', [MAY_ALLOW, MAY_DENY], { effect: 'unverifiable', statement: 1 }],
    ['what may do either, beside an Allow', [ALLOW, MAY_DO_EITHER], { effect: 'unverifiable', statement: 1 }],
    ['what may do either, alone', [MAY_DO_EITHER], { effect: 'unverifiable', statement: 0 }],
  ])('%s', (_, statements, decision) => expect(evaluate(documentOf(statements), REQUEST)).toEqual(decision));
});

test.each<[string, Record<string, unknown>, string]>([
  ['yes', {}, 'yes'],
  ['no, by its action', { Action: 's3:PutObject' }, 'no'],
  ['no, by its action, whatever its resource', { Action: 's3:PutObject', Resource: UNKNOWN_TEXT }, 'no'],
  ['perhaps, by its action', { Action: UNKNOWN_TEXT }, 'unknown'],
  ['yes, by one of its actions', { Action: [UNKNOWN_TEXT, 's3:*'] }, 'yes'],
  ['perhaps, by its resource', { Resource: UNKNOWN_TEXT }, 'unknown'],
  ['yes, by a variable of its resource', { Resource: 'arn:aws:s3:::gl-home/${aws:username}' }, 'yes'],
  ['no, by a variable without a value', { Resource: 'arn:aws:s3:::gl-home/${aws:userid}' }, 'no'],
  ['perhaps, by its principal', { Principal: UNKNOWN_TEXT }, 'unknown'],
  ['no, by its condition', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, 'no'],
  ['perhaps, by its condition', { Condition: UNKNOWN_TEXT }, 'unknown'],
])('a statement speaks of a request: %s', (_, change, expected) => {
  const [statement] = documentOf([{ ...DENY, ...change }]).statements;
  expect(applies(statement!, REQUEST, true)).toBe(expected);
});

test('a statement without resources speaks of every one', () => {
  const [statement] = documentOf([DENY]).statements;
  expect(applies({ ...statement!, resources: undefined }, REQUEST, true)).toBe('yes');
});
