import { PASS, type Outcome } from '../../policies/control';
import { byResource, fail } from '../../policies/outcomes';

const UNKNOWN: Outcome = { verdict: 'unverifiable', unknown: 'it', final: false };
const wrong = fail('It is wrong', ['policy']);

test('what is said of a resource in parts is one word, the worst, and of each resource its own', () => {
  expect(
    byResource([
      { urn: 'b', outcome: PASS },
      { urn: 'a', outcome: PASS },
      { urn: 'b', outcome: wrong },
      { urn: 'b', outcome: UNKNOWN },
      { urn: 'c', outcome: UNKNOWN },
    ]),
  ).toEqual([
    { urn: 'b', outcome: wrong },
    { urn: 'a', outcome: PASS },
    { urn: 'c', outcome: UNKNOWN },
  ]);
  expect(byResource([])).toEqual([]);
});
