import { readFile } from 'node:fs/promises';
import https from 'node:https';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { S3Service } from '../../tools/services';

const COMMON = { region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1 } as const;

/** Trusts a local server's certificate. */
export const trusting = async ({ caFile }: S3Service): Promise<NodeHttpHandler> =>
  new NodeHttpHandler({ httpsAgent: new https.Agent({ ca: await readFile(caFile) }) });

/** The same caller with TLS and without. */
export interface Caller {
  secure: S3Client;
  plain: S3Client;
}

export async function callerOf(s3: S3Service, who: Pick<S3ClientConfig, 'credentials' | 'signer'>): Promise<Caller> {
  return {
    secure: new S3Client({ ...COMMON, ...who, endpoint: s3.tlsUrl, requestHandler: await trusting(s3) }),
    plain: new S3Client({ ...COMMON, ...who, endpoint: s3.plainUrl }),
  };
}

/** HTTP status of the answer to a request. */
export const statusOf = (request: Promise<{ $metadata: { httpStatusCode?: number } }>): Promise<number | undefined> =>
  request.then(
    ({ $metadata }) => $metadata.httpStatusCode,
    (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode,
  );
