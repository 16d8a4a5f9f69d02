import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3ServiceException,
  type LifecycleRule as S3LifecycleRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import type {
  LifecycleInputs,
  LifecycleRule,
  ObjectLockInputs,
  PolicyDocument,
  ServerSideEncryptionInputs,
} from '../../components/documents';
import { ensurable, ensuring, type Ensurable } from './result';

/** S3's ways of saying that a bucket has no such configuration. */
const orNone = async <T>(request: Promise<T>): Promise<T | undefined> => {
  try {
    return await request;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
};

const byId = (a: LifecycleRule, b: LifecycleRule): number => (a.id < b.id ? -1 : 1);

const toS3Rule = (rule: LifecycleRule): S3LifecycleRule => ({
  ID: rule.id,
  Status: rule.status,
  Filter:
    'tag' in rule.filter
      ? { Tag: { Key: rule.filter.tag.key, Value: rule.filter.tag.value } }
      : { Prefix: rule.filter.prefix },
  ...(rule.transitions && {
    Transitions: rule.transitions.map((t) => ({ Days: t.days, StorageClass: t.storageClass })),
  }),
  ...(rule.expiration && { Expiration: { Days: rule.expiration.days } }),
  ...(rule.noncurrentVersionExpiration && {
    NoncurrentVersionExpiration: { NoncurrentDays: rule.noncurrentVersionExpiration.noncurrentDays },
  }),
  ...(rule.abortIncompleteMultipartUpload && {
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: rule.abortIncompleteMultipartUpload.daysAfterInitiation },
  }),
});

const fromS3Rule = (rule: S3LifecycleRule): LifecycleRule => ({
  id: rule.ID ?? '',
  status: rule.Status as 'Enabled',
  filter:
    rule.Filter?.Tag === undefined
      ? { prefix: rule.Filter?.Prefix ?? '' }
      : { tag: { key: rule.Filter.Tag.Key!, value: rule.Filter.Tag.Value! } },
  ...(rule.Transitions?.length && {
    transitions: rule.Transitions.map((t) => ({ days: t.Days!, storageClass: t.StorageClass as 'GLACIER' })),
  }),
  ...(rule.Expiration?.Days !== undefined && { expiration: { days: rule.Expiration.Days } }),
  ...(rule.NoncurrentVersionExpiration?.NoncurrentDays !== undefined && {
    noncurrentVersionExpiration: { noncurrentDays: rule.NoncurrentVersionExpiration.NoncurrentDays },
  }),
  ...(rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation !== undefined && {
    abortIncompleteMultipartUpload: { daysAfterInitiation: rule.AbortIncompleteMultipartUpload.DaysAfterInitiation },
  }),
});

/** Servers answer with the defaults that were left out; only what is asked for is compared. */
const toS3Encryption = (inputs: ServerSideEncryptionInputs) =>
  inputs.rules.map(({ applyServerSideEncryptionByDefault: d }) => ({
    algorithm: d.sseAlgorithm,
    key: d.kmsMasterKeyId ?? '',
  }));

/**
 * One idempotent ensurable per S3 resource type. Inputs are those of the Pulumi provider, so that a provider stand-in can
 * hand them on; the client's bucket operations are done as the server's administrator.
 */
export const describeS3 = {
  bucket: (s3: S3Client, bucket: string): Ensurable =>
    ensurable('aws:s3/bucket:Bucket', bucket, {
      read: async () => (await orNone(s3.send(new HeadBucketCommand({ Bucket: bucket })))) && { bucket },
      desired: { bucket },
      apply: async () =>
        void (await s3.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }))),
    }),

  versioning: (s3: S3Client, bucket: string, inputs: { versioningConfiguration: { status: 'Enabled' } }): Ensurable =>
    ensurable<{ status: string }>('aws:s3/bucketVersioning:BucketVersioning', bucket, {
      read: async () => {
        const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket: bucket }));
        return Status && { status: Status };
      },
      desired: inputs.versioningConfiguration,
      apply: async () =>
        void (await s3.send(
          new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }),
        )),
    }),

  objectLock: (s3: S3Client, bucket: string, inputs: ObjectLockInputs): Ensurable =>
    ensurable<{ mode: string; days: number }>(
      'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
      bucket,
      {
        read: async () => {
          const reply = await orNone(s3.send(new GetObjectLockConfigurationCommand({ Bucket: bucket })));
          const retention = reply?.ObjectLockConfiguration?.Rule?.DefaultRetention;
          return retention && { mode: retention.Mode!, days: retention.Days! };
        },
        desired: inputs.rule.defaultRetention,
        apply: async () => {
          const { mode, days } = inputs.rule.defaultRetention;
          const ObjectLockConfiguration = {
            ObjectLockEnabled: 'Enabled',
            Rule: { DefaultRetention: { Mode: mode, Days: days } },
          } as const;
          await s3.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration }));
        },
      },
    ),

  encryption: (s3: S3Client, bucket: string, inputs: ServerSideEncryptionInputs): Ensurable =>
    ensurable('aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration', bucket, {
      read: async () => {
        const reply = await orNone(s3.send(new GetBucketEncryptionCommand({ Bucket: bucket })));
        return reply?.ServerSideEncryptionConfiguration?.Rules?.map(({ ApplyServerSideEncryptionByDefault: d }) => ({
          algorithm: d?.SSEAlgorithm as string,
          key: d?.KMSMasterKeyID ?? '',
        }));
      },
      desired: toS3Encryption(inputs),
      apply: async () => {
        const Rules = inputs.rules.map((rule) => ({
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: rule.applyServerSideEncryptionByDefault.sseAlgorithm as 'AES256',
            ...(rule.applyServerSideEncryptionByDefault.kmsMasterKeyId && {
              KMSMasterKeyID: rule.applyServerSideEncryptionByDefault.kmsMasterKeyId,
            }),
          },
          ...(rule.bucketKeyEnabled === undefined ? {} : { BucketKeyEnabled: rule.bucketKeyEnabled }),
        }));
        await s3.send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration: { Rules } }));
      },
    }),

  lifecycle: (s3: S3Client, bucket: string, inputs: LifecycleInputs): Ensurable =>
    ensurable('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration', bucket, {
      read: async () =>
        (await orNone(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }))))?.Rules?.map(
          fromS3Rule,
        ).sort(byId),
      desired: [...inputs.rules].sort(byId),
      apply: async () => {
        const LifecycleConfiguration = { Rules: inputs.rules.map(toS3Rule) };
        await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration }));
      },
    }),

  policy: (s3: S3Client, bucket: string, document: PolicyDocument): Ensurable =>
    ensurable('aws:s3/bucketPolicy:BucketPolicy', bucket, {
      read: async () => {
        const text = (await orNone(s3.send(new GetBucketPolicyCommand({ Bucket: bucket }))))?.Policy;
        return text === undefined ? undefined : normalisedPolicy(JSON.parse(text) as PolicyDocument);
      },
      desired: normalisedPolicy(document),
      apply: async () =>
        void (await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify(document) }))),
    }),

  publicAccessBlock: (s3: S3Client, bucket: string, inputs: Record<string, boolean>): Ensurable =>
    ensurable<Record<string, boolean>>('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', bucket, {
      read: async () => {
        const block = (await orNone(s3.send(new GetPublicAccessBlockCommand({ Bucket: bucket }))))
          ?.PublicAccessBlockConfiguration;
        return (
          block && Object.fromEntries(Object.entries(block).map(([k, v]) => [k[0]!.toLowerCase() + k.slice(1), v]))
        );
      },
      desired: inputs,
      apply: async () => {
        const PublicAccessBlockConfiguration = Object.fromEntries(
          Object.entries(inputs).map(([k, v]) => [k[0]!.toUpperCase() + k.slice(1), v]),
        );
        await s3.send(new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration }));
      },
    }),

  ownershipControls: (s3: S3Client, bucket: string, inputs: { rule: { objectOwnership: string } }): Ensurable =>
    ensurable<{ objectOwnership: string }>('aws:s3/bucketOwnershipControls:BucketOwnershipControls', bucket, {
      read: async () => {
        const rule = (await orNone(s3.send(new GetBucketOwnershipControlsCommand({ Bucket: bucket }))))
          ?.OwnershipControls?.Rules?.[0];
        return rule && { objectOwnership: rule.ObjectOwnership as string };
      },
      desired: inputs.rule,
      apply: async () => {
        const OwnershipControls = {
          Rules: [{ ObjectOwnership: inputs.rule.objectOwnership as 'BucketOwnerEnforced' }],
        };
        await s3.send(new PutBucketOwnershipControlsCommand({ Bucket: bucket, OwnershipControls }));
      },
    }),
};

/** As {@link describeS3}, done at once. */
export const ensureS3 = ensuring(describeS3);

/** Servers write a single value as a string or as a list of one, and a principal as `*` or `{"AWS": "*"}`. */
const normalisedPolicy = (document: PolicyDocument): unknown => {
  const list = (value: unknown): unknown => (Array.isArray(value) ? [...(value as unknown[])].sort() : [value]);
  return document.Statement.map((s) => ({
    sid: s.Sid,
    effect: s.Effect,
    principal:
      typeof s.Principal === 'string' ? [s.Principal] : list(s.Principal['AWS'] ?? JSON.stringify(s.Principal)),
    action: list(s.Action),
    resource: list(s.Resource),
    condition: Object.entries(s.Condition ?? {}).map(([operator, keys]) => [
      operator,
      Object.entries(keys).map(([k, v]) => [k, list(v)]),
    ]),
  }));
};
