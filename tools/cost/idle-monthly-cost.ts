import type { RecordedResource } from '../monitor';
import prices from './prices.json';

/** What the cost of a resource is read from; what the in-process monitor records is one. */
export type PricedResource = Pick<RecordedResource, 'urn' | 'type' | 'inputs' | 'propertyDependencies'>;

/** One kind of charge. */
interface CostLine {
  what: string;
  count: number;
  usdPerMonth: number;
}

/** What a stack costs a month while nobody uses it, and what that is made of. */
export interface IdleCost {
  lines: CostLine[];
  usdPerMonth: number;
}

/** Thrown for a resource that `prices.json` says nothing of: a total without it would be wrong. */
export class UnpricedError extends Error {
  constructor(readonly what: readonly string[]) {
    super(['no price is known:', ...what.map((one) => `  ${one}`), 'add it to tools/cost/prices.json'].join('\n'));
    this.name = 'UnpricedError';
  }
}

interface Charge {
  what: string;
  usdPerMonth: number;
}

const CLUSTER = 'aws:rds/cluster:Cluster';
const INSTANCE = 'aws:rds/clusterInstance:ClusterInstance';

const RDS_INSTANCE = 'aws:rds/instance:Instance';
const SECRET = 'aws:secretsmanager/secret:Secret';

const cents = (usd: number): number => Math.round(usd * 100) / 100;

/**
 * The list price of what is billed by being there: keys, secrets, alarms and the least capacity of the databases. Storage,
 * requests and transfer come with use; Savings Plans, free tiers and taxes are left out.
 *
 * A key that is rotated costs one more `keyMonth` after the first rotation, and another after the second, no more.
 *
 * @param resources - all of a stack
 * @throws {UnpricedError} naming every resource whose price is not known
 * @example idleMonthlyCost(run.resources).usdPerMonth // 90.00
 */
export function idleMonthlyCost(resources: readonly PricedResource[]): IdleCost {
  const unpriced: string[] = [];
  const charges = resources.filter(isOfAws).flatMap((resource) => {
    const found = chargesOf(resource, resources);
    if (typeof found !== 'string') return found;
    unpriced.push(`${resource.type} ${resource.urn.split('::').at(-1)}: ${found}`);
    return [];
  });
  if (unpriced.length > 0) throw new UnpricedError(unpriced);
  const kinds = [...new Set(charges.map(({ what }) => what))].sort();
  const lines = kinds.map((what) => {
    const same = charges.filter((charge) => charge.what === what);
    return { what, count: same.length, usdPerMonth: cents(same.reduce((sum, one) => sum + one.usdPerMonth, 0)) };
  });
  return { lines, usdPerMonth: cents(lines.reduce((sum, line) => sum + line.usdPerMonth, 0)) };
}

const isOfAws = ({ type }: PricedResource): boolean => type.startsWith('aws:');

/** @returns the charges of a resource, or why they are not known */
function chargesOf(resource: PricedResource, all: readonly PricedResource[]): Charge[] | string {
  const { type, inputs } = resource;
  if (type === 'aws:kms/key:Key') return [{ what: 'KMS key', usdPerMonth: prices.keyMonth.price }];
  if (type === 'aws:cloudwatch/metricAlarm:MetricAlarm')
    return [{ what: 'alarm', usdPerMonth: prices.alarmMonth.price }];
  if (type === CLUSTER) return masterSecretOf(resource);
  if (type === SECRET) {
    const { replicas } = inputs;
    const secret = { what: 'secret', usdPerMonth: prices.secretMonth.price };
    return [
      secret,
      ...(Array.isArray(replicas) ? replicas.map(() => ({ ...secret, what: 'replica of a secret' })) : []),
    ];
  }
  if (type === INSTANCE) return capacityOf(resource, all);
  if (type === RDS_INSTANCE) return multiAzOf(resource);
  return type in prices.nothingWhileIdle ? [] : 'its type is not in the list';
}

const masterSecretOf = ({ inputs }: PricedResource): Charge[] =>
  inputs['manageMasterUserPassword'] === true
    ? [{ what: 'managed master secret', usdPerMonth: prices.secretMonth.price }]
    : [];

/** An instance idles at the least capacity that its cluster allows. */
function capacityOf(instance: PricedResource, all: readonly PricedResource[]): Charge[] | string {
  const { instanceClass, region } = instance.inputs;
  if (instanceClass !== 'db.serverless') return instanceOf('aurora-postgresql', instance);
  const price = Object.entries(prices.serverlessCapacityUnitHour.byRegion).find(([name]) => name === region)?.[1];
  if (price === undefined) return `capacity in ${String(region)} is not in the list`;
  const clusters = instance.propertyDependencies['clusterIdentifier'] ?? [];
  const cluster = all.find(({ type, urn }) => type === CLUSTER && clusters.includes(urn));
  const scaling = cluster?.inputs['serverlessv2ScalingConfiguration'] as { minCapacity?: number } | undefined;
  if (typeof scaling?.minCapacity !== 'number') return 'the least capacity of its cluster is not known';
  const usdPerMonth = scaling.minCapacity * price * prices.hoursPerMonth;
  return [{ what: `database instance at ${scaling.minCapacity} capacity units`, usdPerMonth }];
}

type Engine = keyof typeof prices.databaseInstanceHour;

/** An instance of a class is paid by the hour, whatever it does. */
function instanceOf(engine: Engine, { inputs: { instanceClass, region } }: PricedResource): Charge[] | string {
  const byRegion: Readonly<Record<string, Readonly<Record<string, number>>>> =
    prices.databaseInstanceHour[engine].byRegion;
  const price = byRegion[String(region)]?.[String(instanceClass)];
  if (price === undefined)
    return `instances of class ${String(instanceClass)} in ${String(region)} are not in the list`;
  return [{ what: `database instance ${String(instanceClass)}`, usdPerMonth: price * prices.hoursPerMonth }];
}

/** A standby is paid like the instance that it stands by for, storage included. */
function multiAzOf(instance: PricedResource): Charge[] | string {
  const { allocatedStorage, multiAz, storageType, region } = instance.inputs;
  const found = instanceOf('postgres', instance);
  if (typeof found === 'string') return found;
  const byRegion: Readonly<Record<string, Readonly<Record<string, number>>>> = prices.databaseStorageGiBMonth.byRegion;
  const price = byRegion[String(region)]?.[String(storageType)];
  if (price === undefined || typeof allocatedStorage !== 'number')
    return `storage of type ${String(storageType)} in ${String(region)} is not in the list, or its size is not known`;
  const storage = { what: `${allocatedStorage} GiB of database storage`, usdPerMonth: allocatedStorage * price };
  const standing = [...found, storage].flatMap((charge) => (multiAz === true ? [charge, charge] : [charge]));
  return [...standing, ...masterSecretOf(instance)];
}
