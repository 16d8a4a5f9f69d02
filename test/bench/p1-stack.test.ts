import { analyze } from '../../tools/policies/analyze';
import { stackOf } from './p1-stack';

describe('the stacks that the policy pack is measured with', () => {
  test('have as many resources as asked for, beside the provider, and no two of a URN', () => {
    for (const size of [100, 1_000]) {
      const resources = stackOf(size);
      expect(resources).toHaveLength(size + 1);
      expect(new Set(resources.map(({ urn }) => urn)).size).toBe(size + 1);
    }
  });

  test('have no two policies of a bucket of the same text, so that none is judged for another', () => {
    const texts = stackOf(1_000)
      .filter(({ type }) => type === 'aws:s3/bucketPolicy:BucketPolicy')
      .map(({ inputs }) => String(inputs['policy']));
    expect(texts.length).toBeGreaterThan(30);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('are compliant', async () => {
    expect((await analyze(stackOf(100))).findings).toEqual([]);
  });
});
