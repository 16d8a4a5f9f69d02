import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import lockfile from 'proper-lockfile';
import { parse, stringify } from 'yaml';
import { readEvents, runCli, type CliResult, type EngineHome } from '../engine';
import { readProject } from '../monitor';
import { startStandIn } from '../stand-in';
import { writeConfigFile } from './config-file';
import type { StackOptions, StackResult } from './types';

/** A stack of this project in an engine's own place. */
interface Workspace {
  /** Holds a project file of the same name, so that state commands need no program. */
  directory: string;
  salt: string;
}

/** An engine that was killed leaves its lock in the state; whoever has our lock knows that it is gone. */
const inTurn = async <T>(home: EngineHome, work: () => Promise<T>): Promise<T> => {
  const release = await lockfile.lock(home.directory, {
    stale: 30_000,
    retries: { retries: 600, minTimeout: 200, maxTimeout: 1000 },
  });
  try {
    return await work();
  } finally {
    await release();
  }
};

const succeed = ({ exitCode, stdout, stderr }: CliResult, what: string): string => {
  if (exitCode === 0) return stdout;
  throw new Error(`${what} failed:\n${`${stdout}\n${stderr}`.trim()}`);
};

const openWorkspace = async (home: EngineHome, project: string, stack: string): Promise<Workspace> => {
  const directory = path.join(home.directory, 'workspaces', project);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(path.join(directory, 'Pulumi.yaml'), stringify({ name: project, runtime: 'nodejs' }));
  const saltOf = async (): Promise<string | undefined> => {
    const text = await readFile(path.join(directory, `Pulumi.${stack}.yaml`), 'utf8').catch(() => '');
    return (parse(text) as { encryptionsalt?: string } | null)?.encryptionsalt;
  };
  if ((await saltOf()) === undefined)
    succeed(await runCli(home, ['stack', 'init', stack], { cwd: directory }), `making the stack ${stack}`);
  const salt = await saltOf();
  if (salt === undefined) throw new Error(`the engine made no key for the stack ${stack}`);
  return { directory, salt };
};

/** Does an operation on the Pulumi engine, with the provider stand-in attached. */
export function onEngine(home: EngineHome, options: StackOptions, provider: Provider): Promise<StackResult> {
  return inTurn(home, async () => {
    const { operation, stack, directory } = options;
    const { name } = await readProject(directory);
    const workspace = await openWorkspace(home, name, stack);
    const from = options.configFile ?? path.join(directory, `Pulumi.${stack}.yaml`);
    const configFile = await writeConfigFile(
      path.join(workspace.directory, 'config'),
      from,
      options.config ?? {},
      workspace.salt,
    );
    const events = path.join(home.directory, `events-${randomUUID()}.json`);
    const standIn = await startStandIn({ ...provider, ...(options.targets && { targets: options.targets }) });
    try {
      const args = [
        operation,
        ...['--stack', stack, '--config-file', configFile, '--event-log', events],
        ...(operation === 'preview' ? [] : ['--yes']),
        ...(operation === 'destroy' ? [] : (options.packs ?? []).flatMap((pack) => ['--policy-pack', pack])),
      ];
      const env = { ...options.env, PULUMI_DEBUG_PROVIDERS: `aws:${standIn.port},postgresql:${standIn.port}` };
      const run = (): Promise<CliResult> =>
        runCli(home, args, { cwd: directory, env, ...(options.signal && { signal: options.signal }) });
      let result = await run();
      if (/the stack is currently locked/.test(result.stderr)) {
        await runCli(home, ['cancel', stack, '--yes'], { cwd: workspace.directory });
        result = await run();
      }
      const text = await runCli(home, ['stack', 'output', '--json', '--stack', stack], { cwd: workspace.directory });
      return {
        how: 'engine',
        exitCode: result.exitCode,
        ...(await readEvents(events)),
        outputs: text.exitCode === 0 ? (JSON.parse(text.stdout) as Record<string, unknown>) : {},
        notShown: [],
        text: `${result.stdout}${result.stderr}`,
      };
    } finally {
      await standIn.close();
      // The engine writes the SDK's debug lines into it, and those print whole resources.
      await rm(events, { force: true });
    }
  });
}

/** Whom the provider stand-in takes itself for. */
export interface Provider {
  accountId: string;
  region: string;
}

/** The state of a stack as the engine exports it. */
export interface ExportedResource {
  urn: string;
  type: string;
  custom: boolean;
  id?: string;
  parent?: string;
  protect?: boolean;
  provider?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[] | null>;
}

/** Exports the state of a stack: what the engine itself holds to be true. */
export function exportState(home: EngineHome, directory: string, stack: string): Promise<ExportedResource[]> {
  return inTurn(home, async () => {
    const { name } = await readProject(directory);
    const workspace = await openWorkspace(home, name, stack);
    const result = await runCli(home, ['stack', 'export', '--stack', stack], { cwd: workspace.directory });
    const state = JSON.parse(succeed(result, `exporting the stack ${stack}`)) as {
      deployment: { resources?: ExportedResource[] };
    };
    return state.deployment.resources ?? [];
  });
}
