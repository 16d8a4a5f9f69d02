import { conditionHolds } from '../../../policies/document/condition';
import { UNKNOWN, type Leaf } from '../../../policies/document/leaf';
import type { Condition } from '../../../policies/document/parse-condition';

const holds = (name: string, values: readonly Leaf[], given: string[] | undefined) => {
  const [, set, operator = '', ifExists] = /^(?:(\w+):)?(\w+?)(IfExists)?$/.exec(name)!;
  const condition = { operator, set: set as Condition['set'], ifExists: ifExists !== undefined, key: 'a', values };
  return conditionHolds(condition, new Map(given === undefined ? [] : [['a', given]]), true);
};

describe('a condition', () => {
  test.each<[string, readonly Leaf[], string[] | undefined, string]>([
    ['StringEquals', ['x'], ['x'], 'yes'],
    ['StringEquals', ['x'], ['y'], 'no'],
    ['StringEquals', ['x'], undefined, 'no'],
    ['StringEquals', ['x'], [], 'no'],
    ['StringEquals', [UNKNOWN, 'x'], ['x'], 'yes'],
    ['StringEquals', [UNKNOWN, 'x'], ['y'], 'unknown'],
    ['StringEquals', [UNKNOWN], undefined, 'no'],
    ['StringEquals', ['x'], ['y', 'x'], 'yes'],
    ['StringEqualsIfExists', [UNKNOWN], undefined, 'yes'],
    ['StringEqualsIfExists', ['x'], ['y'], 'no'],
    ['StringNotEquals', [UNKNOWN, 'x'], ['x'], 'no'],
    ['StringNotEquals', [UNKNOWN, 'x'], ['y'], 'unknown'],
    ['StringNotEquals', [UNKNOWN], undefined, 'yes'],
    ['StringNotEquals', ['x'], ['y', 'x'], 'no'],
    ['ForAllValues:StringEquals', [UNKNOWN], undefined, 'yes'],
    ['ForAllValues:StringEquals', [UNKNOWN], [], 'yes'],
    ['ForAllValues:StringEquals', ['x'], ['x', 'y'], 'no'],
    ['ForAllValues:StringEquals', ['x', UNKNOWN], ['x', 'y'], 'unknown'],
    ['ForAnyValue:StringEquals', ['x'], ['y', 'x'], 'yes'],
    ['ForAnyValue:StringEquals', [UNKNOWN], undefined, 'no'],
    ['ForAnyValue:StringEqualsIfExists', ['x'], undefined, 'unknown'],
    ['ForAnyValue:StringEqualsIfExists', ['x'], ['x'], 'yes'],
    ['ForAnyValue:StringNotEquals', ['x'], ['x', 'y'], 'yes'],
    ['Null', ['true'], undefined, 'yes'],
    ['Null', ['TRUE'], [], 'yes'],
    ['Null', ['true'], ['x'], 'no'],
    ['Null', ['false'], ['x'], 'yes'],
    ['Null', [UNKNOWN], ['x'], 'unknown'],
    ['Null', [UNKNOWN, 'false'], ['x'], 'yes'],
    ['Null', ['true', 'false'], ['x'], 'yes'],
  ])('by %s with %j on %j holds: %s', (name, values, given, expected) => {
    expect(holds(name, values, given)).toBe(expected);
  });

  test('that is not known as a whole may hold or not', () => {
    const unread: Condition = { operator: UNKNOWN, set: undefined, ifExists: false, key: '', values: [] };
    expect(conditionHolds(unread, new Map(), true)).toBe('unknown');
  });

  test('whose variable has no value matches nothing, where variables are read', () => {
    const condition: Condition = {
      operator: 'StringEquals',
      set: undefined,
      ifExists: false,
      key: 'a',
      values: ['${b}'],
    };
    const judged = (b: string[], variables: boolean) =>
      conditionHolds(
        condition,
        new Map([
          ['a', ['x']],
          ['b', b],
        ]),
        variables,
      );
    expect(judged(['x'], true)).toBe('yes');
    expect(judged([], true)).toBe('no');
    expect(judged(['x'], false)).toBe('no');
  });
});
