import { checkArguments, required, rules } from '../arguments';
import { NotFoundError } from '../errors';
import type { TenantContext } from '../store/context';
import type { Tx } from '../metadata/database';
import { toDocument, type ArtifactDocument, type ArtifactRow, type InputRow } from './document';

/** Artifact rows with producer and lock, ready for more conditions. */
export const artifactRows = (tx: Tx) =>
  tx
    .selectFrom('artifact as a')
    .innerJoin('step_attempt as s', (join) =>
      join
        .onRef('s.tenant', '=', 'a.tenant')
        .onRef('s.run_id', '=', 'a.run_id')
        .onRef('s.step', '=', 'a.step')
        .onRef('s.attempt', '=', 'a.attempt'),
    )
    .innerJoin('object_version as v', (join) =>
      join
        .onRef('v.tenant', '=', 'a.tenant')
        .onRef('v.bucket', '=', 'a.bucket')
        .onRef('v.key', '=', 'a.key')
        .onRef('v.version_id', '=', 'a.version_id'),
    )
    .selectAll('a')
    .select(['s.agent', 's.agent_version', 'v.lock_mode', 'v.retain_until']);

/** Documents of rows, with their lineage inputs read in one query. */
export async function toDocuments(tx: Tx, rows: readonly ArtifactRow[]): Promise<ArtifactDocument[]> {
  if (rows.length === 0) return [];
  const inputs: InputRow[] = await tx
    .selectFrom('lineage_edge as e')
    .innerJoin('artifact as p', (join) =>
      join.onRef('p.tenant', '=', 'e.tenant').onRef('p.artifact_id', '=', 'e.parent_id'),
    )
    .select(['e.child_id', 'p.artifact_id', 'p.bucket', 'p.key', 'e.parent_sha256'])
    .where(
      'e.child_id',
      'in',
      rows.map((r) => r.artifact_id),
    )
    .orderBy('p.artifact_id')
    .execute();
  return rows.map((row) =>
    toDocument(
      row,
      inputs.filter((i) => i.child_id === row.artifact_id),
    ),
  );
}

/** An artifact with what is needed to read its bytes. */
export interface FoundArtifact {
  document: ArtifactDocument;
  key: string;
  etag: string;
}

/**
 * Finds an artifact by id, or the live one at a URI.
 *
 * @param reference - `art_…` or `s3://bucket/key`
 * @throws {InvalidInputError} when it can be neither
 * @throws {NotFoundError} when this tenant has no such artifact
 */
export async function findArtifact(ctx: TenantContext, reference: string): Promise<FoundArtifact> {
  checkArguments({ reference }, { reference: required(rules.reference) });
  return ctx.db.inTenant(ctx.tenant, 'artifact look-up', async (tx) => {
    const query = artifactRows(tx).select('v.etag');
    const uri = /^s3:\/\/([^/]+)\/(.+)$/.exec(reference);
    const row = await (
      uri === null
        ? query.where('a.artifact_id', '=', reference)
        : query.where('a.bucket', '=', uri[1]!).where('a.key', '=', uri[2]!).where('a.state', '=', 'LIVE')
    ).executeTakeFirst();
    if (row === undefined) throw new NotFoundError('artifact', reference);
    const [document] = await toDocuments(tx, [row]);
    return { document: document!, key: row.key, etag: row.etag };
  });
}

/** What to list; everything given must match. */
export interface ListFilter {
  runId?: string;
  step?: string;
  folder?: 'inputs' | 'outputs';
  /** @default 'LIVE' */
  state?: 'LIVE' | 'SUPERSEDED' | 'ANY';
  /** Artifacts per page, 1 to 1000. @default 100 */
  limit?: number;
  /** `cursor` of the page before. */
  cursor?: string;
}

const MAX_PAGE = 1000;

const LIST_RULES = {
  runId: rules.text,
  step: rules.text,
  folder: rules.folder,
  state: rules.artifactState,
  limit: rules.count,
  cursor: rules.text,
};

/**
 * One page of artifacts in the order they were made; `cursor` is undefined on the last one.
 *
 * @throws {InvalidInputError} when the filter breaks a rule
 */
export async function listArtifacts(
  ctx: TenantContext,
  filter: ListFilter = {},
): Promise<{ artifacts: ArtifactDocument[]; cursor: string | undefined }> {
  checkArguments(filter, LIST_RULES);
  const limit = Math.min(filter.limit ?? 100, MAX_PAGE);
  const state = filter.state ?? 'LIVE';
  return ctx.db.inTenant(ctx.tenant, 'list', async (tx) => {
    const rows = await artifactRows(tx)
      .$if(filter.runId !== undefined, (q) => q.where('a.run_id', '=', filter.runId!))
      .$if(filter.step !== undefined, (q) => q.where('a.step', '=', filter.step!))
      .$if(filter.folder !== undefined, (q) => q.where('a.folder', '=', filter.folder!))
      .$if(state !== 'ANY', (q) => q.where('a.state', '=', state as 'LIVE'))
      .$if(filter.cursor !== undefined, (q) => q.where('a.artifact_id', '>', filter.cursor!))
      .orderBy('a.artifact_id')
      .limit(limit + 1)
      .execute();
    const page = rows.slice(0, limit);
    const artifacts = await toDocuments(tx, page);
    return { artifacts, cursor: rows.length > limit ? page.at(-1)!.artifact_id : undefined };
  });
}
