import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { ListObjectVersionsCommand, S3Client, type ObjectVersion } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Client } from 'pg';
import {
  migrate,
  openArtifacts,
  type Artifacts,
  type RuntimeConfig,
  type StepAttempt,
  type TenantArtifacts,
} from '../../runtime';
import type { LocalServices } from '../../tools/services';
import { applyBaseline } from './baseline';
import { testServices } from './services';

/** Short leases, so that a test can wait for one to run out. */
const LIMITS = {
  multipartThresholdBytes: 5_242_880,
  partBytes: 5_242_880,
  intentLeaseSeconds: 2,
  intentSettleSeconds: 1,
};

/** A bucket and a database of its own, provisioned as the local stack is, with tenants acme and globex. */
export interface TestStore {
  services: LocalServices;
  config: RuntimeConfig;
  configFile: string;
  directory: string;
  artifacts: Artifacts;
  acme: TenantArtifacts;
  globex: TenantArtifacts;
  /** The server's administrator: sees every key, and is who "writes past the runtime" in a test. */
  admin: S3Client;
  /** Superuser connection to the store's database: row-level security does not bind it. */
  sql: Client;
  /** A second handle, as another process would have it. */
  reopen(change?: (config: RuntimeConfig) => void): Promise<Artifacts>;
  close(): Promise<void>;
}

export async function openTestStore(limits: Partial<RuntimeConfig['limits']> = {}): Promise<TestStore> {
  const services = await testServices();
  const suffix = randomBytes(5).toString('hex');
  const directory = await mkdtemp(path.join(os.tmpdir(), 'gl-test-store-'));
  const stack = await applyBaseline({
    services,
    bucketName: `gl-test-${suffix}`,
    databaseName: `gl_test_${suffix}`,
    tenants: ['acme', 'globex'],
    directory,
  });
  const config: RuntimeConfig = { ...stack.runtimeConfig, limits: { ...LIMITS, ...limits } };
  await migrate(config);
  const artifacts = await openArtifacts(config);
  for (const tenant of ['acme', 'globex']) await artifacts.tenants.add({ tenant });
  const admin = new S3Client({
    endpoint: services.s3.tlsUrl,
    region: config.region,
    forcePathStyle: true,
    credentials: services.s3.admin,
    requestHandler: new NodeHttpHandler({ httpsAgent: new https.Agent({ ca: await readFile(services.s3.caFile) }) }),
  });
  const { host, port, superuser } = services.postgres;
  const sql = new Client({
    host,
    port,
    user: superuser.user,
    password: superuser.password,
    database: config.database.name,
  });
  await sql.connect();
  await sql.query('set search_path = gl_artifacts');
  const handles = [artifacts];
  return {
    services,
    config,
    configFile: stack.runtimeConfigFile,
    directory,
    artifacts,
    acme: artifacts.tenant('acme'),
    globex: artifacts.tenant('globex'),
    admin,
    sql,
    reopen: async (change) => {
      const copy = structuredClone(config);
      change?.(copy);
      const handle = await openArtifacts(copy);
      handles.push(handle);
      return handle;
    },
    close: async () => {
      for (const handle of handles) await handle.close();
      admin.destroy();
      await sql.end();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A running attempt of a step in a run of its own. */
export async function startAttempt(tenant: TenantArtifacts, step = 'ingest'): Promise<StepAttempt> {
  const run = await tenant.runs.start();
  return tenant.steps.start({ runId: run.runId, step, agent: 'OPS.DATA.Ingest', agentVersion: '1.2.3' });
}

/** Versions below a tenant's prefix that the database does not know: the definition of "unknown". */
export async function unknownVersions(store: TestStore, tenant = 'acme'): Promise<string[]> {
  const { rows } = await store.sql.query<{ id: string }>(
    `select key || '@' || version_id as id from object_version where tenant = $1`,
    [tenant],
  );
  const known = new Set(rows.map((r) => r.id));
  const versions = await allVersions(store, `${tenant}/`);
  return versions.map((v) => `${v.Key}@${v.VersionId}`).filter((id) => !known.has(id));
}

/** Every version of the bucket below a prefix, as its administrator sees it. */
export async function allVersions(store: TestStore, prefix: string): Promise<ObjectVersion[]> {
  const found: ObjectVersion[] = [];
  let marker: { KeyMarker?: string; VersionIdMarker?: string } = {};
  for (;;) {
    const page = await store.admin.send(
      new ListObjectVersionsCommand({ Bucket: store.config.bucket.name, Prefix: prefix, ...marker }),
    );
    found.push(...(page.Versions ?? []));
    if (page.IsTruncated !== true) return found;
    marker = {
      KeyMarker: page.NextKeyMarker!,
      ...(page.NextVersionIdMarker && { VersionIdMarker: page.NextVersionIdMarker }),
    };
  }
}

/** Recovers until no intent is left: each must first be stale, then settle. */
export async function recoverCompletely(store: TestStore): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    await store.acme.recover();
    const { rows } = await store.sql.query('select op_id, state, alive_until from intent');
    if (rows.length === 0) return;
    if (Date.now() > deadline) throw new Error(`intents are left: ${JSON.stringify(rows)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
