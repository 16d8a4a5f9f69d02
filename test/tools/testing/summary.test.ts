import { summarise, type AllowedSkip, type JestResults } from '../../../tools/testing/summary';
import committed from '../../skips.json';

const HERE = { onCi: false, wholeSuite: true };
const CI = { onCi: true, wholeSuite: true };

/** A run in which these tests had these ends. */
const run = (tests: Record<string, string>, brokenFiles = 0): JestResults => ({
  numPassedTests: Object.values(tests).filter((status) => status === 'passed').length,
  numFailedTests: Object.values(tests).filter((status) => status === 'failed').length,
  numRuntimeErrorTestSuites: brokenFiles,
  testResults: Object.entries(tests).map(([fullName, status]) => ({ assertionResults: [{ fullName, status }] })),
});
const listed: AllowedSkip[] = [{ test: 'needs an engine', reason: 'there is none' }];

describe('the verdict on a test run', () => {
  test('counts what passed, what failed and what was skipped', () => {
    const verdict = summarise(
      run({ a: 'passed', b: 'passed', c: 'failed', 'needs an engine': 'pending' }),
      listed,
      HERE,
    );
    expect(verdict).toEqual({
      line: '2 passed, 1 failed, 1 skipped',
      skipped: [{ test: 'needs an engine', reason: 'there is none' }],
      problems: [],
    });
  });

  test.each(['pending', 'todo', 'skipped', 'disabled'])(
    'is bad when a test is %s that is not on the list',
    (status) => {
      const { skipped, problems } = summarise(run({ a: 'passed', b: status }), [], HERE);
      expect(skipped).toEqual([{ test: 'b', reason: 'not on the list of allowed skips' }]);
      expect(problems).toEqual(['skipped: b (not on the list of allowed skips)']);
    },
  );

  test('is bad on CI when anything is skipped, listed or not', () => {
    const { problems } = summarise(run({ a: 'passed', b: 'todo', 'needs an engine': 'pending' }), listed, CI);
    expect(problems).toEqual(['skipped: b (CI skips nothing)', 'skipped: needs an engine (CI skips nothing)']);
  });

  test('is good when a listed test ran: what it needs is there', () => {
    for (const kind of [HERE, CI])
      expect(summarise(run({ 'needs an engine': 'passed' }), listed, kind).problems).toEqual([]);
  });

  test('is bad when the list names a test that does not exist, but only a whole run can know', () => {
    const tests = run({ a: 'passed' });
    expect(summarise(tests, listed, HERE).problems).toEqual([
      'no such test: needs an engine (take it off the list of allowed skips)',
    ]);
    expect(summarise(tests, listed, { onCi: false, wholeSuite: false }).problems).toEqual([]);
    expect(summarise(run({ a: 'passed' }, 1), listed, HERE).problems).toEqual(['1 test file(s) could not be run']);
  });

  test('is bad when a file could not be run, which counts as failed, and when no test ran at all', () => {
    expect(summarise(run({ a: 'passed' }, 2), [], HERE)).toMatchObject({
      line: '1 passed, 2 failed, 0 skipped',
      problems: ['2 test file(s) could not be run'],
    });
    expect(summarise(run({}), [], HERE).problems).toEqual(['no test ran']);
    expect(summarise(run({ 'needs an engine': 'pending' }), listed, HERE).problems).toEqual(['no test ran']);
  });
});

test('every skip on the committed list is there once and has a reason', () => {
  const list: AllowedSkip[] = committed;
  expect(new Set(list.map(({ test }) => test)).size).toBe(list.length);
  expect(list.filter(({ reason }) => reason.trim() === '')).toEqual([]);
});
