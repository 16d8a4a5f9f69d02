import type { ArtifactDocument, LineageGraph } from '../../runtime';
import { alignColumns, formatBytes } from './format';

/** What a tree shows of an artifact. */
type TreeArtifact = Pick<ArtifactDocument, 'artifact_id' | 'name' | 'folder' | 'size_bytes' | 'sha256' | 'producer'>;

/** What a tree needs of a lineage graph. */
export type TreeGraph = Pick<LineageGraph, 'root' | 'edges' | 'truncated'> & {
  nodes: readonly { artifact: TreeArtifact }[];
};

/**
 * Draws an upstream lineage as a tree: what an artifact was made from hangs below it. An artifact that several paths
 * reach is drawn out once and named again where it recurs.
 */
export function lineageTree(graph: TreeGraph): string[] {
  const artifacts = new Map(graph.nodes.map(({ artifact }) => [artifact.artifact_id, artifact]));
  const drawn = new Set<string>();
  const rows: string[][] = [];
  const draw = (id: string, lead: string, below: string): void => {
    const artifact = artifacts.get(id);
    const again = drawn.has(id);
    rows.push([`${lead}${artifact?.name ?? id}`, ...(again ? ['(shown above)'] : cells(artifact))]);
    if (again) return;
    drawn.add(id);
    const parents = graph.edges.filter((edge) => edge.child_id === id).map((edge) => edge.parent_id);
    parents.forEach((parent, i) => {
      const last = i === parents.length - 1;
      draw(parent, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`);
    });
  };
  draw(graph.root, '', '');
  const lines = alignColumns(rows);
  return graph.truncated ? [...lines, '… the walk was cut at its limit; this is a part of the lineage'] : lines;
}

const cells = (artifact: TreeArtifact | undefined): string[] => {
  if (artifact === undefined) return ['(not in this answer)'];
  const { agent, agent_version: version } = artifact.producer;
  const role = artifact.folder === 'inputs' ? 'read by' : 'made by';
  const digest = `sha256 ${artifact.sha256.slice(0, 12)}…`;
  return [`${role} ${agent} ${version}`, formatBytes(artifact.size_bytes), digest];
};
