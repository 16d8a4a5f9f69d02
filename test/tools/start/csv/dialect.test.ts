import { dialectOf, firstRecord, uniqueNames } from '../../../../tools/start/csv/dialect';

describe('the dialect of a CSV file', () => {
  it.each([
    ['commas', 'a,b\n1,2\n', ','],
    ['semicolons', 'a;b\n"x,y";2\n', ';'],
    ['tabs', 'a\tb\n', '\t'],
    ['bars', 'a|b\n', '|'],
    ['one column', 'name\nfoo, bar\n', ','],
  ])('is read from the first record alone: %s', (_, head, delimiter) => {
    expect(dialectOf(head, 'x.csv').delimiter).toBe(delimiter);
  });

  it('does not take a delimiter inside a quoted name for one', () => {
    expect(dialectOf('"price, EUR; net";year\n', 'x.csv')).toMatchObject({
      delimiter: ';',
      columns: ['price, EUR; net', 'year'],
    });
  });

  it('passes over a byte order mark and blank lines', () => {
    expect(dialectOf('\uFEFF\r\n\na,b\n', 'x.csv')).toMatchObject({ blankLines: 2, columns: ['a', 'b'] });
  });

  it('numbers the columns of a file whose first line holds only numbers', () => {
    expect(dialectOf('1,2.5\n3,4\n', 'x.csv')).toMatchObject({ hasHeader: false, columns: ['column_1', 'column_2'] });
  });

  it.each([
    ['only blank lines', '\n  \n\r\n'],
    ['nameless columns', ',,\n1,2,3\n'],
    ['JSON', '{"a": 1}\n'],
    ['a JSON list', '[ {"a": 1} ]'],
    ['HTML', '<!doctype html>'],
  ])('is refused with path, rule and fix for %s', (_, head) => {
    expect(() => dialectOf(head, '/data/x.csv')).toThrow(
      expect.objectContaining({
        code: 'NOT_A_CSV',
        explanation: {
          what: '/data/x.csv',
          value: expect.any(String),
          rule: expect.any(String),
          fix: expect.any(String),
        },
      }),
    );
  });
});

describe('the first record', () => {
  it('may hold delimiters, line breaks and doubled quotes inside quotes', () => {
    expect(firstRecord('"a,1","b\nc","say ""hi""",d\r\nnext', ',')).toEqual(['a,1', 'b\nc', 'say "hi"', 'd']);
  });
});

describe('column names', () => {
  it('become unique whatever the case, and keep clear of names that come later', () => {
    expect(uniqueNames(['a', 'A', ' a ', 'a_2', ''])).toEqual(['a', 'A_3', 'a_4', 'a_2', 'column_5']);
  });
});
