import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findMinio } from '../../../tools/services';

const before = { PATH: process.env['PATH'], GL_CACHE_DIR: process.env['GL_CACHE_DIR'] };
let folder: string;
let cache: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-minio-'));
  cache = path.join(folder, 'cache');
  process.env['PATH'] = path.join(folder, 'bin');
  process.env['GL_CACHE_DIR'] = cache;
  await mkdir(path.join(folder, 'bin'));
});
afterEach(async () => {
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  await rm(folder, { recursive: true, force: true });
});

const find = (build: boolean) => findMinio({ build, log: () => undefined });
/** A `go` that can say its version, and builds what it is told to. */
const goThat = (build: string): Promise<void> =>
  writeFile(path.join(folder, 'bin', 'go'), `#!/bin/sh\n[ "$1" = version ] && exit 0\n${build}\n`, { mode: 0o755 });

describe('the search for MinIO', () => {
  test('finds none where nothing was built, says so, and leaves nothing behind', async () => {
    expect(await find(false)).toEqual({ file: undefined, tried: ['the cache: it has none'] });
    expect(await readdir(cache)).toEqual([]);
  });

  test('builds it once from the pinned module, and finds that again', async () => {
    // The file to write follows -o; the module's own folder is where it builds.
    await goThat('while [ "$1" != -o ]; do shift; done; /bin/cat go.mod > "$2"');
    const { file } = await find(true);
    expect(path.relative(cache, file!)).toMatch(/^minio-v\S+-\w+-\w+\/minio/);
    await goThat('exit 1');
    expect(await find(true)).toEqual({ file, tried: [] });
    expect(await find(false)).toEqual({ file, tried: [] });
  });

  test('that cannot build it says why, and does not keep a half', async () => {
    expect((await find(true)).tried).toEqual(['a build with Go: there is no Go on the PATH']);
    await goThat('echo "no such module" >&2; exit 1');
    expect((await find(true)).tried).toEqual(['a build with Go: no such module']);
    expect(await readdir(cache)).toEqual([]);
  });
});
