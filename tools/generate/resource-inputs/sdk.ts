import { readFileSync } from 'node:fs';

/** What a Pulumi SDK says of a resource type. */
export interface SdkType {
  inputs: string[];
  required: string[];
  /** Outputs that are no inputs. */
  outputs: string[];
  secrets: string[];
}

/**
 * Reads a resource class of an SDK: its constructor names every input and every output.
 *
 * @param token - for example `aws:s3/bucket:Bucket`
 */
export function readSdkType(token: string): SdkType {
  const [name, module] = token.split(':') as [string, string];
  const file = require.resolve(`@pulumi/${name}/${module.replace(/^index\//, '')}`);
  const source = readFileSync(file, 'utf8');
  const constructor = source.slice(source.indexOf('const args = argsOrState'), source.lastIndexOf('super('));
  const all = (pattern: RegExp): string[] => [...constructor.matchAll(pattern)].map((match) => match[1]!);
  const secretOutputs = /additionalSecretOutputs: \[([^\]]*)\]/.exec(constructor)?.[1] ?? '';
  return {
    inputs: all(/resourceInputs\["(\w+)"\] = (?!undefined \/\*out)/g),
    required: all(/Missing required property '(\w+)'/g),
    outputs: all(/resourceInputs\["(\w+)"\] = undefined \/\*out/g),
    secrets: [...secretOutputs.matchAll(/"(\w+)"/g)].map((match) => match[1]!),
  };
}
