import path from 'node:path';
import { engineHome, type EngineSearch } from '../engine';
import { readStackFile } from '../monitor';
import { EngineNeededError, inProcess } from './in-process';
import { onEngine, type Provider } from './on-engine';
import type { StackOptions, StackResult } from './types';

export { exportState, type ExportedResource } from './on-engine';
export type { Operation, StackOptions, StackResult } from './types';

/** What operations on stacks have in common. */
export interface StackTools {
  /** What {@link findEngine} found; without an engine previews and a first `up` run in process. */
  search: EngineSearch;
  /** Private folder of the engine, ignored by git. */
  homeDirectory: string;
}

/**
 * Previews, brings up or destroys a stack: on the Pulumi engine where there is one, else in process, which can preview
 * a stack and bring one up, and says what that does not show.
 *
 * @throws {EngineNeededError} for `destroy` without an engine
 */
export async function operate(tools: StackTools, options: StackOptions): Promise<StackResult> {
  const { search, homeDirectory } = tools;
  const provider = await providerOf(options);
  if (search.engine !== undefined) {
    const home = await engineHome(search.engine, homeDirectory);
    return onEngine(home, options, provider);
  }
  if (options.operation === 'destroy') throw new EngineNeededError('destroy', search.tried);
  return inProcess(options, provider);
}

/** AWS's account for documentation, where a stack names none. */
const DOCUMENTATION_ACCOUNT = '111122223333';
const DEFAULT_REGION = 'us-east-1';

/** Whom the stand-in takes itself for: what the stack's own configuration says. */
const providerOf = async ({ stack, directory, configFile }: StackOptions): Promise<Provider> => {
  const config = await readStackFile(configFile ?? path.join(directory, `Pulumi.${stack}.yaml`));
  return {
    accountId: config['gl-artifacts:accountId'] ?? DOCUMENTATION_ACCOUNT,
    region: config['aws:region'] ?? DEFAULT_REGION,
  };
};
