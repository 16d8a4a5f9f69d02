import type { S3Client } from '@aws-sdk/client-s3';
import type { Client } from 'pg';
import type {
  LifecycleInputs,
  ObjectLockInputs,
  PolicyDocument,
  RoleInputs,
  ServerSideEncryptionInputs,
} from '../../components/documents';
import { describePostgresql } from './postgresql';
import type { Ensurable } from './result';
import { describeS3 } from './s3';

type Inputs = Record<string, unknown>;

/** How a resource of one type is brought about on a local server, and how its state there reads as inputs. */
export interface LocalType {
  describe(inputs: Inputs): Ensurable;
  /** Inputs that would describe what {@link Ensurable.compare} found; what is left out stays as it was. */
  asInputs(current: unknown): Inputs;
}

const S3 = 'aws:s3/';
const POSTGRESQL = 'postgresql:index/';

/** Local S3 types by token. Inputs are those of the Pulumi provider. */
export const localS3Types = (s3: S3Client): Readonly<Record<string, LocalType>> => {
  const bucketOf = (inputs: Inputs): string => inputs['bucket'] as string;
  return {
    [`${S3}bucket:Bucket`]: { describe: (i) => describeS3.bucket(s3, bucketOf(i)), asInputs: () => ({}) },
    [`${S3}bucketVersioning:BucketVersioning`]: {
      describe: (i) => describeS3.versioning(s3, bucketOf(i), i as never),
      asInputs: (versioningConfiguration) => ({ versioningConfiguration }),
    },
    [`${S3}bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration`]: {
      describe: (i) => describeS3.encryption(s3, bucketOf(i), i as unknown as ServerSideEncryptionInputs),
      asInputs: (current) => ({
        rules: (current as { algorithm: string; key: string }[]).map(({ algorithm, key }) => ({
          applyServerSideEncryptionByDefault: { sseAlgorithm: algorithm, ...(key !== '' && { kmsMasterKeyId: key }) },
        })),
      }),
    },
    [`${S3}bucketPublicAccessBlock:BucketPublicAccessBlock`]: {
      describe: ({ bucket, blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets }) =>
        describeS3.publicAccessBlock(s3, bucket as string, {
          blockPublicAcls: blockPublicAcls === true,
          blockPublicPolicy: blockPublicPolicy === true,
          ignorePublicAcls: ignorePublicAcls === true,
          restrictPublicBuckets: restrictPublicBuckets === true,
        }),
      asInputs: (current) => current as Inputs,
    },
    [`${S3}bucketOwnershipControls:BucketOwnershipControls`]: {
      describe: (i) => describeS3.ownershipControls(s3, bucketOf(i), i as never),
      asInputs: (rule) => ({ rule }),
    },
    [`${S3}bucketObjectLockConfiguration:BucketObjectLockConfiguration`]: {
      describe: (i) => describeS3.objectLock(s3, bucketOf(i), i as unknown as ObjectLockInputs),
      asInputs: (defaultRetention) => ({ rule: { defaultRetention } }),
    },
    [`${S3}bucketLifecycleConfiguration:BucketLifecycleConfiguration`]: {
      describe: (i) => describeS3.lifecycle(s3, bucketOf(i), i as unknown as LifecycleInputs),
      asInputs: (rules) => ({ rules }),
    },
    [`${S3}bucketPolicy:BucketPolicy`]: {
      describe: (i) => {
        const policy = i['policy'];
        const document = (typeof policy === 'string' ? JSON.parse(policy) : policy) as PolicyDocument;
        return describeS3.policy(s3, bucketOf(i), document);
      },
      asInputs: (current) => ({ policy: JSON.stringify(current) }),
    },
  };
};

/** Local PostgreSQL types by token; a schema and its grants live in the database that the client is connected to. */
export const localPostgresqlTypes = (client: Client): Readonly<Record<string, LocalType>> => ({
  [`${POSTGRESQL}role:Role`]: {
    describe: (i) =>
      describePostgresql.role(
        client,
        { login: false, ...i } as unknown as RoleInputs,
        i['password'] as string | undefined,
      ),
    asInputs: (current) => ({ login: (current as { login: boolean }).login }),
  },
  [`${POSTGRESQL}grantRole:GrantRole`]: {
    describe: (i) => describePostgresql.grantRole(client, i as never),
    asInputs: () => ({}),
  },
  [`${POSTGRESQL}database:Database`]: {
    describe: (i) => describePostgresql.database(client, i as never),
    asInputs: () => ({}),
  },
  [`${POSTGRESQL}schema:Schema`]: {
    describe: (i) => describePostgresql.schema(client, i as never),
    asInputs: (current) => current as Inputs,
  },
  [`${POSTGRESQL}grant:Grant`]: {
    describe: (i) => {
      if (i['objectType'] !== 'schema')
        throw new Error(`grant on ${String(i['objectType'])}: only schemas are done locally`);
      return describePostgresql.grant(client, i as never);
    },
    asInputs: (privileges) => ({ privileges }),
  },
});
