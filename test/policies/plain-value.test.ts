import { nameless } from '../../policies/plain-value';

test('a value without a name has its place and is called nothing', () => {
  const value = { state: 'known', value: 'text' } as const;
  expect(nameless('source.buildspec', value)).toEqual({ place: 'source.buildspec', name: { state: 'absent' }, value });
});
