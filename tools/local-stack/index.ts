import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LocalServices } from '../services';
import type { StackOptions } from '../stacks';
import { localNames, runTimeOf } from './run-time';

export { handOutCredentials } from './credentials';
export { localNames } from './run-time';

/** State of the local stack lies beside the data that it is about: who deletes one deletes both. */
export const localEngineHome = (services: LocalServices): string => path.join(services.directory, 'pulumi');

/** What brings the local stack of a checkout up on running services, but for the operation. */
export async function localStackOptions(
  services: LocalServices,
  root: string,
): Promise<Omit<StackOptions, 'operation'>> {
  return { stack: 'local', directory: root, ...(await runTimeOf(services)) };
}

/**
 * Writes down the runtime configuration that the stack put out, for the command line and for whoever opens the store.
 *
 * @returns the file
 */
export async function writeRuntimeConfig(services: LocalServices, runtimeConfig: unknown): Promise<string> {
  const { directory } = localNames(services);
  const file = path.join(directory, 'runtime-config.json');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, `${JSON.stringify(runtimeConfig, null, 2)}\n`);
  await rename(`${file}.new`, file);
  return file;
}
