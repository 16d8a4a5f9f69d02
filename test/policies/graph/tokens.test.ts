import * as tokens from '../../../policies/graph/tokens';
import { PROVIDER_TYPES } from '../../helpers/provider-types';

test.each(Object.entries<readonly string[]>(tokens))('%s are types that the installed provider has', (_, types) => {
  expect(types.length).toBeGreaterThan(0);
  expect(types.filter((type) => !PROVIDER_TYPES.has(type))).toEqual([]);
});
