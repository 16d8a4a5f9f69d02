import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** `npm run check`: everything that can be said about the sources without running them. Goes through all of it. */
const root = path.join(__dirname, '..');
const bin = (name: string): string => path.join(root, 'node_modules', '.bin', name);
const MAX_LINES = 500;

const tooLong = (): string[] =>
  execFileSync('git', ['ls-files', '*.ts', '*.mjs', '*.cjs', '*.sh', '*.py'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '')
    .map((file) => ({ file, lines: readFileSync(path.join(root, file), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ file, lines }) => `${file}: ${lines} lines, ${MAX_LINES} at most; split it`);

const command = (name: string, file: string, args: string[]) => ({
  name,
  run: (): boolean => spawnSync(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0,
});

const steps = [
  command('types', bin('tsc'), ['--noEmit']),
  command('lint', bin('eslint'), ['.']),
  command('format', bin('prettier'), ['--check', '--log-level=warn', '.']),
  command('unused exports', bin('knip'), []),
  command('generated files', process.execPath, [
    '-r',
    path.join(__dirname, 'register.cjs'),
    path.join(__dirname, 'generate.ts'),
    '--check',
  ]),
  command('policy documents', process.execPath, [
    '-r',
    path.join(__dirname, 'register.cjs'),
    path.join(__dirname, 'policies-docs.ts'),
    '--check',
  ]),
  {
    name: 'file size',
    run: (): boolean => {
      const problems = tooLong();
      for (const problem of problems) console.error(problem);
      return problems.length === 0;
    },
  },
];

const results = steps.map(({ name, run }) => {
  const begin = Date.now();
  return { name, ok: run(), seconds: (Date.now() - begin) / 1000 };
});
for (const { name, ok, seconds } of results)
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(16)} ${seconds.toFixed(1)} s`);
process.exit(results.every(({ ok }) => ok) ? 0 : 1);
