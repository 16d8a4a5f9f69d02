import { startMinio, type MinioService } from '../../tools/services';
import { testServices } from './services';

/** The MinIO that `npm test` found; tests that need one are skipped without it, by the names in `test/skips.json`. */
const binary = process.env['GL_TEST_MINIO'];

/** A MinIO of its own, beside the services of the test run. */
export async function testMinio(): Promise<MinioService> {
  if (binary === undefined) throw new Error('GL_TEST_MINIO is not set: run tests with `npm test -- <path>`');
  const { directory } = await testServices();
  return startMinio(binary, directory);
}

/** `describe` where there is MinIO. */
export const describeOnMinio: typeof describe = binary === undefined ? describe.skip : describe;
