import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';

const PROGRAM = path.join(__dirname, '..', '..', 'scripts', 'gl-artifacts.cjs');

/** What a CLI call left. */
export interface CliResult {
  code: number | null;
  stdout: Buffer;
  stderr: string;
  /** Standard output, one JSON value a line. */
  lines: Record<string, unknown>[];
}

/** Starts the CLI as a user does, without a terminal. */
export function spawnCli(args: readonly string[], env: Record<string, string>): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [PROGRAM, ...args], { env: { PATH: process.env['PATH'], ...env } });
}

/** Waits for its end and gathers what it wrote. */
export async function finished(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const out = Buffer.concat(stdout);
  const text = out.toString('utf8').trim().split('\n');
  return {
    code,
    stdout: out,
    stderr: Buffer.concat(stderr).toString('utf8'),
    get lines() {
      return text.filter((l) => l !== '').map((l) => JSON.parse(l) as Record<string, unknown>);
    },
  };
}

/** Runs the CLI to its end. */
export function runCli(args: readonly string[], env: Record<string, string>, input?: Buffer): Promise<CliResult> {
  const child = spawnCli(args, env);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return finished(child);
}

/**
 * Runs the CLI where no file can grow beyond a number of blocks (512 bytes or 1 KiB, as the shell has it): the kernel refuses the write, as on a full disk, and nobody needs
 * to be root for it.
 */
export function runLimited(blocks: number, args: readonly string[], env: Record<string, string>): Promise<CliResult> {
  const script = `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`;
  const child = spawn('sh', ['-c', script, process.execPath, PROGRAM, ...args], {
    env: { PATH: process.env['PATH'], ...env },
  });
  child.stdin.end();
  return finished(child);
}
