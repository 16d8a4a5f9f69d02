import { asText, read, type Reading } from '../reading/read';
import type { StackResource } from '../control';
import type { Graph } from './graph';

/** The region of a resource: its own, else its provider's; absent when neither says one. */
export function regionOf(graph: Graph, resource: StackResource): Reading<string> {
  const own = asText(read(graph.inputsOf(resource).props, 'region'));
  if (own.state !== 'absent') return own;
  const output = asText(read(resource.props, 'region'));
  if (output.state === 'known') return output;
  return asText(read(resource.provider?.props, 'region'));
}
