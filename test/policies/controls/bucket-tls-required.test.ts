import { denial, saidOfPolicy } from '../home-policy';

const saidOf = (which: object): Promise<string> =>
  saidOfPolicy('s3-bucket-tls-required', [
    denial({ Condition: { Bool: { 'aws:SecureTransport': 'false' } }, ...which }),
  ]);

describe('a bucket that denies requests without TLS', () => {
  test('denies every action, also one that only the policy names', async () => {
    expect(await saidOf({ Action: 's3:*' })).toBe('home-policy pass');
    expect(await saidOf({ NotAction: 's3:GetObjectAcl' })).toMatch(/^home-policy fail: /);
    expect(await saidOf({ NotAction: 'sqs:SendMessage' })).toBe('home-policy pass');
  });
});
