import type { LineageGraph } from '../lineage/walk';

/** Draws a lineage graph as a tree from its root; an artifact that was drawn already is named once more, not unfolded. */
export function lineageTree(graph: LineageGraph): string {
  const artifacts = new Map(graph.nodes.map(({ artifact }) => [artifact.artifact_id, artifact]));
  const next = (id: string): string[] =>
    graph.direction === 'upstream'
      ? graph.edges.filter((e) => e.child_id === id).map((e) => e.parent_id)
      : graph.edges.filter((e) => e.parent_id === id).map((e) => e.child_id);
  const drawn = new Set<string>();
  const lines: string[] = [];
  const draw = (id: string, first: string, rest: string): void => {
    const artifact = artifacts.get(id);
    const repeated = drawn.has(id);
    drawn.add(id);
    const maker = artifact && `${artifact.producer.agent} v${artifact.producer.agent_version}`;
    lines.push(`${first}${artifact?.name ?? id}  ${id}  ${maker ?? ''}${repeated ? '  (see above)' : ''}`.trimEnd());
    if (repeated) return;
    const children = next(id);
    children.forEach((child, index) => {
      const last = index === children.length - 1;
      draw(child, `${rest}${last ? '└─ ' : '├─ '}`, `${rest}${last ? '   ' : '│  '}`);
    });
  };
  draw(graph.root, '', '');
  if (graph.truncated) lines.push('… cut: raise --max-nodes or --max-depth');
  return lines.join('\n');
}
