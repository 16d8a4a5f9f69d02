import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { RuntimeConfig } from '../config/schema';
import { LocalIoError } from '../errors';
import type { TenantId } from '../keys/names';
import type { StoreCounters } from './counters';

const CONNECT_TIMEOUT_MS = 10_000;
const DEFAULT_IDLE_TIMEOUT_SECONDS = 30;

/** Commands that the bucket policy's encryption statement judges on AWS. */
const UPLOADS = new Set(['PutObjectCommand', 'CreateMultipartUploadCommand']);
/** Commands that some servers judge by it too. */
const MULTIPART_ENDS = new Set(['CompleteMultipartUploadCommand', 'AbortMultipartUploadCommand']);

/** What a client must know beyond the configuration. */
export interface ClientOptions {
  counters: StoreCounters;
  /** Some servers judge the end of a multipart upload as an upload too; the SDK has no member for the header. */
  multipartNeedsUploadHeaders: () => boolean;
}

/**
 * Builds the S3 client of one tenant: its own credentials, the configured endpoint and certificate authority, the
 * upload headers, no checksums but ours, and time-outs on everything.
 */
export function createS3Client(config: RuntimeConfig, tenant: TenantId, options: ClientOptions): S3Client {
  const { endpoint } = config.bucket;
  const ca = endpoint?.caFile === undefined ? undefined : readFileSync(endpoint.caFile);
  const client = new S3Client({
    region: config.region,
    ...(endpoint === undefined ? {} : { endpoint: endpoint.url, forcePathStyle: endpoint.forcePathStyle }),
    ...credentialsOf(config, tenant),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: new NodeHttpHandler({
      connectionTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: 1000 * (config.limits?.idleTimeoutSeconds ?? DEFAULT_IDLE_TIMEOUT_SECONDS),
      httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 256, ...(ca === undefined ? {} : { ca }) }),
    }),
  });
  addUploadHeaders(client, config.bucket.uploadHeaders, options.multipartNeedsUploadHeaders);
  countRequests(client, options.counters);
  return client;
}

const addUploadHeaders = (client: S3Client, headers: Record<string, string>, onMultipartEnd: () => boolean): void => {
  client.middlewareStack.add(
    (next, context) => (args) => {
      const command = context.commandName ?? '';
      if (UPLOADS.has(command) || (MULTIPART_ENDS.has(command) && onMultipartEnd())) {
        Object.assign((args.request as { headers: object }).headers, headers);
      }
      return next(args);
    },
    { step: 'build', name: 'glUploadHeaders' },
  );
};

/** Sits below the retry middleware, so a retried request counts again. */
const countRequests = (client: S3Client, counters: StoreCounters): void => {
  client.middlewareStack.add(
    (next, context) => (args) => {
      counters.countRequest((context.commandName ?? 'Unknown').replace(/Command$/, ''));
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'glCountRequests' },
  );
};

const credentialsOf = (
  config: RuntimeConfig,
  tenant: TenantId,
): Pick<ConstructorParameters<typeof S3Client>[0] & object, 'credentials'> => {
  const { credentials } = config.bucket;
  if (credentials.source === 'default-chain') return {};
  const file = path.join(credentials.directory, `${tenant}.json`);
  return { credentials: () => readCredentials(file) };
};

const readCredentials = async (file: string): Promise<{ accessKeyId: string; secretAccessKey: string }> => {
  try {
    const { accessKeyId, secretAccessKey } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    if (typeof accessKeyId === 'string' && typeof secretAccessKey === 'string') return { accessKeyId, secretAccessKey };
    throw new Error('expected accessKeyId and secretAccessKey');
  } catch (error) {
    throw new LocalIoError("reading the tenant's S3 credentials", file, error);
  }
};
