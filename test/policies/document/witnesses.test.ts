import { UNKNOWN } from '../../../policies/document/leaf';
import { BUCKET_POLICY, parseDocument, type Selection } from '../../../policies/document/parse';
import type { Principals } from '../../../policies/document/parse-principal';
import type { Context } from '../../../policies/document/variables';
import { actionsOf, keysOf, NOBODYS_ACCOUNT, objectsOf, principalsOf } from '../../../policies/document/witnesses';
import { DENY, V } from './case';

const documentOf = (changes: readonly Record<string, unknown>[], Version = V) => {
  const Statement = JSON.parse(JSON.stringify(changes.map((change) => ({ ...DENY, ...change })))) as unknown;
  const parsed = parseDocument({ state: 'known', value: { Version, Statement } }, BUCKET_POLICY);
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return parsed.document;
};
const statementsOf = (...changes: Record<string, unknown>[]) => documentOf(changes).statements;
const keys = (changes: Record<string, unknown>[], version?: string, settled: Context = new Map()) => {
  const document = documentOf(changes, version);
  return Object.fromEntries(
    [...keysOf(document, document.statements, settled)].map(([key, values]) => [key, [...values]]),
  );
};
const session = (account: string) => ({
  kind: 'aws',
  arn: `arn:aws:sts::${account}:assumed-role/any/session`,
  account,
  role: `arn:aws:iam::${account}:role/any`,
});
const STRANGERS = [{ kind: 'anonymous' }, session(NOBODYS_ACCOUNT), { kind: 'service', name: 'any.amazonaws.com' }];

describe('the callers that statements tell apart', () => {
  test('have an account that is as long as one, and that no policy can name', () => {
    expect(NOBODYS_ACCOUNT).toMatch(/^[^\d*?]{12}$/);
  });

  test('are one of each kind that is not named', () => {
    expect(principalsOf(statementsOf({}, { Principal: { AWS: '*' } }))).toStrictEqual(STRANGERS);
    expect(principalsOf([{ ...statementsOf({})[0]!, principals: undefined }])).toStrictEqual(STRANGERS);
  });

  test('are all who are named, by every statement, exempt or not; an account by its root and by a role', () => {
    const role = 'arn:aws:iam::111122223333:role/a';
    const found = principalsOf(
      statementsOf(
        { Principal: { AWS: ['111122223333', role, 'AIDA'], Service: 's.amazonaws.com' } },
        { Principal: { Federated: 'cognito', CanonicalUser: 'abc' } },
        { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::222233334444:root' } },
      ),
    );
    expect(found.slice(STRANGERS.length)).toEqual([
      { kind: 'aws', arn: 'arn:aws:iam::111122223333:root', account: '111122223333' },
      session('111122223333'),
      { kind: 'aws', arn: role, account: '111122223333' },
      { kind: 'aws', arn: 'AIDA', account: '' },
      { kind: 'service', name: 's.amazonaws.com' },
      { kind: 'federated', provider: 'cognito' },
      { kind: 'canonicalUser', id: 'abc' },
      { kind: 'aws', arn: 'arn:aws:iam::222233334444:root', account: '222233334444' },
      session('222233334444'),
    ]);
  });

  test('are none of those that are not known yet', () => {
    const [statement] = statementsOf({});
    const entries: Principals['entries'] = [{ kind: 'Service', value: UNKNOWN }];
    expect(principalsOf([{ ...statement!, principals: { negated: false, entries } }])).toStrictEqual(STRANGERS);
  });
});

test('the actions that statements tell apart are of one service, each once, beside those given', () => {
  const statements = statementsOf(
    { Action: ['s3:Get*', 'S3:PutObject', 'sqs:SendMessage', '*'] },
    { Action: undefined, NotAction: ['s3:Get*', 's3:List?'] },
  );
  expect(actionsOf(statements, ['s3:GetObject', 's3:Getx'], 's3')).toEqual([
    's3:GetObject',
    's3:Getx',
    'S3:PutObject',
    's3:Listx',
  ]);
  const [statement] = statements;
  expect(actionsOf([{ ...statement!, actions: { negated: false, values: [UNKNOWN] } }], [], 's3')).toEqual([]);
});

test('the objects that statements tell apart are those of the bucket, and one that nobody names', () => {
  const statements = statementsOf(
    { Resource: ['arn:aws:s3:::my-b', 'arn:aws:s3:::my-b/*', 'arn:aws:s3:::my-b/a/?/c', '*', 'arn:aws:sqs:eu:1:b'] },
    { Resource: undefined, NotResource: ['arn:aws:s3:::other/k', 'arn:aws:s3:::my-?/k', 'arn:aws:s3:::my-b/'] },
    { Resource: ['arn:aws:s3:::my-b/a/?/c', 'arn:aws-cn:s3:eu:1:my-b/l'] },
  );
  const objects = ['any/key', 'x', 'a/x/c', 'k', 'l'].map((key) => `arn:aws:s3:::my-b/${key}`);
  expect(objectsOf(statements, 'arn:aws:s3:::my-b')).toEqual(objects);
  const [statement] = statements;
  const unknown: Selection = { negated: false, values: [UNKNOWN] };
  for (const resources of [undefined, unknown])
    expect(objectsOf([{ ...statement!, resources }], 'arn:aws:s3:::my-b')).toEqual(['arn:aws:s3:::my-b/any/key']);
});

const MOMENTS = ['1970-01-02T00:00:00Z', '9999-01-01T00:00:00Z'];
const ADDRESSES = ['203.0.113.7', '2001:db8::7'];

describe('the values of the keys that statements tell apart', () => {
  test.each<[string, unknown, string[]]>([
    ['StringLike', ['a*', 'b?'], ['ax', 'bx', 'neither-of-those']],
    ['StringEqualsIfExists', 'a', ['a', 'neither-of-those']],
    ['Bool', 'true', ['true', 'false']],
    ['Null', 'true', ['true', 'false']],
    ['NumericLessThan', '1.2', ['0.7', '1.2', '1.7']],
    ['NumericGreaterThanEquals', ['1', '10'], ['0.5', '1', '1.5', '9.5', '10', '10.5']],
    ['DateLessThan', '1970-01-02T00:00:30Z', ['86429', '86430', '86431', ...MOMENTS]],
    ['DateNotEquals', ['86430', '90000'], ['86429', '86430', '86431', '89999', '90000', '90001', ...MOMENTS]],
    ['IpAddress', '10.0.0.0/8', ['10.0.0.0', '11.0.0.0', ...ADDRESSES]],
    ['NotIpAddress', ['10.0.0.1', 'none'], ['10.0.0.1', '10.0.0.2', ...ADDRESSES]],
    ['ArnLike', 'arn:aws:s3:::*', ['arn:aws:s3:::x', 'neither-of-those']],
  ])('of %s with %j', (operator, given, values) => {
    expect(keys([{ Condition: { [operator]: { 'aws:Key': given } } }])).toEqual({ 'aws:key': values });
  });

  test('have another example of a wildcard where two conditions or more read one key', () => {
    const like = (value: string, key = 'a') => ({ Condition: { StringLike: { [key]: value } } });
    expect(keys([like('b*'), like('c*', 'd')])).toEqual({
      a: ['bx', 'neither-of-those'],
      d: ['cx', 'neither-of-those'],
    });
    expect(keys([like('b*'), like('c?', 'A')])).toEqual({ a: ['bx', 'bq', 'neither-of-those', 'cx', 'cq'] });
    expect(keys([like('b*'), like('c'), like('d')])).toEqual({ a: ['bx', 'bq', 'neither-of-those', 'c', 'd'] });
    const both = { Condition: { StringLike: { a: 'b*' }, StringNotLike: { a: 'bx*' } } };
    expect(keys([both])).toEqual({ a: ['bx', 'bq', 'neither-of-those', 'bxx', 'bxq'] });
  });

  test('come together from all statements', () => {
    expect(
      keys([
        { Condition: { StringEquals: { a: 'x' }, Bool: { b: 'true' } } },
        { Condition: { StringLike: { A: 'y' } } },
      ]),
    ).toEqual({ a: ['x', 'neither-of-those', 'y'], b: ['true', 'false'] });
  });

  test('are those of variables too, in resources and in conditions, where variables are read', () => {
    const statements = [{ Resource: 'arn:aws:s3:::${aws:UserName}/*' }, { Condition: { StringEquals: { a: '${b}' } } }];
    expect(keys(statements)).toEqual({
      'aws:username': ['any', 'x'],
      a: ['any', 'neither-of-those'],
      b: ['any', 'x'],
    });
    expect(keys(statements, '2008-10-17')).toEqual({ a: ['$' + '{b}', 'neither-of-those'] });
  });

  test.each<[string, string, string[], [string, string][]]>([
    ['a', '${b}-?', ['any-x'], []],
    ['a', '${b}/${B}', ['any/any'], []],
    ['a', '${b}', ['own'], [['b', 'own']]],
    ['a', '${b}/${c}', ['own/any'], [['b', 'own']]],
    ['a', "${b, 'none'}", ['any', 'none'], []],
    ['a', "${b, 'none'}", ['own'], [['b', 'own']]],
    ['aws:ResourceAccount', '${b}', ['any'], []],
    ['aws:ResourceAccount', '${b}', ['any'], [['c', 'own']]],
    ['aws:ResourceAccount', '${b}', [], [['b', 'own']]],
    ['aws:ResourceAccount', '${b}${c}', [], [['c', 'own']]],
    ['aws:ResourceAccount', '1*', ['1x'], [['b', 'own']]],
    ['aws:ResourceOrgID', '${b}', [], [['b', 'own']]],
    ['aws:ResourceOrgPaths', '${b}', [], [['b', 'own']]],
    ['s3:ResourceAccount', '${b}', [], [['b', 'own']]],
  ])('of %s are those that the variables of %s make: %j, where %j is settled', (key, value, examples, settled) => {
    const context = new Map(settled.map(([name, one]) => [name, [one]]));
    const found = keys([{ Condition: { StringLike: { [key]: value } } }], V, context);
    expect(found[key.toLowerCase()]).toEqual([...examples, 'neither-of-those']);
  });

  test('are none where nothing is known yet, or nothing is read', () => {
    const document = documentOf([{}]);
    const unread = { operator: UNKNOWN, set: undefined, ifExists: false, key: '', values: [] } as const;
    const [statement] = document.statements;
    expect(keysOf(document, [{ ...statement!, conditions: [unread] }], new Map())).toEqual(new Map());
    expect(keysOf(document, [{ ...statement!, resources: undefined }], new Map())).toEqual(new Map());
  });
});
