import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AccessKey } from '../services';

/** Keeps a generated text in a file for its owner alone; an existing one is kept. */
async function kept(file: string, make: () => string): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return known;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, make(), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return readFile(file, 'utf8');
}

/** Password of a login, in the folder that the runtime's `password-directory` names. */
export const loginPassword = (directory: string, login: string): Promise<string> =>
  kept(path.join(directory, login), () => randomBytes(24).toString('hex'));

/** S3 keys of a tenant, in the folder that the runtime's `tenant-directory` names. */
export async function tenantCredentials(directory: string, tenant: string): Promise<AccessKey> {
  const make = (): string =>
    JSON.stringify({
      accessKeyId: `TENANT${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(24).toString('hex'),
    });
  return JSON.parse(await kept(path.join(directory, `${tenant}.json`), make)) as AccessKey;
}
