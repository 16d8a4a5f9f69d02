import { refuse, type ArgumentProblem } from '../problems';
import { acceptedAlgorithms, type Encryption, type EncryptionMode } from './encryption';

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

/**
 * What becomes of uploads by what they say about encryption. `require-header` is the ADR's DenyUnencryptedUploads;
 * `allow-default` refuses a wrong header and leaves a missing one to the bucket's default; `off` has no statement.
 */
export type UploadEncryption = 'require-header' | 'allow-default' | 'off';

export interface BucketPolicyArgs {
  /** Literal name, so that the policy can be judged before anything exists. */
  bucketName: string;
  encryption: Encryption;
  /** @default 'require-header' */
  uploadEncryption?: UploadEncryption;
  /** More statements, with Sids of their own. @default [] */
  extraStatements?: readonly PolicyStatement[];
  /** @default 'aws' */
  partition?: string;
}

/** ARN of a bucket: it names no region and no account. */
export const bucketArn = (bucketName: string, partition = 'aws'): string => `arn:${partition}:s3:::${bucketName}`;

/**
 * Refuses requests without TLS and with TLS before 1.2. These are two statements, since conditions within one are joined
 * by "and": together they would deny only old TLS without TLS.
 *
 * Source: ADR-004 §Security Baseline.
 */
export function tlsStatements(arn: string): PolicyStatement[] {
  const deny = { Effect: 'Deny' as const, Principal: '*' as const, Action: 's3:*', Resource: [arn, `${arn}/*`] };
  return [
    {
      Sid: 'DenyInsecureTransport',
      ...deny,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Sid: 'DenyOutdatedTls',
      ...deny,
      Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    },
  ];
}

const uploadStatements = (arn: string, encryption: EncryptionMode, upload: UploadEncryption): PolicyStatement[] => {
  if (upload === 'off') return [];
  const header = 's3:x-amz-server-side-encryption';
  return [
    {
      Sid: 'DenyUnencryptedUploads',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `${arn}/*`,
      Condition: {
        StringNotEquals: { [header]: acceptedAlgorithms(encryption) },
        ...(upload === 'allow-default' ? { Null: { [header]: 'false' } } : {}),
      },
    },
  ];
};

/**
 * Refuses uploads under another key than the bucket's. The condition compares what the request says with the full ARN, so
 * that a request has to name it so; one that asks for KMS and names no key would get the account's `aws/s3` key. What asks
 * for nothing at all is DenyUnencryptedUploads' to judge: a comparison alone would match it too.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html
 */
const keyStatements = (arn: string, encryption: Encryption, upload: UploadEncryption): PolicyStatement[] => {
  if (encryption.mode === 'sse-s3' || upload === 'off') return [];
  const key = 's3:x-amz-server-side-encryption-aws-kms-key-id';
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${arn}/*` } as const;
  return [
    {
      Sid: 'DenyWrongKmsKey',
      ...deny,
      Condition: { StringNotEquals: { [key]: encryption.kmsKeyArn }, Null: { [key]: 'false' } },
    },
    {
      Sid: 'DenyUnnamedKmsKey',
      ...deny,
      Condition: {
        StringEquals: { 's3:x-amz-server-side-encryption': ['aws:kms', 'aws:kms:dsse'] },
        Null: { [key]: 'true' },
      },
    },
  ];
};

const OWN_SIDS = [
  'DenyInsecureTransport',
  'DenyOutdatedTls',
  'DenyUnencryptedUploads',
  'DenyWrongKmsKey',
  'DenyUnnamedKmsKey',
];
/** A deny of these can lock out whoever has to repair the policy; only the account's root gets in again. */
const REPAIRS = ['s3:putbucketpolicy', 's3:getbucketpolicy', 's3:deletebucketpolicy'];

const covers = (action: string, repair: string): boolean =>
  new RegExp(
    `^${action
      .toLowerCase()
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(repair);

/** @returns every problem of statements that are added to a bucket's policy */
export function validateExtraStatements(statements: readonly PolicyStatement[], path: string): ArgumentProblem[] {
  const sids = [...OWN_SIDS, ...statements.map((s) => s.Sid)];
  return statements.flatMap(({ Sid, Effect, Action }, i) => [
    ...(sids.indexOf(Sid) === OWN_SIDS.length + i
      ? []
      : [{ path: `${path}[${i}].Sid`, value: Sid, rule: 'Sids are unique', fix: 'rename the statement' }]),
    ...[Action]
      .flat()
      .filter((action) => Effect === 'Deny' && REPAIRS.some((repair) => covers(action, repair)))
      .map((action) => ({
        path: `${path}[${i}].Action`,
        value: action,
        rule: 'a Deny leaves the bucket policy repairable',
        fix: 'name object actions only, such as s3:GetObject',
      })),
  ]);
}

/**
 * The policy of an artifact bucket: TLS only, TLS 1.2 at least, encrypted uploads, and under KMS the bucket's own key.
 *
 * Source: ADR-004 §Security Baseline and §Security Considerations.
 * @throws {ArgumentError} when Sids repeat, or a statement could lock out whoever has to repair the policy
 */
export function bucketPolicy(args: BucketPolicyArgs): PolicyDocument {
  const { bucketName, encryption, uploadEncryption = 'require-header', extraStatements = [], partition } = args;
  refuse('bucket policy', validateExtraStatements(extraStatements, 'extraStatements'));
  const arn = bucketArn(bucketName, partition);
  return {
    Version: '2012-10-17',
    Statement: [
      ...tlsStatements(arn),
      ...uploadStatements(arn, encryption, uploadEncryption),
      ...keyStatements(arn, encryption, uploadEncryption),
      ...extraStatements,
    ],
  };
}
