import { read } from '../reading/read';
import type { Graph } from './graph';
import { LOGGING, TRAIL } from './tokens';

/** What a bucket is to other resources of the stack. */
export interface BucketRoles {
  /** Access logs of another bucket are delivered to it. */
  logTarget: boolean;
  /** A trail of CloudTrail writes to it. */
  trail: boolean;
}

const links = (graph: Graph, tokens: readonly string[], property: string): Set<string> =>
  new Set(
    graph.ofType(tokens).flatMap((resource) => {
      const link = graph.bucketOf(resource, property);
      return link.kind === 'bucket' ? [link.urn] : [];
    }),
  );

/** The roles of every bucket, by what points at it: never by its name or tags. */
export function rolesOf(graph: Graph): (urn: string) => BucketRoles {
  const logTargets = links(graph, LOGGING, 'targetBucket');
  const trails = links(graph, TRAIL, 's3BucketName');
  for (const source of graph.buckets) {
    const target = read(graph.inputsOf(source).props, 'logging', 'targetBucket');
    if (target.state !== 'known') continue;
    for (const bucket of graph.buckets) {
      const name = graph.nameOf(bucket);
      if (name.state === 'known' && name.value === target.value) logTargets.add(bucket.urn);
    }
  }
  return (urn) => ({ logTarget: logTargets.has(urn), trail: trails.has(urn) });
}
