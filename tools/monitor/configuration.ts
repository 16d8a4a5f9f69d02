import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

/** Thrown when a project or stack file cannot be used. */
export class StackFileError extends Error {
  constructor(file: string, problem: string, fix: string) {
    super(`${file}: ${problem}; ${fix}`);
    this.name = 'StackFileError';
  }
}

/** What a program run needs to know of its project. */
export interface Project {
  name: string;
  /** Relative to the project; undefined means as its package.json says. */
  main: string | undefined;
  config: Record<string, string>;
}

type Yaml = Record<string, unknown>;

const isMap = (value: unknown): value is Yaml => typeof value === 'object' && value !== null && !Array.isArray(value);

const readYaml = async (file: string): Promise<Yaml> => {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new StackFileError(file, `cannot be read (${error.message})`, 'name a project or stack that exists');
  });
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new StackFileError(file, `is no YAML (${(error as Error).message.split('\n')[0]})`, 'correct it');
  }
  if (!isMap(value ?? {})) throw new StackFileError(file, 'is no mapping', 'write `config:` and keys below it');
  return (value ?? {}) as Yaml;
};

/** Configuration reaches a program as text; what is structured, as JSON. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `Pulumi.yaml` of a folder, with the values that it sets for every stack. */
export async function readProject(directory: string): Promise<Project> {
  const file = path.join(directory, 'Pulumi.yaml');
  const { name, main, config } = await readYaml(file);
  if (typeof name !== 'string') throw new StackFileError(file, 'has no name', 'add `name:`');
  const values = Object.entries(isMap(config) ? config : {}).flatMap(([key, declared]): [string, string][] => {
    const value = isMap(declared) ? (declared['value'] ?? declared['default']) : declared;
    return value === undefined ? [] : [[key.includes(':') ? key : `${name}:${key}`, asText(value)]];
  });
  return { name, main: typeof main === 'string' ? main : undefined, config: Object.fromEntries(values) };
}

/**
 * The values of a stack file, as the program gets them.
 *
 * @throws {StackFileError} when it cannot be read, or holds a secret that only the engine can decrypt
 */
export async function readStackFile(file: string): Promise<Record<string, string>> {
  const { config = {} } = await readYaml(file);
  if (!isMap(config)) throw new StackFileError(file, '`config` is no mapping', 'write keys below it');
  for (const [key, value] of Object.entries(config))
    if (isMap(value) && 'secure' in value)
      throw new StackFileError(file, `${key} is encrypted`, 'run this on the Pulumi engine, which has the passphrase');
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, asText(value)]));
}
