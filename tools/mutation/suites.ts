import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ARGUMENT_OPERATORS, isNoArgument } from './arguments';
import { isNoDecision, LOGIC_OPERATORS } from './logic';
import type { Operator } from './mutants';

/** What is mutated, how, and who has to notice. */
export interface Suite {
  files: string[];
  operators: readonly Operator[];
  skip: typeof isNoArgument;
  testFilesOf: (file: string) => string[];
  /** What those find in the environment. */
  environmentOf: (file: string) => Record<string, string>;
}

const below = (root: string, folder: string, suffix: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(suffix))
    .map((name) => path.join(folder, name))
    .sort();

/** They judge arguments, list names or read configuration: nothing in them is provisioned. */
const NO_ARGUMENTS =
  /\/(index|problems|program|validate|args|checks|regions|bucket-name|placement)\.ts$|^components\/stack-config\//;

/**
 * Every argument that the components give to a resource or write into a document.
 *
 * @param root - folder of the project
 */
export function componentSuite(root: string): Suite {
  const tests = below(root, path.join('test', 'components'), '.test.ts');
  const rank = (test: string): number => (test.includes('reviewed') ? 0 : 1);
  return {
    files: below(root, 'components', '.ts').filter((file) => !NO_ARGUMENTS.test(file)),
    operators: ARGUMENT_OPERATORS,
    skip: isNoArgument,
    testFilesOf: (file) => {
      const own = path.join('test', file.replace(/\.ts$/, '.test.ts'));
      const others = tests.filter((test) => test !== own).sort((a, b) => rank(a) - rank(b));
      return existsSync(path.join(root, own)) ? [own, ...others] : others;
    },
    environmentOf: () => ({}),
  };
}

const policyTests = (names: readonly string[]): string[] =>
  names.map((name) => path.join('test', 'policies', `${name}.test.ts`));

/** Those that say the verdicts of one control, without a process or an engine. */
const OF_A_CONTROL = policyTests(['published', 'fixtures', 'parameters', 'every-property']);

/** Those of what all controls share. */
const OF_ALL = policyTests(['pack', 'exemptions/register', 'graph', 'controls']);

/** They have tests of their own, which have to be enough: a document is judged the same whoever asks. */
const ON_THEIR_OWN = ['document', 'reading', 'exemptions'].map((name) => path.join('policies', name) + path.sep);

/** Controls whose fixtures judge a file that many need. */
const MOST_CONTROLS = 3;

const CONTROLS = path.join('policies', 'controls') + path.sep;

/**
 * Every operator, condition, constant and result of the policies. A file is judged by the fixtures of the controls that
 * need it, each by its own control alone, and what many need by those that are nearest: by all of all would take a day.
 *
 * @param root - folder of the project
 */
export function policySuite(root: string): Suite {
  const own = ON_THEIR_OWN.flatMap((folder) => below(root, path.join('test', folder), '.test.ts'));
  const files = below(root, 'policies', '.ts').filter((file) => file !== path.join('policies', 'index.ts'));
  const users = usersOf(root, files);
  const idOf = (file: string): string[] =>
    /^ {2}id: '([a-z0-9-]+)'/m.exec(readFileSync(path.join(root, file), 'utf8'))?.slice(1) ?? [];
  return {
    files,
    operators: LOGIC_OPERATORS,
    skip: isNoDecision,
    testFilesOf: (file) => {
      const same = path.join('test', file.replace(/\.ts$/, '.test.ts'));
      if (!ON_THEIR_OWN.some((folder) => file.startsWith(folder))) {
        const others = file.startsWith(CONTROLS) ? OF_A_CONTROL : [...OF_A_CONTROL, ...OF_ALL];
        return existsSync(path.join(root, same)) ? [...new Set([same, ...others])] : others;
      }
      return own.toSorted((a, b) => Number(b === same) - Number(a === same));
    },
    environmentOf: (file) => {
      const nearest = users(file).map((level) => level.flatMap(idOf));
      const ids = nearest.some((level) => level.length > 0) ? nearest : [files.flatMap(idOf)];
      return { FIXTURES_OF: first(ids).join(',') };
    },
  };
}

/** As many at most, the nearest first; of a level that is not needed whole, some from all over it. */
function first(levels: readonly string[][]): string[] {
  const chosen: string[] = [];
  for (const level of levels) {
    const most = Math.min(level.length, MOST_CONTROLS - chosen.length);
    chosen.push(...Array.from({ length: most }, (_, i) => level[Math.floor((i * level.length) / most)]!));
  }
  return chosen;
}

const IMPORT = /from '(\.[^']+)'/g;

/** @returns a function that gives a file, then those that import it, then those that import these, and so on */
function usersOf(root: string, files: readonly string[]): (file: string) => string[][] {
  const imports = files.map((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    const imported = Array.from(text.matchAll(IMPORT), ([, from]) => `${path.join(path.dirname(file), from!)}.ts`);
    return { file, imported };
  });
  return (file) => {
    const seen = new Set([file]);
    const levels = [[file]];
    for (const level of levels) {
      const users = imports.filter(
        ({ file: user, imported }) => !seen.has(user) && imported.some((one) => level.includes(one)),
      );
      if (users.length > 0) levels.push(users.map((user) => user.file));
      for (const user of users) seen.add(user.file);
    }
    return levels;
  };
}
