import { jsonValues } from '../../policies/json-values';
import type { PlainValue } from '../../policies/plain-value';
import type { Reading } from '../../policies/reading/read';
import { ABSENT, known, unknown } from './reading/setting';
import { UNKNOWN_TEXT } from './stack';
import { unknownCheckingProxy } from './unknown';

const valuesIn = (json: unknown): PlainValue[] => jsonValues(unknownCheckingProxy({ json }), 'json');
const one = (place: string, value: object, name: object = ABSENT): PlainValue => ({
  place,
  name: name as Reading,
  value: value as Reading,
});

describe('a property that is given as JSON', () => {
  test.each<[says: string, value: unknown, values: PlainValue[]]>([
    ['a text', 'a', [one('json', known('a'))]],
    ['every text of a list', ['a', ['b']], [one('json[0]', known('a')), one('json[1][0]', known('b'))]],
    [
      'every text of an object',
      { a: 'b', c: { d: ['e'] } },
      [one('json.a', known('b')), one('json.c.d[0]', known('e'))],
    ],
    ['nothing that is no text', [1, true, null, {}], []],
    [
      'every text beside what is none',
      ['a', null, 1, {}, 'b'],
      [one('json[0]', known('a')), one('json[4]', known('b'))],
    ],
    ['nothing where it is no text itself', null, []],
    ['a variable by its name', [{ name: 'A', value: 'a' }], [one('json[0]', known('a'), known('A'))]],
    ['a variable in capitals', { Name: 'A', VALUE: 'a' }, [one('json', known('a'), known('A'))]],
    ['a variable once, whatever it has beside', { value: 'a', other: 'b' }, [one('json', known('a'))]],
    ['a variable without a name', { name: null, value: 'a' }, [one('json', known('a'))]],
    ['a variable without a value', { name: 'A', value: null }, [one('json', ABSENT, known('A'))]],
    ['a variable of another type', { name: 1, value: false }, [one('json', known(false), known(1))]],
    [
      'a name without a value as a text',
      { name: 'A', values: 'a' },
      [one('json.name', known('A')), one('json.values', known('a'))],
    ],
  ])('has in it %s', (_, value, values) => {
    expect(valuesIn(JSON.stringify(value))).toEqual(values);
  });

  test('may have anything in it while it is not known', () => {
    expect(valuesIn(UNKNOWN_TEXT)).toEqual([one('json', unknown('json'))]);
  });

  test.each([['no text'], [['"a text in a list"']], [{ name: 'A', value: 'a' }], [null], [undefined], ['{"a":']])(
    'has nothing in it that AWS would take: %j',
    (given) => {
      expect(valuesIn(given)).toEqual([]);
    },
  );
});
