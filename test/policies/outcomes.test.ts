import { notKnownYet, PASS, type Outcome } from '../../policies/control';
import {
  byResource,
  fail,
  isNotFalse,
  isNotTrue,
  isTrue,
  names,
  requires,
  unless,
  worstOf,
} from '../../policies/outcomes';
import { UNKNOWN_TEXT } from './stack';
import { unknownCheckingProxy } from './unknown';

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

test('what is worse than another is said instead of it', () => {
  const order: Outcome[] = [
    wrong,
    UNKNOWN,
    { verdict: 'deferred', because: 'the graph says' },
    PASS,
    { verdict: 'not applicable', because: 'it is another' },
  ];
  for (const [index, outcome] of order.entries()) {
    const worst = worstOf([...order.slice(index)].reverse());
    expect(worst).toEqual(outcome);
  }
  expect(worstOf([])).toEqual(PASS);
});

describe('a property that has to be so', () => {
  const rule = { property: ['a', 0], holds: isTrue, because: 'It is off' };
  const off = fail('It is off', ['a', 0]);

  test.each<[object, Outcome, Outcome]>([
    [{ a: [true] }, PASS, PASS],
    [{ a: ['true'] }, off, off],
    [{ a: [false] }, off, off],
    [{ a: [] }, off, PASS],
    [{}, off, PASS],
    [{ a: [UNKNOWN_TEXT] }, notKnownYet('a.0', { property: ['a', 0] }), notKnownYet('a.0', { property: ['a', 0] })],
  ])('is judged by its value, and by what the provider takes where there is none: %j', (props, without, otherwise) => {
    const from = unknownCheckingProxy(props);
    expect(requires(from, rule)).toEqual(without);
    expect(requires(from, { ...rule, absent: 'fail' })).toEqual(without);
    expect(requires(from, { ...rule, absent: 'pass' })).toEqual(otherwise);
  });

  test('may have to be on, not on, or not off', () => {
    const values = [true, false, 'true', undefined];
    expect(values.map(isTrue)).toEqual([true, false, false, false]);
    expect(values.map(isNotTrue)).toEqual([false, true, true, true]);
    expect(values.map(isNotFalse)).toEqual([true, false, true, true]);
  });

  test('may have to name something, which may not be known yet', () => {
    const said = (a: unknown) => names(unknownCheckingProxy({ a }), ['a'], 'It names nothing');
    expect(['key', UNKNOWN_TEXT, {}].map(said)).toEqual([PASS, PASS, PASS]);
    expect(['', null].map(said)).toEqual(Array(2).fill(fail('It names nothing', ['a'])));
  });
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
