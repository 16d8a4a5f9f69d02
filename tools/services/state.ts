import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { postgresDirectory } from './directories';
import type { ServicesSecrets, ServicesState } from './types';

const readJson = async <T>(file: string): Promise<T | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as T);
};

const writeJson = async (file: string, value: unknown): Promise<void> => {
  await writeFile(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
};

const stateFile = (directory: string) => path.join(directory, 'state.json');

/** What runs, or ran, in an instance directory. */
export const readState = (directory: string): Promise<ServicesState | undefined> => readJson(stateFile(directory));
export const writeState = (directory: string, state: ServicesState): Promise<void> =>
  writeJson(stateFile(directory), state);

const secret = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Passwords and keys of an instance: generated once, kept for its owner alone. */
export async function ensureSecrets(directory: string): Promise<ServicesSecrets> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = path.join(directory, 'secrets.json');
  const known = await readJson<ServicesSecrets>(file);
  if (known !== undefined) return known;
  // A database that lies there is of an instance that was removed by hand, and nobody has its password any more.
  await rm(postgresDirectory(directory), { recursive: true, force: true });
  const made: ServicesSecrets = {
    s3Admin: { accessKeyId: `ADMIN${secret(8).toUpperCase()}`, secretAccessKey: secret(24) },
    s3KeyEncryptionKey: secret(32),
    postgresPassword: secret(24),
  };
  await writeJson(file, made);
  return made;
}
