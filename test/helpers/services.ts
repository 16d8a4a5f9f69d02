import { startServices, type LocalServices } from '../../tools/services';

/** The services of this test run, which `npm test` started. */
export async function testServices(): Promise<LocalServices> {
  const directory = process.env['GL_TEST_SERVICES'];
  if (directory === undefined) {
    throw new Error('GL_TEST_SERVICES is not set: run tests with `npm test -- <path>`, which starts the services');
  }
  return startServices({ directory, log: () => undefined });
}
