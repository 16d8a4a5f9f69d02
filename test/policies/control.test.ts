import { notKnownYet } from '../../policies/control';

test('what is not known yet has a place where there is one to name, and none otherwise', () => {
  expect(notKnownYet('versioning')).toStrictEqual({ verdict: 'unverifiable', unknown: 'versioning', final: false });
  const at = { property: ['policy'], statement: 1 };
  expect(notKnownYet('policy', at)).toStrictEqual({ verdict: 'unverifiable', unknown: 'policy', final: false, at });
});
