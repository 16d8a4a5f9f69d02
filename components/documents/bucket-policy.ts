import { refuse } from '../problems';
import { acceptedAlgorithms, type Encryption } from './encryption';

/** One statement of an IAM policy document, as far as bucket policies use them. */
export interface PolicyStatement {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Principal: '*' | Record<string, string | string[]>;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** An IAM policy document. */
export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: PolicyStatement[];
}

export interface BucketPolicyArgs {
  /** Literal name, so that the policy can be judged before anything exists. */
  bucketName: string;
  encryption: Encryption;
  /** `require-header` is the ADR's DenyUnencryptedUploads; `allow-default` leaves it to the bucket's default. */
  uploadEncryption: 'require-header' | 'allow-default';
  /** More statements, with Sids of their own. @default [] */
  extraStatements?: readonly PolicyStatement[];
}

/**
 * The policy of an artifact bucket: TLS only, TLS 1.2 at least, and encrypted uploads. The two TLS rules are two
 * statements, since conditions within one are joined by "and": together they would deny only old TLS without TLS.
 *
 * Source: ADR-004 §Security Baseline and §Security Considerations.
 * @throws {ArgumentError} when Sids repeat
 */
export function bucketPolicy(args: BucketPolicyArgs): PolicyDocument {
  const bucket = `arn:aws:s3:::${args.bucketName}`;
  const everything = [bucket, `${bucket}/*`];
  const deny = { Effect: 'Deny', Principal: '*' } as const;
  const statements: PolicyStatement[] = [
    {
      Sid: 'DenyInsecureTransport',
      ...deny,
      Action: 's3:*',
      Resource: everything,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Sid: 'DenyOutdatedTls',
      ...deny,
      Action: 's3:*',
      Resource: everything,
      Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    },
  ];
  if (args.uploadEncryption === 'require-header') {
    const accepted = acceptedAlgorithms(args.encryption);
    const condition = { StringNotEquals: { 's3:x-amz-server-side-encryption': accepted } };
    statements.push({
      Sid: 'DenyUnencryptedUploads',
      ...deny,
      Action: 's3:PutObject',
      Resource: `${bucket}/*`,
      Condition: condition,
    });
  }
  const all = [...statements, ...(args.extraStatements ?? [])];
  refuse(
    'bucket policy',
    all
      .filter(({ Sid }, index) => all.findIndex((s) => s.Sid === Sid) !== index)
      .map(({ Sid }) => ({
        path: 'extraStatements',
        value: Sid,
        rule: 'Sids are unique',
        fix: 'rename the statement',
      })),
  );
  return { Version: '2012-10-17', Statement: all };
}
