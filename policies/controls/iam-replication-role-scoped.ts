import { attachedBy } from '../attachments';
import { bucketNameIn } from '../bucket-arn';
import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, type Control, type Judgement, type Outcome, type Place, type StackResource } from '../control';
import { IDENTITY_POLICY } from '../document-kinds';
import { UNKNOWN } from '../document/leaf';
import type { ParsedDocument } from '../document/parse';
import type { Graph } from '../graph/graph';
import { destinationsOf, type Replication } from '../graph/replication';
import { permissionsOf, policyAttached, roleNamed } from '../graph/role-policies';
import { MANAGED_POLICY, POLICY_ATTACHMENT, REPLICATION, ROLE, ROLE_POLICY } from '../graph/tokens';
import { refuses, writtenIn } from '../identity-control';
import { nist, pci } from '../mappings';
import { byResource, fail, worstOf } from '../outcomes';
import { asText, read, type Reading } from '../reading/read';
import { readDocument, resourcesOf } from '../resource-policy';

/** What S3 does with the role, each on the ends that it is about. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
const NEEDED: readonly {
  ends: readonly ('sources' | 'destinations')[];
  actions: readonly string[];
  /** What is wrong when it may on other buckets. */
  because: string;
}[] = [
  {
    ends: ['sources'],
    actions: [
      's3:GetBucketObjectLockConfiguration',
      's3:GetBucketVersioning',
      's3:GetObjectLegalHold',
      's3:GetObjectRetention',
      's3:GetObjectVersionAcl',
      's3:GetObjectVersionForReplication',
      's3:GetReplicationConfiguration',
      's3:ListBucket',
    ],
    because: 'It allows to read other buckets than those that are copied',
  },
  {
    ends: ['sources', 'destinations'],
    actions: ['s3:GetObjectVersionTagging'],
    because: 'It allows to read tags in other buckets than those of the replication',
  },
  {
    ends: ['destinations'],
    actions: ['s3:ObjectOwnerOverrideToBucketOwner', 's3:ReplicateDelete', 's3:ReplicateObject', 's3:ReplicateTags'],
    because: 'It allows to write replicas into other buckets than the destinations',
  },
];
const KEYS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];
const ALL_NEEDED = new Set(
  [...NEEDED.flatMap(({ actions }) => actions), ...KEYS].map((action) => action.toLowerCase()),
);
/** What wildcards of other policies have in them. */
const OTHERS = [
  's3:BypassGovernanceRetention',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:GetObject',
  's3:GetObjectVersion',
  's3:ListAllMyBuckets',
  's3:PutBucketPolicy',
  's3:PutObject',
  's3:PutObjectRetention',
  's3:PutReplicationConfiguration',
  'kms:CreateGrant',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'iam:PassRole',
  'sts:AssumeRole',
];
const ANY_KEY = 'arn:aws:kms:any:any:key/any';
const ANYWHERE = ['arn:aws:s3:::any-bucket', 'arn:aws:s3:::any-bucket/any/key', ANY_KEY];

/** The names of the buckets that a role copies from and to. */
type Ends = Record<'sources' | 'destinations', readonly Reading<string>[]>;

function endsOf(graph: Graph, replications: readonly Replication[]): Ends {
  const sources = replications.map(({ resource, source }) =>
    asText(source === undefined ? read(graph.inputsOf(resource).props, 'bucket') : graph.nameOf(source)),
  );
  const destinations = replications.flatMap(({ resource, copies }) =>
    copies.flatMap(({ path, destinations: buckets = [] }): Reading<string>[] => {
      const arn = asText(read(graph.inputsOf(resource).props, ...path, 'destination', 'bucket'));
      const name = arn.state === 'known' ? bucketNameIn(arn.value) : undefined;
      if (name !== undefined) return [{ state: 'known', value: name }];
      const names = buckets.map((bucket) => asText(graph.nameOf(bucket)));
      return names.length > 0 ? names : [arn];
    }),
  );
  return { sources, destinations };
}

/** The actions that a document has in full. */
const written = ({ statements }: ParsedDocument): string[] =>
  statements
    .flatMap(({ actions }) => actions.values)
    .filter((action): action is string => action !== UNKNOWN && !/[*?]/.test(action));

function judge(document: ParsedDocument, property: Place['property'], ends: Ends): Outcome {
  const known = (end: keyof Ends): string[] => ends[end].flatMap((one) => (one.state === 'known' ? [one.value] : []));
  const unknown = [...ends.sources, ...ends.destinations].find(({ state }) => state !== 'known');
  if (unknown !== undefined) return notKnownYet('which buckets the role copies', { property });
  const resources = resourcesOf(document, ANYWHERE);
  const needless = [...OTHERS, ...written(document)].filter((action) => !ALL_NEEDED.has(action.toLowerCase()));
  const ask = (wanted: Parameters<typeof refuses>[1], because: string): Outcome =>
    refuses({ document, property }, wanted, because);
  return worstOf([
    ask({ actions: needless, resources }, 'It allows what no replication needs'),
    ...NEEDED.map(({ ends: which, actions, because }) => {
      const own = which.flatMap(known);
      const others = resources.filter((arn) => {
        const bucket = bucketNameIn(arn);
        return bucket !== undefined && !own.includes(bucket);
      });
      return ask({ actions, resources: others }, because);
    }),
    ask({ actions: KEYS, resources: [ANY_KEY] }, 'It allows to use keys that it does not name'),
    ...[undefined, ['any.eu-west-1.amazonaws.com']].map((service) =>
      ask(
        {
          actions: KEYS,
          resources: resources.filter((arn) => arn.split(':')[2] === 'kms'),
          context: { 'kms:viaservice': service },
        },
        'It allows to use a key otherwise than by S3',
      ),
    ),
  ]);
}

const AWS_MANAGED = /^arn:[a-z-]+:iam::aws:/;

/** What one resource gives to a role. */
function judgeResource(graph: Graph, resource: StackResource, ends: Ends): Judgement[] {
  const judgeWritten = ({ urn, type }: StackResource, props: object): Judgement[] =>
    writtenIn(type, props).map(({ given, property }) => {
      const readable = readDocument(given, IDENTITY_POLICY, property);
      return { urn, outcome: 'outcome' in readable ? readable.outcome : judge(readable.document, property, ends) };
    });
  const { props } = graph.inputsOf(resource);
  const attached = attachedBy(resource.type, props).flatMap(({ given, property }): Judgement[] => {
    const policy = policyAttached(graph, resource, given, String(property[0]));
    if (policy !== undefined) return judgeWritten(policy, graph.inputsOf(policy).props);
    const { urn } = resource;
    if (given.state !== 'known') return [{ urn, outcome: notKnownYet(property.join('.'), { property }) }];
    if (AWS_MANAGED.test(String(given.value)))
      return [{ urn, outcome: fail('A policy of AWS is attached, which names none of the buckets', property) }];
    const unknown = 'what the attached policy allows, which is of another stack';
    return [{ urn, outcome: { verdict: 'unverifiable', unknown, final: true, at: { property } } }];
  });
  return [...(POLICY_ATTACHMENT.includes(resource.type) ? [] : judgeWritten(resource, props)), ...attached];
}

/** What there is to say of a replication by a role that is not in sight. */
function withoutRole(graph: Graph, resource: StackResource, property: readonly string[]): Outcome {
  const { state } = read(graph.inputsOf(resource).props, ...property);
  if (state === 'unknown') return notKnownYet('which role replicates', { property });
  return { verdict: 'not applicable', because: 'its role is of another stack' };
}

function judgeAll(graph: Graph): Judgement[] {
  const ofRole = new Map<StackResource, Replication[]>();
  const judgements: Judgement[] = [];
  for (const replication of destinationsOf(graph)) {
    const { resource } = replication;
    const path = REPLICATION.includes(resource.type) ? ['role'] : ['replicationConfiguration', 'role'];
    const role = roleNamed(graph, resource, ...path);
    if (role !== undefined) ofRole.set(role, [...(ofRole.get(role) ?? []), replication]);
    else judgements.push({ urn: resource.urn, outcome: withoutRole(graph, resource, path) });
  }
  for (const [role, replications] of ofRole) {
    const ends = endsOf(graph, replications);
    judgements.push(...permissionsOf(graph, role).flatMap((one) => judgeResource(graph, one, ends)));
  }
  return byResource(judgements);
}

/** Of the graph alone: which role replicates, and between which buckets, the replications say. */
export const iamReplicationRoleScoped: Control<object> = {
  id: 'iam-replication-role-scoped',
  title: 'The role of a replication may replicate between its buckets, and nothing else',
  intent:
    'S3 works with this role day and night, and nobody watches it. One that may do more copies to where nobody looks, or opens what other keys keep apart.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [...nist('own', 'AC-6'), ...pci('own', '7.2.2')],
  remediation: [
    'allow s3:GetReplicationConfiguration, s3:ListBucket and the s3:GetObjectVersion… of replication on the source, s3:ReplicateObject, s3:ReplicateTags and s3:ReplicateDelete on the destination, each by its ARN.',
    'name the keys, and hold each statement of KMS to kms:ViaService of S3.',
  ],
  notApplicable: ['Roles of another stack: what they may do is not in sight.'],
  falsePositives: [
    'A role that also runs jobs of Batch Operations: give those a role of their own.',
    'A Deny in another policy of the role is not taken into account.',
  ],
  configuration: NO_CONFIGURATION,
  tokens: [...REPLICATION, ...ROLE, ...ROLE_POLICY, ...MANAGED_POLICY, ...POLICY_ATTACHMENT],
  graph: { suffix: 'graph', judge: judgeAll },
};
