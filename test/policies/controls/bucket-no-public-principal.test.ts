import { edited } from '../fixtures/fixture';
import { saidBy } from '../said';
import { siblingStack } from '../stack';

const BUCKET = 'arn:aws:s3:::gl-home';

/** What is said of a policy that lets somebody do something more. */
async function saidOf(statement: object): Promise<string[]> {
  const given = edited(siblingStack(), {
    set: ['home-policy', 'policy', 'Statement', 3],
    to: { Effect: 'Allow', ...('NotResource' in statement ? {} : { Resource: [BUCKET, `${BUCKET}/*`] }), ...statement },
  });
  const lines = await saidBy('s3-bucket-no-public-principal', given);
  return lines.filter((line) => line.startsWith('home-policy '));
}
const REFUSED = 'home-policy fail: The policy lets in callers whom it does not name (policy.statement 3)';
const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:PutBucketPolicy'];

describe('a bucket policy that lets in everybody', () => {
  test.each(ACTIONS)('is refused for %s alone', async (Action) => {
    expect(await saidOf({ Principal: '*', Action })).toEqual([REFUSED]);
    expect(await saidOf({ Principal: { AWS: '*' }, Action: `${Action.slice(0, -1)}?` })).toEqual([REFUSED]);
  });

  test.each(['s3:GetObjectTagging', 's3:DeleteBucket', 's3:AnythingThatIsNotThereYet'])(
    'is refused for %s, which nobody asks about',
    async (Action) => {
      expect(await saidOf({ Principal: '*', Action })).toEqual([REFUSED]);
      expect(await saidOf({ Principal: '*', NotAction: [...ACTIONS, Action] })).toEqual([REFUSED]);
    },
  );

  test('is refused on the bucket alone and on its objects alone', async () => {
    expect(await saidOf({ Principal: '*', Action: 's3:ListBucket', Resource: BUCKET })).toEqual([REFUSED]);
    expect(await saidOf({ Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/public/*` })).toEqual([REFUSED]);
    for (const NotResource of [BUCKET, `${BUCKET}/*`])
      expect(await saidOf({ Principal: '*', Action: 's3:*', NotResource })).toEqual([REFUSED]);
  });

  test.each(['A', 'G', 'L', 'P'])('is refused by a NotAction that leaves what begins with %s', async (initial) => {
    const NotAction = [...'ABCDGILOPRSTU'].filter((other) => other !== initial).map((other) => `s3:${other}*`);
    expect(await saidOf({ Principal: '*', NotAction })).toEqual([REFUSED]);
  });

  test('is none whose NotAction or NotResource leaves nothing', async () => {
    expect(await saidOf({ Principal: '*', NotAction: 's3:*' })).toEqual(['home-policy pass']);
    expect(await saidOf({ Principal: '*', Action: 's3:*', NotResource: 'arn:aws:s3:::*' })).toEqual([
      'home-policy pass',
    ]);
  });

  test('is refused where NotResource leaves the bucket alone, or objects alone', async () => {
    expect(await saidOf({ Principal: '*', Action: 's3:*', NotResource: 'arn:aws:s3:::*/*' })).toEqual([REFUSED]);
    expect(await saidOf({ Principal: '*', Action: 's3:*', NotResource: 'arn:aws:s3:::???-bucket' })).toEqual([REFUSED]);
  });

  test('is none that names an account', async () => {
    expect(await saidOf({ Principal: { AWS: '111122223333' }, Action: 's3:*' })).toEqual(['home-policy pass']);
  });
});
