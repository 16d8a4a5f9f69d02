import { asText, runProgram, type Provision } from '../monitor';
import { provisionWith } from '../stand-in';
import type { Provider } from './on-engine';
import type { StackOptions, StackResult } from './types';

/** Thrown where only the engine can do what is asked. */
export class EngineNeededError extends Error {
  constructor(operation: string, tried: readonly string[]) {
    super(
      [
        `${operation} needs the Pulumi engine, and there is none`,
        ...tried.map((line) => `  tried: ${line}`),
        '  or: npm run engine -- install',
      ].join('\n'),
    );
    this.name = 'EngineNeededError';
  }
}

const NOT_SHOWN = ['updates, replacements, deletions and drift: those need the engine, which keeps state'];

/** Runs the program against the in-process monitor, and the provider stand-in's own functions. */
export async function inProcess(options: StackOptions, provider: Provider): Promise<StackResult> {
  const { operation, stack, directory, configFile, env } = options;
  const provision: Provision = provisionWith({ ...provider, ...(options.targets && { targets: options.targets }) });
  const config = Object.fromEntries(Object.entries(options.config ?? {}).map(([key, value]) => [key, asText(value)]));
  const run = await runProgram({
    directory,
    stack,
    config,
    dryRun: operation === 'preview',
    provision,
    ...(configFile !== undefined && { configFile }),
    ...(env !== undefined && { env }),
  });
  return {
    how: 'in-process',
    exitCode: run.exitCode,
    steps: run.resources.map(({ urn, type, operation: done }) => ({ urn, type, operation: done, changed: [] })),
    outputs: run.outputs,
    policy: [],
    notShown: NOT_SHOWN,
    text: run.log
      .map(({ severity, message }) => `${severity}: ${message}`)
      .concat('')
      .join('\n'),
  };
}
