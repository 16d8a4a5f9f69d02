import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cached } from './binaries';
import { buildWithGo } from './go-build';

const PACKAGE = 'github.com/minio/minio';
const MODULE = 'minio';
const EXECUTABLE = process.platform === 'win32' ? 'minio.exe' : 'minio';

/** The pinned MinIO, and what was tried for it. */
interface MinioSearch {
  file: string | undefined;
  tried: string[];
}

/** @returns the version that the Go module pins: what was measured is this one */
async function pinnedVersion(): Promise<string> {
  const text = await readFile(path.join(__dirname, '..', MODULE, 'go.mod'), 'utf8');
  const version = new RegExp(`^\\s*${PACKAGE} (v\\S+)`, 'm').exec(text)?.[1];
  if (version === undefined) throw new Error(`tools/${MODULE}/go.mod names no ${PACKAGE}`);
  return version;
}

/**
 * Finds MinIO, which only tests use: in the cache, or by a build from source. One on the PATH is not taken, since it is of
 * any version.
 *
 * @param options - `build` says whether it may be built, which takes minutes
 */
export async function findMinio(options: { build: boolean; log: (line: string) => void }): Promise<MinioSearch> {
  const { build, log } = options;
  const version = await pinnedVersion();
  const prepare = (target: string): Promise<void> => {
    if (!build) return Promise.reject(new Error('the cache: it has none'));
    const program = { title: `MinIO ${version}`, module: MODULE, package: PACKAGE, ldflags: '-s -w' };
    return buildWithGo(program, path.join(target, EXECUTABLE), log).catch((error: Error) => {
      throw new Error(`a build with Go: ${error.message.split('\n').at(-1)}`);
    });
  };
  return cached(`minio-${version}-${process.platform}-${process.arch}`, prepare).then(
    (folder) => ({ file: path.join(folder, EXECUTABLE), tried: [] }),
    (error: Error) => ({ file: undefined, tried: [error.message] }),
  );
}
