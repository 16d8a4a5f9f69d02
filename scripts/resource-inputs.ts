import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { AWS_TYPES } from '../tools/generate/resource-inputs/aws-types';
import { combine } from '../tools/generate/resource-inputs/combine';
import type { TypeRule } from '../tools/stand-in/table';
import { readSdkType } from '../tools/generate/resource-inputs/sdk';
import { readSchema, type Attribute } from '../tools/generate/resource-inputs/upstream';

/**
 * Writes `tools/stand-in/resource-inputs.json`: what every input does, from the SDKs that are installed and the sources
 * of the providers.
 *
 * `node -r ./scripts/register.cjs scripts/resource-inputs.ts INDEX POSTGRESQL`, two git directories: of
 * lonegunmanb/terraform-provider-aws-index, which has the upstream provider's Go source symbol by symbol, and of
 * pulumi/pulumi-postgresql.
 */
const git = (repository: string, ...args: string[]): string =>
  execFileSync('git', ['-C', repository, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

const show = (repository: string, file: string): string => git(repository, 'show', `HEAD:${file}`);

const commit = (repository: string): string => git(repository, 'log', '-1', '--format=%H (%cs)').trim();

const awsSchema = (index: string, terraformType: string): Attribute[] => {
  const entry = JSON.parse(show(index, `index/resources/${terraformType}.json`)) as Record<string, string>;
  const folder = `index/${entry['namespace']!.split('/').slice(3).join('/')}`;
  const firstOf = (names: readonly string[]): string | undefined => {
    for (const name of names)
      try {
        return show(index, `${folder}/${name}.goindex`);
      } catch {
        continue;
      }
    return undefined;
  };
  const named = (key: string): string => entry[key]!.replace(/\.goindex$/, '');
  // The index guesses the constructor's name from the Terraform type; the source may leave the service's name out of it.
  const guess = named('schema_index');
  const constructors = [
    guess,
    named('create_index').replace(/(Create|Put|Upsert|Set)$/, ''),
    guess.replace(/^func\.resource[A-Z][a-z0-9]+/, 'func.resource'),
  ];
  const text = firstOf(constructors);
  if (text === undefined) throw new Error(`${terraformType}: no schema under ${constructors.join(' or ')}`);
  const shared = [...text.matchAll(/\b(\w+Schema)\b(?!\()/g)].map(([, name]) => firstOf([`var.${name}`]) ?? '');
  const diffs = /CustomizeDiff:([\s\S]*)$/.exec(text)?.[1] ?? '';
  const functions = [...new Set(diffs.match(/\b\w+\b/g) ?? [])].filter((name) => /^(resource|custom)[A-Z]/.test(name));
  return readSchema(
    [...shared, text].join('\n'),
    functions.map((name) => firstOf([`func.${name}`]) ?? ''),
  );
};

interface PulumiSchema {
  resources: Record<
    string,
    {
      inputProperties: Record<string, { willReplaceOnChanges?: boolean; default?: string | number | boolean }>;
      required?: string[];
    }
  >;
}

async function main(index: string, postgresql: string): Promise<void> {
  const resources: Record<string, TypeRule> = {};
  for (const [token, terraformType] of Object.entries(AWS_TYPES))
    resources[token] = combine(token, readSdkType(token), awsSchema(index, terraformType));
  const { resources: declared } = JSON.parse(
    show(postgresql, 'provider/cmd/pulumi-resource-postgresql/schema.json'),
  ) as PulumiSchema;
  for (const [token, { inputProperties, required = [] }] of Object.entries(declared)) {
    const sdk = readSdkType(token);
    const attributes = Object.entries(inputProperties).map(([name, property]): Attribute => ({
      key: name.toLowerCase(),
      computed: required.includes(name) && !sdk.required.includes(name),
      replaces: property.willReplaceOnChanges === true ? 'always' : 'never',
      ...(property.default !== undefined && { default: property.default }),
    }));
    resources[token] = combine(token, sdk, attributes);
  }
  const source = [
    `inputs, required, outputs, secrets: @pulumi/aws and @pulumi/postgresql as installed`,
    `aws replaces, computed, default: hashicorp/terraform-provider-aws by lonegunmanb/terraform-provider-aws-index ${commit(index)}`,
    `postgresql replaces, computed, default: pulumi/pulumi-postgresql ${commit(postgresql)}`,
  ];
  const file = path.join(__dirname, '../tools/stand-in/resource-inputs.json');
  writeFileSync(file, await format(JSON.stringify({ source, resources }), { parser: 'json', printWidth: 120 }));
  console.log(`${Object.keys(resources).length} types, ${readFileSync(file).length} bytes`);
}

const [index, postgresql] = process.argv.slice(2);
if (index === undefined || postgresql === undefined) throw new Error('usage: resource-inputs.ts INDEX POSTGRESQL');
void main(index, postgresql);
