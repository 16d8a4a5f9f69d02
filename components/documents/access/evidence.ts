import { partitionOf } from '../../common/regions';
import { trailArn } from '../log-policies';
import { bucketArn } from '../bucket-policy';
import { arnOf, type AccessScope, type RoleStatement } from './scope';

const vaultArn = ({ region, evidence }: AccessScope): string => bucketArn(evidence!.bucketName, partitionOf(region));

/** What the sealer may do with the vault: add to it. The vault's default lock is on whatever it adds. */
export const sealerStatements = (scope: AccessScope): RoleStatement[] =>
  scope.evidence === undefined
    ? []
    : [{ Sid: 'WriteEvidence', Effect: 'Allow', Action: 's3:PutObject', Resource: `${vaultArn(scope)}/*` }];

/** Signing with the vault's key. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export const signStatements = ({ evidence }: AccessScope): RoleStatement[] =>
  evidence === undefined
    ? []
    : [{ Sid: 'SignCheckpoints', Effect: 'Allow', Action: 'kms:Sign', Resource: evidence.signingKeyArn }];

/** How a bucket is set up, as far as a proof needs it. */
const SETTINGS = [
  's3:GetBucketLocation',
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketPolicy',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketVersioning',
  's3:GetEncryptionConfiguration',
  's3:GetInventoryConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
  's3:ListBucket',
  's3:ListBucketVersions',
];

/**
 * What an auditor reads: how the buckets are set up, which versions there are and what locks them, the evidence, the
 * logs of accesses and the inventories; no artifact's bytes, and nothing is changed.
 */
export function auditorStatements(scope: AccessScope): RoleStatement[] {
  const kept = [
    ...(scope.evidence === undefined ? [] : [vaultArn(scope)]),
    ...[...scope.trails, ...(scope.reports ?? [])].map(arnOf),
  ];
  const artifacts = scope.artifacts.map(arnOf);
  return [
    { Sid: 'SeeSettingsAndVersions', Effect: 'Allow', Action: SETTINGS, Resource: [...artifacts, ...kept] },
    {
      Sid: 'SeeLocks',
      Effect: 'Allow',
      Action: ['s3:GetObjectRetention', 's3:GetObjectLegalHold', 's3:GetObjectVersionTagging'],
      Resource: [...artifacts, ...kept].map((arn) => `${arn}/*`),
    },
    ...(kept.length === 0
      ? []
      : [
          {
            Sid: 'ReadEvidenceLogsAndReports',
            Effect: 'Allow' as const,
            Action: ['s3:GetObject', 's3:GetObjectVersion'],
            Resource: kept.map((arn) => `${arn}/*`),
          },
        ]),
  ];
}

/**
 * Checking signatures, and opening a trail's logs: CloudTrail encrypted them, so that the context is the trail.
 *
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export const verifyStatements = (scope: AccessScope): RoleStatement[] => [
  ...(scope.evidence === undefined
    ? []
    : [
        {
          Sid: 'VerifySignatures',
          Effect: 'Allow' as const,
          Action: ['kms:GetPublicKey', 'kms:Verify'],
          Resource: scope.evidence.signingKeyArn,
        },
      ]),
  ...scope.trails.map(({ trailName, region, kmsKeyArn }, index) => ({
    Sid: `OpenLogs${index}`,
    Effect: 'Allow' as const,
    Action: 'kms:Decrypt',
    Resource: kmsKeyArn,
    Condition: {
      StringEquals: {
        'kms:ViaService': `s3.${region}.amazonaws.com`,
        'kms:EncryptionContext:aws:cloudtrail:arn': trailArn(region, scope.accountId, trailName),
      },
    },
  })),
];
