import type { ArtifactDocument } from '../../../runtime';
import { drawSvg, label } from '../../pictures/graphviz';
import { formatBytes } from '../format';
import { trusted, type Html } from './html';

/** What a picture shows of an artifact. */
export type PictureArtifact = Pick<
  ArtifactDocument,
  'artifact_id' | 'name' | 'folder' | 'size_bytes' | 'sha256' | 'producer' | 'lineage'
>;

/** A graph as Graphviz takes it; values, so that no name is ever parsed. */
export interface Picture {
  nodes: { name: string; attributes: Record<string, string> }[];
  edges: { tail: string; head: string }[];
}

/** The picture of the ADR: artifacts, and between them the steps that read and made them. */
export function lineagePicture(artifacts: readonly PictureArtifact[]): Picture {
  const nodes: Picture['nodes'] = [];
  const edges = new Map<string, { tail: string; head: string }>();
  const connect = (tail: string, head: string) => edges.set(JSON.stringify([tail, head]), { tail, head });
  const steps = new Set<string>();
  for (const artifact of artifacts) {
    const { artifact_id: id, producer } = artifact;
    const text = label(artifact.name, `${formatBytes(artifact.size_bytes)} · ${artifact.sha256.slice(0, 8)}…`);
    nodes.push({ name: id, attributes: { label: text, shape: 'note', class: 'artifact' } });
    // What lies in the inputs folder came from outside: the step that brought it in read it, and made nothing.
    if (artifact.folder === 'inputs') continue;
    const step = `${producer.run_id}/${producer.step_id}`;
    if (!steps.has(step)) {
      steps.add(step);
      const agent = label(producer.agent, `v${producer.agent_version}`);
      nodes.push({
        name: step,
        attributes: { label: agent, shape: 'box', style: 'rounded', class: 'step' },
      });
    }
    connect(step, id);
    for (const input of artifact.lineage.inputs) connect(input.artifact_id, step);
  }
  return { nodes, edges: [...edges.values()] };
}

/** Draws the picture; colours come from the page's style sheet, so that it follows light and dark. */
export const renderPicture = async (picture: Picture): Promise<Html> => trusted(inlineSvg(await drawSvg(picture)));

/** Namespaces are for files, and name addresses. */
const inlineSvg = (svg: string): string =>
  svg
    .replace(/ xmlns(:\w+)?="[^"]*"/g, '')
    .replace(/<svg /, '<svg role="img" aria-label="Lineage of the run" class="lineage" ');
