import {
  DeleteBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  PutObjectLockConfigurationCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { escapeIdentifier as id, type Client } from 'pg';

type Inputs = Record<string, unknown>;

/**
 * Takes a bucket or one of its configurations away, as the AWS provider does. A bucket that holds anything is refused by
 * the server, locked versions included.
 */
export async function removeS3(s3: S3Client, token: string, inputs: Inputs): Promise<void> {
  const of = { Bucket: inputs['bucket'] as string };
  switch (token.split(':').at(-1) ?? '') {
    case 'Bucket':
      return void (await s3.send(new DeleteBucketCommand(of)));
    case 'BucketServerSideEncryptionConfiguration':
      return void (await s3.send(new DeleteBucketEncryptionCommand(of)));
    case 'BucketPublicAccessBlock':
      return void (await s3.send(new DeletePublicAccessBlockCommand(of)));
    case 'BucketOwnershipControls':
      return void (await s3.send(new DeleteBucketOwnershipControlsCommand(of)));
    case 'BucketLifecycleConfiguration':
      return void (await s3.send(new DeleteBucketLifecycleCommand(of)));
    case 'BucketPolicy':
      return void (await s3.send(new DeleteBucketPolicyCommand(of)));
    case 'BucketObjectLockConfiguration':
      return void (await s3.send(
        new PutObjectLockConfigurationCommand({ ...of, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }),
      ));
    case 'BucketVersioning':
      // Where Object Lock is on, versioning cannot be suspended: it goes with the bucket.
      return s3.send(new PutBucketVersioningCommand({ ...of, VersioningConfiguration: { Status: 'Suspended' } })).then(
        () => undefined,
        (error: Error) => {
          if (error.name !== 'InvalidBucketState') throw error;
        },
      );
    default:
      throw new Error(`${token} cannot be deleted locally`);
  }
}

/** Takes a role, a membership, a database, a schema or privileges away; the server refuses what others need. */
export async function removePostgresql(client: Client, token: string, inputs: Inputs): Promise<void> {
  const name = (key: string): string => id(inputs[key] as string);
  const statements: Record<string, () => string> = {
    Role: () => `drop role ${name('name')}`,
    GrantRole: () => `revoke ${name('grantRole')} from ${name('role')}`,
    Database: () => `drop database ${name('name')}`,
    Schema: () => `drop schema ${name('name')}`,
    Grant: () => `revoke all on schema ${name('schema')} from ${name('role')}`,
  };
  const statement = statements[token.split(':').at(-1)!];
  if (statement === undefined) throw new Error(`${token} cannot be deleted locally`);
  await client.query(statement());
}
