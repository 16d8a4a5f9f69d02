import { edited } from '../fixtures/fixture';
import { objectionsBy } from '../said';
import { siblingStack, UNKNOWN_TEXT } from '../stack';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0d0e0f00-0000-4000-8000-000000000001';
const rule = (kmsMasterKeyId: unknown) => ({
  applyServerSideEncryptionByDefault: {
    sseAlgorithm: 'aws:kms',
    ...(kmsMasterKeyId === undefined ? {} : { kmsMasterKeyId }),
  },
});

/** The verdicts on the encryption of one bucket, where each has to have a key of its own. */
async function saidOf(rules: unknown, requireCustomerKey = true): Promise<string[]> {
  const given = edited(siblingStack(), { set: ['home-encryption', 'rules'], to: rules });
  const lines = await objectionsBy('s3-bucket-default-encryption', given, { requireCustomerKey });
  return lines.flatMap((line) => /^home-encryption\S* (\w+)/.exec(line)?.slice(1) ?? []);
}

describe('the key of a default encryption', () => {
  test.each([
    ['the ARN of a key', KEY],
    ['an alias of the account', 'alias/gl-artifacts'],
    ['the ARN of an alias of the account', 'arn:aws:kms:eu-west-1:111122223333:alias/gl-artifacts'],
    ['an alias that has AWS further on', 'alias/gl/aws/s3'],
  ])('may be %s', async (_what, key) => {
    expect(await saidOf([rule(key)])).toEqual([]);
  });

  test.each([
    ['none', undefined],
    ['an empty text', ''],
    ['an alias of AWS', 'alias/aws/s3'],
    ['the ARN of an alias of AWS', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3'],
    ['no text', 7],
  ])('may not be %s where the account has to manage it', async (_what, key) => {
    expect(await saidOf([rule(key)])).toEqual(['fail']);
    expect(await saidOf([rule(key)], false)).toEqual([]);
  });

  test('is waited for where it is not known yet', async () => {
    expect(await saidOf([rule(UNKNOWN_TEXT)])).toEqual(['unverifiable']);
    expect(await saidOf([rule(UNKNOWN_TEXT)], false)).toEqual([]);
  });

  test('is judged of every rule, and a rule that fails decides', async () => {
    expect(await saidOf([rule(KEY), rule('alias/aws/s3')])).toEqual(['fail']);
    expect(await saidOf([rule(UNKNOWN_TEXT), rule('alias/aws/s3')])).toEqual(['fail']);
    expect(await saidOf([rule(KEY), rule(UNKNOWN_TEXT)])).toEqual(['unverifiable']);
    expect(await saidOf([])).toEqual(['fail']);
  });
});
