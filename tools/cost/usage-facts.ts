import { GRACE_DAYS, RETENTION_TAG } from '../../components/documents';
import type { PricedResource } from './idle-monthly-cost';
import type { StorageClass, Transition } from './storage-cost';

/** What of a stack decides the bill of its use, as its resources say. */
export interface UsageFacts {
  region: string;
  classes: { name: string; days: number; transitions: Transition[] }[];
  /** Where the home bucket is copied to. */
  replica?: { region: string; replicationTime: boolean };
  /** Which accesses to artifacts the trails record. */
  audited: 'nothing' | 'writes' | 'reads and writes';
  /** Whether events of objects go to a queue. */
  queue: boolean;
  /** How many buckets are listed each day, the replica with them. */
  inventories: number;
}

interface Rule {
  filter?: { tag?: { key: string; value: string } };
  transitions?: { days: number; storageClass: StorageClass }[];
  expiration?: { days: number };
}
interface ReplicationRule {
  destination: { bucket: string; replicationTime?: { status: string } };
}
interface Selector {
  fieldSelectors: { field: string; equals?: string[] }[];
}

const of = (resources: readonly PricedResource[], type: string) => resources.filter((one) => one.type === type);
const BUCKET = 'aws:s3/bucket:Bucket';
const LIFECYCLE = 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration';
const REPLICATION = 'aws:s3/bucketReplicationConfig:BucketReplicationConfig';

const classesOf = (rules: readonly Rule[]): UsageFacts['classes'] =>
  rules.flatMap(({ filter, transitions = [], expiration }) =>
    filter?.tag?.key === RETENTION_TAG && expiration !== undefined
      ? [{ name: filter.tag.value, days: expiration.days - GRACE_DAYS, transitions }]
      : [],
  );

function auditedOf(resources: readonly PricedResource[]): UsageFacts['audited'] {
  const selectors = of(resources, 'aws:cloudtrail/trail:Trail')
    .flatMap(({ inputs }) => (inputs['advancedEventSelectors'] ?? []) as Selector[])
    .filter(({ fieldSelectors }) => fieldSelectors.some(({ equals }) => equals?.includes('Data')));
  if (selectors.length === 0) return 'nothing';
  const writesOnly = selectors.every(({ fieldSelectors }) => fieldSelectors.some(({ field }) => field === 'readOnly'));
  return writesOnly ? 'writes' : 'reads and writes';
}

/**
 * Reads of a stack what its use will cost by.
 *
 * @param region - of the stack: the home of its artifacts
 * @throws {Error} when the stack has no bucket with retention classes there
 */
export function usageFacts(region: string, resources: readonly PricedResource[]): UsageFacts {
  const at = (type: string): PricedResource[] =>
    of(resources, type).filter(({ inputs }) => inputs['region'] === region);
  const classes = at(LIFECYCLE)
    .map(({ inputs }) => classesOf(inputs['rules'] as Rule[]))
    .find((found) => found.length > 0);
  if (classes === undefined) throw new Error(`the stack has no bucket with retention classes in ${region}`);
  const [rule] = at(REPLICATION).flatMap(({ inputs }) => inputs['rules'] as ReplicationRule[]);
  const replicaName = rule?.destination.bucket.split(':::').at(-1);
  const replicaRegion = of(resources, BUCKET).find(({ inputs }) => inputs['bucket'] === replicaName)?.inputs['region'];
  return {
    region,
    classes,
    ...(rule === undefined || typeof replicaRegion !== 'string'
      ? {}
      : {
          replica: { region: replicaRegion, replicationTime: rule.destination.replicationTime?.status === 'Enabled' },
        }),
    audited: auditedOf(resources),
    queue: of(resources, 'aws:sqs/queue:Queue').length > 0,
    inventories: of(resources, 'aws:s3/inventory:Inventory').length,
  };
}
