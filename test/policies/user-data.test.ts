import type { PlainValue } from '../../policies/plain-value';
import type { Reading } from '../../policies/reading/read';
import { userData } from '../../policies/user-data';
import { ABSENT, known, unknown } from './reading/setting';
import { UNKNOWN_TEXT } from './stack';
import { unknownCheckingProxy } from './unknown';

const valuesIn = (script: unknown): PlainValue[] => userData(unknownCheckingProxy({ script }), 'script');
const whole = (value: object): PlainValue => ({ place: 'script', name: ABSENT as Reading, value: value as Reading });
const variable = (line: number, name: string, value: string): PlainValue => ({
  place: `a variable in line ${line} of script`,
  name: { state: 'known', value: name },
  value: { state: 'known', value },
});
const encoded = (text: string): string => Buffer.from(text).toString('base64');
/** A script whose code has no `=` at its end, which a variable of a code would have. */
const scriptOf = (text: string): string => text.padEnd(Math.ceil(text.length / 3) * 3, '\n');

describe('user data', () => {
  test('are shown as they were given, and decoded, with the variables that either sets', () => {
    const script = scriptOf('#!/bin/sh\nPASSWORD=hunter2\nrun');
    const decoded = Buffer.from(script, 'base64').toString();
    expect(valuesIn(script)).toEqual([whole(known(script)), variable(2, 'PASSWORD', 'hunter2'), whole(known(decoded))]);
    expect(valuesIn(encoded(script))).toEqual([
      whole(known(encoded(script))),
      whole(known(script)),
      variable(2, 'PASSWORD', 'hunter2'),
    ]);
  });

  test('may be anything while they are not known, and are nothing where there are none', () => {
    expect(valuesIn(UNKNOWN_TEXT)).toEqual([whole(unknown('script'))]);
    expect(valuesIn(undefined)).toEqual([whole(ABSENT)]);
    expect(valuesIn(['A=a'])).toEqual([whole(ABSENT)]);
  });

  test.each<[line: string, name: string, value: string]>([
    ['A=a', 'A', 'a'],
    ['a_1=b', 'a_1', 'b'],
    ['_A=', '_A', ''],
    ['\t export  A=a', 'A', 'a'],
    ['  - A=a', 'A', 'a'],
    ['- export A=a', 'A', 'a'],
    ['A="a b"', 'A', 'a'],
    [`A='a;b'`, 'A', 'a'],
    ['A=a;B=b', 'A', 'a'],
    ['A=a$B', 'A', 'a$B'],
    ['A=a=b', 'A', 'a=b'],
  ])('set a variable by %j', (line, name, value) => {
    expect(valuesIn(encoded(scriptOf(`one\n\n${line}`))).slice(2)).toEqual([variable(3, name, value)]);
  });

  test.each([
    'run A=a',
    '# A=a',
    '1A=a',
    'A = a',
    'A: a',
    '-A=a',
    'A=$B',
    'A="$(ask)"',
    "A='`ask`'",
    'A={{b}}',
    'A=<b>',
    'A=%b%',
  ])('set none that they show by %j', (line) => {
    const script = scriptOf(line);
    expect(valuesIn(encoded(script))).toEqual([whole(known(encoded(script))), whole(known(script))]);
  });
});
