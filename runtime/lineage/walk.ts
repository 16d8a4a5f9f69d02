import { sql } from 'kysely';
import { checkArguments, required, rules } from '../arguments';
import { artifactRows, findArtifact, toDocuments } from '../artifacts/find';
import type { ArtifactDocument } from '../artifacts/document';
import { NotFoundError } from '../errors';
import type { TenantContext } from '../store/context';

export interface LineageOptions {
  /** Levels to follow, 1 to 1000. @default 100 */
  maxDepth?: number;
  /** Artifacts to return at most, 1 to 10 000. @default 1000 */
  maxNodes?: number;
}

/** Artifacts reached from a root, each once at its smallest depth, and the edges between them. */
export interface LineageGraph {
  root: string;
  direction: 'upstream' | 'downstream';
  nodes: { depth: number; artifact: ArtifactDocument }[];
  edges: { child_id: string; parent_id: string; parent_sha256: string }[];
  /** True when a limit cut the walk: the answer is then a part. */
  truncated: boolean;
}

/**
 * Follows the lineage of an artifact to what it was made from (upstream) or to what was made from it (downstream).
 *
 * @param reference - artifact id, or the `s3://` URI of the live artifact
 * @throws {InvalidInputError} when the reference can be none, or a limit is no whole number
 * @throws {NotFoundError} when this tenant has no such artifact
 */
export async function walkLineage(
  ctx: TenantContext,
  reference: string,
  direction: 'upstream' | 'downstream',
  options: LineageOptions = {},
): Promise<LineageGraph> {
  checkArguments({ reference }, { reference: required(rules.reference) });
  checkArguments(options, { maxDepth: rules.count, maxNodes: rules.count });
  const root = reference.startsWith('s3://') ? (await findArtifact(ctx, reference)).document.artifact_id : reference;
  const maxDepth = Math.min(options.maxDepth ?? 100, 1000);
  const maxNodes = Math.min(options.maxNodes ?? 1000, 10_000);
  return ctx.db.inTenant(ctx.tenant, 'lineage', async (tx) => {
    const { rows } = await sql<{ artifact_id: string | null; depth: number }>`
      select artifact_id, depth from gl_artifacts.lineage_walk(${root}, ${direction === 'downstream'}, ${maxDepth}, ${maxNodes})
    `.execute(tx);
    const depths = new Map(rows.filter((r) => r.artifact_id !== null).map((r) => [r.artifact_id!, r.depth]));
    const ids = [...depths.keys()];
    const found = await artifactRows(tx).where('a.artifact_id', 'in', ids).execute();
    if (!found.some((r) => r.artifact_id === root)) throw new NotFoundError('artifact', root);
    const artifacts = await toDocuments(tx, found);
    const edges = await tx
      .selectFrom('lineage_edge')
      .select(['child_id', 'parent_id', 'parent_sha256'])
      .where('child_id', 'in', ids)
      .where('parent_id', 'in', ids)
      .orderBy('child_id')
      .orderBy('parent_id')
      .execute();
    return {
      root,
      direction,
      nodes: artifacts
        .map((artifact) => ({ depth: depths.get(artifact.artifact_id)!, artifact }))
        .sort((a, b) => a.depth - b.depth || (a.artifact.artifact_id < b.artifact.artifact_id ? -1 : 1)),
      edges: edges.map((e) => ({ ...e, parent_sha256: e.parent_sha256.toString('hex') })),
      truncated: rows.some((r) => r.artifact_id === null),
    };
  });
}
