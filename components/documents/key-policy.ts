import { partitionOf } from '../common/regions';
import { bucketArn, type PolicyDocument, type PolicyStatement } from './bucket-policy';
import { trailArn } from './log-policies';

export interface KeyPolicyArgs {
  region: string;
  accountId: string;
  /** AWS services of the region that may use the key for principals of this account. */
  services: readonly ('s3' | 'rds' | 'secretsmanager' | 'backup')[];
  /** Names of trails of this account and region that encrypt their logs with the key. @default [] */
  trailNames?: readonly string[];
  /** Names of buckets of this account and region whose inventories S3 encrypts with the key. @default [] */
  inventoriedBuckets?: readonly string[];
  /** Who administers the key, by ARN. @default - whom the account's own policies allow */
  administratorArns?: readonly string[];
}

/** What administers a key and cannot use it: neither encrypts, decrypts nor signs with it. */
const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

/** In a key policy, the key itself. */
const THIS_KEY = '*';

const rootOf = ({ region, accountId }: { region: string; accountId: string }): string =>
  `arn:${partitionOf(region)}:iam::${accountId}:root`;

/**
 * Principals of the account, by its IAM policies; where administrators are named, those alone. They are named by a
 * condition: KMS refuses a principal that is not there yet.
 */
const administration = ({
  administratorArns,
  ...account
}: Pick<KeyPolicyArgs, 'region' | 'accountId' | 'administratorArns'>): PolicyStatement => ({
  Sid: 'AccountAdministersTheKey',
  Effect: 'Allow',
  Principal: { AWS: rootOf(account) },
  Action: ADMINISTRATION,
  Resource: THIS_KEY,
  ...(administratorArns === undefined
    ? {}
    : { Condition: { ArnLike: { 'aws:PrincipalArn': [...administratorArns] } } }),
});

const trailStatements = ({ region, accountId }: KeyPolicyArgs, trailNames: readonly string[]): PolicyStatement[] => {
  const partition = partitionOf(region);
  const sourceArns = trailNames.map((name) => trailArn(region, accountId, name));
  const cloudTrail = {
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Resource: THIS_KEY,
  } as const;
  return [
    {
      Sid: 'CloudTrailEncryptsItsLogs',
      ...cloudTrail,
      Action: 'kms:GenerateDataKey*',
      Condition: {
        StringEquals: { 'aws:SourceArn': sourceArns },
        StringLike: {
          'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:${accountId}:trail/*`,
        },
      },
    },
    {
      Sid: 'CloudTrailDescribesTheKey',
      ...cloudTrail,
      Action: 'kms:DescribeKey',
      Condition: { StringEquals: { 'aws:SourceArn': sourceArns } },
    },
  ];
};

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-kms-key-policy */
const inventoryStatement = (
  { region, accountId }: KeyPolicyArgs,
  inventoriedBuckets: readonly string[],
): PolicyStatement => ({
  Sid: 'S3EncryptsInventories',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'kms:GenerateDataKey',
  Resource: THIS_KEY,
  Condition: {
    StringEquals: { 'aws:SourceAccount': accountId },
    ArnLike: { 'aws:SourceArn': inventoriedBuckets.map((bucket) => bucketArn(bucket, partitionOf(region))) },
  },
});

/**
 * Policy of a symmetric key. The account administers it; its principals use it through the named services of the region
 * only, so that no ciphertext can be opened outside them.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service;
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function keyPolicy(args: KeyPolicyArgs): PolicyDocument {
  const { region, accountId, services, trailNames = [], inventoriedBuckets = [] } = args;
  const viaService = {
    StringEquals: {
      'kms:CallerAccount': accountId,
      'kms:ViaService': services.map((service) => `${service}.${region}.amazonaws.com`),
    },
  };
  const root = { Effect: 'Allow', Principal: { AWS: rootOf(args) }, Resource: THIS_KEY } as const;
  return {
    Version: '2012-10-17',
    Statement: [
      administration(args),
      {
        Sid: 'AccountUsesTheKeyThroughServices',
        ...root,
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Condition: viaService,
      },
      {
        Sid: 'ServicesKeepTheKeyForWhatTheyStore',
        ...root,
        Action: 'kms:CreateGrant',
        Condition: { ...viaService, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
      ...(trailNames.length === 0 ? [] : trailStatements(args, trailNames)),
      ...(inventoriedBuckets.length === 0 ? [] : [inventoryStatement(args, inventoriedBuckets)]),
    ],
  };
}

export interface SigningKeyPolicyArgs {
  region: string;
  accountId: string;
  /** ARN of the role that signs, or a pattern of such ARNs. */
  sealerRoleArn: string;
  /** Who administers the key, by ARN. @default - whom the account's own policies allow */
  administratorArns?: readonly string[];
}

/**
 * Policy of an asymmetric signing key. Anybody of the account may be allowed to fetch the public key; signing is denied
 * to everyone but the sealer, so that no administrator's own policy can grant it.
 *
 * The sealer is allowed by a condition on the account, not as a principal: KMS refuses a principal that is not there yet.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function signingKeyPolicy(args: SigningKeyPolicyArgs): PolicyDocument {
  const account = { AWS: rootOf(args) };
  const sealer = { 'aws:PrincipalArn': args.sealerRoleArn };
  return {
    Version: '2012-10-17',
    Statement: [
      administration(args),
      {
        Sid: 'AccountVerifies',
        Effect: 'Allow',
        Principal: account,
        Action: ['kms:GetPublicKey', 'kms:Verify'],
        Resource: THIS_KEY,
      },
      {
        Sid: 'SealerSigns',
        Effect: 'Allow',
        Principal: account,
        Action: 'kms:Sign',
        Resource: THIS_KEY,
        Condition: { ArnLike: sealer },
      },
      {
        Sid: 'NobodyElseSigns',
        Effect: 'Deny',
        Principal: '*',
        Action: ['kms:Sign', 'kms:CreateGrant'],
        Resource: THIS_KEY,
        Condition: { ArnNotLike: sealer },
      },
    ],
  };
}
