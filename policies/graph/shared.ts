import type { ResourceView, StackResource } from '../control';
import { graphOf, type Graph } from './graph';

/**
 * Gives all controls of one run the same graph: the SDK hands each policy resources of its own, of the same request, and
 * what is found in a graph (links, roles, settings) is found once. A control that asks again, or other resources, begin
 * a new run.
 *
 * @param inputs what the policies of single resources saw, by URN; whoever adds to it has to call `forget`
 */
export function sharedGraphs(inputs: ReadonlyMap<string, ResourceView>) {
  let shared: { graph: Graph; asked: Set<string> } | undefined;
  return {
    forget: (): void => void (shared = undefined),
    of: (control: string, resources: readonly StackResource[]): Graph => {
      const same =
        shared !== undefined &&
        !shared.asked.has(control) &&
        shared.graph.resources.length === resources.length &&
        shared.graph.resources.every(({ urn }, index) => urn === resources[index]!.urn);
      const { graph, asked } = same ? shared! : { graph: graphOf(resources, inputs), asked: new Set<string>() };
      asked.add(control);
      shared = { graph, asked };
      return graph;
    },
  };
}
