import { bucketNameIn } from '../bucket-arn';
import { asText, read, readList } from '../reading/read';
import type { StackResource } from '../control';
import type { Graph } from './graph';
import { REPLICATION } from './tokens';

/** One rule of a replication: where it copies to. */
interface Copy {
  path: readonly (string | number)[];
  /** The buckets that may be meant; nothing when none of the stack is. */
  destinations: readonly StackResource[] | undefined;
  /** Whether the destination's ARN is known: a bucket that is not in sight then never will be. */
  known: boolean;
  /** The keys that it copies; nothing when that is not known, the empty text for all. */
  prefix: string | undefined;
}

export interface Replication {
  /** The resource that has the rules. */
  resource: StackResource;
  /** Nothing when the bucket that is copied is not in sight. */
  source: StackResource | undefined;
  /** Whether nothing more will be known of which bucket that is. */
  sourceKnown: boolean;
  copies: readonly Copy[];
}

function destinationOf(
  graph: Graph,
  props: object,
  path: readonly (string | number)[],
  passed: readonly StackResource[],
) {
  const arn = asText(read(props, ...path, 'destination', 'bucket'));
  const known = arn.state !== 'unknown' && graph.nameless.length === 0;
  if (arn.state !== 'known') return { known, destinations: passed.length > 0 ? passed : undefined };
  const bucketName = bucketNameIn(arn.value);
  const same = graph.named(bucketName);
  return { known, destinations: same.length > 0 ? same : undefined };
}

function prefixOf(props: object, path: readonly (string | number)[]): string | undefined {
  const places = [['filter', 'prefix'], ['filter', 'and', 'prefix'], ['prefix']];
  const found = places.map((place) => asText(read(props, ...path, ...place)));
  if (found.some(({ state }) => state === 'unknown')) return undefined;
  const known = found.find((reading) => reading.state === 'known');
  return known?.state === 'known' ? known.value : '';
}

function copiesOf(
  graph: Graph,
  resource: StackResource,
  source: StackResource | undefined,
  path: readonly string[],
  dependency: string,
): Copy[] {
  const { props } = graph.inputsOf(resource);
  const passed = graph.passed(resource, dependency).filter(({ urn }) => urn !== source?.urn);
  const rules = readList(props, ...path);
  if (rules.state === 'absent' && passed.length === 0) return [];
  if (rules.state !== 'known')
    return [{ path, known: false, destinations: passed.length > 0 ? passed : undefined, prefix: undefined }];
  return rules.value.map((_, index) => {
    const rule = [...path, index];
    return { path: rule, ...destinationOf(graph, props, rule, passed), prefix: prefixOf(props, rule) };
  });
}

/** All replications of a stack, inline and on their own, with the buckets they copy to as far as the stack has them. */
export function destinationsOf(graph: Graph): Replication[] {
  const inline = graph.buckets.flatMap((bucket): Replication[] => {
    const { props, seen } = graph.inputsOf(bucket);
    const given = read(props, 'replicationConfiguration');
    if (given.state === 'absent' || (given.state === 'unknown' && !seen)) return [];
    const path = ['replicationConfiguration', 'rules'];
    const copies = copiesOf(graph, bucket, bucket, path, 'replicationConfiguration');
    return copies.length === 0 ? [] : [{ resource: bucket, source: bucket, sourceKnown: true, copies }];
  });
  const own = graph.ofType(REPLICATION).map((resource): Replication => {
    const link = graph.bucketOf(resource, 'bucket');
    const source = graph.linked(link);
    const sourceKnown = link.kind === 'unclear' ? link.final : true;
    return { resource, source, sourceKnown, copies: copiesOf(graph, resource, source, ['rules'], 'rules') };
  });
  return [...inline, ...own];
}
