import { partitionOf } from '../common/regions';
import { bucketArn, type PolicyStatement } from './bucket-policy';

/** One end of an edge. `Key` is how the ARN of its key is given: in a program it may be an output. */
export interface ReplicationEnd<Key = string> {
  bucketName: string;
  region: string;
  accountId: string;
  /** Key of the bucket's default encryption. @default - SSE-S3 */
  kmsKeyArn?: Key;
}

export interface ReplicationEdge<Key = string> {
  source: ReplicationEnd<Key>;
  destination: ReplicationEnd<Key>;
}

/** S3 commits to 15 minutes and to nothing else. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html */
const WITHIN_MINUTES = 15;

const arnOf = ({ bucketName, region }: ReplicationEnd<unknown>): string => bucketArn(bucketName, partitionOf(region));

/** Who may assume the role: S3, for this source bucket of this account. */
export const replicationTrust = ({ source }: ReplicationEdge<unknown>) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'S3Replicates',
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': source.accountId },
        ArnLike: { 'aws:SourceArn': arnOf(source) },
      },
    },
  ],
});

const keyStatement = (sid: string, end: ReplicationEnd, actions: string[]) => {
  if (end.kmsKeyArn === undefined) return [];
  const arn = arnOf(end);
  return [
    {
      Sid: sid,
      Effect: 'Allow' as const,
      Action: actions,
      Resource: end.kmsKeyArn,
      Condition: {
        StringEquals: { 'kms:ViaService': `s3.${end.region}.amazonaws.com` },
        // With a bucket key the context is the bucket, without one the object; older objects keep theirs.
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': [arn, `${arn}/*`] },
      },
    },
  ];
};

/** An identity-based policy: a bucket's, without principals. */
export interface RolePolicyDocument {
  Version: '2012-10-17';
  Statement: Omit<PolicyStatement, 'Principal'>[];
}

/**
 * What the role of an edge may do: read versions, tags, retention and holds of the source, write replicas into the
 * destination, and use either end's key through S3 only. It deletes nothing and never bypasses a retention; with
 * `deleteMarkers` it may write delete markers.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function replicationPolicy(edge: ReplicationEdge, deleteMarkers: boolean): RolePolicyDocument {
  const source = arnOf(edge.source);
  const allow = { Effect: 'Allow' } as const;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReadTheSource',
        ...allow,
        Action: [
          's3:GetReplicationConfiguration',
          's3:ListBucket',
          's3:GetBucketVersioning',
          's3:GetBucketObjectLockConfiguration',
        ],
        Resource: source,
      },
      {
        Sid: 'ReadVersions',
        ...allow,
        Action: [
          's3:GetObjectVersionForReplication',
          's3:GetObjectVersionAcl',
          's3:GetObjectVersionTagging',
          's3:GetObjectRetention',
          's3:GetObjectLegalHold',
        ],
        Resource: `${source}/*`,
      },
      {
        Sid: 'WriteReplicas',
        ...allow,
        Action: ['s3:ReplicateObject', 's3:ReplicateTags', ...(deleteMarkers ? ['s3:ReplicateDelete'] : [])],
        Resource: `${arnOf(edge.destination)}/*`,
      },
      ...keyStatement('OpenTheSource', edge.source, ['kms:Decrypt']),
      // A bucket key makes S3 ask for a data key.
      ...keyStatement('SealReplicas', edge.destination, ['kms:Encrypt', 'kms:GenerateDataKey']),
    ],
  };
}

/** Prefixes to replicate, each a rule. */
interface ReplicationOptions {
  /** Key prefixes; an empty one is the whole bucket. Overlapping ones would copy twice. */
  prefixes: readonly string[];
  /** Tags that an object has to have, all of them. @default {} */
  tagFilter?: Readonly<Record<string, string>>;
  /** S3 takes them with no tag only. */
  deleteMarkers: boolean;
}

/** Id of the rule of a prefix; a dimension of the rule's metrics. */
export const ruleIdOf = (prefix: string, priority: number): string =>
  prefix === '' ? 'everything' : `prefix-${prefix.replace(/[^A-Za-z0-9-]+/g, '-').replace(/-$/, '')}-${priority}`;

/** A filter of a rule: S3 takes one condition as itself, and more only within an And. */
function filterOf(prefix: string, tags: Readonly<Record<string, string>>) {
  const [first, ...others] = Object.entries(tags);
  if (first === undefined) return { prefix };
  if (prefix === '' && others.length === 0) return { tag: { key: first[0], value: first[1] } };
  return { and: { ...(prefix === '' ? {} : { prefix }), tags: { ...tags } } };
}

/**
 * Rules of `aws:s3:BucketReplicationConfig`: with a time that S3 commits to and metrics that show the lag, and with the
 * objects under KMS, which S3 leaves out unless told.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRule.html
 */
export const replicationRules = <Key>(
  edge: ReplicationEdge<Key>,
  { prefixes, tagFilter = {}, deleteMarkers }: ReplicationOptions,
) =>
  prefixes.map((prefix, priority) => ({
    id: ruleIdOf(prefix, priority),
    status: 'Enabled',
    priority,
    filter: filterOf(prefix, tagFilter),
    deleteMarkerReplication: { status: deleteMarkers ? 'Enabled' : 'Disabled' },
    // What is changed on a replica, tags and holds, goes back to the other side.
    sourceSelectionCriteria: {
      replicaModifications: { status: 'Enabled' },
      ...(edge.source.kmsKeyArn === undefined ? {} : { sseKmsEncryptedObjects: { status: 'Enabled' } }),
    },
    destination: {
      bucket: arnOf(edge.destination),
      ...(edge.destination.accountId === edge.source.accountId ? {} : { account: edge.destination.accountId }),
      ...(edge.destination.kmsKeyArn === undefined
        ? {}
        : { encryptionConfiguration: { replicaKmsKeyId: edge.destination.kmsKeyArn } }),
      replicationTime: { status: 'Enabled', time: { minutes: WITHIN_MINUTES } },
      metrics: { status: 'Enabled', eventThreshold: { minutes: WITHIN_MINUTES } },
    },
  }));
