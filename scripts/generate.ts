import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { publicSurface } from '../tools/generate/public-surface';
import { ArtifactDocumentSchema, RuntimeConfigSchema } from '../runtime';

/** `npm run generate [-- --check]`: files that are made from the sources. With --check it says which are stale. */
const root = path.join(__dirname, '..');

const schema = (value: object): Promise<string> =>
  prettier.format(JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...value }), {
    parser: 'json',
    printWidth: 120,
  });

async function main(check: boolean): Promise<number> {
  const files: Record<string, string> = {
    'docs/schemas/runtime-config.schema.json': await schema(RuntimeConfigSchema),
    'docs/schemas/artifact.schema.json': await schema(ArtifactDocumentSchema),
    'docs/reference/public-surface.txt': publicSurface(root),
  };
  const stale = Object.entries(files).filter(([file, text]) => {
    try {
      return readFileSync(path.join(root, file), 'utf8') !== text;
    } catch {
      return true;
    }
  });
  for (const [file, text] of stale) {
    if (check) console.error(`${file} is stale: run npm run generate`);
    else {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
      console.log(`wrote ${file}`);
    }
  }
  return check && stale.length > 0 ? 1 : 0;
}

main(process.argv.includes('--check')).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
