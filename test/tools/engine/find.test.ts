import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findEngine } from '../../../tools/engine';

const before = { PATH: process.env['PATH'], GL_CACHE_DIR: process.env['GL_CACHE_DIR'] };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-engine-'));
  process.env['PATH'] = path.join(folder, 'bin');
  process.env['GL_CACHE_DIR'] = path.join(folder, 'cache');
});
afterEach(async () => {
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  await rm(folder, { recursive: true, force: true });
});

const find = (build = false) => findEngine({ download: false, build, log: () => undefined });
const pulumiThatSays = async (version: string): Promise<string> => {
  const file = path.join(folder, 'bin', 'pulumi');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho ${version}\n`);
  await chmod(file, 0o755);
  return file;
};

describe('the search for a Pulumi engine', () => {
  test('takes the one on the PATH before any other', async () => {
    const file = await pulumiThatSays('v3.248.0');
    expect((await find()).engine).toEqual({ file, version: '3.248.0', source: 'PATH' });
  });

  test('passes by one that is too old, and says so', async () => {
    await pulumiThatSays('v2.9.9');
    const { engine, tried } = await find();
    expect(engine).toBeUndefined();
    expect(tried.join('\n')).toMatch(/on the PATH: version 2\.9\.9 is too old/);
  });

  test('that finds none names every way it tried, and why each failed', async () => {
    const { engine, tried } = await find(true);
    expect(engine).toBeUndefined();
    expect(tried).toEqual([
      'pulumi on the PATH: there is none',
      'the cache: it has none',
      'a build with Go: there is no Go on the PATH',
    ]);
  });
});
