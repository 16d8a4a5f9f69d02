import { readFile } from 'node:fs/promises';
import https from 'node:https';
import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import {
  bucketPolicy,
  lifecycleRules,
  objectLock,
  ownershipControls,
  publicAccessBlock,
  serverSideEncryption,
  versioning,
  type Encryption,
  type ObjectLockArgs,
  type RetentionClassArgs,
} from '../../components/documents';
import type { EnsureResult } from '../../tools/ensure/result';
import { ensureS3 } from '../../tools/ensure/s3';
import type { S3Service } from '../../tools/services';

export interface BucketArgs {
  bucketName: string;
  region: string;
  encryption: Encryption;
  objectLock: ObjectLockArgs;
  retentionClasses: readonly RetentionClassArgs[];
}

/** The administrator's client; over TLS, since the policy binds the administrator too. */
async function adminClient(s3: S3Service, region: string): Promise<S3Client> {
  const agent =
    s3.caFile === '' ? {} : { httpsAgent: new https.Agent({ keepAlive: true, ca: await readFile(s3.caFile) }) };
  return new S3Client({
    endpoint: s3.tlsUrl,
    region,
    forcePathStyle: true,
    credentials: s3.admin,
    requestHandler: new NodeHttpHandler(agent),
  });
}

/** Brings an artifact bucket to its baseline. The policy comes last: it binds every request after it. */
export async function ensureArtifactBucket(s3: S3Service, args: BucketArgs): Promise<EnsureResult[]> {
  const { bucketName: bucket, encryption } = args;
  const client = await adminClient(s3, args.region);
  try {
    return [
      await ensureS3.bucket(client, bucket),
      await ensureS3.publicAccessBlock(client, bucket, publicAccessBlock()),
      await ensureS3.ownershipControls(client, bucket, ownershipControls()),
      await ensureS3.versioning(client, bucket, versioning()),
      await ensureS3.encryption(client, bucket, serverSideEncryption(encryption)),
      await ensureS3.objectLock(client, bucket, objectLock(args.objectLock)),
      // Local servers have one storage class: SeaweedFS answers a transition with 501.
      await ensureS3.lifecycle(client, bucket, lifecycleRules(args.retentionClasses, 'single')),
      await ensureS3.policy(
        client,
        bucket,
        bucketPolicy({ bucketName: bucket, encryption, uploadEncryption: 'require-header' }),
      ),
    ];
  } finally {
    client.destroy();
  }
}
