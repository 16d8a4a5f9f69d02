import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TICK_SECONDS = 30;

/** A program in a Go module of this folder's neighbours, which pins it and all it is made of, with checksums. */
export interface GoProgram {
  /** Name and version, for whoever waits. */
  title: string;
  /** Folder of the module, below `tools/`. */
  module: string;
  package: string;
  ldflags: string;
}

/**
 * Builds a program from source, which takes minutes.
 *
 * @param output - the file to write
 * @throws {Error} when there is no Go, or what it printed when the build fails
 */
export async function buildWithGo(program: GoProgram, output: string, log: (line: string) => void): Promise<void> {
  await run('go', ['version'], { env: process.env }).catch(() => {
    throw new Error('there is no Go on the PATH');
  });
  const { title } = program;
  log(`building ${title} from source with Go (a few minutes, once)`);
  const begin = Date.now();
  const seconds = (): number => Math.round((Date.now() - begin) / 1000);
  const ticker = setInterval(() => log(`  go build of ${title} … ${seconds()} s`), 1000 * TICK_SECONDS);
  try {
    await goBuild(program, output);
  } finally {
    clearInterval(ticker);
  }
  log(`built ${title} in ${seconds()} s`);
}

const goBuild = (program: GoProgram, output: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const args = ['build', '-mod=readonly', '-ldflags', program.ldflags, '-o', output, program.package];
    const child = spawn('go', args, {
      cwd: path.join(__dirname, '..', program.module),
      env: { ...process.env, GOFLAGS: '', GOWORK: 'off' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(errors.trim() || `go build: ${code}`))));
  });
