import * as fc from 'fast-check';
import { evaluate, type Request } from '../../../policies/document/evaluate';
import { BUCKET_POLICY, parseDocument, type DocumentKind, type ParsedDocument } from '../../../policies/document/parse';
import { PAGES, type Case } from './case';
import { UNKNOWN_TEXT } from '../stack';
import { CASES } from './cases';
import { unknownCheckingProxy } from '../unknown';

const BASE = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::gl-home/*' };
const parse = (value: unknown, kind: DocumentKind = BUCKET_POLICY) => parseDocument({ state: 'known', value }, kind);
const documentOf = (value: unknown): ParsedDocument => {
  const parsed = parse(value);
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return parsed.document;
};
const requestOf = ({ principal, action, resource, context }: NonNullable<Case['request']>): Request => ({
  principal: principal ?? { kind: 'anonymous' },
  action: action ?? 's3:GetObject',
  resource: resource ?? 'arn:aws:s3:::gl-home/a',
  context: new Map(Object.entries(context ?? {})),
});

describe('a document gives what AWS decides', () => {
  test.each(CASES.map((one) => [`${one.name} (${PAGES[one.page]})`, one] as const))('%s', (_, one) => {
    const written = one.document ?? { Version: '2012-10-17', Statement: [{ ...BASE, ...one.statement }] };
    for (const given of typeof written === 'string'
      ? [written]
      : [JSON.stringify(written), JSON.parse(JSON.stringify(written))]) {
      const parsed = parse(given, one.kind);
      const gives =
        parsed.state === 'document' ? evaluate(parsed.document, requestOf(one.request ?? {})).effect : parsed.state;
      expect(gives).toBe(one.gives);
    }
  });

  test('cites a page for at least 150 cases, no two of them alike', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(150);
    const alike = CASES.map(({ page, name }) => `${page} ${name}`);
    expect(new Set(alike).size).toBe(CASES.length);
  });
});

const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const subset = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
const PRINCIPALS = [
  '*',
  { AWS: '111122223333' },
  { AWS: 'arn:aws:iam::111122223333:role/writer' },
  { Service: 's.amazonaws.com' },
];
const ACTIONS = ['s3:*', 's3:Get*', 's3:GetObject', 's3:PutObject'];
const RESOURCES = ['*', 'arn:aws:s3:::gl-home', 'arn:aws:s3:::gl-home/*', 'arn:aws:s3:::gl-home/a*'];
const condition = fc.dictionary(
  oneOf(
    'StringEquals',
    'StringNotEquals',
    'StringLikeIfExists',
    'ForAllValues:StringEquals',
    'ForAnyValue:StringLike',
    'Null',
  ),
  fc.dictionary(oneOf('aws:a', 'aws:b'), subset('true', 'false', 'x*'), { minKeys: 1 }),
  { maxKeys: 2 },
);
const statement = fc
  .record({
    Effect: oneOf('Allow', 'Deny'),
    Principal: oneOf<unknown>(...PRINCIPALS),
    not: fc.record({ action: fc.boolean(), resource: fc.boolean() }),
    actions: subset(...ACTIONS),
    resources: subset(...RESOURCES),
    Condition: condition,
  })
  .map(({ not, actions, resources, ...rest }) => ({
    ...rest,
    [not.action ? 'NotAction' : 'Action']: actions,
    [not.resource ? 'NotResource' : 'Resource']: resources,
  }));
const statements = fc.array(statement, { maxLength: 4 });
const request: fc.Arbitrary<Request> = fc.record({
  principal: oneOf<Request['principal']>(
    { kind: 'anonymous' },
    {
      kind: 'aws',
      arn: 'arn:aws:sts::111122223333:assumed-role/writer/s',
      account: '111122223333',
      role: 'arn:aws:iam::111122223333:role/writer',
    },
    { kind: 'service', name: 's.amazonaws.com' },
  ),
  action: oneOf('s3:GetObject', 's3:PutObject', 's3:ListBucket'),
  resource: oneOf('arn:aws:s3:::gl-home', 'arn:aws:s3:::gl-home/a', 'arn:aws:s3:::gl-home/b'),
  context: fc
    .dictionary(oneOf('aws:a', 'aws:b'), subset('true', 'false', 'xy'))
    .map((keys) => new Map(Object.entries(keys))),
});
const effect = (list: readonly unknown[], asked: Request) =>
  evaluate(documentOf({ Version: '2012-10-17', Statement: list }), asked).effect;
/** As the SDK hands values to a policy: one that is not known throws when it is read. */

describe('the laws of documents', () => {
  test('the order of statements does not matter', () => {
    fc.assert(
      fc.property(statements, request, (list, asked) =>
        expect(effect(list.toReversed(), asked)).toBe(effect(list, asked)),
      ),
    );
  });

  test('a Deny more never allows more', () => {
    fc.assert(
      fc.property(statements, statement, request, (list, more, asked) => {
        const after = effect([...list, { ...more, Effect: 'Deny' }], asked);
        if (effect(list, asked) !== 'allowed') expect(after).not.toBe('allowed');
      }),
    );
  });

  test('an Allow more takes nothing away and lifts no explicit deny', () => {
    fc.assert(
      fc.property(statements, statement, request, (list, more, asked) => {
        const [before, after] = [effect(list, asked), effect([...list, { ...more, Effect: 'Allow' }], asked)];
        if (before !== 'implicitDeny') expect(after).toBe(before);
      }),
    );
  });

  test('a statement may be split by its actions and by its resources', () => {
    fc.assert(
      fc.property(statements, statement, request, (list, one, asked) => {
        for (const key of ['Action', 'Resource'] as const) {
          const values = (one as Record<string, unknown>)[key] as string[] | undefined;
          const parts = (values ?? []).map((value) => ({ ...one, [key]: value }));
          if (parts.length > 0) expect(effect([...list, ...parts], asked)).toBe(effect([...list, one], asked));
        }
      }),
    );
  });

  test('a statement twice says nothing more', () => {
    fc.assert(
      fc.property(statements, request, (list, asked) =>
        expect(effect([...list, ...list], asked)).toBe(effect(list, asked)),
      ),
    );
  });

  test('one value is a list of one', () => {
    fc.assert(
      fc.property(statements, statement, request, (list, one, asked) => {
        const single = Object.fromEntries(
          Object.entries(one).map(([key, value]) => [
            key,
            Array.isArray(value) && value.length === 1 ? value[0] : value,
          ]),
        );
        expect(effect([...list, single], asked)).toBe(effect([...list, one], asked));
      }),
    );
  });

  test('a condition more never makes a statement speak of more requests', () => {
    fc.assert(
      fc.property(statement, condition, request, (one, more, asked) => {
        const alone = (Condition: unknown) => effect([{ ...one, Effect: 'Deny', Condition }], asked);
        const both = Object.fromEntries(
          [...new Set([...Object.keys(one.Condition), ...Object.keys(more)])].map((operator) => [
            operator,
            { ...more[operator], ...one.Condition[operator] },
          ]),
        );
        if (alone(one.Condition) === 'implicitDeny') expect(alone(both)).toBe('implicitDeny');
      }),
    );
  });

  test('Action and NotAction, Resource and NotResource are each other turned round', () => {
    fc.assert(
      fc.property(subset(...ACTIONS), subset(...RESOURCES), request, (actions, resources, asked) => {
        const denies = (given: object): boolean =>
          effect([{ Effect: 'Deny', Principal: '*', ...given }], asked) === 'explicitDeny';
        expect(denies({ Action: actions, Resource: '*' })).toBe(!denies({ NotAction: actions, Resource: '*' }));
        expect(denies({ Action: '*', Resource: resources })).toBe(!denies({ Action: '*', NotResource: resources }));
      }),
    );
  });

  test('the case of actions and of the names of keys does not matter', () => {
    fc.assert(
      fc.property(statements, request, (list, asked) => {
        const shouted = list.map((one) => ({
          ...one,
          ...('Action' in one ? { Action: (one.Action as string[]).map((action) => action.toUpperCase()) } : {}),
          Condition: Object.fromEntries(
            Object.entries(one.Condition).map(([operator, keys]) => [
              operator,
              Object.fromEntries(Object.entries(keys).map(([key, values]) => [key.toUpperCase(), values])),
            ]),
          ),
        }));
        expect(effect(shouted, asked)).toBe(effect(list, asked));
      }),
    );
  });

  test('what is not known yet makes nothing certain that its value would decide otherwise', () => {
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 3 }),
        request,
        fc.nat(),
        oneOf('Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition', 'whole'),
        (list, asked, pick, key) => {
          const at = pick % list.length;
          const one = list[at]!;
          const open = key === 'whole' || !Object.hasOwn(one, key) ? UNKNOWN_TEXT : { ...one, [key]: UNKNOWN_TEXT };
          const Statement = list.map((other, index) => (index === at ? open : other));
          const now = evaluate(documentOf(unknownCheckingProxy({ Version: '2012-10-17', Statement })), asked).effect;
          if (now !== 'unverifiable') expect(now).toBe(effect(list, asked));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
