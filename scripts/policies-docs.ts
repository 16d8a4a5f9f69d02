import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { CATALOG } from '../policies/catalog';
import { documentsOf } from '../tools/policies/documents';

const HELP = `npm run policies:docs [-- --check]

Writes the reviewer's documents (docs/policies) from the catalogue of the policy pack. With --check it writes nothing and
ends with 1 when one of them is stale.`;

/** How each kind of document is formatted, so that the formatter of the sources has nothing to say of it. */
const PARSERS: Readonly<Record<string, string>> = { '.md': 'markdown', '.json': 'json', '.html': 'html' };

const directory = path.join(__dirname, '..', 'docs', 'policies');

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  const check = args.includes('--check');
  const texts = Object.entries(documentsOf(CATALOG));
  const format = async (name: string, text: string): Promise<string> => {
    const parser = PARSERS[path.extname(name)];
    return parser === undefined ? text : prettier.format(text, { parser, printWidth: 120, singleQuote: true });
  };
  const files = new Map(
    await Promise.all(texts.map(async ([name, text]) => [name, await format(name, text)] as const)),
  );
  const there = existsSync(directory) ? readdirSync(directory) : [];
  const stale = [...files].filter(
    ([name, text]) => !there.includes(name) || readFileSync(path.join(directory, name), 'utf8') !== text,
  );
  const left = there.filter((name) => !files.has(name));
  for (const name of [...stale.map(([file]) => file), ...left])
    console[check ? 'error' : 'log'](
      check ? `docs/policies/${name} is stale: run npm run policies:docs` : `docs/policies/${name}`,
    );
  if (check) return stale.length + left.length > 0 ? 1 : 0;
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of stale) writeFileSync(path.join(directory, name), text);
  for (const name of left) rmSync(path.join(directory, name));
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
