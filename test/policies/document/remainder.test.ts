import fc from 'fast-check';
import { applies, type Request } from '../../../policies/document/evaluate';
import { BUCKET_POLICY, parseDocument, type Statement } from '../../../policies/document/parse';
import { deniesAll, remainderOf } from '../../../policies/document/remainder';
import { UNKNOWN_TEXT } from '../stack';
import { ANONYMOUS, DENY, V } from './case';
import { unknownCheckingProxy } from '../unknown';

const statementOf = (change: Record<string, unknown>): Statement => {
  const value = unknownCheckingProxy({ Version: V, Statement: [{ ...DENY, ...change }] });
  const parsed = parseDocument({ state: 'known', value }, BUCKET_POLICY);
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return parsed.document.statements[0]!;
};
const SETTLED = ['aws:securetransport', 'aws:username'];
const REQUEST: Request = {
  principal: ANONYMOUS,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/a',
  context: new Map([['aws:securetransport', ['false']]]),
};
const remainder = (change: Record<string, unknown>, variables = true) =>
  remainderOf(statementOf(change), REQUEST, variables, (key) => SETTLED.includes(key));
const INSECURE = { Bool: { 'aws:SecureTransport': 'false' } };

describe('what remains of a statement', () => {
  test.each<[string, Record<string, unknown>]>([
    ['its action', { Action: 's3:PutObject' }],
    ['its resource', { Resource: 'arn:aws:s3:::c/*' }],
    ['its principal', { Principal: { AWS: '111122223333' } }],
    ['its condition on a settled key', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['a condition on a settled key that is missing', { Condition: { StringLike: { 'aws:username': '*' } } }],
    ['a settled variable without a value', { Resource: 'arn:aws:s3:::b/${aws:username}' }],
    [
      'a settled condition, beside an open one',
      { Condition: { Bool: { 'aws:SecureTransport': 'true', 'aws:a': 'true' } } },
    ],
  ])('is nothing when it does not speak of the requests, by %s', (_, change) =>
    expect(remainder(change)).toBeUndefined(),
  );

  test.each<[string, Record<string, unknown>]>([
    ['everything', {}],
    ['just them', { Action: 's3:Get*', Resource: 'arn:aws:s3:::b/*', Condition: INSECURE }],
    ['the caller by name', { Principal: { AWS: '*' } }],
  ])('is a Deny of all of them when it speaks of %s', (_, change) => {
    const rest = remainder(change)!;
    expect(deniesAll(rest)).toBe(true);
    expect(applies(rest, { ...REQUEST, action: 'x:y', resource: 'z', context: new Map() }, true)).toBe('yes');
    expect(deniesAll({ ...rest, effect: 'Allow' })).toBe(false);
  });

  test.each<[string, Record<string, unknown>, object]>([
    [
      'the condition on an open key',
      { Condition: { ...INSECURE, StringEquals: { 'aws:a': 'x' } } },
      { conditions: [{ key: 'aws:a' }] },
    ],
    [
      'a condition with an open variable',
      { Condition: { StringEquals: { 'aws:SecureTransport': '${aws:a}' } } },
      { conditions: [{ key: 'aws:securetransport' }] },
    ],
    ['a condition that is not known', { Condition: UNKNOWN_TEXT }, { conditions: [{ key: '' }] }],
    [
      'a settled condition with a value that is not known',
      { Condition: { StringEquals: { 'aws:SecureTransport': UNKNOWN_TEXT } } },
      { conditions: [{ key: 'aws:securetransport' }] },
    ],
    ['a resource with an open variable', { Resource: 'arn:aws:s3:::b/${aws:a}' }, { resources: { negated: false } }],
    ['a resource that is not known', { Resource: UNKNOWN_TEXT }, { resources: { negated: false } }],
    ['an action that is not known', { Action: UNKNOWN_TEXT }, { actions: { negated: false } }],
    ['a principal that is not known', { Principal: UNKNOWN_TEXT }, { principals: { negated: false } }],
  ])('is %s', (_, change, left) => {
    const rest = remainder(change)!;
    expect(rest).toMatchObject(left);
    expect(deniesAll(rest)).toBe(false);
    const parts = [rest.principals, rest.resources, rest.conditions.length > 0 ? rest.conditions : undefined];
    const kept = parts.filter((part) => part !== undefined).length + (rest.actions.values.length > 0 ? 1 : 0);
    expect(kept).toBe(1);
  });

  test('is settled where `${` begins no variable, before version 2012-10-17', () => {
    expect(remainder({ Resource: 'arn:aws:s3:::b/${aws:a}' }, false)).toBeUndefined();
  });

  test('speaks of each of the requests as the statement does', () => {
    const value = fc.constantFrom('false', 'true', 'x', '*', '${aws:a}', '${aws:username}');
    const open = fc.record({
      'aws:a': fc.constantFrom(undefined, 'x', 'false'),
      'aws:b': fc.constantFrom(undefined, 'x'),
    });
    const change = fc.record({
      Action: fc.constantFrom('s3:GetObject', 's3:*', 's3:PutObject', UNKNOWN_TEXT),
      Resource: fc.constantFrom('*', 'arn:aws:s3:::b/${aws:a}', 'arn:aws:s3:::b/a', 'arn:aws:s3:::b/x', UNKNOWN_TEXT),
      Condition: fc
        .dictionary(fc.constantFrom('aws:SecureTransport', 'aws:a', 'aws:b', 'aws:username'), value, { minKeys: 1 })
        .chain((keys) =>
          fc.constantFrom('StringEquals', 'StringNotLike', 'StringLikeIfExists').map((one) => ({ [one]: keys })),
        ),
    });
    fc.assert(
      fc.property(change, open, (given, keys) => {
        const more = Object.entries(keys).flatMap(([key, one]) => (one === undefined ? [] : [[key, [one]] as const]));
        const request = { ...REQUEST, context: new Map([...REQUEST.context, ...more]) };
        const rest = remainder(given);
        expect(rest === undefined ? 'no' : applies(rest, request, true)).toBe(
          applies(statementOf(given), request, true),
        );
      }),
    );
  });
});
