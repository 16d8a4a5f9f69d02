import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { deployerPolicy } from '../tools/deployer/policy';
import { accessPage } from '../tools/generate/access-page';
import { comparisonPage } from '../tools/generate/comparison-page';
import { costPage } from '../tools/generate/cost-page';
import { publicSurface } from '../tools/generate/public-surface';
import { stackReference } from '../tools/generate/stack-reference';
import { readStackFile, runProgram } from '../tools/monitor';
import { ArtifactDocumentSchema, RuntimeConfigSchema } from '../runtime';

/** `npm run generate [-- --check]`: files that are made from the sources. With --check it says which are stale. */
const root = path.join(__dirname, '..');

const REGION_STACKS = ['us-east-1', 'eu-west-1', 'ap-southeast-1'];

/** What the program registers for each region stack; it reaches nothing and takes no credentials. */
const regionStacks = () =>
  Promise.all(
    REGION_STACKS.map(async (stack) => {
      const configured = await readStackFile(path.join(root, `Pulumi.${stack}.yaml`));
      const { exitCode, log, resources } = await runProgram({ directory: root, stack, dryRun: true });
      if (exitCode !== 0) throw new Error([`the program fails for ${stack}`, ...log.map((l) => l.message)].join('\n'));
      return { stack, resources, accountId: configured['gl-artifacts:accountId'] ?? '' };
    }),
  );

const json = (value: object): Promise<string> =>
  prettier.format(JSON.stringify(value), { parser: 'json', printWidth: 120 });

/** As the repository's own formatting has it, so that both checks agree. */
const page = (text: string): Promise<string> =>
  prettier.format(text, { parser: 'markdown', printWidth: 120, singleQuote: true });

const schema = (value: object): Promise<string> =>
  json({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...value });

async function main(check: boolean): Promise<number> {
  const stacks = await regionStacks();
  const files: Record<string, string> = {
    'docs/schemas/runtime-config.schema.json': await schema(RuntimeConfigSchema),
    'docs/schemas/artifact.schema.json': await schema(ArtifactDocumentSchema),
    'docs/reference/public-surface.txt': publicSurface(root),
    'docs/access.md': await prettier.format(accessPage(), { parser: 'markdown', printWidth: 120 }),
    'docs/comparison.md': await page(comparisonPage()),
    'docs/cost.md': await page(costPage(stacks)),
    'docs/reference/stacks.md': await page(stackReference(stacks)),
  };
  for (const { stack, resources, accountId } of stacks)
    files[`docs/reference/deployer/${stack}.json`] = await json(deployerPolicy(resources, accountId));
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
