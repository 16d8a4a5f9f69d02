import { notOfArtifacts, NOT_OF_ARTIFACTS } from '../audit-buckets';
import type { Configuration } from '../configuration';
import { notKnownYet, PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import { truth } from '../document/truth';
import type { Graph } from '../graph/graph';
import { rolesOf, type BucketRoles } from '../graph/roles';
import { BUCKET, TRAIL } from '../graph/tokens';
import type { Access, Recording } from '../graph/selectors';
import { records } from '../graph/trails';
import { judgedBy } from '../open-roles';
import { cis, nist, pci, securityHub } from '../mappings';
import { asText } from '../reading/read';

const ACCESSES: readonly Access[] = ['reads', 'writes'];

interface DataEventsConfig {
  accesses: Access[];
}

const configuration: Configuration<DataEventsConfig> = {
  properties: {
    accesses: {
      type: 'array',
      items: { type: 'string', enum: [...ACCESSES] },
      description: 'Accesses to objects that have to be recorded.',
    },
  },
  defaults: { accesses: [...ACCESSES] },
  check: ({ accesses }) => (accesses.length === 0 ? ['accesses is empty'] : []),
};

/** Values that stand for every bucket of the account. */
const EVERY_BUCKET = ['arn:aws:s3', 'arn:aws:s3:::'];

function judgeBucket(graph: Graph, bucket: StackResource, roles: BucketRoles, { accesses }: DataEventsConfig): Outcome {
  const because = notOfArtifacts(roles);
  if (because !== undefined) return { verdict: 'not applicable', because };
  const name = asText(graph.nameOf(bucket));
  if (name.state !== 'known') return notKnownYet('the name of the bucket');
  const bucketArn = `arn:aws:s3:::${name.value}`;
  const recorded = (access: Access, takesAll: Recording['takesAll']) =>
    truth.some(graph.ofType(TRAIL), (trail) => records(graph, trail, bucket, { bucketArn, access, takesAll }));
  const wanted = accesses.map((access) => ({
    access,
    is: recorded(access, (arn) => arn === `${bucketArn}/` || EVERY_BUCKET.includes(arn)),
  }));
  const missing = wanted.filter(({ is }) => is === 'no').map(({ access }) => access);
  if (missing.length > 0) {
    const bare = missing.some((access) => recorded(access, (arn) => arn === bucketArn) === 'yes');
    const hint = bare ? '; a selector names it without the / at the end, which selects none of its objects' : '';
    return { verdict: 'fail', because: `No trail records the ${missing.join(' and ')} of its objects${hint}` };
  }
  const open = wanted.filter(({ is }) => is === 'unknown').map(({ access }) => access);
  return open.length > 0 ? notKnownYet(`whether a trail records the ${open.join(' and ')} of its objects`) : PASS;
}

/** The control is of the graph alone: that no trail selects a bucket is written nowhere. */
export const cloudtrailS3DataEvents: Control<DataEventsConfig> = {
  id: 'cloudtrail-s3-data-events',
  title: 'Every read and every write of an artifact is recorded by a trail',
  intent:
    'Who read an artifact, and who wrote or deleted it, can be shown afterwards. A trail records no access to objects unless its selectors say so.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [
    ...securityHub('partial', 'S3.22', 'S3.23'),
    ...cis('partial', '3.8', '3.9'),
    ...nist('exact', 'AU-12', 'AC-6(9)'),
    ...pci('partial', '10.2.1', '10.2.1.1'),
  ],
  remediation: [
    "give a trail of the bucket's region an advanced event selector with eventCategory Data, resources.type AWS::S3::Object and resources.ARN startsWiths the bucket's ARN and a /; leave readOnly out.",
  ],
  notApplicable: [NOT_OF_ARTIFACTS],
  falsePositives: [
    'A bucket that a trail of another stack records, or an event data store: an exemption says which.',
    'A selector that takes a part of the objects, by a prefix or an event name, does not count.',
    'A selector by the beginning of bucket names does not count: the buckets are named, each with a / at the end.',
  ],
  configuration,
  tokens: [...BUCKET, ...TRAIL],
  graph: {
    suffix: 'present',
    judge: (graph, config) =>
      graph.buckets.map((bucket): Judgement => ({
        urn: bucket.urn,
        outcome: judgedBy(rolesOf(graph)(bucket.urn), (roles) => judgeBucket(graph, bucket, roles, config)),
      })),
  },
};
