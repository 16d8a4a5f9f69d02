import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as runtime from '../runtime';
import manifest from '../package.json';
import { openTestStore, type TestStore } from './helpers/store';

const root = path.join(__dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('README', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.close());

  test('opens with the two commands', () => {
    const [first] = read('README.md').match(/```\n[^`]+```/)!;
    expect(first.match(/npm \w+/g)).toEqual(['npm start', 'npm test']);
  });

  test('has a sample that runs as it stands, on the configuration that it names, and prints what is said', () => {
    const [, sample] = read('README.md').match(/```ts\n([^`]+)```/)!;
    const [importLine, ...rest] = sample!.split('\n');
    mkdirSync(path.join(store.directory, '.services', 'local'), { recursive: true });
    symlinkSync(store.configFile, path.join(store.directory, '.services', 'local', 'runtime-config.json'));
    const file = path.join(store.directory, 'sample.ts');
    // The program is CommonJS and the package is not built: only the module's name and the top-level await change.
    const imported = importLine!.replace("'gl-artifacts/runtime'", JSON.stringify(path.join(root, 'runtime')));
    writeFileSync(file, `${imported}\nvoid (async () => {\n${rest.join('\n')}\n})();\n`);
    const printed = execFileSync(process.execPath, ['-r', path.join(root, 'scripts', 'register.cjs'), file], {
      cwd: store.directory,
      encoding: 'utf8',
    });
    expect(printed).toBe(`{"rows":1}\n[ 'rows.json', 'source.csv' ]\n`);
    for (const line of printed.trim().split('\n')) expect(read('README.md')).toContain(line);
  });

  test('names npm scripts and files that exist', () => {
    for (const page of ['README.md', 'CONTRIBUTING.md', 'docs/decisions/commit-protocol.md']) {
      const text = read(page);
      const scripts = [...text.matchAll(/npm run ([a-z:]+)/g)].map((m) => m[1]!);
      expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
      const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map((m) => path.join(path.dirname(page), m[1]!));
      expect(links.filter((link) => !existsSync(path.join(root, link)))).toEqual([]);
    }
  });
});

test('the page of errors names every error class that the runtime exports', () => {
  const page = read('docs/reference/errors.md');
  const classes = Object.keys(runtime).filter((name) => name.endsWith('Error') && name !== 'ArtifactStoreError');
  expect(classes.length).toBeGreaterThan(10);
  expect(classes.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('the page of dependencies names every package, and every version is exact', () => {
  const page = read('docs/decisions/dependencies.md');
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  const unnamed = Object.keys(all).filter((name) => !name.startsWith('@types/') && !page.includes(`\`${name}\``));
  expect(unnamed).toEqual([]);
  expect(Object.values(all).filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});
