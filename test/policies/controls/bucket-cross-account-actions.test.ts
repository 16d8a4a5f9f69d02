import { saidOfPolicy } from '../home-policy';

/** What is said of a policy that lets another account do what is refused on the given resources. */
const saidOf = (resources: object): Promise<string> =>
  saidOfPolicy('s3-bucket-cross-account-actions', [
    { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 's3:PutObjectAcl', ...resources },
  ]);

describe('an account that a bucket policy lets do what its owner alone should', () => {
  test('is refused where all resources but some are named', async () => {
    expect(await saidOf({ NotResource: 'arn:aws:s3:::gl-home' })).toMatch(/^home-policy fail/);
    expect(await saidOf({ NotResource: 'arn:aws:s3:::*/*' })).toMatch(/^home-policy fail/);
    expect(await saidOf({ NotResource: 'arn:aws:s3:::???-bucket' })).toMatch(/^home-policy fail/);
  });

  test('is not where that leaves none', async () => {
    expect(await saidOf({ NotResource: 'arn:aws:s3:::*' })).toBe('home-policy pass');
  });
});
