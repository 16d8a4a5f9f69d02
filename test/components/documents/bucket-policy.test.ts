import { bucketPolicy, type BucketPolicyArgs } from '../../../components/documents/bucket-policy';
import { serverSideEncryption, uploadHeaders, type Encryption } from '../../../components/documents/encryption';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0';
const policy = (change: Partial<BucketPolicyArgs> = {}) =>
  bucketPolicy({ bucketName: 'b', encryption: { mode: 'sse-s3' }, uploadEncryption: 'require-header', ...change });
const statement = (sid: string, change: Partial<BucketPolicyArgs> = {}) =>
  policy(change).Statement.find((s) => s.Sid === sid);

describe('policy of an artifact bucket', () => {
  test('denies requests without TLS and with old TLS in two statements, each for itself', () => {
    for (const [sid, condition] of [
      ['DenyInsecureTransport', { Bool: { 'aws:SecureTransport': 'false' } }],
      ['DenyOutdatedTls', { NumericLessThan: { 's3:TlsVersion': '1.2' } }],
    ] as const) {
      expect(statement(sid)).toEqual({
        Sid: sid,
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
        Condition: condition,
      });
    }
  });

  test.each<[Encryption, string[]]>([
    [{ mode: 'sse-s3' }, ['AES256', 'aws:kms']],
    [{ mode: 'sse-kms', kmsKeyArn: KEY }, ['AES256', 'aws:kms']],
    [{ mode: 'dsse-kms', kmsKeyArn: KEY }, ['aws:kms:dsse']],
  ])('under %j it lets only %j through, and the runtime sends one of them', (encryption, accepted) => {
    const { Condition } = statement('DenyUnencryptedUploads', { encryption })!;
    expect(Condition).toEqual({ StringNotEquals: { 's3:x-amz-server-side-encryption': accepted } });
    expect(accepted).toContain(uploadHeaders(encryption)['x-amz-server-side-encryption']);
    const [rule] = serverSideEncryption(encryption).rules;
    expect(accepted).toContain(rule!.applyServerSideEncryptionByDefault.sseAlgorithm);
    expect(rule!.blockedEncryptionTypes).toEqual(['SSE-C']);
    expect(rule!.bucketKeyEnabled).toBe(encryption.mode === 'sse-kms' ? true : undefined);
  });

  test('leaves a missing header to the bucket’s default only when told to, and then still refuses a wrong one', () => {
    expect(statement('DenyUnencryptedUploads', { uploadEncryption: 'allow-default' })!.Condition).toEqual({
      StringNotEquals: { 's3:x-amz-server-side-encryption': ['AES256', 'aws:kms'] },
      Null: { 's3:x-amz-server-side-encryption': 'false' },
    });
    expect(statement('DenyUnencryptedUploads', { uploadEncryption: 'off' })).toBeUndefined();
  });

  test('takes more statements, and refuses a Sid that is taken', () => {
    const extra = { Sid: 'Extra', Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: '*' } as const;
    expect(policy({ extraStatements: [extra] }).Statement.map((s) => s.Sid)).toContain('Extra');
    const taken = { ...extra, Sid: 'DenyOutdatedTls' };
    expect(() => policy({ extraStatements: [taken] })).toThrow(/DenyOutdatedTls, Sids are unique/);
    expect(() => policy({ extraStatements: [extra, extra] })).toThrow(/extraStatements\[1\].Sid/);
  });

  test.each(['s3:*', '*', 's3:Put*', 's3:?utBucketPolicy', 's3:GETBUCKETPOLICY'])(
    'refuses a Deny of %s, which could lock out whoever repairs the policy',
    (Action) => {
      const extra = { Sid: 'Extra', Effect: 'Deny', Principal: '*', Action, Resource: '*' } as const;
      expect(() => policy({ extraStatements: [extra] })).toThrow(/leaves the bucket policy repairable/);
      expect(() => policy({ extraStatements: [{ ...extra, Effect: 'Allow' }] })).not.toThrow();
    },
  );
});
