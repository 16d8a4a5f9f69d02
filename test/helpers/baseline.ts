import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  renderRuntimeConfig,
  type Encryption,
  type ObjectLockArgs,
  type RetentionClassArgs,
} from '../../components/documents';
import type { RuntimeConfig } from '../../runtime';
import type { EnsureResult } from '../../tools/ensure/result';
import { handOutCredentials } from '../../tools/local-stack';
import { passwordDirectory } from '../../tools/local-stack/logins';
import { credentialsDirectory } from '../../tools/local-stack/run-time';
import type { LocalServices } from '../../tools/services';
import { ensureArtifactBucket } from './baseline-bucket';
import { ensureMetadataDatabase } from './baseline-database';

export interface BaselineArgs {
  services: LocalServices;
  bucketName: string;
  databaseName: string;
  tenants: readonly string[];
  /** Where credentials and `runtime-config.json` are kept. */
  directory: string;
}

const CLASSES: readonly RetentionClassArgs[] = [30, 90, 180, 365].map((days) => ({ name: `${days}-days`, days }));
const LOCK: ObjectLockArgs = { mode: 'GOVERNANCE', days: 30 };
const ENCRYPTION: Encryption = { mode: 'sse-s3' };
const REGION = 'eu-west-1';

/**
 * What the local stack provisions, without the program: a test file has a bucket and a database of its own in a second.
 * That the program provisions the same is held by a test of its own.
 */
export async function applyBaseline(
  args: BaselineArgs,
): Promise<{ runtimeConfigFile: string; runtimeConfig: RuntimeConfig; results: EnsureResult[] }> {
  const { services, bucketName, databaseName, directory } = args;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const results = [
    ...(await ensureArtifactBucket(services.s3, {
      bucketName,
      region: REGION,
      encryption: ENCRYPTION,
      objectLock: LOCK,
      retentionClasses: CLASSES,
    })),
    ...(await ensureMetadataDatabase(services, databaseName)),
    ...(await handOutCredentials(services, { bucketName, directory }, args.tenants)),
  ];
  const { s3, postgres } = services;
  const runtimeConfig = renderRuntimeConfig({
    region: REGION,
    residencyZone: 'eu',
    bucketName,
    encryption: ENCRYPTION,
    objectLock: LOCK,
    retentionClasses: CLASSES,
    defaultRetentionClass: '90-days',
    endpoint: { url: s3.tlsUrl, forcePathStyle: true, ...(s3.caFile === '' ? {} : { caFile: s3.caFile }) },
    credentials: { source: 'tenant-directory', directory: credentialsDirectory(directory) },
    database: {
      host: postgres.host,
      port: postgres.port,
      name: databaseName,
      tls: 'off',
      auth: { mode: 'password-directory', directory: passwordDirectory(services) },
    },
  });
  const runtimeConfigFile = path.join(directory, 'runtime-config.json');
  await writeFile(runtimeConfigFile, `${JSON.stringify(runtimeConfig, null, 2)}\n`);
  return { runtimeConfigFile, runtimeConfig, results };
}
