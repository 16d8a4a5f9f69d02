import { drawSvg } from './graphviz';
import { stackGraph, type DrawnResource } from './stack-graph';

/** Text follows the reader's light or dark; the colours of the zones are legible on both. */
const STYLE = `<style>
  svg { color: #1d1d1f; background: #ffffff; }
  text { fill: currentColor; }
  .replication text { fill: inherit; }
  @media (prefers-color-scheme: dark) { svg { color: #f2f2f2; background: #17181a; } }
</style>`;

/**
 * The picture of a stack as an SVG file that stands by itself.
 *
 * @param resources - all of a stack, as the in-process monitor records them
 */
export async function stackSvg(stack: string, resources: readonly DrawnResource[]): Promise<string> {
  const svg = await drawSvg(stackGraph(stack, resources));
  const title = `gl-artifacts ${stack}: components by region, replications by residency zone`;
  return svg.replace(/<svg ([^>]*)>/, (_all, attributes: string) =>
    [`<svg role="img" aria-label="${title}" ${attributes}>`, `<desc>${title}</desc>`, STYLE].join('\n'),
  );
}
