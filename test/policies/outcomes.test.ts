import * as sdk from '@pulumi/policy';
import { notKnownYet, PASS, type Outcome } from '../../policies/control';
import { byResource, fail, unless } from '../../policies/outcomes';
import { UNKNOWN_TEXT } from './stack';

const { unknownCheckingProxy } = sdk as unknown as { unknownCheckingProxy: <T>(value: T) => T };

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

describe('a property that takes a resource out of a control', () => {
  const exceptions = [
    { property: 'source', because: 'its source is judged' },
    { property: 'engine', holds: (engine: unknown) => engine === 'other', because: 'its engine is another' },
  ];
  const final: Outcome = { ...UNKNOWN, final: true };
  const OPEN = notKnownYet('engine', { property: ['engine'] });

  test.each<[says: string, props: object, word: Outcome, said: Outcome]>([
    [
      'does where it names something',
      { source: 'it' },
      wrong,
      { verdict: 'not applicable', because: 'its source is judged' },
    ],
    [
      'does where it has such a value',
      { engine: 'other' },
      PASS,
      { verdict: 'not applicable', because: 'its engine is another' },
    ],
    ['does not where it names nothing', { source: '' }, wrong, wrong],
    ['does not where it has another value', { engine: 'ours' }, wrong, wrong],
    ['does not where it is absent', {}, final, final],
    ['may while it is not known, so that nothing is wrong yet', { engine: UNKNOWN_TEXT }, wrong, OPEN],
    ['may while it is not known, so that nothing is final yet', { engine: UNKNOWN_TEXT }, final, OPEN],
    [
      'may while it is not known, which is nothing to what is not known itself',
      { engine: UNKNOWN_TEXT },
      UNKNOWN,
      UNKNOWN,
    ],
    ['may while it is not known, which is nothing to what is right', { engine: UNKNOWN_TEXT }, PASS, PASS],
  ])('%s', (_, props, word, said) => {
    expect(unless(unknownCheckingProxy(props), exceptions, word)).toEqual(said);
  });
});
