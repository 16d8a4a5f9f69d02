import { saidBy } from '../said';
import { UNKNOWN_TEXT } from '../stack';
import { bucket, HOME, replication, SOURCES_OUT_OF_SIGHT, THERE } from '../replication-ends';

const CONTROL = 's3-replica-parity';

describe('the parity of a replica', () => {
  test.each(SOURCES_OUT_OF_SIGHT)('is not judged for a source %s', async (source, said) => {
    const lines = await saidBy(CONTROL, [HOME, THERE, replication(source, 'arn:aws:s3:::gl-there')]);
    expect(lines).toContainEqual(expect.stringContaining(said));
  });

  test('waits for a destination that is not known, and not for one of another stack', async () => {
    const saidOf = (destination: string) => saidBy(CONTROL, [HOME, THERE, replication('gl-home', destination)]);
    expect(await saidOf(UNKNOWN_TEXT)).toContain(
      'replication-graph unverifiable: which bucket the copy goes to (rules.0)',
    );
    expect(await saidOf('arn:aws:s3:::gl-elsewhere')).toContainEqual(
      expect.stringMatching(/^replication-graph (pass|not applicable)/),
    );
  });
});

describe('a rule of a bucket whose objects are under KMS', () => {
  const encryption = (sseAlgorithm: string) => ({
    serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: { sseAlgorithm } } },
  });
  const saidOf = async (sseKmsEncryptedObjects: object | undefined, algorithm = 'aws:kms') => {
    const rule = {
      status: 'Enabled',
      destination: { bucket: 'arn:aws:s3:::gl-there' },
      ...(sseKmsEncryptedObjects === undefined ? {} : { sourceSelectionCriteria: { sseKmsEncryptedObjects } }),
    };
    const home = bucket('home', 'eu-west-1', {
      ...encryption(algorithm),
      replicationConfiguration: { role: 'arn:aws:iam::111122223333:role/replicates', rules: [rule] },
    });
    const lines = await saidBy(CONTROL, [home, bucket('there', 'eu-central-1', encryption('aws:kms'))]);
    return lines.find((line) => line.startsWith('home-graph '));
  };
  const REFUSED = expect.stringContaining('home-graph fail: Objects of the source are under KMS by default');

  test.each<[criteria: object | undefined, said: unknown]>([
    [undefined, REFUSED],
    [{ enabled: true }, 'home-graph pass'],
    [{ enabled: false }, REFUSED],
    [{ status: 'Enabled' }, 'home-graph pass'],
    [{ status: 'Disabled' }, REFUSED],
    [{ enabled: UNKNOWN_TEXT }, expect.stringMatching(/^home-graph unverifiable: /)],
  ])('takes them along by %j or is refused', async (criteria, said) => {
    expect(await saidOf(criteria)).toEqual(said);
  });

  test('need not take along what is not', async () => {
    expect(await saidOf(undefined, 'AES256')).toBe('home-graph pass');
  });
});
