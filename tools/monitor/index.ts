import { spawn } from 'node:child_process';
import path from 'node:path';
import { readProject, readStackFile } from './configuration';
import { Recorder } from './recorder';
import { serve } from './services';
import type { LogLine, ProgramRun, Provision } from './types';

export { asText, readProject, readStackFile, StackFileError } from './configuration';
export {
  UNKNOWN,
  type Operation,
  type PlannedResource,
  type ProgramRun,
  type Provision,
  type RecordedResource,
} from './types';

/** A program, a stack of it, and what to do with what it registers. */
export interface ProgramOptions {
  /** Folder of the project: it holds `Pulumi.yaml`. */
  directory: string;
  stack: string;
  /** @default - `Pulumi.<stack>.yaml` in the folder */
  configFile?: string;
  /** Values over those of the file, `namespace:key`. @default {} */
  config?: Readonly<Record<string, string>>;
  /** Keys of `config` that hold secrets. @default [] */
  secretKeys?: readonly string[];
  dryRun: boolean;
  /** @default - resources are recorded only, and have no outputs but their inputs */
  provision?: Provision;
  /** @default {} */
  env?: Readonly<Record<string, string>>;
}

/** The SDK's exit code for "failed, and has said why". */
const FAILED_AND_SAID_SO = 32;

/**
 * Runs a Pulumi program with the SDK's own entry point against an engine that is no more than this: it records, and
 * calls `provision`. It has no state, so it knows no update, replacement, deletion or drift.
 *
 * @throws {StackFileError} when the project's or the stack's file cannot be used
 */
export async function runProgram(options: ProgramOptions): Promise<ProgramRun> {
  const { directory, stack, dryRun } = options;
  const project = await readProject(directory);
  const file = options.configFile ?? path.join(directory, `Pulumi.${stack}.yaml`);
  const config = { ...project.config, ...(await readStackFile(file)), ...options.config };
  const log: LogLine[] = [];
  const recorder = new Recorder({ project: project.name, stack, dryRun, provision: options.provision });
  const ended = new AbortController();
  const server = await serve(recorder, log, (error) => {
    log.push({ severity: 'error', message: error instanceof Error ? error.message : String(error), urn: '' });
    // As the engine does: nothing that depends on a resource that failed may go on.
    ended.abort();
  });
  try {
    const args = [
      require.resolve('@pulumi/pulumi/cmd/run'),
      ...['--monitor', server.address, '--engine', server.address, '--organization', 'organization'],
      ...['--project', project.name, '--stack', stack, '--root-directory', directory, '--pwd', directory],
      ...(dryRun ? ['--dry-run'] : []),
      project.main ?? '.',
    ];
    const env = {
      ...process.env,
      PULUMI_NODEJS_TYPESCRIPT: 'true',
      PULUMI_NODEJS_TRANSPILE_ONLY: 'true',
      PULUMI_NODEJS_TSCONFIG_PATH: path.join(__dirname, '..', '..', 'tsconfig.json'),
      PULUMI_CONFIG: JSON.stringify(config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.secretKeys ?? []),
      ...options.env,
    };
    const exitCode = await execute(args, directory, env, log, ended.signal);
    const { resources, outputs } = recorder;
    return { resources, outputs, exitCode: exitCode === FAILED_AND_SAID_SO ? 1 : exitCode, log };
  } finally {
    server.close();
  }
}

const execute = (
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  log: LogLine[],
  signal: AbortSignal,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const collect = (stream: NodeJS.ReadableStream, severity: LogLine['severity']): void => {
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      stream.once('end', () => text.trim() !== '' && log.push({ severity, message: text.trimEnd(), urn: '' }));
    };
    collect(child.stdout, 'info');
    collect(child.stderr, 'warning');
    signal.addEventListener('abort', () => child.kill());
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
