import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import { isMultiAz } from '../databases';
import { belongsTo } from '../graph/belongs';
import type { Graph } from '../graph/graph';
import { DB_CLUSTER, DB_CLUSTER_INSTANCE, DB_INSTANCE } from '../graph/tokens';
import { cis, fsbp, nist } from '../mappings';
import { fail, isTrue, requires, unless, type Exception } from '../outcomes';
import { named, read, type Reading } from '../reading/read';

const ENOUGH = 2;

const MULTI_AZ: Exception = {
  property: 'engine',
  holds: isMultiAz,
  because: 'RDS itself puts its instances into three zones',
};

function judgeZones(zones: readonly Reading[]): Outcome {
  const property = ['clusterIdentifier'];
  if (zones.length < ENOUGH)
    return fail(`It has fewer than ${ENOUGH} instances, so that no other zone has one`, property);
  if (zones.some(({ state }) => state === 'absent')) return PASS;
  const known = zones.flatMap((zone) => (zone.state === 'known' ? [zone.value] : []));
  if (new Set(known).size > 1) return PASS;
  return known.length < zones.length
    ? notKnownYet('the zone of an instance', { property })
    : fail('All its instances are in one zone', property);
}

/** Instances of the cluster: those that were given the cluster itself, then those that name it. */
function judgeCluster(graph: Graph, cluster: StackResource): Outcome {
  const own = read(graph.inputsOf(cluster).props, 'clusterIdentifier');
  const instances = graph.ofType(DB_CLUSTER_INSTANCE).map((instance) => ({
    member: belongsTo(graph, instance, 'clusterIdentifier', cluster, own),
    zone: named(read(graph.inputsOf(instance).props, 'availabilityZone')),
  }));
  const outcome = judgeZones(instances.filter(({ member }) => member).map(({ zone }) => zone));
  const open = outcome.verdict === 'fail' && instances.some(({ member }) => member === undefined);
  return open ? notKnownYet('which cluster an instance belongs to') : outcome;
}

/** Aurora puts the second instance of a cluster into another zone by itself, where none is named. */
export const rdsMultiAz: Control<object> = {
  id: 'rds-multi-az',
  title: 'Every database is in more than one zone',
  intent: 'When a zone fails, another instance takes over within a minute. With one instance, everything waits.',
  severity: 'medium',
  level: 'advisory',
  mappings: [...fsbp('exact', 'RDS.5', 'RDS.15'), ...cis('exact', '2.2.4'), ...nist('exact', 'CP-10')],
  remediation: [
    'give the cluster two instances or more, in different zones; set multiAz: true on an instance of its own.',
  ],
  notApplicable: [
    'Instances of a cluster: the cluster counts them.',
    'Multi-AZ DB clusters of MySQL or PostgreSQL, which are not Aurora: RDS itself puts their instances into three zones.',
  ],
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
      graph.ofType(DB_CLUSTER).map((one): Judgement => ({
        urn: one.urn,
        outcome: unless(graph.inputsOf(one).props, [MULTI_AZ], judgeCluster(graph, one)),
      })),
  },
};
