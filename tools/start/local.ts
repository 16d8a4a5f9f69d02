import path from 'node:path';
import { loadConfig, migrate, type Artifacts, type RuntimeConfig } from '../../runtime';
import type { Step } from '../engine';
import { handOutCredentials, localEngineHome, localNames, localStackOptions, writeRuntimeConfig } from '../local-stack';
import { startServices, type LocalServices } from '../services';
import { operate, type StackResult, type StackTools } from '../stacks';
import { operationCounts } from '../stacks/table';
import { StackFailedError } from './errors';
import { count, tally } from './format';
import type { Journal } from './journal';
import { NEIGHBOURS, TENANT } from './pipeline/plan';
import type { ProofTarget } from './proofs/clients';
import type { Environment, Provisioned } from './report/model';
import type { LocalStackUp } from './stacks/model';
import { showTable } from './stacks/run';
import type { Terminal } from './terminal';

const TENANTS = [TENANT, ...NEIGHBOURS];

/** Starts S3 and PostgreSQL, or finds them running. */
export const bringUp = (journal: Journal, terminal: Terminal, directory: string): Promise<LocalServices> =>
  journal.task('services', async () => {
    const services = await startServices({
      directory,
      log: (line: string) => terminal.detail(line),
      untilLastUser: true,
    });
    const how = services.started ? 'started' : 'already running';
    return { value: services, summary: `${how}: S3 at ${services.s3.tlsUrl}, PostgreSQL` };
  });

/** Leaves the services: what runs for its users alone ends with the last one. */
export async function bringDown(journal: Journal, services: LocalServices): Promise<void> {
  await journal.cleanUp('leave services', async () => {
    const stopped = await services.stop();
    return { value: undefined, summary: stopped ? 'stopped, as nobody else uses them' : 'left running' };
  });
}

/** Brings the local stack up through the program, hands out credentials, and migrates the schema. */
export async function provision(
  { journal, terminal, signal }: { journal: Journal; terminal: Terminal; signal: AbortSignal },
  stacks: StackTools,
  root: string,
  services: LocalServices,
): Promise<{ config: RuntimeConfig; provisioned: Provisioned[]; localStack: LocalStackUp }> {
  const stack = { ...(await localStackOptions(services, root)), signal };
  const tools = { ...stacks, homeDirectory: localEngineHome(services) };
  const preview = await journal.task('local preview', async () => {
    const value = await succeeded(operate(tools, { ...stack, operation: 'preview' }));
    return { value: value.steps, summary: operationCounts(value.steps) };
  });
  showTable(terminal, preview);
  const { up, config, provisioned } = await journal.task('local up', async () => {
    const up = await succeeded(operate(tools, { ...stack, operation: 'up' }));
    const provisioned = up.steps.filter(({ type }) => /^(aws|postgresql):/.test(type)).map(provisionedOf);
    const file = await writeRuntimeConfig(services, up.outputs['runtimeConfig']);
    return { value: { up, config: await loadConfig(file), provisioned }, summary: outcomes('resource', provisioned) };
  });
  const credentials = await journal.task('credentials', async () => {
    const results = await handOutCredentials(services, localNames(services), TENANTS);
    const value = results.map(({ token, name, outcome, detail }) => ({
      resource: name,
      kind: token,
      outcome,
      ...(detail === undefined ? {} : { detail }),
    }));
    return { value, summary: outcomes('credential', value) };
  });
  const schema = await journal.task('schema', async () => {
    const { from, to, applied } = await migrate(config);
    const outcome = applied.length === 0 ? 'unchanged' : from === 0 ? 'created' : 'updated';
    const detail = `version ${to}${applied.length === 0 ? '' : `, applied ${applied.join(', ')}`}`;
    const value: Provisioned = { resource: 'gl_artifacts', kind: 'schema migration', outcome, detail };
    return { value, summary: `${detail}: ${outcome}` };
  });
  const localStack = { how: up.how, preview, notShown: up.notShown };
  return { config, provisioned: [...provisioned, ...credentials, schema], localStack };
}

const succeeded = async (operation: Promise<StackResult>): Promise<StackResult> => {
  const result = await operation;
  if (result.exitCode === 0) return result;
  throw new StackFailedError({
    what: 'the local stack',
    value: `exit code ${result.exitCode}`,
    rule: 'the program brings it up',
    fix: result.text.trim(),
  });
};

const OUTCOMES: Record<string, string> = { create: 'created', update: 'updated', same: 'unchanged' };

const provisionedOf = ({ urn, type, operation }: Step): Provisioned => ({
  resource: urn.split('::').at(-1) ?? '',
  kind: type,
  outcome: OUTCOMES[operation] ?? operation,
});

/** Adds the tenants of the example. */
export const addTenants = (journal: Journal, artifacts: Artifacts): Promise<Provisioned[]> =>
  journal.task('tenants', async () => {
    const value: Provisioned[] = [];
    for (const tenant of TENANTS) {
      const { outcome } = await artifacts.tenants.add({ tenant });
      value.push({ resource: tenant, kind: 'tenant', outcome });
    }
    return { value, summary: `${TENANTS.join(', ')}: ${tally(value.map((t) => t.outcome))}` };
  });

/** `13 resources: 13 unchanged`. */
export const outcomes = (noun: string, provisioned: readonly Pick<Provisioned, 'outcome'>[]): string =>
  `${count(provisioned.length, noun)}: ${tally(provisioned.map((p) => p.outcome))}`;

/** Where the proofs send their requests. */
export function proofTarget(services: LocalServices, config: RuntimeConfig): ProofTarget {
  const { credentials } = config.bucket;
  return {
    bucket: config.bucket.name,
    region: config.region,
    tlsUrl: services.s3.tlsUrl,
    plainUrl: services.s3.plainUrl,
    caFile: services.s3.caFile,
    credentialsDirectory:
      credentials.source === 'tenant-directory' ? credentials.directory : path.join(services.directory, 's3'),
  };
}

/** Where it runs, for the report; no credential is in it. */
export function environmentOf(services: LocalServices, config: RuntimeConfig): Environment {
  const { host, port, name } = config.database;
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    s3: `${services.s3.tlsUrl} (TLS), ${services.s3.plainUrl} (plain)`,
    database: `PostgreSQL at ${host}:${port}/${name}`,
    bucket: config.bucket.name,
    region: config.region,
    residencyZone: config.residencyZone,
    servicesStartedHere: services.started,
  };
}
