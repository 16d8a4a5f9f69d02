import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import type { Graph } from '../graph/graph';
import { regionOf } from '../graph/region';
import { destinationsOf, type Replication } from '../graph/replication';
import { BUCKET, REPLICATION } from '../graph/tokens';
import { nist, securityHub } from '../mappings';
import { fail, worstOf } from '../outcomes';

const ELSEWHERE: Outcome = { verdict: 'not applicable', because: 'an end of the replication is of another stack' };

function judgeCopy(graph: Graph, source: StackResource, copy: Replication['copies'][number]): Outcome {
  const { path: property, destinations, known } = copy;
  if (destinations === undefined) return known ? ELSEWHERE : notKnownYet('which bucket the copy goes to', { property });
  const from = regionOf(graph, source);
  const near = destinations.map((one) => {
    const to = regionOf(graph, one);
    return to.state === 'known' && from.state === 'known' ? to.value === from.value : undefined;
  });
  if (near.every((one) => one === false)) return PASS;
  return near.every((one) => one === true)
    ? fail('Objects are copied to a bucket of the same region', property)
    : notKnownYet('which region the copy goes to', { property });
}

function judgeReplication(graph: Graph, { source, sourceKnown, copies }: Replication): Outcome {
  if (source !== undefined) return worstOf(copies.map((copy) => judgeCopy(graph, source, copy)));
  return sourceKnown ? ELSEWHERE : notKnownYet('which bucket is copied', { property: ['bucket'] });
}

/** Of the graph alone: an ARN of a bucket does not say its region. */
export const replicationCrossRegion: Control<object> = {
  id: 's3-replication-cross-region',
  title: 'Every replication goes to another region',
  intent: 'A copy in the same region is lost in the same disaster, and whoever counts on two copies has one.',
  severity: 'medium',
  level: 'advisory',
  mappings: [...securityHub('exact', 'S3.7'), ...nist('own', 'CP-6(1)', 'SC-36')],
  remediation: ['let the rule copy to a bucket in another region of the same zone.'],
  notApplicable: [
    'Buckets without replication: another control asks for one.',
    'Ends of another stack: their region is not in sight, which the control of residency says.',
  ],
  falsePositives: [
    'A rule that copies within its region on purpose, as into another account, beside one that leaves it: exempt it.',
  ],
  configuration: NO_CONFIGURATION,
  tokens: [...BUCKET, ...REPLICATION],
  graph: {
    suffix: 'graph',
    judge: (graph) =>
      destinationsOf(graph).map((replication): Judgement => ({
        urn: replication.resource.urn,
        outcome: judgeReplication(graph, replication),
      })),
  },
};
