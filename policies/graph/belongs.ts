import type { StackResource } from '../control';
import { read, type Reading } from '../reading/read';
import type { Graph } from './graph';

/**
 * Whether a property of a resource means another one: by what the program passed, else by the value that the other one
 * has. Undefined where that is not known.
 */
export function belongsTo(
  graph: Graph,
  resource: StackResource,
  property: string,
  other: StackResource,
  value: Reading,
): boolean | undefined {
  const passed = resource.propertyDependencies[property] ?? [];
  if (passed.length > 0) return passed.some(({ urn }) => urn === other.urn);
  const named = read(graph.inputsOf(resource).props, property);
  return named.state === 'known' && value.state === 'known' ? named.value === value.value : undefined;
}
