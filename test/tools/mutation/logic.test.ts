import { isNoDecision, LOGIC_OPERATORS } from '../../../tools/mutation/logic';
import { mutantsOf, mutated } from '../../../tools/mutation/mutants';

const changed = (text: string): string[] =>
  mutantsOf('x.ts', text, LOGIC_OPERATORS, isNoDecision).map((mutant) => mutated(text, mutant));

describe('the mutants of a decision', () => {
  test.each([
    ['x = a === b', ['x = a !== b']],
    ['x = a < b', ['x = a <= b']],
    ['x = a && !b', ['x = a || !b', 'x = a && b']],
    ['x = a ?? b', ['x = a && b']],
    ['if (a) b()', ['if (true) b()', 'if (false) b()']],
    ['x = a ? b : c', ['x = true ? b : c', 'x = false ? b : c']],
    ['x = 7', ['x = (7 + 1)']],
    ["x = 'yes'", ["x = ''"]],
    ["x = ''", ["x = 'mutant'"]],
    ['x = true', ['x = false']],
    [
      'const f = () => { return 1n; }',
      ['const f = () => { return undefined; }', 'const f = () => { return (1n + 1n); }'],
    ],
  ])('of %s are its neighbours', (text, mutants) => {
    expect(changed(text).sort()).toEqual([...mutants].sort());
  });

  test.each([
    '() => { return undefined; }',
    "x = 'words for people'",
    "x = { 'a-b': c }",
    "x = Symbol('*')",
    "import x from 'y'",
  ])('are none of what decides nothing: %s', (text) => expect(changed(text)).toEqual([]));
});
