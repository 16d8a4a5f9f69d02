import { bucketArnOf } from '../bucket-arn';
import { BUCKET_POLICY } from '../document/parse';
import { denialOf, documentOf } from '../documents';
import { lockMode } from '../reading/lock';
import { asText, read } from '../reading/read';
import type { StackResource } from '../control';
import { accessLogsOf } from './access-logs';
import type { Graph } from './graph';
import { destinationsOf } from './replication';
import { LOCK, POLICY, settingOf } from './settings';
import { BUCKET, INVENTORY, TRAIL } from './tokens';

/** What a bucket is to other resources of the stack. */
export interface BucketRoles {
  /** Access logs of another bucket are delivered to it. */
  logTarget: boolean;
  /** Inventories of another bucket are delivered to it. */
  inventoryTarget: boolean;
  /** A trail of CloudTrail writes to it. */
  trail: boolean;
  /** A trail names it, be it one that is stopped: what it wrote is kept. */
  trailed: boolean;
  /** Locked in COMPLIANCE mode, and its policy lets nobody delete: what is kept there is kept, not stored for a while. */
  vault: boolean;
  /** Objects of another bucket of the stack are replicated to it. */
  replica: boolean;
}

/** Of a bucket that the stack does not have. */
export const NO_ROLES: BucketRoles = {
  logTarget: false,
  inventoryTarget: false,
  trail: false,
  trailed: false,
  vault: false,
  replica: false,
};

/** Whether a property switches a resource off. */
const isOff = (graph: Graph, resource: StackResource, property: string): boolean => {
  const given = read(graph.inputsOf(resource).props, property);
  return given.state === 'known' && given.value === false;
};

const trailBuckets = (graph: Graph, trails: readonly StackResource[]): Set<string> =>
  new Set(
    trails.flatMap((trail) => {
      const link = graph.bucketOf(trail, 's3BucketName');
      return link.kind === 'bucket' ? [link.urn] : [];
    }),
  );

const BUCKET_ARN = /^arn:[a-z-]+:s3:::(.+)$/;

/** An inventory names its target by ARN; while that is not known, by what the program passed. */
function targetsOf(graph: Graph, inventory: StackResource): string[] {
  const arn = asText(read(graph.inputsOf(inventory).props, 'destination', 'bucket', 'bucketArn'));
  if (arn.state === 'known') return graph.named(BUCKET_ARN.exec(arn.value)?.[1]).map(({ urn }) => urn);
  const passed = inventory.propertyDependencies['destination'] ?? [];
  return passed.filter(({ type }) => BUCKET.includes(type)).map(({ urn }) => urn);
}

/** A bucket makes itself no target, nor does an inventory that is off: what is asked of others would be asked of neither. */
const inventoryTargets = (graph: Graph): Set<string> =>
  new Set(
    graph.ofType(INVENTORY).flatMap((inventory) => {
      if (isOff(graph, inventory, 'enabled')) return [];
      const source = graph.bucketOf(inventory, 'bucket');
      return targetsOf(graph, inventory).filter((urn) => source.kind !== 'bucket' || source.urn !== urn);
    }),
  );

function isVault(graph: Graph, bucket: StackResource): boolean {
  const lock = settingOf(graph, bucket, LOCK);
  if (lock.state !== 'known') return false;
  const mode = lockMode(lock.value);
  if (mode.state !== 'known' || mode.value !== 'COMPLIANCE') return false;
  const [policy, name] = [settingOf(graph, bucket, POLICY), asText(graph.nameOf(bucket))];
  if (policy.state !== 'known' || name.state !== 'known') return false;
  const parsed = documentOf(read(policy.value.props, 'policy'), BUCKET_POLICY);
  if (parsed.state !== 'document') return false;
  const objectActions = ['s3:DeleteObject', 's3:DeleteObjectVersion'];
  const bucketArn = bucketArnOf(name.value, parsed.document);
  return denialOf(parsed.document, { bucketArn, objectActions, everyAction: false, context: {} }).verdict === 'denied';
}

function roles(graph: Graph): (urn: string) => BucketRoles {
  // A bucket makes itself no target: what is asked of targets alone would be asked of whoever logs to itself.
  const logTargets = new Set(
    accessLogsOf(graph).flatMap(({ source, target }) =>
      target === undefined || target === source ? [] : [target.urn],
    ),
  );
  const inventories = inventoryTargets(graph);
  const trails = graph.ofType(TRAIL);
  const trailed = trailBuckets(graph, trails);
  const written = trailBuckets(
    graph,
    trails.filter((trail) => !isOff(graph, trail, 'enableLogging')),
  );
  const vaults = new Set(graph.buckets.filter((bucket) => isVault(graph, bucket)).map(({ urn }) => urn));
  const copies = destinationsOf(graph).flatMap((replication) => replication.copies);
  const replicas = new Set(copies.flatMap(({ destinations = [] }) => destinations.map(({ urn }) => urn)));
  return (urn) => ({
    logTarget: logTargets.has(urn),
    inventoryTarget: inventories.has(urn),
    trail: written.has(urn),
    trailed: trailed.has(urn),
    vault: vaults.has(urn),
    replica: replicas.has(urn),
  });
}

const known = new WeakMap<Graph, (urn: string) => BucketRoles>();

/** The roles of every bucket, by what points at it and what it forbids: never by its name or tags. */
export function rolesOf(graph: Graph): (urn: string) => BucketRoles {
  const found = known.get(graph) ?? roles(graph);
  known.set(graph, found);
  return found;
}
