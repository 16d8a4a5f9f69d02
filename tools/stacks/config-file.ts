import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';

interface StackFile {
  config?: Record<string, unknown>;
  encryptionsalt?: string;
}

/**
 * Writes the stack file that the engine is given: the committed one, with values that exist at run time only. The
 * committed file stays as it is: the engine would write its salt into it.
 *
 * @param from - the committed stack file
 * @param values - `namespace:key`, over those of the file
 * @returns the file's path
 */
export async function writeConfigFile(
  directory: string,
  from: string,
  values: Readonly<Record<string, unknown>>,
  salt: string,
): Promise<string> {
  const committed = (parse(await readFile(from, 'utf8')) ?? {}) as StackFile;
  const file = path.join(directory, path.basename(from));
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const text = stringify({ ...committed, config: { ...committed.config, ...values }, encryptionsalt: salt });
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return file;
}
