import type { Configuration } from '../configuration';
import { PASS, type Control, type Judgement, type Outcome, type Place, type StackResource } from '../control';
import { destinationsOf, type Copy } from '../graph/replication';
import type { Graph } from '../graph/graph';
import { regionOf } from '../graph/region';
import { BUCKET, REPLICATION } from '../graph/tokens';
import { nist } from '../mappings';
import { worstOf } from '../outcomes';

interface ResidencyConfig {
  zones: Record<string, string[]>;
  exceptions: { from: string; to: string; prefix: string }[];
}

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** As far as they can be read: the engine has checked the types where it runs. */
function check({ zones, exceptions }: ResidencyConfig): string[] {
  const lists = Object.entries(zones);
  const regions = lists.flatMap(([, list]) => (Array.isArray(list) ? list : []));
  const twice = new Set(regions.filter((region, index) => regions.indexOf(region) !== index));
  return [
    ...(lists.length === 0 ? ['zones is empty'] : []),
    ...lists
      .filter(([, list]) => !Array.isArray(list) || list.length === 0)
      .map(([zone]) => `zone ${zone} has no region`),
    ...(regions.every((region) => typeof region === 'string' && REGION.test(region))
      ? []
      : ['zones names what is no region']),
    ...[...twice].map((region) => `${String(region)} is in two zones`),
    ...(exceptions.every(
      ({ from, to, prefix }) => regions.includes(from) && regions.includes(to) && typeof prefix === 'string',
    )
      ? []
      : ['every exception has from and to, each a region of a zone, and a prefix']),
  ];
}

const configuration: Configuration<ResidencyConfig> = {
  properties: {
    zones: {
      type: 'object',
      additionalProperties: { type: 'array', items: { type: 'string' } },
      description: 'Residency zones: for each its regions. A copy may only go to a region of the same zone.',
    },
    exceptions: {
      type: 'array',
      items: { type: 'object' },
      description: 'Copies that may leave their zone: from (region), to (region), prefix (of the rule that copies).',
    },
  },
  defaults: {
    zones: {
      us: ['us-east-1', 'us-west-2'],
      eu: ['eu-west-1', 'eu-central-1'],
      apac: ['ap-southeast-1', 'ap-southeast-2'],
    },
    exceptions: [],
  },
  check,
};

const unclear = (unknown: string, final: boolean, at: Place): Outcome => ({
  verdict: 'unverifiable',
  unknown,
  final,
  at,
});

/** Whether one copy stays where it has to; regions are named only when the configuration names them. */
function judgeCopy(graph: Graph, source: StackResource, copy: Copy, config: ResidencyConfig): Outcome {
  const at = { property: copy.path };
  const from = regionOf(graph, source);
  if (from.state !== 'known') return unclear('the region of the source bucket', from.state === 'absent', at);
  const zone = Object.entries(config.zones).find(([, regions]) => regions.includes(from.value));
  if (zone === undefined) return { verdict: 'fail', because: 'The region of the source bucket is in no zone', at };
  if (copy.destinations === undefined) return unclear('which bucket of which region the copy goes to', copy.known, at);
  const [name, regions] = zone;
  const outcomes = copy.destinations.map((destination): Outcome => {
    const to = regionOf(graph, destination);
    if (to.state !== 'known') return unclear('the region of the destination bucket', to.state === 'absent', at);
    if (regions.includes(to.value)) return PASS;
    const allowed = config.exceptions.some(
      (e) =>
        e.from === from.value && e.to === to.value && copy.prefix !== undefined && copy.prefix.startsWith(e.prefix),
    );
    if (allowed) return PASS;
    const elsewhere = Object.entries(config.zones).find(([, other]) => other.includes(to.value))?.[0] ?? 'no zone';
    const because = `Objects of zone ${name} are copied to a bucket in ${elsewhere === 'no zone' ? elsewhere : `zone ${elsewhere}`}`;
    return { verdict: 'fail', because, at };
  });
  const [first = PASS, ...rest] = outcomes;
  const agreed = rest.every(({ verdict }) => verdict === first.verdict);
  return agreed ? first : unclear('which of several buckets the copy goes to', copy.known, at);
}

/** The control is of the graph alone: an ARN of a bucket does not say its region. */
export const replicationResidency: Control<ResidencyConfig> = {
  id: 's3-replication-residency',
  title: 'No replication copies objects out of the residency zone of their bucket',
  intent:
    'Objects of a tenant stay in the zone that was promised: a replication rule is the quietest way for all of them to leave it.',
  severity: 'critical',
  level: 'mandatory',
  mappings: nist('own', 'SA-9(5)'),
  remediation: [
    'let the rule copy to a bucket in another region of the same zone, or enter the exception with its prefix in the configuration of this policy.',
  ],
  notApplicable: ['Buckets without replication.'],
  falsePositives: [
    'A rule with status Disabled is judged too: enabling it is one click.',
    'A destination in another stack is unverifiable, since its region is not in sight.',
  ],
  configuration,
  tokens: [...BUCKET, ...REPLICATION],
  graph: {
    suffix: 'graph',
    judge: (graph, config) =>
      destinationsOf(graph).map(({ resource, source, sourceKnown, copies }): Judgement => {
        if (source === undefined)
          return {
            urn: resource.urn,
            outcome: unclear('which bucket is copied', sourceKnown, { property: ['bucket'] }),
          };
        const outcomes = copies.map((copy) => judgeCopy(graph, source, copy, config));
        return { urn: resource.urn, outcome: worstOf(outcomes) };
      }),
  },
};
