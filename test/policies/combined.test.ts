import { combined } from '../../policies/combined';

test('every value of a key goes with every one of the others, also none', () => {
  expect([...combined([])]).toEqual([{}]);
  expect([...combined([{ key: 'a', values: [] }])]).toEqual([]);
  expect([
    ...combined([
      { key: 'a', values: ['1', undefined] },
      { key: 'b', values: ['2', '3'] },
    ]),
  ]).toEqual([
    { a: ['1'], b: ['2'] },
    { a: ['1'], b: ['3'] },
    { a: undefined, b: ['2'] },
    { a: undefined, b: ['3'] },
  ]);
});
