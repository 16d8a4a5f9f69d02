import * as fc from 'fast-check';
import { ANY, ONE } from '../../../policies/document/pattern';
import { globOf, patternOf, variablesOf, type Context } from '../../../policies/document/variables';

const CONTEXT: Context = new Map([
  ['aws:username', ['bob']],
  ['aws:principaltag/a,b', ['c']],
  ['s3:prefix', ['x*', 'y']],
  ['none', []],
  ['odd', ['a:?']],
]);
/** Tokens as text: what is literal in brackets. */
const read = (value: string, variables = true): string | undefined =>
  patternOf(value, variables, CONTEXT)
    ?.map((t) => (typeof t === 'symbol' ? t.description : t.literal ? `[${t.character}]` : t.character))
    .join('');

describe('a value of a policy', () => {
  test.each<[string, string | undefined]>([
    ['a*b?', 'a*b?'],
    ['${aws:username}', '[b][o][b]'],
    ['x/${AWS:UserName}/*', 'x/[b][o][b]/*'],
    ['${ aws:username }', '[b][o][b]'],
    ["${aws:username, 'x'}", '[b][o][b]'],
    ["${missing, 'x y'}", '[x][ ][y]'],
    ["${ missing ,''}", ''],
    ["${s3:prefix, 'x'}", '[x]'],
    ["${missing, 'x}", undefined],
    ['${s3:prefix}', undefined],
    ['${missing}', undefined],
    ['${none}', undefined],
    ['${}', undefined],
    ['${*}${?}${$}', '[*][?][$]'],
    ['${ * }', '[*]'],
    ['${odd}', '[a][:][?]'],
    ['a${aws:username', 'a${aws:username'],
    ['$aws:username}', '$aws:username}'],
    ['}${aws:username}', '}[b][o][b]'],
    ['${aws:username}${aws:username}', '[b][o][b][b][o][b]'],
    ['', ''],
    ['😀*', '😀*'],
  ])('is read as a pattern: %s', (value, pattern) => expect(read(value)).toBe(pattern));

  test('is read once where nothing in it is a variable', () => {
    expect(patternOf('s3:Get*', true, CONTEXT)).toBe(patternOf('s3:Get*', true, new Map()));
    expect(patternOf('s3:Get*', false, CONTEXT)).toBe(globOf('s3:Get*'));
  });

  test('has no variables where they are not read', () => {
    expect(read('${aws:username}*', false)).toBe('${aws:username}*');
    expect(globOf('${a}*?')).toEqual([...Array.from('${a}', (character) => ({ character, literal: false })), ANY, ONE]);
  });

  test('counts a character beyond the first plane as one, wherever it stands', () => {
    expect(patternOf('😀${a}😀', true, new Map([['a', ['😀']]]))).toEqual([
      { character: '😀', literal: false },
      { character: '😀', literal: true },
      { character: '😀', literal: false },
    ]);
  });

  test('says all of itself, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          globOf(text)
            .map((token) => (typeof token === 'symbol' ? token.description : token.character))
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test.each<[string, string[]]>([
    ['a*', []],
    ['${aws:UserName}/${ s3:prefix }', ['aws:username', 's3:prefix']],
    ["${a, 'b'}${*}${?}${$}${ * }", ['a']],
    ['${a', []],
  ])('names the keys that it reads: %s', (value, keys) => expect(variablesOf(value)).toEqual(keys));

  test('needs a value for exactly the keys that it names', () => {
    const part = fc.constantFrom('a', '*', '${k}', '${l}', '${*}', "${d, 'x'}", '${', '}');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const value = parts.join('');
        const context = new Map(variablesOf(value).map((key) => [key, ['v']]));
        expect(patternOf(value, true, context)).toBeDefined();
        for (const key of ['k', 'l'].filter((one) => context.has(one)))
          expect(patternOf(value, true, new Map([...context].filter(([other]) => other !== key)))).toBeUndefined();
      }),
    );
  });
});
