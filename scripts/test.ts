import { runTests } from '../tools/testing/run';

// `npm test [-- jest arguments]`: everything but the long suites.
runTests([...process.argv.slice(2), '--testPathIgnorePatterns=/test/long/']).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.log('0 passed, 1 failed, 0 skipped');
    process.exit(1);
  },
);
