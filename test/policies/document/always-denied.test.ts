import { alwaysDenied, contexts, type Denial, type Forbidden } from '../../../policies/document/always-denied';
import { BUCKET_POLICY, parseDocument } from '../../../policies/document/parse';
import { UNKNOWN_TEXT } from '../stack';
import { ALLOW, DENY, V } from './case';
import { unknownCheckingProxy } from '../unknown';

const documentOf = (statements: readonly Record<string, unknown>[]) => {
  const value = unknownCheckingProxy({
    Version: V,
    Statement: JSON.parse(JSON.stringify(statements.map((one) => ({ ...DENY, ...one })))) as unknown,
  });
  const parsed = parseDocument({ state: 'known', value }, BUCKET_POLICY);
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return parsed.document;
};
const FORBIDDEN: Forbidden = {
  bucketArn: 'arn:aws:s3:::b',
  bucketActions: ['s3:ListBucket'],
  objectActions: ['s3:GetObject'],
  everyAction: false,
  context: { 'aws:securetransport': 'false', 's3:tlsversion': undefined },
};
const judge = (statements: readonly Record<string, unknown>[], forbidden: Partial<Forbidden> = {}): Denial =>
  alwaysDenied(documentOf(statements), { ...FORBIDDEN, ...forbidden });
const INSECURE = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
/** What gets through, in short. */
const open = (denial: Denial) =>
  denial.verdict === 'open'
    ? {
        who: denial.request.principal.kind,
        action: denial.request.action,
        resource: denial.request.resource,
        context: Object.fromEntries(denial.request.context),
        openKeys: denial.openKeys,
        closest: denial.closest,
      }
    : denial.verdict;
const BY_ANYONE: Record<string, unknown> = {
  who: 'anonymous',
  action: 's3:ListBucket',
  resource: 'arn:aws:s3:::b',
  context: { 'aws:securetransport': ['false'] },
  openKeys: [],
  closest: undefined,
};

describe('a request that has to be denied', () => {
  test.each<[string, Record<string, unknown>[]]>([
    ['a Deny of everything', [{}]],
    ['a Deny of just that', [INSECURE]],
    [
      'a Deny for each resource',
      [
        { ...INSECURE, Resource: 'arn:aws:s3:::b' },
        { ...INSECURE, Resource: 'arn:aws:s3:::b/*' },
      ],
    ],
    [
      'a Deny for each value of another key',
      [
        { Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringEquals: { 'aws:a': 'x' } } },
        { Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringNotEquals: { 'aws:a': 'x' } } },
      ],
    ],
    ['a Deny beside an Allow', [ALLOW, INSECURE]],
    ['a Deny of a key that the requests lack', [{ Condition: { Null: { 's3:TlsVersion': 'true' } } }]],
    ['a Deny beside what is not known yet', [{ Action: UNKNOWN_TEXT }, INSECURE]],
  ])('is by %s', (_, statements) => expect(judge(statements)).toEqual({ verdict: 'denied' }));

  test.each<[string, Record<string, unknown>[], Record<string, unknown>]>([
    ['nothing', [], {}],
    ['an Allow', [ALLOW], {}],
    [
      'an Allow of just that',
      [
        { ...ALLOW, ...INSECURE },
        { ...INSECURE, Action: 's3:Put*' },
      ],
      { closest: 1 },
    ],
    ['a Deny of what is secure', [{ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }], { closest: 0 }],
    [
      'a Deny of a key that the requests lack',
      [{}, { Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }].slice(1),
      { closest: 0 },
    ],
    [
      'a Deny for the objects',
      [
        { Sid: 'Other', Principal: { AWS: 'arn:aws:iam::111122223333:role/a' } },
        { ...INSECURE, Resource: 'arn:aws:s3:::b/*' },
      ],
      { closest: 1 },
    ],
    [
      'a Deny for the bucket',
      [{ ...INSECURE, Resource: 'arn:aws:s3:::b' }],
      { action: 's3:GetObject', resource: 'arn:aws:s3:::b/any/key', closest: 0 },
    ],
    [
      'a Deny that spares a prefix',
      [{ ...INSECURE, Resource: undefined, NotResource: 'arn:aws:s3:::b/k*' }],
      { action: 's3:GetObject', resource: 'arn:aws:s3:::b/kx', closest: 0 },
    ],
    [
      'a Deny of one action',
      [{ ...INSECURE, Action: 's3:ListBucket' }],
      { action: 's3:GetObject', resource: 'arn:aws:s3:::b/any/key', closest: 0 },
    ],
    ['a Deny of the accounts that it names', [{ ...INSECURE, Principal: { AWS: '111122223333' } }], { closest: 0 }],
    [
      'a Deny that spares services',
      [{ Condition: { Bool: { 'aws:SecureTransport': 'false', 'aws:PrincipalIsAWSService': 'false' } } }],
      { openKeys: ['aws:principalisawsservice'], closest: 0 },
    ],
    [
      'a Deny with a variable',
      [{ ...INSECURE, Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/${aws:username}'] }],
      { action: 's3:GetObject', resource: 'arn:aws:s3:::b/any/key', openKeys: ['aws:username'], closest: 0 },
    ],
  ])('is not by %s', (_, statements, change) => expect(open(judge(statements))).toEqual({ ...BY_ANYONE, ...change }));

  test('is not by a Deny that spares one caller, one value or a missing key', () => {
    const role = 'arn:aws:iam::111122223333:role/a';
    expect(open(judge([{ ...INSECURE, Principal: undefined, NotPrincipal: { AWS: [role, '111122223333'] } }]))).toEqual(
      {
        ...BY_ANYONE,
        who: 'aws',
        closest: 0,
      },
    );
    const sparing = (Condition: object) =>
      open(judge([{ Condition: { Bool: { 'aws:SecureTransport': 'false' }, ...Condition } }]));
    expect(sparing({ StringNotEquals: { 'aws:a': 'x' } })).toEqual({
      ...BY_ANYONE,
      context: { 'aws:securetransport': ['false'], 'aws:a': ['x'] },
      openKeys: ['aws:a'],
      closest: 0,
    });
    for (const [value, given] of [
      ['${aws:b}', { 'aws:a': ['any'], 'aws:b': ['any'] }],
      ['${aws:SecureTransport}', { 'aws:a': ['false'] }],
    ] as const)
      expect(sparing({ StringNotEquals: { 'aws:a': value } })).toMatchObject({
        context: { 'aws:securetransport': ['false'], ...given },
        closest: 0,
      });
    expect(sparing({ StringLike: { 'aws:a': '*' } })).toEqual({ ...BY_ANYONE, openKeys: ['aws:a'], closest: 0 });
  });

  test('may hang on what is not known yet', () => {
    const allButThis = { ...INSECURE, Resource: 'arn:aws:s3:::other/*' };
    expect(judge([allButThis, { ...INSECURE, Resource: UNKNOWN_TEXT }])).toEqual({
      verdict: 'unverifiable',
      statement: 1,
    });
    expect(judge([{ Effect: UNKNOWN_TEXT }])).toEqual({ verdict: 'unverifiable', statement: 0 });
    expect(open(judge([{ ...INSECURE, Resource: UNKNOWN_TEXT, Action: 's3:GetObject' }]))).toEqual({
      ...BY_ANYONE,
      closest: 0,
    });
  });

  test('is asked with the actions that only the document names where every action is forbidden', () => {
    const spared = [{ ...INSECURE, Action: undefined, NotAction: 's3:Put*' }];
    expect(judge(spared)).toEqual({ verdict: 'denied' });
    const more = { closest: 0, action: 's3:Putx' };
    expect(open(judge(spared, { everyAction: true }))).toEqual({ ...BY_ANYONE, ...more });
    expect(open(judge(spared, { everyAction: true, bucketActions: [] }))).toEqual({
      ...BY_ANYONE,
      ...more,
      resource: 'arn:aws:s3:::b/any/key',
    });
    const { bucketActions: _, ...ofObjects } = FORBIDDEN;
    expect(open(alwaysDenied(documentOf(spared), { ...ofObjects, everyAction: true }))).toEqual({
      ...BY_ANYONE,
      ...more,
      resource: 'arn:aws:s3:::b/any/key',
    });
    const objectsAlone = [{ ...INSECURE, Resource: 'arn:aws:s3:::b' }];
    for (const objectActions of [undefined, []])
      expect(
        alwaysDenied(documentOf(objectsAlone), {
          bucketArn: FORBIDDEN.bucketArn,
          bucketActions: ['s3:ListBucket'],
          ...(objectActions === undefined ? {} : { objectActions }),
          everyAction: true,
          context: FORBIDDEN.context,
        }),
      ).toEqual({ verdict: 'denied' });
    const bucketAlone = [{ ...INSECURE, Resource: 'arn:aws:s3:::b/*' }];
    expect(judge(bucketAlone, { bucketActions: [], everyAction: true })).toEqual({ verdict: 'denied' });
    const others = [{ Action: 'sqs:*' }, INSECURE];
    expect(judge(others, { everyAction: true })).toEqual({ verdict: 'denied' });
  });
});

describe('the evaluations that a document is worth', () => {
  const ofValues = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);
  /** One statement that 400 000 requests have to be asked for: 5^5 × 4^2 × 8 of values and of none. */
  const CONDITION = {
    StringEquals: {
      ...Object.fromEntries(ofValues(5).map((key) => [key, ofValues(3)])),
      'aws:four': ofValues(2),
      'aws:fore': ofValues(2),
      'aws:eight': ofValues(6),
    },
  };

  test('are 400 000 at most', () => {
    expect(judge([{ Condition: CONDITION }]).verdict).toBe('open');
    const undecided = { 'ForAnyValue:StringEqualsIfExists': { 's3:TlsVersion': '1.2' } };
    const one = { Resource: 'arn:aws:s3:::b', Condition: undecided };
    const rest = { Resource: 'arn:aws:s3:::b/*', Condition: CONDITION };
    expect(judge([one, rest])).toEqual({ verdict: 'unverifiable', statement: 1 });
  });

  test('are those of one caller for all whom no statement tells apart', () => {
    const { v0, v1, v2, v3, v4, 'aws:eight': eight } = CONDITION.StringEquals as Record<string, string[]>;
    const always = { Condition: { Null: { 'aws:a': ['true', 'false'] } } };
    const seldom = { Condition: { StringEquals: { v0, v1, v2, v3, v4, eight } } };
    expect(judge([always, seldom])).toEqual({ verdict: 'denied' });
    const named = { ...seldom, Principal: { AWS: ['111122223333', '444433332222'] } };
    expect(judge([always, seldom, named]).verdict).toBe('unverifiable');
  });

  test('are none for those that a Deny without open keys denies', () => {
    const byAll = { StringEquals: { ...CONDITION.StringEquals, 'aws:nine': ofValues(7) } };
    expect(judge([{ Condition: byAll }]).verdict).toBe('unverifiable');
    expect(judge([{ Condition: byAll }, INSECURE])).toEqual({ verdict: 'denied' });
  });

  test('are counted for every statement that has a say', () => {
    const twice = { Condition: { StringEquals: { ...CONDITION.StringEquals, 'aws:eight': ofValues(2) } } };
    expect(judge([twice, twice]).verdict).toBe('open');
    expect(judge([twice, twice, twice])).toEqual({ verdict: 'unverifiable', statement: 0 });
  });
});

test('every key has each of its values or none, in every combination', () => {
  const keys: [string, ReadonlySet<string>][] = [
    ['a', new Set(['1', '2'])],
    ['b', new Set(['3'])],
  ];
  expect([...contexts(new Map([['k', ['v']]]), keys)].map((one) => Object.fromEntries(one))).toEqual([
    { k: ['v'] },
    { k: ['v'], b: ['3'] },
    { k: ['v'], a: ['1'] },
    { k: ['v'], a: ['1'], b: ['3'] },
    { k: ['v'], a: ['2'] },
    { k: ['v'], a: ['2'], b: ['3'] },
  ]);
  expect([...contexts(new Map(), [])]).toEqual([new Map()]);
});
