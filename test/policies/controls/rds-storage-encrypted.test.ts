import { saidBy } from '../said';
import { UNKNOWN_TEXT, type Given } from '../stack';

const ARN = 'arn:aws:rds:eu-west-1:111122223333:db:gl';
const replica = (inputs: Record<string, unknown>): Given[] => [
  { type: 'aws:rds/instance:Instance', name: 'reader', inputs: { replicateSourceDb: ARN, ...inputs } },
];
const said = (inputs: Record<string, unknown>): Promise<string[]> =>
  saidBy('rds-storage-encrypted', replica(inputs), { requireCustomerKey: true });
const NO_KEY = 'reader fail: kmsKeyId names no key that the account manages (kmsKeyId)';

describe('the key of a read replica, where it has to be named', () => {
  test.each<[says: string, inputs: Record<string, unknown>, word: string]>([
    ['is its own in another region', { region: 'us-east-1' }, NO_KEY],
    ['is none of AWS there', { region: 'us-east-1', kmsKeyId: 'alias/aws/rds' }, NO_KEY],
    ['may be named', { region: 'us-east-1', kmsKeyId: 'alias/gl' }, 'reader pass'],
    [
      'may not be known yet',
      { region: 'us-east-1', kmsKeyId: UNKNOWN_TEXT },
      'reader unverifiable: kmsKeyId (kmsKeyId)',
    ],
    ['is that of its source in the same region', { region: 'eu-west-1' }, 'reader not applicable'],
    ['is not asked for where the region is that of the provider', {}, 'reader pass'],
    ['is none of AWS, whatever the region', { kmsKeyId: 'alias/aws/rds' }, NO_KEY],
    ['is that of its source in a region that is not known', { region: UNKNOWN_TEXT }, 'reader pass'],
    [
      'is that of its source where it names that within the region',
      { region: 'us-east-1', replicateSourceDb: 'gl' },
      'reader not applicable',
    ],
  ])('%s', async (_, inputs, word) => {
    const [line] = await said(inputs);
    expect(line?.startsWith(word)).toBe(true);
  });

  test('is not asked for otherwise', async () => {
    const [line] = await saidBy('rds-storage-encrypted', replica({ region: 'us-east-1' }));
    expect(line).toMatch(/^reader not applicable/);
  });
});
