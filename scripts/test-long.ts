import { runTests } from '../tools/testing/run';

// `npm run test:long [-- jest arguments]`: the seeded long suites.
runTests(['--testTimeout=3600000', ...(process.argv.length > 2 ? process.argv.slice(2) : ['test/long'])]).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.log('0 passed, 1 failed, 0 skipped');
    process.exit(1);
  },
);
