import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { PulumiCommand } from '@pulumi/pulumi/automation';
import { cached } from '../services/binaries';
import { buildWithGo, type GoProgram } from '../services/go-build';
import { ENGINE_VERSION } from './version';

const run = promisify(execFile);

/** A Pulumi CLI, and where it comes from. */
export interface Engine {
  file: string;
  version: string;
  source: 'PATH' | 'cache' | 'download' | 'build';
}

/** What was tried for an engine, in order, and why it did not do. */
export interface EngineSearch {
  engine: Engine | undefined;
  tried: string[];
}

/** Older ones do not know what the SDK asks for. */
const OLDEST_MAJOR = 3;
const DOWNLOAD_SECONDS = 60;
const EXECUTABLE = process.platform === 'win32' ? 'pulumi.exe' : 'pulumi';
const PROGRAM: GoProgram = {
  title: `Pulumi ${ENGINE_VERSION}`,
  module: 'pulumi',
  package: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
  ldflags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`,
};

const cacheName = (how: string): string => `pulumi-${ENGINE_VERSION}-${how}-${process.platform}-${process.arch}`;

/**
 * Finds the Pulumi CLI: on the PATH, in the cache, by the official download, by a build from source.
 *
 * @param options - `download` and `build` say what may be tried beyond looking; a build takes minutes
 * @returns the first that works, and what was tried before it
 */
export async function findEngine(options: {
  download: boolean;
  build: boolean;
  log: (line: string) => void;
}): Promise<EngineSearch> {
  const tried: string[] = [];
  const attempt = async (what: string, find: () => Promise<Engine>): Promise<Engine | undefined> =>
    find().catch((error: Error) => {
      tried.push(`${what}: ${error.message.trim().split('\n').at(-1)}`);
      return undefined;
    });
  const engine =
    (await attempt('pulumi on the PATH', onPath)) ??
    (await attempt('the cache', inCache)) ??
    (options.download ? await attempt('the official download', () => download(options.log)) : undefined) ??
    (options.build ? await attempt('a build with Go', () => build(options.log)) : undefined);
  return { engine, tried };
}

const versionOf = async (file: string): Promise<string> => {
  const { stdout } = await run(file, ['version'], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: 'true' } });
  return stdout.trim().replace(/^v/, '');
};

const onPath = async (): Promise<Engine> => {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter).filter((f) => f !== '')) {
    const file = path.join(folder, EXECUTABLE);
    if (!(await isExecutable(file))) continue;
    const version = await versionOf(file);
    if (Number(version.split('.')[0]) >= OLDEST_MAJOR) return { file, version, source: 'PATH' };
    throw new Error(`version ${version} is too old, ${OLDEST_MAJOR}.0.0 is the oldest`);
  }
  throw new Error('there is none');
};

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

const inCache = async (): Promise<Engine> => {
  const missing = (): Promise<void> => Promise.reject(new Error('it has none'));
  for (const how of ['download', 'build']) {
    const folder = await cached(cacheName(how), missing).catch(() => undefined);
    if (folder === undefined) continue;
    const file = path.join(folder, 'bin', EXECUTABLE);
    return { file, version: await versionOf(file), source: 'cache' };
  }
  throw new Error('it has none');
};

const download = async (log: (line: string) => void): Promise<Engine> => {
  log(`fetching Pulumi ${ENGINE_VERSION} by its official installer`);
  const folder = await cached(cacheName('download'), async (target) => {
    const install = PulumiCommand.install({ root: target });
    await Promise.race([install, timeLimit()]);
  });
  const file = path.join(folder, 'bin', EXECUTABLE);
  return { file, version: await versionOf(file), source: 'download' };
};

const timeLimit = (): Promise<never> =>
  new Promise((_resolve, reject) =>
    setTimeout(() => reject(new Error(`no answer in ${DOWNLOAD_SECONDS} s`)), 1000 * DOWNLOAD_SECONDS).unref(),
  );

const build = async (log: (line: string) => void): Promise<Engine> => {
  const folder = await cached(cacheName('build'), (target) =>
    buildWithGo(PROGRAM, path.join(target, 'bin', EXECUTABLE), log),
  );
  const file = path.join(folder, 'bin', EXECUTABLE);
  return { file, version: await versionOf(file), source: 'build' };
};
