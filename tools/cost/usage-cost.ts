import { DAYS_PER_MONTH, gibPerDay, pricesOf, storageCost, type Load } from './storage-cost';
import type { UsageFacts } from './usage-facts';
import prices from './usage-prices.json';

/** One line of the bill. */
export interface UsageLine {
  what: string;
  /** How it is counted. */
  basis: string;
  usdPerMonth: number;
}

/** S3 asks for a data key once per bucket and while, not per object: AWS says up to 99 % fewer requests. */
const BUCKET_KEY_SHARE = 0.01;
/** Put, receive and delete of a message. */
const QUEUE_REQUESTS = 3;

const { everywhere } = prices;
const count = (n: number): string => Math.round(n).toLocaleString('en-US');

/** What a month of requests is, by what was asked. */
const monthly = ({ objectsPerDay, readsPerObject }: Load) => ({
  puts: objectsPerDay * DAYS_PER_MONTH,
  gets: objectsPerDay * readsPerObject * DAYS_PER_MONTH,
});

function replicationLines(load: Load, { region, replica }: UsageFacts): UsageLine[] {
  if (replica === undefined) return [];
  const gib = gibPerDay(load) * DAYS_PER_MONTH;
  const { puts } = monthly(load);
  return [
    {
      what: `transfer to ${replica.region}`,
      basis: `${count(gib)} GiB`,
      usdPerMonth: gib * pricesOf(region).transferPerGiB,
    },
    {
      what: `uploads in ${replica.region}`,
      basis: `${count(puts)} replicas`,
      usdPerMonth: (puts / 1000) * pricesOf(replica.region).putPerThousand,
    },
    ...(replica.replicationTime
      ? [
          {
            what: 'replication within 15 minutes',
            basis: `${count(gib)} GiB`,
            usdPerMonth: gib * everywhere.replicationTimePerGiB,
          },
        ]
      : []),
  ];
}

/**
 * What the use of a stack costs a month beside storage: requests, replication, audit, events, inventory.
 *
 * @param facts - of the stack
 * @param objects - at rest in each copy, which an inventory lists every day
 */
export function usageLines(load: Load, facts: UsageFacts, objects: number): UsageLine[] {
  const { puts, gets } = monthly(load);
  const { putPerThousand, getPerThousand } = pricesOf(facts.region);
  const replicas = facts.replica === undefined ? 0 : puts;
  const events = puts + replicas + (facts.audited === 'reads and writes' ? gets : 0);
  return [
    { what: 'uploads', basis: `${count(puts)} requests`, usdPerMonth: (puts / 1000) * putPerThousand },
    { what: 'downloads', basis: `${count(gets)} requests`, usdPerMonth: (gets / 1000) * getPerThousand },
    ...replicationLines(load, facts),
    ...(facts.audited === 'nothing'
      ? []
      : [
          {
            what: `audit of ${facts.audited}`,
            basis: `${count(events)} data events`,
            usdPerMonth: (events / 1e5) * everywhere.auditPerHundredThousandEvents,
          },
        ]),
    ...(facts.queue
      ? [
          {
            what: 'events in the queue',
            basis: `${QUEUE_REQUESTS} requests per upload`,
            usdPerMonth: ((puts * QUEUE_REQUESTS) / 1e6) * everywhere.queuePerMillionRequests,
          },
        ]
      : []),
    ...(facts.inventories > 0
      ? [
          {
            what: 'inventory',
            basis: `${count(objects * facts.inventories)} objects a day`,
            usdPerMonth: ((objects * facts.inventories * DAYS_PER_MONTH) / 1e6) * everywhere.inventoryPerMillionObjects,
          },
        ]
      : []),
  ];
}

/** What recording reads too costs a month: the saving of the opt-out. */
export const auditOfReadsUsd = (load: Load): number =>
  (monthly(load).gets / 1e5) * everywhere.auditPerHundredThousandEvents;

/** What a key of one's own adds a month to uploads, replicas and downloads, without and with a bucket key. */
export function keyRequestsUsd(
  load: Load,
  { replica }: UsageFacts,
): { withoutBucketKey: number; withBucketKey: number } {
  const { puts, gets } = monthly(load);
  // A replica is decrypted at its source and encrypted at its destination.
  const requests = puts + gets + (replica === undefined ? 0 : 2 * puts);
  const withoutBucketKey = (requests / 1e4) * everywhere.keyPerTenThousandRequests;
  return { withoutBucketKey, withBucketKey: withoutBucketKey * BUCKET_KEY_SHARE };
}

/** One way to keep the artifacts of a class, in the home bucket and its replica. */
export interface StorageChoice {
  what: string;
  usdPerMonth: number;
}

const IA_DAYS = 30;
const ARCHIVE_DAYS = 90;
/** S3 bills an instant archive for 90 days at least. */
const INSTANT_MINIMUM_DAYS = 90;

/**
 * What the lifecycle of a class costs, and what its alternatives would.
 *
 * @returns first what the stack has
 */
export function storageChoices(load: Load, facts: UsageFacts, name: string): StorageChoice[] {
  const { days, transitions } = facts.classes.find((one) => one.name === name)!;
  const regions = [facts.region, ...(facts.replica === undefined ? [] : [facts.replica.region])];
  const usdPerMonth = (steps: Parameters<typeof storageCost>[3]): number =>
    regions
      .map((region) => storageCost(load, region, days, steps))
      .reduce((sum, { storageUsd, transitionUsd }) => sum + storageUsd + transitionUsd, 0);
  const shown = transitions.map((step) => `${step.storageClass} at ${step.days}`).join(', ');
  return [
    { what: `as configured: ${shown === '' ? 'STANDARD alone' : shown}`, usdPerMonth: usdPerMonth(transitions) },
    ...(transitions.length === 0 ? [] : [{ what: 'STANDARD alone', usdPerMonth: usdPerMonth([]) }]),
    ...(days >= IA_DAYS + INSTANT_MINIMUM_DAYS
      ? [
          {
            what: `GLACIER_IR at ${IA_DAYS}`,
            usdPerMonth: usdPerMonth([{ days: IA_DAYS, storageClass: 'GLACIER_IR' }]),
          },
        ]
      : []),
    ...(days >= ARCHIVE_DAYS
      ? [
          {
            what: 'INTELLIGENT_TIERING from the start',
            usdPerMonth: usdPerMonth([{ days: 0, storageClass: 'INTELLIGENT_TIERING' }]),
          },
        ]
      : []),
  ];
}
