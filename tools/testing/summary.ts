/** What jest writes with `--json`, as far as it is read here. */
export interface JestResults {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numTotalTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[];
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

/**
 * Judges a test run. A skip must be on the committed list; on CI there is nothing to skip for.
 *
 * @param results - jest's own count
 * @param allowed - the committed list
 * @param onCi - whether every skip is a failure
 */
export function summarise(results: JestResults, allowed: readonly AllowedSkip[], onCi: boolean): Summary {
  const names = results.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => ['pending', 'todo', 'skipped', 'disabled'].includes(test.status))
      .map((test) => test.fullName),
  );
  const skipped = names.map((test) => ({
    test,
    reason: allowed.find((a) => a.test === test)?.reason ?? 'not on the list of allowed skips',
  }));
  const problems = skipped
    .filter(({ test }) => onCi || !allowed.some((a) => a.test === test))
    .map(({ test, reason }) => `skipped: ${test} (${onCi ? 'CI skips nothing' : reason})`);
  if (results.numPassedTests + results.numFailedTests === 0) problems.push('no test ran');
  if (results.numRuntimeErrorTestSuites > 0)
    problems.push(`${results.numRuntimeErrorTestSuites} test file(s) could not be run`);
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return { line: `${results.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`, skipped, problems };
}
