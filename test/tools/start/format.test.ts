import { alignColumns, formatBytes, formatElapsed, tally } from '../../../tools/start/format';

describe('figures for people', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [104_857_600, '104.9 MB'],
  ])('writes %d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [4, '4 ms'],
    [3249, '3.2 s'],
    [125_000, '2 min 05 s'],
  ])('writes %d ms as %s', (ms, text) => expect(formatElapsed(ms)).toBe(text));

  it('tallies outcomes in order of first sight', () => {
    expect(tally(['unchanged', 'created', 'unchanged'])).toBe('2 unchanged, 1 created');
  });

  it('aligns columns and leaves no trailing blanks', () => {
    expect(
      alignColumns([
        ['a', 'bb', ''],
        ['ccc', 'd', 'e'],
      ]),
    ).toEqual(['a    bb', 'ccc  d   e']);
  });
});
