/** What jest writes with `--json`, as far as it is read here. */
export interface JestResults {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: { assertionResults: { fullName: string; status: string }[] }[];
}

/** A skip that is allowed, and why. `test` is the full name of the test. */
export interface AllowedSkip {
  test: string;
  reason: string;
}

/** The verdict on a run: its closing line and what speaks against it. */
export interface Summary {
  line: string;
  skipped: { test: string; reason: string }[];
  problems: string[];
}

/** What a run was. */
export interface RunKind {
  /** On CI nothing is skipped, listed or not. */
  onCi: boolean;
  /** Every test file was asked for, so that a listed test that was not seen does not exist. */
  wholeSuite: boolean;
}

const SKIPPED: ReadonlySet<string> = new Set(['pending', 'todo', 'skipped', 'disabled']);

/**
 * Judges a test run: a skip must be on the committed list, and what is on the list must be a test. A listed test that
 * ran is fine: what it needs is there on this machine.
 *
 * @param results - jest's own count
 * @param allowed - the committed list
 */
export function summarise(results: JestResults, allowed: readonly AllowedSkip[], kind: RunKind): Summary {
  const tests = results.testResults.flatMap((file) => file.assertionResults);
  const skipped = tests
    .filter(({ status }) => SKIPPED.has(status))
    .map(({ fullName: test }) => ({
      test,
      reason: allowed.find((a) => a.test === test)?.reason ?? 'not on the list of allowed skips',
    }));
  const problems = skipped
    .filter(({ test }) => kind.onCi || !allowed.some((a) => a.test === test))
    .map(({ test, reason }) => `skipped: ${test} (${kind.onCi ? 'CI skips nothing' : reason})`);
  const stale = allowed.filter(({ test }) => !tests.some(({ fullName }) => fullName === test));
  if (kind.wholeSuite && results.numRuntimeErrorTestSuites === 0)
    problems.push(...stale.map(({ test }) => `no such test: ${test} (take it off the list of allowed skips)`));
  if (results.numPassedTests + results.numFailedTests === 0) problems.push('no test ran');
  if (results.numRuntimeErrorTestSuites > 0)
    problems.push(`${results.numRuntimeErrorTestSuites} test file(s) could not be run`);
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return { line: `${results.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`, skipped, problems };
}
