import { namedBucketPolicyOf } from '../../policies/bucket-policy-control';
import { NO_ROLES } from '../../policies/graph/roles';
import type { Setting } from '../../policies/graph/settings';
import { objectionsBy } from './said';
import { changed, policyOf, siblingStack, type Given } from './stack';

const CONTROL = 's3-bucket-tls-required';

const inPartition = (partition: string, write: (policy: unknown) => unknown): Given[] =>
  changed(siblingStack(), 'home-policy', (inputs) => ({
    ...inputs,
    policy: write(JSON.parse(JSON.stringify(policyOf('gl-home')).replaceAll('arn:aws:', `arn:${partition}:`))),
  }));

describe('the policy of a bucket', () => {
  test.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'])(
    'is read in the partition that its ARNs name, as a text and as an object: %s',
    async (partition) => {
      for (const write of [JSON.stringify, (policy: unknown) => policy])
        expect(await objectionsBy(CONTROL, inPartition(partition, write))).toEqual([]);
    },
  );

  test('denies nothing of a bucket in another partition than all of it names', async () => {
    const mixed = changed(
      inPartition('aws-cn', (policy) => policy),
      'home-policy',
      (inputs) => {
        const { Statement, ...rest } = inputs['policy'] as ReturnType<typeof policyOf>;
        const [first, ...others] = Statement;
        return {
          ...inputs,
          policy: { ...rest, Statement: [{ ...first, Resource: 'arn:aws:s3:::gl-home' }, ...others] },
        };
      },
    );
    expect(await objectionsBy(CONTROL, mixed)).not.toEqual([]);
  });

  const named = (bucketName: Setting['bucketName'], roles?: typeof NO_ROLES) =>
    namedBucketPolicyOf(
      { form: 'sibling', props: { policy: JSON.stringify(policyOf('gl-home')) }, path: [], bucketName },
      roles,
    );

  test('whose bucket has no name yet is left to the graph, and there to the update', () => {
    const unknown = { state: 'unknown', path: 'bucket' } as const;
    expect(named(unknown)).toEqual({
      outcome: { verdict: 'deferred', because: 'the name of its bucket is not known here' },
    });
    expect(named(unknown, NO_ROLES)).toMatchObject({
      outcome: { verdict: 'unverifiable', unknown: 'the name of its bucket', final: false },
    });
    expect(named({ state: 'known', value: 'gl-home' })).toMatchObject({ bucketArn: 'arn:aws:s3:::gl-home' });
  });
});
