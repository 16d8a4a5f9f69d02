import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { ArtifactDocument } from './artifacts/document';
import { findArtifact, listArtifacts, type ListFilter } from './artifacts/find';
import { putArtifact, type PutRequest } from './artifacts/put';
import {
  getArtifact,
  getArtifactToFile,
  openArtifact,
  verifyArtifact,
  type ReadOptions,
  type Verification,
} from './artifacts/read';
import { ensureFit, probeAndStore, type ProfileHolder } from './backend/fitness';
import type { BackendProfile } from './backend/profile';
import { loadConfig } from './config/load';
import type { RuntimeConfig } from './config/schema';
import { NotFoundError } from './errors';
import { checkNames, type TenantId } from './keys/names';
import { walkLineage, type LineageGraph, type LineageOptions } from './lineage/walk';
import { Database } from './metadata/database';
import { drainOutbox } from './runs/outbox';
import { closeRun, startRun, type CloseRunRequest, type Run, type StartRunRequest } from './runs/runs';
import type { StepRef } from './runs/step-ref';
import { finishStep, startStep, type StartStepRequest, type StepAttempt } from './runs/steps';
import type { TenantContext } from './store/context';
import { StoreCounters } from './store/counters';
import { ObjectStore } from './store/object-store';
import { recover, type RecoveryReport } from './store/recover';
import { createS3Client } from './store/s3-client';
import { addTenant, listTenants, tenantRetentionClass, type AddTenantRequest } from './tenants/tenants';

/**
 * Opens the artifact store of one region.
 *
 * @param source - the `runtimeConfig` of a stack: an object, a file path or JSON text
 * @throws {InvalidConfigError} listing every problem
 * @throws {SchemaVersionError} when `gl-artifacts schema up` has to run first
 * @example
 * const artifacts = await openArtifacts('runtime-config.json');
 * const acme = artifacts.tenant('acme');
 */
export async function openArtifacts(source: string | object): Promise<Artifacts> {
  const config = await loadConfig(source);
  const db = await Database.open(config, 'app');
  try {
    await db.checkSchema();
  } catch (error) {
    await db.close();
    throw error;
  }
  return new Artifacts(config, db);
}

/** The store of one region, for all tenants. Close it when the process is done with it. */
export class Artifacts {
  private readonly holder: ProfileHolder = { profile: undefined, multipartNeedsUploadHeaders: false };
  private readonly handles = new Map<TenantId, TenantArtifacts>();
  private readonly ownerId = randomUUID();
  private worker: Promise<Database> | undefined;

  /** @internal use {@link openArtifacts} */
  constructor(
    readonly config: RuntimeConfig,
    private readonly db: Database,
  ) {}

  /**
   * One tenant's view; it can reach that tenant's rows and keys only.
   *
   * @throws {InvalidInputError} when the name breaks its rule; that the tenant exists is checked at the first call
   */
  tenant(name: string): TenantArtifacts {
    const { tenant } = checkNames({ tenant: name });
    let handle = this.handles.get(tenant);
    if (handle === undefined) {
      handle = new TenantArtifacts(this.context(tenant), this.holder);
      this.handles.set(tenant, handle);
    }
    return handle;
  }

  /** Tenants are audited rows, written under the worker role. */
  readonly tenants = {
    add: async (request: AddTenantRequest) => addTenant(await this.openWorker(), this.config, request),
    list: async () => listTenants(await this.openWorker()),
  };

  /** What the backend was seen to do. */
  readonly backend = {
    /** Probes it now, with one tenant's credentials, and keeps the profile. */
    probe: (request: { tenant: string }): Promise<BackendProfile> => this.tenant(request.tenant).probe(),
  };

  async close(): Promise<void> {
    await Promise.all([...this.handles.values()].map((handle) => handle.close()));
    await this.db.close();
    // One that never opened has told its caller already.
    await this.worker?.then(
      (worker) => worker.close(),
      () => undefined,
    );
  }

  private openWorker(): Promise<Database> {
    this.worker ??= Database.open(this.config, 'worker').catch((error: unknown) => {
      this.worker = undefined;
      throw error;
    });
    return this.worker;
  }

  private context(tenant: TenantId): TenantContext {
    const { config, db, ownerId, holder } = this;
    const counters = new StoreCounters();
    const client = createS3Client(config, tenant, {
      counters,
      multipartNeedsUploadHeaders: () => holder.multipartNeedsUploadHeaders,
    });
    return {
      config,
      tenant,
      db,
      store: new ObjectStore(client, config.bucket.name),
      counters,
      ownerId,
      activeOps: new Set(),
      defaultRetentionClass: config.retention.defaultClass,
    };
  }
}

/** Derived documents that a recovery wrote, and those that stay due, with what is in the way. */
export interface RecoveredDocuments {
  written: number;
  due: { kind: string; runId: string; step: string | undefined; reason: string }[];
}

/** Everything one tenant can do. Made by {@link Artifacts.tenant}. */
export class TenantArtifacts {
  private ready: Promise<void> | undefined;
  private fit: Promise<void> | undefined;

  /** @internal */
  constructor(
    private readonly ctx: TenantContext,
    private readonly holder: ProfileHolder,
  ) {}

  readonly runs = {
    start: (request?: StartRunRequest): Promise<Run> => this.writing(() => startRun(this.ctx, request)),
    close: (request: CloseRunRequest): Promise<Run> => this.writing(() => closeRun(this.ctx, request)),
  };

  readonly steps = {
    start: (request: StartStepRequest): Promise<StepAttempt> => this.reading(() => startStep(this.ctx, request)),
    finish: (step: StepRef, options?: { state: 'SUCCEEDED' | 'FAILED' }): Promise<void> =>
      this.writing(() => finishStep(this.ctx, step, options)),
  };

  readonly lineage = {
    /** What an artifact was made from. See {@link walkLineage}. */
    upstream: (reference: string, options?: LineageOptions): Promise<LineageGraph> =>
      this.reading(() => walkLineage(this.ctx, reference, 'upstream', options)),
    /** What was made from an artifact. See {@link walkLineage}. */
    downstream: (reference: string, options?: LineageOptions): Promise<LineageGraph> =>
      this.reading(() => walkLineage(this.ctx, reference, 'downstream', options)),
  };

  /** Stores one artifact; see {@link putArtifact}. */
  put(request: PutRequest): Promise<ArtifactDocument> {
    return this.writing(() => putArtifact(this.ctx, request));
  }

  /** Reads a whole artifact, verified: into memory, or into a file that gets its name last. See {@link getArtifact}. */
  get(reference: string, options?: ReadOptions): Promise<Buffer>;
  get(reference: string, options: ReadOptions & { toFile: string }): Promise<ArtifactDocument>;
  get(reference: string, options: ReadOptions & { toFile?: string } = {}): Promise<Buffer | ArtifactDocument> {
    const { toFile } = options;
    return this.reading<Buffer | ArtifactDocument>(() =>
      toFile === undefined
        ? getArtifact(this.ctx, reference, options)
        : getArtifactToFile(this.ctx, reference, toFile, options),
    );
  }

  /** Opens an artifact as a stream, verified to its last byte; see {@link openArtifact}. */
  open(reference: string, options?: ReadOptions): Promise<Readable> {
    return this.reading(() => openArtifact(this.ctx, reference, options));
  }

  /** The metadata document of an artifact, by id or `s3://` URI. @throws {NotFoundError} */
  stat(reference: string): Promise<ArtifactDocument> {
    return this.reading(async () => (await findArtifact(this.ctx, reference)).document);
  }

  /** One page of artifacts; see {@link listArtifacts}. */
  list(filter?: ListFilter): Promise<{ artifacts: ArtifactDocument[]; cursor: string | undefined }> {
    return this.reading(() => listArtifacts(this.ctx, filter));
  }

  /** Reads an artifact again and compares it with what was recorded; see {@link verifyArtifact}. */
  verify(reference: string, options?: ReadOptions): Promise<Verification> {
    return this.reading(() => verifyArtifact(this.ctx, reference, options));
  }

  /** Gives what crashed writers left behind a row, and writes the documents that are due. See {@link recover}. */
  recover(): Promise<RecoveryReport & { documents: RecoveredDocuments }> {
    return this.writing(async () => {
      const report = await recover(this.ctx);
      const { written, due } = await drainOutbox(this.ctx);
      const reasons = due.map(({ error, ...job }) => ({ ...job, reason: (error as Error).message }));
      return { ...report, documents: { written, due: reasons } };
    });
  }

  /** What this view cost so far: S3 requests by operation and bytes hashed. */
  get counters(): StoreCounters {
    return this.ctx.counters;
  }

  /** @internal */
  probe(): Promise<BackendProfile> {
    return this.reading(() => probeAndStore(this.ctx, this.holder));
  }

  /** @internal */
  async close(): Promise<void> {
    if (this.ready !== undefined) await this.ready.then(() => drainOutbox(this.ctx)).catch(() => undefined);
    this.ctx.store.close();
  }

  private async reading<T>(work: () => Promise<T>): Promise<T> {
    await (this.ready ??= this.requireTenant().catch((error: unknown) => {
      this.ready = undefined;
      throw error;
    }));
    return work();
  }

  private writing<T>(work: () => Promise<T>): Promise<T> {
    return this.reading(async () => {
      await (this.fit ??= ensureFit(this.ctx, this.holder).catch((error: unknown) => {
        this.fit = undefined;
        throw error;
      }));
      return work();
    });
  }

  private async requireTenant(): Promise<void> {
    const retentionClass = await tenantRetentionClass(this.ctx.db, this.ctx.tenant);
    if (retentionClass === undefined)
      throw new NotFoundError('tenant', this.ctx.tenant, 'add it with `gl-artifacts tenant add`');
    this.ctx.defaultRetentionClass = retentionClass;
  }
}
