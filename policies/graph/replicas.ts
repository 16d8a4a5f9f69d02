import type { StackResource } from '../control';
import { asText, named, read } from '../reading/read';
import type { Graph } from './graph';
import { regionOf } from './region';
import { DB_INSTANCE } from './tokens';

/** What a read replica copies: an instance of the stack, one that is not in sight, or what is not known yet. */
export type Source = { kind: 'instance'; instance: StackResource } | { kind: 'outside' } | { kind: 'unknown' };

export const SOURCE = 'replicateSourceDb';
const ARN = /^arn:[^:]*:rds:([^:]*):[^:]*:db:(.*)$/;

/** Whether two resources are in regions that are known and differ. */
export function apart(graph: Graph, one: StackResource, other: StackResource): boolean {
  const [here, there] = [regionOf(graph, one), regionOf(graph, other)];
  return here.state === 'known' && there.state === 'known' && here.value !== there.value;
}

/**
 * The source of a read replica, by what the program passed, else by its identifier or ARN. Nothing where an instance is
 * no replica.
 */
export function sourceOf(graph: Graph, replica: StackResource): Source | undefined {
  const passed = (replica.propertyDependencies[SOURCE] ?? []).filter(({ type }) => DB_INSTANCE.includes(type));
  if (passed.length === 1) return { kind: 'instance', instance: passed[0]! };
  const given = asText(named(read(graph.inputsOf(replica).props, SOURCE)));
  if (given.state === 'absent') return undefined;
  if (given.state === 'unknown') return { kind: 'unknown' };
  const [, region, identifier = given.value] = ARN.exec(given.value) ?? [];
  const others = graph
    .ofType(DB_INSTANCE)
    .filter(({ urn }) => urn !== replica.urn)
    .map((instance) => ({
      instance,
      own: read(graph.inputsOf(instance).props, 'identifier'),
      place: regionOf(graph, instance),
    }))
    .filter(({ instance, place }) =>
      region === undefined ? !apart(graph, instance, replica) : place.state !== 'known' || place.value === region,
    );
  const same = others.find(({ own }) => own.state === 'known' && own.value === identifier);
  if (same !== undefined) return { kind: 'instance', instance: same.instance };
  return { kind: others.some(({ own }) => own.state === 'unknown') ? 'unknown' : 'outside' };
}
