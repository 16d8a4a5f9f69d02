import path from 'node:path';
import { loadConfig, migrate, type Artifacts, type RuntimeConfig } from '../../runtime';
import { applyLocalStack } from '../local-stack';
import { startServices, type LocalServices } from '../services';
import { count, tally } from './format';
import type { Journal } from './journal';
import { NEIGHBOURS, TENANT } from './pipeline/plan';
import type { ProofTarget } from './proofs/clients';
import type { Environment, Provisioned } from './report/model';
import type { Terminal } from './terminal';

const TENANTS = [TENANT, ...NEIGHBOURS];

/** Starts S3 and PostgreSQL, or finds them running. */
export const bringUp = (journal: Journal, terminal: Terminal, directory: string): Promise<LocalServices> =>
  journal.task('services', async () => {
    const services = await startServices({ directory, log: (line: string) => terminal.detail(line) });
    const how = services.started ? 'started' : 'already running';
    return { value: services, summary: `${how}: S3 at ${services.s3.tlsUrl}, PostgreSQL` };
  });

/** Stops what {@link bringUp} started; what was running before is left alone. */
export async function bringDown(journal: Journal, services: LocalServices): Promise<void> {
  if (!services.started) return;
  await journal.cleanUp('stop services', async () => {
    await services.stop();
    return { value: undefined, summary: 'stopped, as this run had started them' };
  });
}

/** Applies the baseline of the bucket and the database, and the schema. */
export async function provision(
  journal: Journal,
  services: LocalServices,
): Promise<{ config: RuntimeConfig; provisioned: Provisioned[] }> {
  const { config, provisioned } = await journal.task('baseline', async () => {
    const applied = await applyLocalStack({
      services,
      bucketName: 'gl-artifacts-local',
      region: 'eu-west-1',
      residencyZone: 'eu',
      tenants: TENANTS,
      directory: services.directory,
    });
    const provisioned = applied.results.map(({ token, name, outcome, detail }) => ({
      resource: name,
      kind: token,
      outcome,
      ...(detail === undefined ? {} : { detail }),
    }));
    const value = { config: await loadConfig(applied.runtimeConfigFile), provisioned };
    return { value, summary: outcomes('resource', provisioned) };
  });
  const schema = await journal.task('schema', async () => {
    const { from, to, applied } = await migrate(config);
    const outcome = applied.length === 0 ? 'unchanged' : from === 0 ? 'created' : 'updated';
    const detail = `version ${to}${applied.length === 0 ? '' : `, applied ${applied.join(', ')}`}`;
    const value: Provisioned = { resource: 'gl_artifacts', kind: 'schema migration', outcome, detail };
    return { value, summary: `${detail}: ${outcome}` };
  });
  return { config, provisioned: [...provisioned, schema] };
}

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
