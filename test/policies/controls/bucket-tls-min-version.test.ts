import { denial, saidOfPolicy } from '../home-policy';

const saidOf = (statements: readonly object[], minVersion = '1.2'): Promise<string> =>
  saidOfPolicy('s3-bucket-tls-min-version', statements.map(denial), { minVersion });
const below = (version: string, more: object = {}) => ({
  Condition: { NumericLessThan: { 's3:TlsVersion': version }, ...more },
});
const exactly = (version: string) => ({ Condition: { NumericEquals: { 's3:TlsVersion': version } } });

describe('a bucket that denies outdated versions of TLS', () => {
  test('denies each of them', async () => {
    expect(await saidOf(['1.0', '1.1'].map(exactly))).toBe('home-policy pass');
    for (const version of ['1.0', '1.1']) expect(await saidOf([exactly(version)])).toMatch(/^home-policy fail: /);
    expect(await saidOf(['1.0', '1.1'].map(exactly), '1.3')).toMatch(/^home-policy fail: .* older than 1\.3 /);
    expect(await saidOf(['1.0', '1.1', '1.2'].map(exactly), '1.3')).toBe('home-policy pass');
  });

  test('may deny them in requests with TLS alone: others have no version', async () => {
    expect(await saidOf([below('1.2', { Bool: { 'aws:SecureTransport': 'true' } })])).toBe('home-policy pass');
    expect(await saidOf([below('1.2', { Bool: { 'aws:SecureTransport': 'false' } })])).toMatch(/^home-policy fail: /);
  });

  test('denies every action, also one that only the policy names', async () => {
    expect(await saidOf([{ ...below('1.2'), NotAction: 's3:GetObjectAcl' }])).toMatch(/^home-policy fail: /);
    expect(await saidOf([{ ...below('1.2'), NotAction: 'sqs:SendMessage' }])).toBe('home-policy pass');
  });
});
