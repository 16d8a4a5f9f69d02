import type { Command } from 'commander';
import { InvalidInputError } from '../errors';
import { openArtifacts, type Artifacts, type TenantArtifacts } from '../open';
import type { GlobalOptions } from './main';

const missing = (path: string, fix: string): InvalidInputError =>
  new InvalidInputError([{ path, value: 'nothing', rule: 'is needed', fix }]);

/** The configuration that the options or the environment name. */
export function configSource(command: Command): string {
  const { config } = command.optsWithGlobals<GlobalOptions>();
  const source = config ?? process.env['GL_ARTIFACTS_CONFIG'];
  if (source === undefined) throw missing('--config', 'pass --config FILE or set GL_ARTIFACTS_CONFIG');
  return source;
}

/** The tenant that the options or the environment name. */
export function tenantName(command: Command): string {
  const { tenant } = command.optsWithGlobals<GlobalOptions>();
  const name = tenant ?? process.env['GL_ARTIFACTS_TENANT'];
  if (name === undefined) throw missing('--tenant', 'pass --tenant NAME or set GL_ARTIFACTS_TENANT');
  return name;
}

/** Opens the store for one command and closes it afterwards. */
export async function withArtifacts<T>(command: Command, work: (artifacts: Artifacts) => Promise<T>): Promise<T> {
  const artifacts = await openArtifacts(configSource(command));
  try {
    return await work(artifacts);
  } finally {
    await artifacts.close();
  }
}

/** {@link withArtifacts} for one tenant. */
export function withTenant<T>(command: Command, work: (tenant: TenantArtifacts) => Promise<T>): Promise<T> {
  return withArtifacts(command, (artifacts) => work(artifacts.tenant(tenantName(command))));
}
