import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EnsureResult } from '../ensure/result';
import type { LocalServices } from '../services';
import { ensureLoginPasswords } from './logins';
import { credentialsDirectory, type LocalStackNames } from './run-time';
import { tenantCredentials } from './secrets';

/**
 * Hands out what is no part of a stack: the logins' passwords, and one S3 identity per tenant. Doing it again changes
 * nothing.
 */
export async function handOutCredentials(
  services: LocalServices,
  { bucketName, directory }: Pick<LocalStackNames, 'bucketName' | 'directory'>,
  tenants: readonly string[],
): Promise<EnsureResult[]> {
  const results = await ensureLoginPasswords(services);
  for (const tenant of tenants)
    results.push(await tenantIdentity(services, bucketName, credentialsDirectory(directory), tenant));
  return results;
}

/** A server from outside has no identities that we may make: then its administrator's keys stand in, and it is said. */
const tenantIdentity = async (
  services: LocalServices,
  bucket: string,
  directory: string,
  tenant: string,
): Promise<EnsureResult> => {
  const token = 'aws:iam/user:User';
  if (services.s3.ensureTenantIdentity === undefined) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(path.join(directory, `${tenant}.json`), JSON.stringify(services.s3.admin), { mode: 0o600 });
    const detail = 'the server was given from outside: its administrator acts for the tenant';
    return { token, name: tenant, outcome: 'unsupported', detail };
  }
  const credentials = await tenantCredentials(directory, tenant);
  return { token, name: tenant, outcome: await services.s3.ensureTenantIdentity({ bucket, tenant, credentials }) };
};
