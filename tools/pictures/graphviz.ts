import type { Graph } from '@viz-js/viz' with { 'resolution-mode': 'import' };

export type { Graph };

/** Backslashes and newlines mean something in Graphviz labels. */
export const label = (...lines: string[]): string => lines.map((line) => line.replaceAll('\\', '\\\\')).join('\\n');

/**
 * Draws a graph as an SVG element, without prolog and document type. Values, never text, so that no name is parsed.
 *
 * @param graph - its own attributes win over those given here
 */
export async function drawSvg(graph: Graph): Promise<string> {
  // Loaded here: it carries a WebAssembly build of Graphviz.
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  const font = { fontname: 'Helvetica,Arial,sans-serif', fontsize: '12' };
  const svg = viz.renderString(
    {
      ...graph,
      graphAttributes: {
        rankdir: 'LR',
        bgcolor: 'transparent',
        nodesep: '0.3',
        ranksep: '0.4',
        ...graph.graphAttributes,
      },
      nodeAttributes: { ...font, margin: '0.16,0.09', ...graph.nodeAttributes },
      edgeAttributes: { ...font, arrowsize: '0.7', ...graph.edgeAttributes },
    },
    { format: 'svg' },
  );
  return svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->\n?/g, '')
    .trim();
}
