import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Where the proofs knock, and where the tenants' scoped credentials lie. */
export interface ProofTarget {
  bucket: string;
  region: string;
  tlsUrl: string;
  plainUrl: string;
  /** PEM file of the server's authority; empty where the system's own authorities vouch for it. */
  caFile: string;
  /** One `<tenant>.json` per tenant. */
  credentialsDirectory: string;
}

/** S3 clients that send a request once, as it is: no retry, no checksum, no header of their own accord. */
export class ProofClients {
  private readonly clients = new Map<string, S3Client>();

  constructor(private readonly target: ProofTarget) {}

  /** The client of one tenant over one transport. */
  client(tenant: string, over: 'TLS' | 'plain HTTP'): S3Client {
    const name = `${tenant} ${over}`;
    const known = this.clients.get(name);
    if (known !== undefined) return known;
    const { region, tlsUrl, plainUrl, caFile, credentialsDirectory } = this.target;
    const client = new S3Client({
      region,
      endpoint: over === 'TLS' ? tlsUrl : plainUrl,
      forcePathStyle: true,
      maxAttempts: 1,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      credentials: async () =>
        JSON.parse(await readFile(path.join(credentialsDirectory, `${tenant}.json`), 'utf8')) as {
          accessKeyId: string;
          secretAccessKey: string;
        },
      requestHandler: new NodeHttpHandler({
        connectionTimeout: 10_000,
        socketTimeout: 30_000,
        httpAgent: new http.Agent({ keepAlive: true }),
        httpsAgent: new https.Agent({ keepAlive: true, ...(caFile === '' ? {} : { ca: readFileSync(caFile) }) }),
      }),
    });
    this.clients.set(name, client);
    return client;
  }

  close(): void {
    for (const client of this.clients.values()) client.destroy();
  }
}
