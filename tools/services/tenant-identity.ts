import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import https from 'node:https';
import { HeadObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { waitUntil } from './processes';
import type { TenantIdentity } from './types';

/** What a tenant may do, below its prefix only. The star matters: a bare folder grants nothing, a bare bucket too much. */
const ACTIONS = ['Read', 'Write', 'List', 'Tagging', 'PutObjectRetention', 'GetObjectRetention'];

const EFFECTIVE_SECONDS = 15;

/** Over TLS: the bucket's policy may refuse everything else, and that would look like no identity. */
const answerOf = async (server: { tlsUrl: string; caFile: string }, identity: TenantIdentity): Promise<string> => {
  const client = new S3Client({
    endpoint: server.tlsUrl,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: identity.credentials,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ httpsAgent: new https.Agent({ ca: await readFile(server.caFile) }) }),
  });
  try {
    await client.send(new HeadObjectCommand({ Bucket: identity.bucket, Key: `${identity.tenant}/probes/create-once` }));
    return 'allowed';
  } catch (error) {
    // Not found is said to who may look; a stranger hears 403.
    return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404 ? 'allowed' : 'refused';
  } finally {
    client.destroy();
  }
};

/**
 * Makes an ordinary SeaweedFS identity that is limited to one tenant's prefix of one bucket.
 * The command goes through standard input, so that no secret stands on a command line.
 */
export async function ensureTenantIdentity(
  server: { binary: string; masterPort: number; tlsUrl: string; caFile: string },
  identity: TenantIdentity,
): Promise<'created' | 'unchanged'> {
  if ((await answerOf(server, identity)) === 'allowed') return 'unchanged';
  const { bucket, tenant, credentials } = identity;
  const actions = ACTIONS.map((action) => `${action}:${bucket}/${tenant}/*`).join(',');
  await shell(
    server,
    `s3.configure -user ${bucket}-${tenant} -access_key ${credentials.accessKeyId} -secret_key ${credentials.secretAccessKey} -actions ${actions} -apply\n`,
  );
  if (await waitUntil(async () => (await answerOf(server, identity)) === 'allowed', EFFECTIVE_SECONDS))
    return 'created';
  throw new Error(
    `the identity of tenant ${tenant} on bucket ${bucket} did not become effective in ${EFFECTIVE_SECONDS} seconds`,
  );
}

const shell = (server: { binary: string; masterPort: number }, command: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(server.binary, ['shell', `-master=127.0.0.1:${server.masterPort}`], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`weed shell ended with ${code}`))));
    child.stdin.end(command);
  });
