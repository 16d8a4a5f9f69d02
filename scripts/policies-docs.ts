import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as prettier from 'prettier';
import { CATALOG } from '../policies/catalog';
import { EXEMPTIONS_FILE, readExemptions } from '../policies/exemptions/read';
import { check } from '../tools/policies/check';
import { documentsOf } from '../tools/policies/documents';
import { pageOf } from '../tools/policies/documents/page';

const HELP = `npm run policies:docs [-- --check]
npm run policies:docs -- --stack STACK --out FILE

Writes the reviewer's documents (docs/policies) from the catalogue of the policy pack. With --check it writes nothing and
ends with 1 when one of them is stale. With --stack it has the pack judge that stack, and writes to FILE the page with
what was looked at in it; it ends as npm run policies:check does.`;

/** How each kind of document is formatted, so that the formatter of the sources has nothing to say of it. */
const PARSERS: Readonly<Record<string, string>> = { '.md': 'markdown', '.json': 'json', '.html': 'html' };

const root = path.join(__dirname, '..');
const directory = path.join(root, 'docs', 'policies');

async function pageOfStack(stack: string, file: string): Promise<number> {
  const result = await check({ directory: root, stack });
  for (const problem of result.problems) console.error(problem);
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, pageOf(CATALOG, result.exemptions, result));
  console.log(`${stack}: ${result.findings.length} finding(s), exit code ${result.exitCode}; ${file}`);
  return result.exitCode;
}

async function documents(onlyCheck: boolean): Promise<number> {
  const texts = Object.entries(documentsOf(CATALOG, readExemptions(EXEMPTIONS_FILE)));
  const format = async (name: string, text: string): Promise<string> => {
    const parser = PARSERS[path.extname(name)];
    if (parser === undefined) return text;
    return prettier.format(text, { parser, printWidth: 120, singleQuote: true, trailingComma: 'all' });
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
    console[onlyCheck ? 'error' : 'log'](
      onlyCheck ? `docs/policies/${name} is stale: run npm run policies:docs` : `docs/policies/${name}`,
    );
  if (onlyCheck) return stale.length + left.length > 0 ? 1 : 0;
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of stale) writeFileSync(path.join(directory, name), text);
  for (const name of left) rmSync(path.join(directory, name));
  return 0;
}

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean' },
      check: { type: 'boolean' },
      stack: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { stack, out } = values;
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  if ((stack === undefined) !== (out === undefined) || (stack !== undefined && values.check === true)) {
    console.error(`--stack goes with --out, and without --check\n\n${HELP}`);
    return 2;
  }
  return stack === undefined || out === undefined ? documents(values.check === true) : pageOfStack(stack, out);
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
