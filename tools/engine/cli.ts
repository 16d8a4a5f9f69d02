import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { EngineHome } from './home';

/** What one call of the CLI came to. */
export interface CliResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs the Pulumi CLI. Its output goes to files and it has no standard input: language host and policy pack inherit
 * its pipes, and a reader of those can wait for ever.
 */
export async function runCli(
  home: EngineHome,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal },
): Promise<CliResult> {
  const folder = path.join(home.directory, 'runs', randomUUID());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = [path.join(folder, 'stdout'), path.join(folder, 'stderr')];
  const [stdout, stderr] = await Promise.all(files.map((file) => open(file, 'w', 0o600)));
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      const child = spawn(home.engine.file, [...args, '--non-interactive'], {
        cwd: options.cwd,
        env: { ...home.env, ...options.env },
        stdio: ['ignore', stdout!.fd, stderr!.fd],
      });
      options.signal?.addEventListener('abort', () => child.kill('SIGINT'));
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
    const [out, err] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    return { exitCode, stdout: out!, stderr: err! };
  } finally {
    await Promise.all([stdout!.close(), stderr!.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}
