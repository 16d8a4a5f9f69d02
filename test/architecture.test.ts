import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../package.json';

const root = path.join(__dirname, '..');

/** Lints lines as if they stood in a file of the project, and gives those that may not stand there. */
const refused = (file: string, lines: readonly string[]): string[] => {
  const eslint = path.join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const args = [eslint, '--stdin', '--stdin-filename', file, '--format', 'json'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, input: lines.join('\n'), encoding: 'utf8' });
  const [result] = JSON.parse(stdout) as { messages: { ruleId: string; line: number }[] }[];
  return result!.messages.filter((m) => m.ruleId === 'no-restricted-imports').map((m) => lines[m.line - 1]!);
};

describe('the import rule', () => {
  test('keeps Pulumi, components and tools out of the runtime', () => {
    const forbidden = [
      `export * from '@pulumi/pulumi';`,
      `export * from '../components/documents/lifecycle';`,
      `export * from '../tools/services';`,
    ];
    expect(refused('runtime/index.ts', [...forbidden, `export * from 'pg';`])).toEqual(forbidden);
  });

  test('keeps connections out of the components', () => {
    const forbidden = [
      `export * from '@aws-sdk/client-s3';`,
      `export * from 'pg';`,
      `export * from 'kysely';`,
      `export * from 'node:https';`,
      `export * from '../tools/services';`,
    ];
    const allowed = `export type { RuntimeConfig } from '../runtime/config/schema';`;
    expect(refused('components/index.ts', [...forbidden, allowed])).toEqual(forbidden);
  });
});

describe('the package', () => {
  test('has no root export, which would win over main when Pulumi runs the program', () => {
    expect(manifest.main).toBe('components/program.ts');
    expect(Object.keys(manifest.exports)).not.toContain('.');
  });

  test('needs no other Node than the oldest that is promised', () => {
    const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { engines?: { node?: string }; dev?: boolean; optional?: boolean; resolved?: string }>;
    };
    const tooNew = Object.entries(lock.packages)
      .filter(([, p]) => /^>=\s*2[2-9]/.test(p.engines?.node ?? ''))
      .map(([name]) => name);
    expect(tooNew).toEqual([]);
    expect(Object.values(lock.packages).filter((p) => p.resolved?.startsWith('http'))).toEqual([]);
  });

  test('keeps its top level to what the design names', () => {
    const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
    const top = [...new Set(tracked.map((file) => file.split('/')[0]!).filter((n) => n !== '' && !n.startsWith('.')))];
    const named =
      /^(Pulumi(\.[a-z0-9-]+)?\.yaml|package(-lock)?\.json|tsconfig(\.build)?\.json|eslint\.config\.mjs|components|policies|runtime|test|docs|scripts|tools|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md)$/;
    expect(top.filter((name) => !named.test(name))).toEqual([]);
  });

  test('has every folder of tests beside the folder it tests', () => {
    const folders = (top: string): string[] =>
      readdirSync(path.join(root, top), { recursive: true, withFileTypes: true })
        .filter((e) => e.isDirectory())
        .map((e) => path.relative(path.join(root, top), path.join(e.parentPath, e.name)));
    for (const top of ['runtime', 'components', 'tools']) {
      const source = folders(top);
      expect(folders(path.join('test', top)).filter((folder) => !source.includes(folder))).toEqual([]);
    }
  });
});
