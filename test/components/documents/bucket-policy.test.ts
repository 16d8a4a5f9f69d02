import {
  bucketPolicy,
  type BucketPolicyArgs,
  type UploadEncryption,
} from '../../../components/documents/bucket-policy';
import { judge, role } from '../judge';
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

  describe.each(['sse-kms', 'dsse-kms'] as const)('under %s', (mode) => {
    const algorithm = uploadHeaders({ mode, kmsKeyArn: KEY })['x-amz-server-side-encryption']!;
    const other = (arn: string) => ({ encryptedBy: algorithm, key: arn });
    const put = (uploadEncryption: UploadEncryption, { encryptedBy, key }: { encryptedBy?: string; key?: string }) =>
      judge(
        JSON.stringify(policy({ encryption: { mode, kmsKeyArn: KEY }, uploadEncryption })),
        role('publisher'),
        's3:PutObject',
        'arn:aws:s3:::b/k',
        {
          'aws:SecureTransport': 'true',
          's3:TlsVersion': '1.3',
          ...(encryptedBy === undefined ? {} : { 's3:x-amz-server-side-encryption': encryptedBy }),
          ...(key === undefined ? {} : { 's3:x-amz-server-side-encryption-aws-kms-key-id': key }),
        },
      );

    test('an upload names the bucket’s own key, by its full ARN', () => {
      for (const upload of ['require-header', 'allow-default'] as const) {
        expect(put(upload, other(KEY))).not.toBe('explicitDeny');
        expect(put(upload, other(`${KEY}1`))).toBe('explicitDeny');
        expect(put(upload, other('alias/artifacts'))).toBe('explicitDeny');
        expect(put(upload, other(KEY.replace('eu-west-1', 'us-east-1')))).toBe('explicitDeny');
        expect(put(upload, other(KEY.replace(/\d{12}/, '999999999999')))).toBe('explicitDeny');
      }
    });

    test('an upload that asks for KMS and names no key would get the account’s, and is denied', () => {
      for (const upload of ['require-header', 'allow-default'] as const)
        for (const encryptedBy of ['aws:kms', 'aws:kms:dsse'])
          expect(put(upload, { encryptedBy })).toBe('explicitDeny');
    });

    test('an upload that asks for nothing is the upload statement’s to judge', () => {
      expect(put('require-header', {})).toBe('explicitDeny');
      expect(put('allow-default', {})).not.toBe('explicitDeny');
      expect(put('off', other(`${KEY}1`))).not.toBe('explicitDeny');
    });
  });

  test('names no key where none is the customer’s', () => {
    expect(policy().Statement.map((s) => s.Sid)).toEqual([
      'DenyInsecureTransport',
      'DenyOutdatedTls',
      'DenyUnencryptedUploads',
    ]);
  });

  test('takes more statements, and refuses a Sid that is taken', () => {
    const extra = { Sid: 'Extra', Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: '*' } as const;
    expect(policy({ extraStatements: [extra] }).Statement.map((s) => s.Sid)).toContain('Extra');
    const own = policy({ encryption: { mode: 'sse-kms', kmsKeyArn: `${KEY}1` } }).Statement.map(({ Sid }) => Sid);
    expect(own).toHaveLength(5);
    for (const Sid of own)
      expect(() => policy({ extraStatements: [{ ...extra, Sid }] })).toThrow(`${Sid}, Sids are unique`);
    expect(() => policy({ extraStatements: [extra, extra] })).toThrow(/extraStatements\[1\].Sid/);
  });

  test.each(['s3:*', '*', 's3:Put*', 's3:?utBucketPolicy', 's3:GETBUCKETPOLICY', 's3:DeleteBucketPolicy'])(
    'refuses a Deny of %s, which could lock out whoever repairs the policy',
    (Action) => {
      const extra = { Sid: 'Extra', Effect: 'Deny', Principal: '*', Action, Resource: '*' } as const;
      expect(() => policy({ extraStatements: [extra] })).toThrow(/leaves the bucket policy repairable/);
      expect(() => policy({ extraStatements: [{ ...extra, Effect: 'Allow' }] })).not.toThrow();
    },
  );
});
