import { remembered, rememberedFor } from '../../policies/remembered';

/** A function that says how often it was asked for each text. */
function counted(mostCharacters: number) {
  const made: string[] = [];
  const ask = remembered(mostCharacters, (text) => {
    made.push(text);
    return text === 'none' ? undefined : { text };
  });
  return { ask, made };
}

describe('a remembered function', () => {
  test('works out a text once, also one that has no result', () => {
    const { ask, made } = counted(100);
    expect(ask('a')).toEqual({ text: 'a' });
    expect(ask('a')).toBe(ask('a'));
    expect([ask('none'), ask('none')]).toEqual([undefined, undefined]);
    expect(made).toEqual(['a', 'none']);
  });

  test('gives up what it has when the texts come to more than it may keep', () => {
    const { ask, made } = counted(6);
    for (const text of ['abc', 'def', 'abc', 'g', 'g', 'abc']) ask(text);
    expect(made).toEqual(['abc', 'def', 'g', 'abc']);
  });

  test('counts anew after that', () => {
    const { ask, made } = counted(6);
    for (const text of ['abc', 'def', 'ghi', 'jkl', 'ghi', 'jkl']) ask(text);
    expect(made).toEqual(['abc', 'def', 'ghi', 'jkl']);
  });

  test('answers a text that is longer than all it may keep', () => {
    expect(counted(2).ask('abc')).toEqual({ text: 'abc' });
  });
});

describe('a function that is remembered for an object', () => {
  test('works out each pair of an object and a text once', () => {
    const made: string[] = [];
    const ask = rememberedFor((of: { name: string }, text) => {
      made.push(`${of.name} ${text}`);
      return text === 'none' ? undefined : `${of.name} ${text}`;
    });
    const [a, b] = [{ name: 'a' }, { name: 'b' }];
    const answers = () => [ask(a, 'x'), ask(a, 'y'), ask(b, 'x'), ask(a, 'none')];
    expect(answers()).toEqual(['a x', 'a y', 'b x', undefined]);
    expect(answers()).toEqual(['a x', 'a y', 'b x', undefined]);
    expect(made).toEqual(['a x', 'a y', 'b x', 'a none']);
  });
});
