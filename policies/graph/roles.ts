import { bucketNameIn } from '../bucket-arn';
import type { StackResource } from '../control';
import { asText, read, type Reading } from '../reading/read';
import { accessLogsOf } from './access-logs';
import type { Graph } from './graph';
import { meantBy, meantWhile, NONE_MEANT, type Meant } from './meant';
import { destinationsOf } from './replication';
import { DELIVERY_CHANNEL, INVENTORY, TRAIL } from './tokens';
import { isVault } from './vaults';

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
  /** A delivery channel of AWS Config names it. */
  configTarget: boolean;
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
  configTarget: false,
  vault: false,
  replica: false,
};

/** What a bucket is for certain, and with all that it is not known yet whether it is. */
export interface Roles {
  certain: BucketRoles;
  /** The same object where nothing more may become known. */
  possible: BucketRoles;
}

/** An inventory names its target by ARN; while that is not known, by what the program passed. */
function targetOf(graph: Graph, inventory: StackResource): Meant {
  const arn = asText(read(graph.inputsOf(inventory).props, 'destination', 'bucket', 'bucketArn'));
  if (arn.state !== 'known') return meantBy(graph, graph.link(arn, graph.passed(inventory, 'destination')), arn);
  const named = bucketNameIn(arn.value);
  if (named === undefined) return NONE_MEANT;
  const name: Reading = { state: 'known', value: named };
  return meantBy(graph, graph.link(name, []), name);
}

/** A bucket makes itself no target: what is asked of others would not be asked of it. */
function inventoryTargetOf(graph: Graph, inventory: StackResource): Meant {
  const source = graph.bucketOf(inventory, 'bucket');
  const isOther = (urn: string): boolean => source.kind !== 'bucket' || source.urn !== urn;
  const { sure, possible } = meantWhile(graph, inventory, 'enabled', targetOf(graph, inventory));
  return { sure: sure.filter(isOther), possible: possible.filter(isOther) };
}

/** A trail names its bucket as a channel of AWS Config does. */
const namedBucketOf = (graph: Graph, holder: StackResource): Meant =>
  meantBy(graph, graph.bucketOf(holder, 's3BucketName'), read(holder.props, 's3BucketName'));

/** The same of whoever logs to itself. */
const logTargetsOf = (graph: Graph): Meant[] =>
  accessLogsOf(graph).map(({ source, target, possible }) => ({
    sure: target === undefined || target === source ? [] : [target.urn],
    possible: possible.filter((urn) => urn !== source?.urn),
  }));

function vaultOf(graph: Graph, bucket: StackResource): Meant {
  const vault = isVault(graph, bucket);
  return { sure: vault === 'yes' ? [bucket.urn] : [], possible: vault === 'unknown' ? [bucket.urn] : [] };
}

const replicasOf = (graph: Graph): Meant[] =>
  destinationsOf(graph)
    .flatMap(({ copies }) => copies)
    .map(({ destinations = [] }) => ({ sure: destinations.map(({ urn }) => urn), possible: [] }));

function roles(graph: Graph): (urn: string) => Roles {
  const trails = graph.ofType(TRAIL).map((trail) => ({ trail, meant: namedBucketOf(graph, trail) }));
  const all: Record<keyof BucketRoles, Meant[]> = {
    logTarget: logTargetsOf(graph),
    inventoryTarget: graph.ofType(INVENTORY).map((inventory) => inventoryTargetOf(graph, inventory)),
    trail: trails.map(({ trail, meant }) => meantWhile(graph, trail, 'enableLogging', meant)),
    trailed: trails.map(({ meant }) => meant),
    configTarget: graph.ofType(DELIVERY_CHANNEL).map((channel) => namedBucketOf(graph, channel)),
    vault: graph.buckets.map((bucket) => vaultOf(graph, bucket)),
    replica: replicasOf(graph),
  };
  const found = Object.entries(all).map(([role, meant]) => {
    const [sure, possible] = [meant.flatMap((one) => one.sure), meant.flatMap((one) => one.possible)];
    return { role, sure: new Set(sure), possible: new Set(possible) };
  });
  return (urn) => {
    const of = (has: (one: (typeof found)[number]) => boolean): BucketRoles => ({
      ...NO_ROLES,
      ...Object.fromEntries(found.map((one) => [one.role, has(one)])),
    });
    const certain = of(({ sure }) => sure.has(urn));
    const isOpen = found.some(({ sure, possible }) => possible.has(urn) && !sure.has(urn));
    return { certain, possible: isOpen ? of(({ sure, possible }) => sure.has(urn) || possible.has(urn)) : certain };
  };
}

const known = new WeakMap<Graph, (urn: string) => Roles>();

/** The roles of every bucket, by what points at it and what it forbids: never by its name or tags. */
export function rolesOf(graph: Graph): (urn: string) => Roles {
  const found = known.get(graph) ?? roles(graph);
  known.set(graph, found);
  return found;
}
