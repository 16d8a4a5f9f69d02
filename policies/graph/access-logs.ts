import type { StackResource } from '../control';
import { asText, read, type Reading } from '../reading/read';
import type { Graph } from './graph';
import { meantBy } from './meant';
import { LOGGING } from './tokens';

/** Where the access logs of one bucket go. */
interface AccessLogs {
  /** What says so: a resource of its own, or the bucket. */
  resource: StackResource;
  /** Where in it the target is named. */
  path: readonly string[];
  /** Nothing when it is of another stack, or not known. */
  source: StackResource | undefined;
  sourceName: Reading<string>;
  /** The bucket of the stack that they go to, if it is one. */
  target: StackResource | undefined;
  /** Whether nothing more will be known of which bucket that is. */
  targetKnown: boolean;
  /** The buckets of the stack that the target may turn out to be, by URN. */
  possible: readonly string[];
  prefix: Reading<string>;
}

function ofSibling(graph: Graph, resource: StackResource): AccessLogs {
  const { props } = graph.inputsOf(resource);
  const [from, to] = [graph.bucketOf(resource, 'bucket'), graph.bucketOf(resource, 'targetBucket')];
  const source = graph.linked(from);
  return {
    resource,
    path: ['targetBucket'],
    source,
    sourceName: asText(source === undefined ? read(props, 'bucket') : graph.nameOf(source)),
    target: graph.linked(to),
    targetKnown: to.kind !== 'unclear' || to.final,
    possible: meantBy(graph, to, read(props, 'targetBucket')).possible,
    prefix: asText(read(props, 'targetPrefix')),
  };
}

function ofBucket(graph: Graph, bucket: StackResource): AccessLogs[] {
  const { props, seen } = graph.inputsOf(bucket);
  const path = ['logging', 'targetBucket'];
  const name = asText(read(props, ...path));
  if (name.state === 'absent' || (name.state === 'unknown' && !seen)) return [];
  // The block has more in it than the target: by what was passed to it goes only what its name does not say.
  const to = graph.link(name, name.state === 'known' ? [] : graph.passed(bucket, 'logging'));
  return [
    {
      resource: bucket,
      path,
      source: bucket,
      sourceName: asText(graph.nameOf(bucket)),
      target: graph.linked(to),
      targetKnown: name.state === 'known' && (to.kind !== 'unclear' || to.final),
      possible: meantBy(graph, to, name).possible,
      prefix: asText(read(props, 'logging', 'targetPrefix')),
    },
  ];
}

/** All deliveries of access logs of a stack, inline and on their own. */
export const accessLogsOf = (graph: Graph): AccessLogs[] => [
  ...graph.ofType(LOGGING).map((resource) => ofSibling(graph, resource)),
  ...graph.buckets.flatMap((bucket) => ofBucket(graph, bucket)),
];
