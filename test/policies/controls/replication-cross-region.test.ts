import { saidBy } from '../said';
import { UNKNOWN_TEXT } from '../stack';
import { bucket, HOME, replication, SOURCES_OUT_OF_SIGHT, THERE } from '../replication-ends';

const CONTROL = 's3-replication-cross-region';

describe('a replication that should go to another region', () => {
  test.each(SOURCES_OUT_OF_SIGHT)('is not judged for a source %s', async (source, said) => {
    const lines = await saidBy(CONTROL, [HOME, THERE, replication(source, 'arn:aws:s3:::gl-there')]);
    expect(lines).toContainEqual(expect.stringContaining(said));
  });

  test.each([
    ['arn:aws:s3:::gl-there', 'pass'],
    ['arn:aws:s3:::gl-near', 'fail: Objects are copied to a bucket of the same region (rules.0)'],
    ['arn:aws:s3:::gl-elsewhere', 'not applicable: an end of the replication is of another stack'],
    [UNKNOWN_TEXT, 'unverifiable: which bucket the copy goes to (rules.0)'],
  ])('to %s gets %s', async (destination, said) => {
    const given = [HOME, THERE, bucket('near', 'eu-west-1'), replication('gl-home', destination)];
    expect(await saidBy(CONTROL, given)).toContain(`replication-graph ${said}`);
  });
});
