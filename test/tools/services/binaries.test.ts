import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { postgresBinaries } from '../../../tools/services/binaries';

/** Every link below a folder, and where it leads. */
const links = (folder: string): { link: string; target: string }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((link) => ({ link, target: realpathSync(link) }));

describe('the cache of server binaries', () => {
  const cache = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'gl-test-cache-')));
  const before = process.env['GL_CACHE_DIR'];
  beforeAll(() => {
    process.env['GL_CACHE_DIR'] = cache;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['GL_CACHE_DIR'];
    else process.env['GL_CACHE_DIR'] = before;
    rmSync(cache, { recursive: true, force: true });
  });

  test('outlives the checkout that filled it: its links lead nowhere else', async () => {
    const bin = await postgresBinaries();
    expect(bin.startsWith(cache)).toBe(true);
    const found = links(path.dirname(bin));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ target }) => !target.startsWith(cache))).toEqual([]);
  });

  test('is filled once, also by two commands at once', async () => {
    const [first, second] = await Promise.all([postgresBinaries(), postgresBinaries()]);
    expect(first).toBe(second);
    expect(readdirSync(cache).filter((name) => name.includes('.partial'))).toEqual([]);
  });
});
