import { allMet, asJson, table, type Row } from './row';

const row = (more: Partial<Row>): Row => ({
  id: 'P1',
  case: '1000 resources',
  subject: 'gl-baseline',
  peer: 'empty pack',
  ratio: 2.5,
  bar: { at: 'most', ratio: 3 },
  detail: '700 ms, 280 ms',
  ...more,
});
const ROWS = [
  row({}),
  row({ ratio: 3.01 }),
  row({ case: 'linear', peer: 'a line', ratio: 0.98999, bar: { at: 'least', ratio: 0.99 } }),
  row({ case: '10000 resources', bar: undefined }),
];

describe('the rows of a benchmark', () => {
  test('are met at their bar, and missed beyond it', () => {
    expect(allMet([row({}), row({ ratio: 3 }), row({ bar: undefined, ratio: 99 })])).toBe(true);
    expect(allMet([row({ ratio: 3.001 })])).toBe(false);
    expect(allMet([row({ ratio: 0.99, bar: { at: 'least', ratio: 0.99 } })])).toBe(true);
    expect(allMet([row({ ratio: 0.9899, bar: { at: 'least', ratio: 0.99 } })])).toBe(false);
  });

  test('are a table with columns below one another', () => {
    expect(table(ROWS).split('\n')).toEqual([
      'id  case             subject      against     ratio   bar             detail',
      'P1  1000 resources   gl-baseline  empty pack  2.50    ≤ 3     met     700 ms, 280 ms',
      'P1  1000 resources   gl-baseline  empty pack  3.01    ≤ 3     MISSED  700 ms, 280 ms',
      'P1  linear           gl-baseline  a line      0.9900  ≥ 0.99  MISSED  700 ms, 280 ms',
      'P1  10000 resources  gl-baseline  empty pack  2.50                    700 ms, 280 ms',
    ]);
  });

  test('are JSON that says where they come from', () => {
    const { rows, ...place } = JSON.parse(asJson({ commit: 'abc', machine: '2 × CPU' }, ROWS)) as { rows: object[] };
    expect(place).toEqual({ commit: 'abc', machine: '2 × CPU' });
    expect(rows[1]).toEqual({ ...row({}), ratio: 3.01, bar: '≤ 3', met: false });
    expect(rows[3]).toMatchObject({ bar: null, met: null });
  });
});
