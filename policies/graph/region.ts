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

/** As the engine calls the providers that it makes itself, one for each version of a package that is asked for. */
const DEFAULT_NAME = /^default(_\d+_\d+_\d+(_.+)?)?$/;

/** The region that the program works in where a resource says nothing else. */
export function homeOf(graph: Graph): string | undefined {
  const home = graph.resources
    .map(({ provider }) => provider)
    .filter((one) => one?.type === 'pulumi:providers:aws' && DEFAULT_NAME.test(one.name))
    .map((one) => asText(read(one?.props, 'region')))
    .find(({ state }) => state === 'known');
  return home?.state === 'known' ? home.value : undefined;
}
