import type { StackResource } from '../control';
import { otherEndsOf } from '../reading/other-ends';
import { read, type Reading } from '../reading/read';
import type { Graph } from './graph';
import { regionOf } from './region';
import { DB_CLUSTER, GLOBAL_CLUSTER } from './tokens';

/**
 * The regions that an other end of a copy may be in: absent where it is not in sight. `final` when nothing more will be
 * known of which of them it is.
 */
interface Ends {
  path: readonly (string | number)[];
  regions: readonly Reading<string>[];
  final: boolean;
}

const MEMBERSHIP = 'globalClusterIdentifier';
const NOT_IN_SIGHT: Reading<string> = { state: 'absent' };
const notKnownYet = (path: string): Reading<string> => ({ state: 'unknown', path });

/** What the program passed says where a copy goes while its ARN is not known. */
function passedTo(graph: Graph, resource: StackResource, property: string, local: boolean): readonly Reading<string>[] {
  const passed = (resource.propertyDependencies[property] ?? []).filter(({ urn }) => urn !== resource.urn);
  if (passed.length > 0) return passed.map((one) => regionOf(graph, one));
  return local ? [] : [notKnownYet(property)];
}

/** Where the copies go to and come from of which the resource itself says so. */
function writtenBy(graph: Graph, resource: StackResource): Ends[] {
  const { props } = graph.inputsOf(resource);
  return otherEndsOf(resource.type, props).map(({ path, by, named, local }): Ends => {
    if (named.state !== 'known')
      return { path, regions: passedTo(graph, resource, String(path[0]), local), final: false };
    if (by === 'region') return { path, regions: [named], final: true };
    const buckets = graph.named(named.value);
    const elsewhere = graph.nameless.length === 0 ? NOT_IN_SIGHT : notKnownYet(String(path[0]));
    if (buckets.length > 0) return { path, regions: buckets.map((one) => regionOf(graph, one)), final: true };
    return { path, regions: local ? [] : [elsewhere], final: true };
  });
}

/** What the members of a global database have in common: the resource that was passed, else its name. */
function globalOf(graph: Graph, cluster: StackResource): Reading {
  const passed = (cluster.propertyDependencies[MEMBERSHIP] ?? []).find(({ type }) => GLOBAL_CLUSTER.includes(type));
  const named = read(graph.inputsOf(passed ?? cluster).props, MEMBERSHIP);
  return passed !== undefined && named.state !== 'known' ? { state: 'known', value: passed.urn } : named;
}

/** The other members of the global database of a cluster. */
function membersOf(graph: Graph, cluster: StackResource): Ends[] {
  const own = globalOf(graph, cluster);
  if (own.state === 'absent') return [];
  const path = [MEMBERSHIP];
  if (own.state === 'unknown') return [{ path, regions: [notKnownYet(MEMBERSHIP)], final: false }];
  const isSame = (one: StackResource): boolean => {
    const other = globalOf(graph, one);
    return one.urn !== cluster.urn && other.state === 'known' && other.value === own.value;
  };
  const regions = graph
    .ofType(DB_CLUSTER)
    .filter(isSame)
    .map((one) => regionOf(graph, one));
  const worlds = graph.ofType(GLOBAL_CLUSTER);
  const whole = regions.length > 0 || worlds.some(isSame);
  // The cluster that a global database was made of is a member of it that does not say so itself.
  const sources = worlds
    .filter((one) => isSame(one) || one.urn === own.value)
    .flatMap((one) => writtenBy(graph, one))
    .map((source) => ({ ...source, path }));
  return [{ path, regions: whole ? regions : [NOT_IN_SIGHT], final: true }, ...sources];
}

/** Where the copies of a resource come from and go to, save replications of objects. */
export const otherRegionsOf = (graph: Graph, resource: StackResource): Ends[] => [
  ...writtenBy(graph, resource),
  ...(DB_CLUSTER.includes(resource.type) ? membersOf(graph, resource) : []),
];
