import { CATALOG } from '../../policies/catalog';
import { analyze } from '../../tools/policies/analyze';
import type { CheckResult } from '../../tools/policies/check';
import { coverageOf } from '../../tools/policies/coverage';
import { excerptOf } from '../../tools/policies/excerpt';
import { REPORTS } from '../../tools/policies/report';
import { changed, inlineStack, policyOf, siblingStack, stack, UNKNOWN_TEXT, type Given } from './stack';

const withPolicy = (policy: unknown): Given[] => changed(siblingStack(), 'home-policy', (i) => ({ ...i, policy }));
const withStatement = (statement: Record<string, unknown>): Given[] => {
  const document = policyOf('gl-home');
  document.Statement[0] = { ...document.Statement[0], ...statement };
  return withPolicy(JSON.stringify(document));
};
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

const BAD: Record<string, Given[]> = {
  'no JSON': withPolicy('{"Statement": [}'),
  'an empty text': withPolicy(''),
  'null as JSON': withPolicy('null'),
  'a number as JSON': withPolicy('7'),
  'a list as JSON': withPolicy('[]'),
  'a boolean in its place': withPolicy(true),
  'a number in its place': withPolicy(7),
  'a list in its place': withPolicy([]),
  'an empty object': withPolicy({}),
  'a megabyte of statements': withPolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: Array(6_000).fill(policyOf('gl-home').Statement[1]) }),
  ),
  'a megabyte of brackets': withPolicy(nested(500_000)),
  'brackets within a condition': withStatement({
    Condition: { Bool: { 'aws:SecureTransport': JSON.parse(nested(500)) } },
  }),
  'conditions within conditions': withStatement({
    Condition: { Bool: { Bool: { Bool: { 'aws:SecureTransport': 'false' } } } },
  }),
  'actions that are no texts': withStatement({ Action: [null, 7, {}, ['s3:*']] }),
  'a pattern that looks like a regular expression': withStatement({ Action: 's3:(a+)+$' }),
  '__proto__ as an effect': withPolicy(
    '{"Statement":{"__proto__":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}}',
  ),
  'constructor as an operator': withStatement({ Condition: { constructor: { 'aws:SecureTransport': 'false' } } }),
  '__proto__ as a kind of principal': withStatement({ Principal: JSON.parse('{"__proto__":"*"}') }),
  'toString as a principal': withStatement({ Principal: { toString: '*' } }),
  '__proto__ as an operator': withStatement({ Condition: JSON.parse('{"__proto__":{"aws:SecureTransport":"false"}}') }),
  'hasOwnProperty as an operator': withStatement({ Condition: { hasOwnProperty: { 'aws:SecureTransport': 'false' } } }),
  '__proto__ as a key of a condition': withStatement({
    Condition: { Bool: JSON.parse('{"aws:SecureTransport":"false","__proto__":"x"}') },
  }),
  'constructor as a key of a condition': withStatement({
    Condition: { Bool: { 'aws:SecureTransport': 'false', constructor: 'x' } },
  }),
  'hasOwnProperty as a key of a condition': withStatement({
    Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringLike: { hasOwnProperty: 'x' } },
  }),
  'a catastrophic pattern of actions': withStatement({ Action: `s3:${'*a'.repeat(5_000)}` }),
  'a catastrophic pattern of resources': withStatement({ Resource: `arn:aws:s3:::gl-home${'/*a*?'.repeat(3_000)}b` }),
  'colons and stars without end': withStatement({ Resource: `arn:aws:s3${':*'.repeat(8_000)}:b` }),
  'a catastrophic pattern of a condition': withStatement({
    Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringLike: { 'aws:UserAgent': `${'*a'.repeat(5_000)}b` } },
  }),
};

/** The policies as objects, so that every place in them is one of its own. */
const asObjects = (given: readonly Given[]): Given[] =>
  given.map((one) => {
    const policy = one.inputs?.['policy'];
    return typeof policy === 'string'
      ? { ...one, inputs: { ...one.inputs, policy: JSON.parse(policy) as unknown } }
      : one;
  });

/** Those that a program can give as an object, whose fault survives: an own `__proto__` is lost where Pulumi reads it. */
const asObject = Object.entries(BAD).filter(([what, given]) => {
  const policy = given.find(({ name }) => name === 'home-policy')!.inputs!['policy'];
  return typeof policy === 'string' && policy.startsWith('{') && what !== 'no JSON' && !what.includes('__proto__');
});

/** The SDK alone copies a megabyte of objects for seconds. */
const COPIED_BY_THE_SDK = 'a megabyte of statements, as an object';

const BAD_IN_BOTH_FORMS = [
  ...Object.entries(BAD),
  ...asObject.map(([what, given]) => [`${what}, as an object`, asObjects(given)] as const),
];

describe('a malformed policy', () => {
  test.each(BAD_IN_BOTH_FORMS)('is a violation and no crash: %s', async (what, given) => {
    const begin = performance.now();
    const { findings } = await analyze(stack(given));
    expect(findings).toContainEqual(
      expect.objectContaining({ control: 's3-bucket-tls-required', verdict: 'fail', level: 'mandatory' }),
    );
    expect(performance.now() - begin).toBeLessThan(what === COPIED_BY_THE_SDK ? 30_000 : 10_000);
  });

  test('pollutes no prototype', async () => {
    await analyze(
      stack(
        BAD_IN_BOTH_FORMS.filter(([what]) => !what.includes('megabyte'))
          .flatMap(([, given]) => given)
          .map((one, index) => ({
            ...one,
            name: `${one.name}${index}`,
            dependsOn: {},
          })),
      ),
    );
    expect(({} as Record<string, unknown>)['Effect']).toBeUndefined();
  });

  test('that takes more evaluations than it is worth is not judged, and no hang', async () => {
    const keys = Array.from({ length: 18 }, (_, index) => [`aws:k${index}`, ['a', 'b', 'c', 'd']]);
    const begin = performance.now();
    const { findings } = await analyze(
      stack(
        withStatement({
          Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringNotEquals: Object.fromEntries(keys) },
        }),
      ),
    );
    expect(findings).toContainEqual(expect.objectContaining({ control: 's3-bucket-tls-required', level: 'mandatory' }));
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});

type Path = (string | number)[];
/** Every place of a value, and that value with another in that place. */
function* places(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value))
    yield* places(child, [...path, Array.isArray(value) ? Number(key) : key]);
}
function put(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  const copy: Record<string | number, unknown> | unknown[] = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...(value as object) };
  (copy as Record<string | number, unknown>)[key] = put((value as Record<string | number, unknown>)[key], rest, other);
  return copy;
}

const FORMS: [string, Given[]][] = [
  ['sibling', asObjects(siblingStack()).slice(0, 6)],
  ['inline', asObjects(inlineStack()).slice(0, 2)],
];
const everyPlace = FORMS.flatMap(([form, given]) =>
  given.flatMap((one, index) =>
    [...places(one.inputs)].filter((path) => path.length > 0).map((path) => ({ form, given, index, path })),
  ),
);
const withPlace = ({ given, index, path }: (typeof everyPlace)[number], other: unknown): Given[] =>
  given.map((one, at) =>
    at === index
      ? { ...one, inputs: put(one.inputs, path, other) as Record<string, unknown>, secretInputs: [String(path[0])] }
      : one,
  );

describe('a value in every position', () => {
  test('that is not known is a verdict, never a crash, and no preview fails for it', async () => {
    const failed: string[] = [];
    for (const place of everyPlace) {
      const compliant = await analyze(stack(place.given));
      const { findings } = await analyze(stack(withPlace(place, UNKNOWN_TEXT)));
      const before = new Set(compliant.findings.map(({ policy, urn }) => `${policy} ${urn}`));
      const news = findings.filter(({ verdict, policy, urn }) => verdict === 'fail' && !before.has(`${policy} ${urn}`));
      if (news.length > 0) failed.push(`${place.form} ${place.given[place.index]!.name} ${place.path.join('.')}`);
    }
    expect(failed).toEqual([]);
  });

  test.each(['hunter2-PLANTED', 31_337_421, { planted: 'hunter2-PLANTED' }, ['hunter2-PLANTED'], 's3:hunter2PLANTED'])(
    'that is a secret is in no message and no report: %j',
    async (secret) => {
      for (const place of everyPlace) {
        const resources = stack(withPlace(place, secret));
        const { findings, words } = await analyze(resources);
        const located = findings.map((finding) => ({
          ...finding,
          inForce: finding.level,
          judgedLater: false,
          ...excerptOf(finding, words, resources),
        }));
        const result: CheckResult = {
          stack: 'test',
          stackFile: 'Pulumi.test.yaml',
          exitCode: 1,
          unverifiable: 'refuse',
          registered: [],
          resources: resources.length,
          findings: located,
          words,
          coverage: coverageOf(words, [], CATALOG, {}),
          exemptions: [],
          problems: [],
        };
        const shown = Object.values(REPORTS)
          .map((report) => report(result))
          .join('\n');
        expect(/hunter2|planted|31337421/i.test(shown)).toBe(false);
      }
    },
  );
});
