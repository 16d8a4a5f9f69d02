import { NO_CONFIGURATION } from '../configuration';
import { PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import { belongsTo } from '../graph/belongs';
import type { Graph } from '../graph/graph';
import { DB_CLUSTER, DB_CLUSTER_INSTANCE, DB_INSTANCE } from '../graph/tokens';
import { cis, fsbp, nist } from '../mappings';
import { fail, isTrue, requires } from '../outcomes';
import { read } from '../reading/read';

const ENOUGH = 2;

/** Instances of the cluster: those that were given the cluster itself, then those that name it. */
function judgeCluster(graph: Graph, cluster: StackResource): Outcome {
  const own = read(graph.inputsOf(cluster).props, 'clusterIdentifier');
  const links = graph
    .ofType(DB_CLUSTER_INSTANCE)
    .map((instance) => belongsTo(graph, instance, 'clusterIdentifier', cluster, own));
  if (links.filter(Boolean).length >= ENOUGH) return PASS;
  if (links.includes(undefined))
    return { verdict: 'unverifiable', unknown: 'which cluster an instance belongs to', final: false };
  return fail(`It has fewer than ${ENOUGH} instances, so that no other zone has one`, ['clusterIdentifier']);
}

/** Aurora puts the second instance of a cluster into another zone by itself. */
export const rdsMultiAz: Control<object> = {
  id: 'rds-multi-az',
  title: 'Every database is in more than one zone',
  intent: 'When a zone fails, another instance takes over within a minute. With one instance, everything waits.',
  severity: 'medium',
  level: 'advisory',
  mappings: [...fsbp('exact', 'RDS.5', 'RDS.15'), ...cis('exact', '2.2.4'), ...nist('exact', 'CP-10')],
  remediation: ['give the cluster two instances or more; set multiAz: true on an instance of its own.'],
  notApplicable: ['Instances of a cluster: the cluster counts them.'],
  falsePositives: ['A cluster whose instances are in another stack.'],
  configuration: NO_CONFIGURATION,
  tokens: [...DB_CLUSTER, ...DB_INSTANCE],
  content: ({ type, props }) =>
    DB_CLUSTER.includes(type)
      ? { verdict: 'deferred', because: 'its instances are other resources' }
      : requires(props, { property: ['multiAz'], holds: isTrue, because: 'multiAz is not true' }),
  graph: {
    suffix: 'graph',
    judge: (graph) =>
      graph.ofType(DB_CLUSTER).map((one): Judgement => ({ urn: one.urn, outcome: judgeCluster(graph, one) })),
  },
};
