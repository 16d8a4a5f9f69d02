import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderRuntimeConfig, type Encryption, type ObjectLockArgs, type RetentionClassArgs } from '../../components';
import type { RuntimeConfig } from '../../runtime';
import type { EnsureResult } from '../ensure/result';
import type { LocalServices } from '../services';
import { ensureArtifactBucket } from './artifact-bucket';
import { ensureMetadataDatabase, passwordDirectory } from './metadata-database';
import { tenantCredentials } from './secrets';

export interface LocalStackArgs {
  services: LocalServices;
  bucketName: string;
  /** @default 'gl_artifacts' */
  databaseName?: string;
  region: string;
  residencyZone: string;
  tenants: readonly string[];
  /** Where credentials and `runtime-config.json` are kept. */
  directory: string;
  /** @default 30, 90, 180 and 365 days */
  retentionClasses?: readonly RetentionClassArgs[];
  /** @default GOVERNANCE, 30 days */
  objectLock?: ObjectLockArgs;
}

export interface LocalStack {
  runtimeConfigFile: string;
  runtimeConfig: RuntimeConfig;
  results: EnsureResult[];
}

const CLASSES: readonly RetentionClassArgs[] = [30, 90, 180, 365].map((days) => ({ name: `${days}-days`, days }));
const LOCK: ObjectLockArgs = { mode: 'GOVERNANCE', days: 30 };
const ENCRYPTION: Encryption = { mode: 'sse-s3' };

/**
 * Provisions the local stack on running services: bucket baseline, metadata database, one S3 identity per tenant, and
 * the runtime configuration. Doing it again changes nothing.
 */
export async function applyLocalStack(args: LocalStackArgs): Promise<LocalStack> {
  const { services, bucketName, region, directory } = args;
  const databaseName = args.databaseName ?? 'gl_artifacts';
  const retentionClasses = args.retentionClasses ?? CLASSES;
  const lock = args.objectLock ?? LOCK;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const credentialsDirectory = path.join(directory, 's3');
  const results = [
    ...(await ensureArtifactBucket(services.s3, {
      bucketName,
      region,
      encryption: ENCRYPTION,
      objectLock: lock,
      retentionClasses,
    })),
    ...(await ensureMetadataDatabase(services, databaseName)),
    ...(await ensureTenants(services, bucketName, credentialsDirectory, args.tenants)),
  ];
  const { s3, postgres } = services;
  const runtimeConfig = renderRuntimeConfig({
    region,
    residencyZone: args.residencyZone,
    bucketName,
    encryption: ENCRYPTION,
    objectLock: lock,
    retentionClasses,
    defaultRetentionClass: retentionClasses.find((c) => c.name === '90-days')?.name ?? retentionClasses[0]!.name,
    endpoint: { url: s3.tlsUrl, forcePathStyle: true, ...(s3.caFile === '' ? {} : { caFile: s3.caFile }) },
    credentials: { source: 'tenant-directory', directory: credentialsDirectory },
    database: {
      host: postgres.host,
      port: postgres.port,
      name: databaseName,
      tls: 'off',
      auth: { mode: 'password-directory', directory: passwordDirectory(services) },
    },
  });
  const runtimeConfigFile = path.join(directory, 'runtime-config.json');
  await writeFile(`${runtimeConfigFile}.new`, `${JSON.stringify(runtimeConfig, null, 2)}\n`);
  await rename(`${runtimeConfigFile}.new`, runtimeConfigFile);
  return { runtimeConfigFile, runtimeConfig, results };
}

/** A server from outside has no identities that we may make: then its administrator's keys stand in, and it is said. */
const ensureTenants = async (
  services: LocalServices,
  bucket: string,
  directory: string,
  tenants: readonly string[],
): Promise<EnsureResult[]> => {
  const results: EnsureResult[] = [];
  for (const tenant of tenants) {
    const token = 'aws:iam/user:User';
    if (services.s3.ensureTenantIdentity === undefined) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFile(path.join(directory, `${tenant}.json`), JSON.stringify(services.s3.admin), { mode: 0o600 });
      results.push({
        token,
        name: tenant,
        outcome: 'unsupported',
        detail: 'the server was given from outside: its administrator acts for the tenant',
      });
      continue;
    }
    const credentials = await tenantCredentials(directory, tenant);
    results.push({
      token,
      name: tenant,
      outcome: await services.s3.ensureTenantIdentity({ bucket, tenant, credentials }),
    });
  }
  return results;
};
