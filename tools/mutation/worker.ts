import { transformSync } from '@swc/core';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { collect } from './collect';
import { mutated, type Mutant } from './mutants';

/** What a worker is asked: whether any test of these files notices the mutant. */
export interface Job {
  mutant: Mutant | undefined;
  testFiles: string[];
  /** What the tests find in the environment. */
  environment: Record<string, string>;
}

/** Who noticed, or nobody. */
export interface Answer {
  killedBy?: { file: string; test: string; message: string };
}

const root = path.join(__dirname, '..', '..');
const transpiled = new Map<string, string>();

const transpile = (filename: string, text: string): string => {
  const known = transpiled.get(text);
  if (known !== undefined) return known;
  const { code } = transformSync(text, {
    filename,
    sourceMaps: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  transpiled.set(text, code);
  return code;
};

const load = createRequire(__filename);
const own = process.env;

type Compiled = NodeModule & { _compile(code: string, filename: string): void };

/** The project's own sources are read anew for every job; what is installed stays loaded. */
function loadWith(mutant: Mutant | undefined): void {
  const extensions = (Module as unknown as { _extensions: Record<string, (m: Compiled, file: string) => void> })
    ._extensions;
  extensions['.ts'] = (module, filename) => {
    const text = readFileSync(filename, 'utf8');
    const isMutated = mutant !== undefined && filename === path.join(root, mutant.file);
    module._compile(transpile(filename, isMutated ? mutated(text, mutant) : text), filename);
  };
  for (const file of Object.keys(require.cache))
    if (file.startsWith(root) && !file.includes(`${path.sep}node_modules${path.sep}`) && !file.startsWith(__dirname))
      delete require.cache[file];
}

async function answer({ mutant, testFiles, environment }: Job): Promise<Answer> {
  loadWith(mutant);
  process.env = { ...own, ...environment };
  for (const file of testFiles) {
    let test = 'loading';
    try {
      for (const one of collect(() => void load(path.join(root, file)))) {
        test = one.name;
        await one.run();
      }
    } catch (error) {
      return { killedBy: { file, test, message: String(error).slice(0, 300) } };
    }
  }
  return {};
}

/** The same values every time: whether a mutant is noticed is no luck. */
fc.configureGlobal({ seed: 1 });

process.on('message', (job: Job) => {
  void answer(job).then((said) => process.send!(said));
});
// A mutant may leave a promise that nobody waits for; its test says whether that matters.
process.on('unhandledRejection', () => undefined);
