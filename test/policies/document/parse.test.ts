import { UNKNOWN } from '../../../policies/document/leaf';
import { BUCKET_POLICY, isPartlyUnknown, parseDocument, type DocumentKind } from '../../../policies/document/parse';
import { IDENTITY_POLICY, TRUST_POLICY } from '../../../policies/document-kinds';
import { UNKNOWN_TEXT } from '../stack';
import { DENY, V } from './case';
import { unknownCheckingProxy } from '../unknown';

const parse = (value: unknown, kind: DocumentKind = BUCKET_POLICY) =>
  parseDocument({ state: 'known', value: unknownCheckingProxy(value) }, kind);
const problemsOf = (value: unknown, kind?: DocumentKind): readonly string[] => {
  const parsed = parse(value, kind);
  return parsed.state === 'malformed' ? parsed.problems : [];
};
const inStatement = (change: Record<string, unknown>, kind?: DocumentKind): readonly string[] =>
  problemsOf({ Version: V, Statement: [{ ...DENY, ...change }] }, kind);
const statementOf = (change: Record<string, unknown>, kind?: DocumentKind) => {
  const statement = JSON.parse(JSON.stringify({ ...DENY, ...change })) as unknown;
  const parsed = parse({ Version: V, Statement: [statement] }, kind);
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return parsed.document.statements[0]!;
};

describe('the problems of a document', () => {
  test('are one each where it is none at all', () => {
    expect(parseDocument({ state: 'absent' }, BUCKET_POLICY)).toEqual({
      state: 'malformed',
      problems: ['it is empty'],
    });
    expect(problemsOf('{')).toEqual(['it is no JSON']);
    for (const other of ['7', 'null', '[]', [], true]) expect(problemsOf(other)).toEqual(['it is no JSON object']);
    expect(problemsOf({})).toEqual(['Statement is missing']);
    expect(problemsOf({ Version: '2012', Statement: [], Extra: 1 })).toEqual([
      'it has an element that IAM does not know',
      'Version is neither 2012-10-17 nor 2008-10-17',
    ]);
    expect(problemsOf({ Version: null, Id: 'a', Statement: [DENY] })).toEqual([]);
  });

  test('are said once, however often they are there', () => {
    expect(problemsOf({ Statement: [DENY], a: 1, b: 2 })).toEqual(['it has an element that IAM does not know']);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['an element', { Extra: 1 }, ['has an element that IAM does not know']],
    ['a Sid', { Sid: 7 }, ['.Sid is no text']],
    ['an effect', { Effect: 'deny' }, ['.Effect is neither Allow nor Deny']],
    ['no effect', { Effect: null }, ['.Effect is neither Allow nor Deny']],
    ['actions', { Action: [7, 's3'] }, ['.Action[0] is no text', 'has an action that is not service:Action']],
    ['one action', { Action: null }, ['.Action is empty']],
    ['no actions', { Action: [] }, ['.Action is empty']],
    ['actions twice', { NotAction: '*' }, ['has both Action and NotAction']],
    [
      'resources',
      { Resource: ['*', {}, 'b'] },
      ['.Resource[1] is no text', 'has a resource that is neither "*" nor an ARN'],
    ],
    ['resources twice', { NotResource: 'arn:aws:s3:::b' }, ['has both Resource and NotResource']],
    ['a principal', { Principal: 'b' }, ['.Principal is neither "*" nor a map']],
    ['no principal', { Principal: null }, ['.Principal is neither "*" nor a map']],
    ['principals twice', { NotPrincipal: '*', Principal: '*' }, ['has both Principal and NotPrincipal']],
    ['an empty principal', { Principal: {} }, ['.Principal is an empty map']],
    [
      'a kind of principal',
      { Principal: { User: 'b' } },
      ['.Principal has a kind of principal that IAM does not know'],
    ],
    ['principals of a kind', { Principal: { AWS: [] } }, ['.Principal.AWS is empty']],
    [
      'a part of a principal',
      { Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } },
      ['.Principal has a wildcard in a part of a principal'],
    ],
    [
      'whom it exempts',
      { Effect: 'Allow', Principal: undefined, NotPrincipal: { AWS: '*' } },
      ['has NotPrincipal with Allow, which AWS does not support'],
    ],
    ['conditions', { Condition: 'a' }, ['.Condition is no object']],
    [
      'an operator',
      { Condition: { 'String-Equals': { a: 'b' } } },
      ['.Condition has an operator that IAM does not know'],
    ],
    [
      'an operator by half',
      { Condition: { Stringequals: { a: 'b' } } },
      ['.Condition has an operator that IAM does not know'],
    ],
    ['Null with a set', { Condition: { 'ForAnyValue:Null': { a: 'true' } } }, ['.Condition has Null with more to it']],
    ['Null with IfExists', { Condition: { NullIfExists: { a: 'true' } } }, ['.Condition has Null with more to it']],
    ['no keys', { Condition: { Bool: null } }, ['.Condition has an operator without keys']],
    ['keys', { Condition: { Bool: ['a'] } }, ['.Condition has an operator without keys']],
    ['values', { Condition: { Bool: { a: [] } } }, ['.Condition has a key without values']],
    ['a value', { Condition: { Bool: { a: null } } }, ['.Condition has a key without values']],
    [
      'one of the values',
      { Condition: { Bool: { a: ['true', {}, null] } } },
      ['.Condition has a value that is neither text, number nor boolean'],
    ],
  ])('name the statement and the rule: %s', (_, change, problems) => {
    const given = Object.fromEntries(Object.entries({ ...DENY, ...change }).filter(([, value]) => value !== undefined));
    expect(problemsOf({ Version: V, Statement: [DENY, given] })).toEqual(
      problems.map((problem) => `Statement[1]${problem.startsWith('.') ? '' : ' '}${problem}`),
    );
  });

  test('are those of every statement at once', () => {
    expect(problemsOf({ Version: V, Statement: [7, { Effect: 'Deny' }, DENY] })).toEqual([
      'Statement[0] is no object',
      'Statement[1] has neither Action nor NotAction',
      'Statement[1] has neither Principal nor NotPrincipal',
      'Statement[1] has neither Resource nor NotResource',
    ]);
  });

  test('are what the kind of document does not take', () => {
    expect(inStatement({}, IDENTITY_POLICY)).toEqual(['Statement[0] may not have a principal']);
    const { Principal: _, ...exempting } = { ...DENY, NotPrincipal: '*' };
    expect(problemsOf({ Version: V, Statement: exempting }, IDENTITY_POLICY)).toEqual([
      'Statement[0] may not have a principal',
    ]);
    expect(problemsOf({ Version: V, Statement: exempting }, TRUST_POLICY)).toEqual([
      'Statement[0] may not have NotPrincipal in a trust policy',
      'Statement[0] may not have Resource',
    ]);
    const { Resource: __, ...trusting } = { ...DENY, NotResource: '*' };
    expect(problemsOf({ Version: V, Statement: trusting }, TRUST_POLICY)).toEqual([
      'Statement[0] may not have Resource',
    ]);
  });

  test('are none where all is as the grammar says', () => {
    expect(inStatement({ Sid: 'One', Condition: { Null: { a: [true, 'false'] } } })).toEqual([]);
  });

  test('have its length among them beyond what AWS takes, without the white space that AWS does not keep', () => {
    const ofBytes = (bytes: number): string => {
      const text = JSON.stringify({ Version: V, Id: '', Statement: [DENY] });
      return text.replace('"Id":""', `"Id":"${' '.repeat(bytes - text.length)}"`);
    };
    expect(problemsOf(ofBytes(20_480))).toEqual([]);
    expect(problemsOf(ofBytes(20_481))).toEqual(['it is longer than the 20480 bytes that AWS takes']);
    expect(problemsOf(ofBytes(20_480).replaceAll(',', ` ,\n${' '.repeat(10_000)}`))).toEqual([]);
    expect(problemsOf(ofBytes(20_480).replace('"Id":" ', '"Id":"é'))).toHaveLength(1);
    expect(problemsOf(ofBytes(20_480).replace('"Id":"   ', '"Id":"\\" '))).toEqual([]);
  });
});

describe('what is not known yet', () => {
  test('is the document when it decides how all of it is read', () => {
    expect(parseDocument({ state: 'unknown', path: 'policy' }, BUCKET_POLICY)).toEqual({
      state: 'unknown',
      path: 'policy',
    });
    expect(parse({ Version: UNKNOWN_TEXT, Statement: [DENY] })).toEqual({ state: 'unknown', path: 'Version' });
    expect(parse({ Version: V, Statement: UNKNOWN_TEXT })).toEqual({ state: 'unknown', path: 'Statement' });
  });

  test('stays in its place', () => {
    const parsed = parse({ Version: V, Statement: [UNKNOWN_TEXT] });
    const anything = { negated: false, values: [UNKNOWN] };
    expect(parsed).toEqual({
      state: 'document',
      document: {
        variables: true,
        statements: [
          { index: 0, effect: UNKNOWN, principals: undefined, actions: anything, resources: anything, conditions: [] },
        ],
      },
    });
    const unread = { operator: UNKNOWN, set: undefined, ifExists: false, key: '', values: [] };
    expect(statementOf({ Condition: UNKNOWN_TEXT }).conditions).toEqual([unread]);
    expect(statementOf({ Condition: { Bool: UNKNOWN_TEXT } }).conditions).toEqual([unread]);
    const values = (given: unknown) => statementOf({ Condition: { Bool: { A: given } } }).conditions[0]!.values;
    expect(values(UNKNOWN_TEXT)).toEqual([UNKNOWN]);
    expect(values(['true', UNKNOWN_TEXT, false, 7])).toEqual(['true', UNKNOWN, 'false', '7']);
    expect(statementOf({ Effect: UNKNOWN_TEXT }).effect).toBe(UNKNOWN);
    expect(statementOf({ Action: ['s3:*', UNKNOWN_TEXT] }).actions.values).toEqual(['s3:*', UNKNOWN]);
    expect(statementOf({ Resource: UNKNOWN_TEXT }).resources).toEqual({ negated: false, values: [UNKNOWN] });
    expect(statementOf({ Principal: UNKNOWN_TEXT }).principals).toEqual({
      negated: false,
      entries: [{ kind: 'AWS', value: UNKNOWN }],
    });
    expect(statementOf({ Principal: { Service: UNKNOWN_TEXT } }).principals?.entries).toEqual([
      { kind: 'Service', value: UNKNOWN },
    ]);
    expect(statementOf({ Sid: UNKNOWN_TEXT })).toEqual(statementOf({}));
  });

  test('makes a document partly unknown wherever it is', () => {
    const partly = (change: Record<string, unknown>, kind?: DocumentKind): boolean =>
      isPartlyUnknown({ variables: true, statements: [statementOf({}), statementOf(change, kind)] });
    expect(partly({})).toBe(false);
    expect(partly({ Condition: { Bool: { a: 'true' } } })).toBe(false);
    for (const key of ['Effect', 'Principal', 'Action', 'Resource', 'Condition'])
      expect(partly({ [key]: UNKNOWN_TEXT })).toBe(true);
    expect(partly({ Condition: { Bool: { a: UNKNOWN_TEXT } } })).toBe(true);
    const [identity, trust] = [
      { ...IDENTITY_POLICY, principal: false },
      { ...TRUST_POLICY, resource: false },
    ];
    expect(partly({ Principal: undefined }, identity)).toBe(false);
    expect(partly({ Principal: undefined, Resource: UNKNOWN_TEXT }, identity)).toBe(true);
    expect(partly({ Resource: undefined }, trust)).toBe(false);
    expect(partly({ Resource: undefined, Principal: UNKNOWN_TEXT }, trust)).toBe(true);
  });
});

test('a statement is read with what it names and what it exempts', () => {
  expect(
    statementOf({
      Principal: undefined,
      NotPrincipal: { AWS: ['111122223333'], Service: 's.amazonaws.com' },
      Action: undefined,
      NotAction: 's3:Get*',
      Resource: undefined,
      NotResource: ['arn:aws:s3:::b'],
      Condition: { 'ForAllValues:StringLikeIfExists': { 'aws:TagKeys': 'a' }, Null: { B: true } },
    }),
  ).toEqual({
    index: 0,
    effect: 'Deny',
    principals: {
      negated: true,
      entries: [
        { kind: 'AWS', value: '111122223333' },
        { kind: 'Service', value: 's.amazonaws.com' },
      ],
    },
    actions: { negated: true, values: ['s3:Get*'] },
    resources: { negated: true, values: ['arn:aws:s3:::b'] },
    conditions: [
      { operator: 'StringLike', set: 'ForAllValues', ifExists: true, key: 'aws:tagkeys', values: ['a'] },
      { operator: 'Null', set: undefined, ifExists: false, key: 'b', values: ['true'] },
    ],
  });
});
