import canonicalize from 'canonicalize';
import { stepId, type ArtifactDocument } from '../artifacts/document';
import { artifactRows, toDocuments } from '../artifacts/find';
import { WriteAbortedError } from '../errors';
import { keys } from '../keys/keys';
import { checkNames } from '../keys/names';
import type { Tx } from '../metadata/database';
import type { DocumentKind } from '../metadata/tables';
import type { TenantContext } from '../store/context';
import { writeObject } from '../store/write';

interface DocumentJob {
  kind: DocumentKind;
  run_id: string;
  step: string | null;
}

interface Rendered {
  key: string;
  mediaType: string;
  body: Buffer;
}

/** Canonical, so that the same rows always give the same bytes. */
const json = (value: unknown): Buffer => Buffer.from(`${canonicalize(value) ?? 'null'}\n`, 'utf8');

/** Renders a derived document from the rows: whatever happened to the object, it can be made again. */
async function renderDocument(ctx: TenantContext, tx: Tx, job: DocumentJob): Promise<Rendered> {
  const { runId } = checkNames({ runId: job.run_id });
  const mediaType = 'application/json';
  switch (job.kind) {
    case 'plan': {
      const run = await tx.selectFrom('run').select('plan').where('run_id', '=', runId).executeTakeFirstOrThrow();
      return { key: keys.plan(ctx.tenant, runId), mediaType, body: json(run.plan) };
    }
    case 'run-metadata':
      return { key: keys.runMetadata(ctx.tenant, runId), mediaType, body: json(await runMetadata(tx, runId)) };
    case 'audit-trail': {
      const leaves = await tx
        .selectFrom('audit_leaf')
        .select('body')
        .where('run_id', '=', runId)
        .orderBy('leaf_id')
        .execute();
      const body = Buffer.concat(leaves.flatMap((leaf) => [leaf.body, Buffer.from('\n')]));
      return { key: keys.auditTrail(ctx.tenant, runId), mediaType: 'application/x-ndjson', body };
    }
    case 'inputs-manifest':
    case 'outputs-manifest': {
      const { step } = checkNames({ step: job.step });
      const folder = job.kind === 'inputs-manifest' ? 'inputs' : 'outputs';
      const artifacts = await stepArtifacts(tx, runId, step, folder);
      const body = json({ manifest_version: 1, tenant: ctx.tenant, run_id: runId, step, folder, artifacts });
      return { key: keys.manifest(ctx.tenant, runId, step, folder), mediaType, body };
    }
  }
}

/** What a step read (its own inputs folder and what its outputs were made from), or what it made. */
const stepArtifacts = async (
  tx: Tx,
  runId: string,
  step: string,
  folder: 'inputs' | 'outputs',
): Promise<ArtifactDocument[]> => {
  const own = artifactRows(tx).where('a.run_id', '=', runId).where('a.step', '=', step).where('a.state', '=', 'LIVE');
  const made = await own.orderBy('a.artifact_id').execute();
  if (folder === 'outputs')
    return toDocuments(
      tx,
      made.filter((a) => a.folder === 'outputs'),
    );
  const readIds =
    made.length === 0
      ? []
      : await tx
          .selectFrom('lineage_edge')
          .select('parent_id')
          .distinct()
          .where(
            'child_id',
            'in',
            made.map((a) => a.artifact_id),
          )
          .execute();
  const ids = new Set([
    ...made.filter((a) => a.folder === 'inputs').map((a) => a.artifact_id),
    ...readIds.map((r) => r.parent_id),
  ]);
  if (ids.size === 0) return [];
  return toDocuments(
    tx,
    await artifactRows(tx)
      .where('a.artifact_id', 'in', [...ids])
      .orderBy('a.artifact_id')
      .execute(),
  );
};

const runMetadata = async (tx: Tx, runId: string) => {
  const run = await tx.selectFrom('run').selectAll().where('run_id', '=', runId).executeTakeFirstOrThrow();
  const attempts = await tx
    .selectFrom('step_attempt')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('started_at')
    .orderBy('step')
    .orderBy('attempt')
    .execute();
  const artifacts = await artifactRows(tx)
    .where('a.run_id', '=', runId)
    .where('a.state', '=', 'LIVE')
    .orderBy('a.artifact_id')
    .execute();
  return {
    metadata_version: 1,
    tenant: run.tenant,
    run_id: run.run_id,
    state: run.state,
    started_at: run.started_at.toISOString(),
    closed_at: run.closed_at?.toISOString() ?? null,
    steps: attempts.map((a) => ({
      step: a.step,
      step_id: stepId(a.step, a.attempt),
      attempt: a.attempt,
      agent: a.agent,
      agent_version: a.agent_version,
      state: a.state,
      started_at: a.started_at.toISOString(),
      finished_at: a.finished_at?.toISOString() ?? null,
    })),
    artifacts: artifacts.map((a) => ({
      artifact_id: a.artifact_id,
      sha256: a.sha256.toString('hex'),
      size_bytes: Number(a.size_bytes),
    })),
  };
};

/** Internal: the rows changed after a document was rendered; it has to be rendered again. */
class StaleDocument extends Error {}

const MAX_RENDERINGS = 5;

/**
 * Writes one derived document by the same protocol as an artifact; the same bytes again write nothing. Under the
 * commit's own transaction it is rendered once more: what no longer says what the rows say is not written over what
 * another process wrote since.
 */
export async function writeDocument(ctx: TenantContext, job: DocumentJob): Promise<string> {
  for (let renderings = 1; ; renderings++) {
    try {
      return await writeRendered(ctx, job);
    } catch (error) {
      const stale = error instanceof WriteAbortedError && error.cause instanceof StaleDocument;
      if (!stale || renderings >= MAX_RENDERINGS) throw error;
    }
  }
}

const writeRendered = async (ctx: TenantContext, job: DocumentJob): Promise<string> => {
  const { key, mediaType, body } = await ctx.db.inTenant(ctx.tenant, 'document', (tx) => renderDocument(ctx, tx, job));
  const bucket = ctx.store.bucket;
  return writeObject<string>(ctx, {
    key,
    role: 'DOCUMENT',
    body,
    mediaType,
    tags: { 'gl-retention': ctx.defaultRetentionClass },
    decide: async (tx, sha256) => {
      const live = await tx
        .selectFrom('object_version')
        .select(['version_id', 'sha256'])
        .where('bucket', '=', bucket)
        .where('key', '=', key)
        .where('state', '=', 'LIVE')
        .executeTakeFirst();
      if (sha256 !== undefined && live?.sha256?.equals(sha256) === true) return live.version_id;
      if (!(await renderDocument(ctx, tx, job)).body.equals(body)) throw new StaleDocument('the rows have changed');
      return undefined;
    },
    commit: (_tx, stored) => Promise.resolve(stored.versionId),
    findByOp: async (tx, opId) => {
      const row = await tx
        .selectFrom('object_version')
        .select('version_id')
        .where('op_id', '=', opId)
        .where('state', '=', 'LIVE')
        .executeTakeFirst();
      return row?.version_id;
    },
  });
};
