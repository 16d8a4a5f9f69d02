import {
  ANALYTICS,
  AUTOMATED_BACKUPS_REPLICATION,
  BACKUP_PLAN,
  BUCKET,
  CONTAINER_REPLICATION,
  DB_CLUSTER,
  DB_CLUSTER_SNAPSHOT_COPY,
  DB_INSTANCE,
  DB_SNAPSHOT_COPY,
  FILE_REPLICATION,
  GLOBAL_CLUSTER,
  GLOBAL_TABLE,
  IMAGE_COPY,
  INVENTORY,
  KMS_REPLICA_KEY,
  LOG_DESTINATION,
  LOG_SUBSCRIPTION,
  LOGGING,
  SECRET,
  TABLE,
  TABLE_REPLICA,
  TRAIL,
  VOLUME_SNAPSHOT_COPY,
} from '../graph/tokens';
import { read, readList, type Reading } from './read';

/** Where a type says what it copies from or to, other than objects by replication. */
interface Place {
  tokens: readonly string[];
  /** Names of properties; `*` is every element of a list. */
  path: readonly string[];
  /** What stands there: a region, an ARN (of a bucket it has no region), or the name of a bucket. */
  form: 'region' | 'arn' | 'bucket';
  /** AWS takes only what is in the resource's own region. */
  local?: true;
}

const PLACES: readonly Place[] = [
  { tokens: LOGGING, path: ['targetBucket'], form: 'bucket', local: true },
  { tokens: BUCKET, path: ['logging', 'targetBucket'], form: 'bucket', local: true },
  { tokens: INVENTORY, path: ['destination', 'bucket', 'bucketArn'], form: 'arn', local: true },
  {
    tokens: ANALYTICS,
    path: ['storageClassAnalysis', 'dataExport', 'destination', 's3BucketDestination', 'bucketArn'],
    form: 'arn',
    local: true,
  },
  { tokens: TRAIL, path: ['s3BucketName'], form: 'bucket' },
  { tokens: TRAIL, path: ['cloudWatchLogsGroupArn'], form: 'arn' },
  { tokens: LOG_SUBSCRIPTION, path: ['destinationArn'], form: 'arn' },
  { tokens: KMS_REPLICA_KEY, path: ['primaryKeyArn'], form: 'arn' },
  { tokens: SECRET, path: ['replicas', '*', 'region'], form: 'region' },
  { tokens: GLOBAL_CLUSTER, path: ['sourceDbClusterIdentifier'], form: 'arn' },
  { tokens: DB_CLUSTER, path: ['replicationSourceIdentifier'], form: 'arn' },
  { tokens: DB_CLUSTER, path: ['sourceRegion'], form: 'region' },
  { tokens: DB_INSTANCE, path: ['replicateSourceDb'], form: 'arn' },
  { tokens: AUTOMATED_BACKUPS_REPLICATION, path: ['sourceDbInstanceArn'], form: 'arn' },
  { tokens: DB_CLUSTER_SNAPSHOT_COPY, path: ['sourceDbClusterSnapshotIdentifier'], form: 'arn' },
  { tokens: DB_CLUSTER_SNAPSHOT_COPY, path: ['destinationRegion'], form: 'region' },
  { tokens: DB_SNAPSHOT_COPY, path: ['sourceDbSnapshotIdentifier'], form: 'arn' },
  { tokens: DB_SNAPSHOT_COPY, path: ['destinationRegion'], form: 'region' },
  { tokens: VOLUME_SNAPSHOT_COPY, path: ['sourceRegion'], form: 'region' },
  { tokens: LOG_DESTINATION, path: ['targetArn'], form: 'arn' },
  { tokens: TABLE, path: ['replicas', '*', 'regionName'], form: 'region' },
  { tokens: TABLE, path: ['restoreSourceTableArn'], form: 'arn' },
  { tokens: GLOBAL_TABLE, path: ['replicas', '*', 'regionName'], form: 'region' },
  { tokens: TABLE_REPLICA, path: ['globalTableArn'], form: 'arn' },
  { tokens: FILE_REPLICATION, path: ['destination', 'region'], form: 'region' },
  { tokens: IMAGE_COPY, path: ['sourceAmiRegion'], form: 'region' },
  {
    tokens: CONTAINER_REPLICATION,
    path: ['replicationConfiguration', 'rules', '*', 'destinations', '*', 'region'],
    form: 'region',
  },
  { tokens: BACKUP_PLAN, path: ['rules', '*', 'copyActions', '*', 'destinationVaultArn'], form: 'arn' },
];

/** Types that say so. */
export const COPYING: readonly string[] = [...new Set(PLACES.flatMap(({ tokens }) => tokens))];

/** One other end of a copy, as far as the resource itself says where it is. */
export interface OtherEnd {
  path: readonly (string | number)[];
  /** By its region, or by the name of a bucket, whose region only the graph knows. */
  by: 'region' | 'bucket';
  named: Reading<string>;
  local: boolean;
}

/** The values at a path; of a list that is not known there is one, which is not known. */
function valuesAt(
  props: object,
  [head, ...rest]: readonly string[],
  before: readonly (string | number)[] = [],
): { path: readonly (string | number)[]; given: Reading }[] {
  if (head === undefined) return [{ path: before, given: read(props, ...before) }];
  if (head !== '*') return valuesAt(props, rest, [...before, head]);
  const list = readList(props, ...before);
  if (list.state === 'unknown') return [{ path: before, given: list }];
  return (list.state === 'known' ? list.value : []).flatMap((element, index) =>
    element.state === 'unknown'
      ? [{ path: [...before, index], given: element }]
      : valuesAt(props, rest, [...before, index]),
  );
}

const ARN = /^arn:[^:]+:([^:]+):([^:]*):[^:]*:(.+)$/;

/** What a text names. A text that is no ARN where one may stand is a name within the own region, and no other end. */
function endOf(form: Place['form'], text: string): (Pick<OtherEnd, 'by'> & { name: string }) | undefined {
  if (form !== 'arn') return text === '' ? undefined : { by: form, name: text };
  const [, service, region, resource] = ARN.exec(text) ?? [];
  if (service === 's3') return { by: 'bucket', name: resource! };
  return region === undefined || region === '' ? undefined : { by: 'region', name: region };
}

/** The other ends of all copies that a resource makes or is, save replications of objects. */
export const otherEndsOf = (type: string, props: object): OtherEnd[] =>
  PLACES.filter(({ tokens }) => tokens.includes(type)).flatMap((place) =>
    valuesAt(props, place.path).flatMap(({ path, given }): OtherEnd[] => {
      const local = place.local === true;
      if (given.state === 'unknown') return [{ path, by: 'region', named: given, local }];
      const end = typeof given.value === 'string' ? endOf(place.form, given.value) : undefined;
      return end === undefined ? [] : [{ path, by: end.by, named: { state: 'known', value: end.name }, local }];
    }),
  );
