import { CATALOG } from '../../policies/catalog';
import { policyNames } from '../../policies/pack';
import { analyze } from '../../tools/policies/analyze';
import { changed, siblingStack, stack, UNKNOWN_TEXT, type Given } from './stack';

const NAME = 'gl-elsewhere';

/** A stack with the settings of a bucket that it does not have, too: those of another, which say so by its name. */
function withOutside(): Given[] {
  const own = siblingStack();
  const others = own
    .filter(({ dependsOn = {} }) => dependsOn['bucket']?.includes('home') === true)
    .map((one): Given => ({
      ...one,
      name: one.name.replace('home', 'other'),
      inputs: { ...one.inputs, bucket: NAME },
      dependsOn: {},
    }));
  const delivery = {
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${NAME}/*`,
    Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  };
  return changed([...own, ...others], 'other-policy', (inputs) => ({
    ...inputs,
    policy: { Version: '2012-10-17', Statement: [delivery] },
  }));
}

const config = Object.fromEntries(
  CATALOG.filter(({ id }) => id === 's3-bucket-default-encryption')
    .flatMap(policyNames)
    .map((policy) => [policy, { requireCustomerKey: true }]),
);

async function wordsOf(given: readonly Given[]) {
  const { words } = await analyze(stack(given), { config });
  return words
    .filter(({ urn }) => urn.includes('::other-'))
    .map(({ policy, control, urn, outcome }) => ({ policy, control, urn, verdict: outcome.verdict }));
}

describe('a setting of a bucket that the stack does not have', () => {
  test('gets a word of the graph wherever its own policy leaves that to it', async () => {
    const words = await wordsOf(withOutside());
    const left = words.filter(({ verdict }) => verdict === 'deferred');
    expect(left.map(({ control }) => control).sort()).toEqual([
      'cloudtrail-log-bucket-hardened',
      'data-residency',
      'data-residency',
      's3-bucket-default-encryption',
      's3-bucket-upload-encryption',
    ]);
    for (const { control, urn } of left)
      expect(words.filter((word) => word.control === control && word.urn === urn)).toHaveLength(2);
  });

  test.each([
    ['s3-bucket-upload-encryption', 'fail'],
    ['s3-bucket-default-encryption', 'fail'],
    ['cloudtrail-log-bucket-hardened', 'not applicable'],
  ])('is judged as that of a bucket to which nothing is delivered: %s %s', async (control, verdict) => {
    const words = await wordsOf(withOutside());
    expect(words.filter(({ policy }) => policy === `${control}-present`)).toEqual([
      expect.objectContaining({ verdict }),
    ]);
  });

  test('is judged once where its own policy has judged it', async () => {
    const open = changed(withOutside(), 'other-public', (inputs) => ({ ...inputs, blockPublicAcls: UNKNOWN_TEXT }));
    const words = (await wordsOf(open)).filter(({ control }) => control === 's3-public-access-block');
    expect(words.map(({ policy, verdict }) => [policy, verdict])).toEqual([['s3-public-access-block', 'unverifiable']]);
  });
});
