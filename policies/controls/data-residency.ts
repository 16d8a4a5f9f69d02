import { PASS, type Control, type Judgement, type Outcome, type Place, type StackResource } from '../control';
import type { Graph } from '../graph/graph';
import { otherRegionsOf } from '../graph/other-ends';
import { homeOf, regionOf } from '../graph/region';
import { destinationsOf, type Replication } from '../graph/replication';
import {
  ANALYTICS,
  BACKUP_VAULT,
  BUCKET,
  DB_CLUSTER_INSTANCE,
  DB_SNAPSHOT,
  FILE_SYSTEM,
  INVENTORY,
  KMS_EXTERNAL_KEY,
  KMS_KEY,
  LOG_GROUP,
  LOGGING,
  OTHER_BUCKET,
  OTHER_DATABASE,
  QUEUE,
  REPLICATION,
  STREAM,
  VOLUME,
} from '../graph/tokens';
import { nist } from '../mappings';
import { byResource, fail, worstOf } from '../outcomes';
import { COPYING, otherEndsOf } from '../reading/other-ends';
import { asText, read, type Reading } from '../reading/read';
import { mayCopy, RESIDENCY, zoneOf, type ResidencyConfig } from '../residency';

/** Types that keep data, or make copies of what others keep. */
const IN_SCOPE = [
  ...new Set([
    ...COPYING,
    ...BUCKET,
    ...KMS_KEY,
    ...KMS_EXTERNAL_KEY,
    ...DB_CLUSTER_INSTANCE,
    ...QUEUE,
    ...LOG_GROUP,
    ...BACKUP_VAULT,
    ...OTHER_BUCKET,
    ...OTHER_DATABASE,
    ...DB_SNAPSHOT,
    ...FILE_SYSTEM,
    ...VOLUME,
    ...STREAM,
  ]),
];

const unclear = (unknown: string, final: boolean, at: Place): Outcome => ({
  verdict: 'unverifiable',
  unknown,
  final,
  at,
});

const named = (zone: string | undefined): string => (zone === undefined ? 'no zone' : `zone ${zone}`);

interface Copied {
  path: Place['property'];
  from: string;
  /** The regions that may be meant. */
  to: readonly Reading<string>[];
  /** Whether nothing more will be known of which is meant. */
  final: boolean;
  /** Of the keys of objects; nothing for what has none. */
  prefix?: string | undefined;
}

/** Whether one copy stays where it has to. */
function judgeCopy({ path: property, from, to, final, prefix }: Copied, config: ResidencyConfig): Outcome {
  const at = { property };
  const outcomes = to.map((region): Outcome => {
    if (region.state !== 'known')
      return unclear('the region of the other end of a copy', region.state === 'absent', at);
    if (mayCopy(config, from, region.value, prefix)) return PASS;
    const [own, other] = [from, region.value].map((one) => named(zoneOf(config, one)));
    return fail(`Data of ${own} and of ${other} are copies of one another`, property);
  });
  const [first = PASS, ...rest] = outcomes;
  return rest.every(({ verdict }) => verdict === first.verdict)
    ? first
    : unclear('which of several resources a copy goes to', final, at);
}

/**
 * What a copy of objects needs where it goes, and settings of a bucket, which keep nothing themselves. An exception is
 * about objects: nothing else may be elsewhere for it.
 */
const OF_COPIES = [...BUCKET, ...LOGGING, ...INVENTORY, ...ANALYTICS, ...KMS_KEY, ...KMS_EXTERNAL_KEY];

function judgeRegion(type: string, region: string, home: string | undefined, config: ResidencyConfig): Outcome {
  const [own, wanted] = [zoneOf(config, region), home === undefined ? undefined : zoneOf(config, home)];
  if (own === undefined) return fail('Its region is in no zone', ['region']);
  const allowed =
    wanted === undefined ||
    own === wanted ||
    (OF_COPIES.includes(type) &&
      config.exceptions.some(({ from, to }) => to === region && zoneOf(config, from) === wanted));
  return allowed ? PASS : fail(`It is in zone ${own}, and the stack in zone ${wanted}`, ['region']);
}

function judgeResource(
  graph: Graph,
  resource: StackResource,
  home: string | undefined,
  config: ResidencyConfig,
): Outcome {
  const region = regionOf(graph, resource);
  if (region.state !== 'known')
    return unclear('the region of the resource', region.state === 'absent', { property: ['region'] });
  const copies = otherRegionsOf(graph, resource).map(({ path, regions, final }) =>
    judgeCopy({ path, from: region.value, to: regions, final }, config),
  );
  return worstOf([judgeRegion(resource.type, region.value, home, config), ...copies]);
}

function judgeReplication(graph: Graph, replication: Replication, config: ResidencyConfig): Outcome {
  const { source, sourceKnown, copies } = replication;
  if (source === undefined) return unclear('which bucket is copied', sourceKnown, { property: ['bucket'] });
  const from = regionOf(graph, source);
  return worstOf(
    copies.map(({ path, destinations, known, prefix }) => {
      const at = { property: path };
      if (from.state !== 'known') return unclear('the region of the source bucket', from.state === 'absent', at);
      if (destinations === undefined) return unclear('which bucket of which region the copy goes to', known, at);
      const to = destinations.map((one) => regionOf(graph, one));
      return judgeCopy({ path, from: from.value, to, final: known, prefix }, config);
    }),
  );
}

/** A name of a bucket does not say its region, and a resource's provider may: what is not written out, the graph says. */
export const dataResidency: Control<ResidencyConfig> = {
  id: 'data-residency',
  title: 'Data and every copy of them stay in the residency zone',
  intent:
    'Data of a tenant stay in the zone that was promised. What leaves it leaves quietly: by a rule of replication, a copied snapshot, a log that is delivered elsewhere, a key that opens them there.',
  severity: 'critical',
  level: 'mandatory',
  mappings: nist('own', 'SA-9(5)'),
  remediation: [
    'put the resource and the other end of the copy into regions of one zone, that of the stack.',
    'where objects may leave it, enter the exception with its prefix in the configuration of this policy: it lets a bucket and a key be there, and nothing else.',
  ],
  notApplicable: [
    'Resources that keep no data, and those of AWS that have no region, as roles.',
    'Services that are not looked at though they keep data, as OpenSearch, ElastiCache, Redshift and FSx, and the disks of virtual machines that are no resources of their own.',
  ],
  falsePositives: [
    'A rule of replication with status Disabled is judged too: enabling it is one click.',
    'A bucket of another stack that a replication or a trail goes to is unverifiable, since its region is not in sight.',
    'The zone of the stack is that of its default provider; without one, resources have to be in some zone.',
  ],
  configuration: RESIDENCY,
  tokens: [...IN_SCOPE, ...REPLICATION],
  content: ({ type, props }, config): Outcome => {
    const region = asText(read(props, 'region'));
    const later: Outcome = { verdict: 'deferred', because: 'the graph says where the rest is' };
    if (region.state !== 'known' || !IN_SCOPE.includes(type)) return later;
    const written = otherEndsOf(type, props).filter(({ by, named: { state } }) => by === 'region' && state === 'known');
    const copies = written.map(({ path, named: to }) =>
      judgeCopy({ path, from: region.value, to: [to], final: true }, config),
    );
    const outcome = worstOf([judgeRegion(type, region.value, undefined, config), ...copies]);
    return outcome.verdict === 'fail' ? outcome : later;
  },
  graph: {
    suffix: 'graph',
    judge: (graph, config) => {
      const home = homeOf(graph);
      return byResource([
        ...graph
          .ofType(IN_SCOPE)
          .map((resource): Judgement => ({ urn: resource.urn, outcome: judgeResource(graph, resource, home, config) })),
        ...destinationsOf(graph).map((one): Judgement => ({
          urn: one.resource.urn,
          outcome: judgeReplication(graph, one, config),
        })),
      ]);
    },
  },
};
