import fc from 'fast-check';
import { argumentProblems, checkArguments, required, rules } from '../../runtime/arguments';
import { InvalidInputError } from '../../runtime/errors';

const everyRule = Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, required(rule)]));

describe('arguments', () => {
  test('are judged one by one: each problem has path, value, rule and fix, and printable ones', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => {
        const given = Object.fromEntries(Object.keys(rules).map((name) => [name, value]));
        for (const { path, value: shown, rule, fix } of argumentProblems(given, everyRule)) {
          expect(Object.keys(rules)).toContain(path);
          expect(shown).toMatch(/^[\x20-\x7e]{0,80}$/);
          expect(rule && fix).toBeTruthy();
        }
      }),
    );
  });

  test('that are left out are left to their defaults, unless they are needed', () => {
    expect(argumentProblems({}, { limit: rules.count } as object)).toEqual([]);
    expect(argumentProblems({}, { limit: required(rules.count) } as object).map((p) => p.path)).toEqual(['limit']);
  });

  test.each([undefined, null, 'text', 7])('are an object, not %p', (given) => {
    expect(() => checkArguments(given as unknown as object, {})).toThrow(InvalidInputError);
  });

  test.each([
    ['text', ['a', 'a.b-c'], ['', 'a b', 'a\0', 'é', 'x'.repeat(201), 7]],
    ['reference', ['art_1', 's3://b/k'], ['', 'a b', 'a\n', 'x'.repeat(2049)]],
    ['count', [1, 2 ** 40], [0, -1, 1.5, NaN, Infinity, '1', 2 ** 60]],
    ['flag', [true, false], ['yes', 0, null]],
    ['callback', [() => 1], [{}, 'f']],
    ['signal', [new AbortController().signal], [{}, { aborted: false }]],
    ['folder', ['inputs', 'outputs'], ['', 'other', ['inputs']]],
    ['endState', ['SUCCEEDED', 'FAILED'], ['RUNNING', null]],
    ['artifactState', ['LIVE', 'ANY'], ['live', {}]],
  ] as [keyof typeof rules, unknown[], unknown[]][])('of the kind %s are told apart', (kind, good, bad) => {
    expect(good.filter((value) => !rules[kind].holds(value))).toEqual([]);
    expect(bad.filter((value) => rules[kind].holds(value))).toEqual([]);
  });
});
