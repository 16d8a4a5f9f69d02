import prices from './usage-prices.json';

/** What comes in, every day the same. */
export interface Load {
  bytesPerDay: number;
  objectsPerDay: number;
  /** Times that each artifact is read in its life, while it is young. */
  readsPerObject: number;
}

/** The ADR's load: 10 TB a day. Source: ADR-004 §Context. It names no number of artifacts: 1 MB each is assumed. */
export const ADR_LOAD: Load = { bytesPerDay: 10e12, objectsPerDay: 10e6, readsPerObject: 2 };

export const DAYS_PER_MONTH = 365 / 12;
const GIB = 2 ** 30;
const TIB_IN_GIB = 1024;

export type StorageClass = 'STANDARD_IA' | 'GLACIER' | 'GLACIER_IR' | 'INTELLIGENT_TIERING';

/** A step of a lifecycle rule. */
export interface Transition {
  days: number;
  storageClass: StorageClass;
}

/** What S3 keeps beside an archived object: an index in the archive, and its name in STANDARD. */
const ARCHIVE_INDEX_BYTES = 32 * 1024;
const ARCHIVE_NAME_BYTES = 8 * 1024;
/** S3 moves an object that nobody reads to its second tier after 30 days, to its third after 90. */
const TIERING_DAYS = [30, 90] as const;

export const gibPerDay = ({ bytesPerDay }: Load): number => bytesPerDay / GIB;

/** STANDARD gets cheaper with its volume: the first 50 TB, the next 450, the rest. */
function standardCost(gib: number, [first, next, rest]: readonly number[]): number {
  const [low, middle] = [50 * TIB_IN_GIB, 500 * TIB_IN_GIB];
  return (
    Math.min(gib, low) * first! + Math.max(0, Math.min(gib, middle) - low) * next! + Math.max(0, gib - middle) * rest!
  );
}

/** The stretches of an artifact's life, in order, each with the class it lies in. */
function stretches(days: number, transitions: readonly Transition[]) {
  const steps = [{ days: 0, storageClass: 'STANDARD' as const }, ...transitions];
  return steps.map(({ days: from, storageClass }, i) => ({
    storageClass,
    from: Math.min(from, days),
    to: Math.min(steps[i + 1]?.days ?? days, days),
  }));
}

/** A month of storage, and of the requests that move artifacts between classes, with everything in one retention class. */
export interface StorageCost {
  /** GiB at rest once the first artifacts have reached their end. */
  gib: number;
  storageUsd: number;
  transitionUsd: number;
}

/**
 * The bill once as much leaves every day as comes in.
 *
 * @param region - where it lies
 * @param days - how long an artifact lives
 * @param transitions - of its class, in order; none leaves all in STANDARD
 * @throws {RangeError} for a region without prices
 * @example storageCost(ADR_LOAD, 'eu-west-1', 90, []).storageUsd
 */
export function storageCost(
  load: Load,
  region: string,
  days: number,
  transitions: readonly Transition[] = [],
): StorageCost {
  const local = pricesOf(region);
  const perDay = gibPerDay(load);
  const archivedExtra = (bytes: number, span: number): number => (load.objectsPerDay * bytes * span) / GIB;
  let [standardGib, storageUsd, transitionUsd] = [0, 0, 0];
  for (const { storageClass, from, to } of stretches(days, transitions)) {
    const span = to - from;
    if (span <= 0) continue;
    const gib = perDay * span;
    if (storageClass === 'STANDARD') {
      standardGib += gib;
      continue;
    }
    const moved = (load.objectsPerDay * DAYS_PER_MONTH) / 1000;
    transitionUsd += moved * prices.everywhere.transitionPerThousand[storageClass];
    if (storageClass === 'INTELLIGENT_TIERING') {
      const [second, third] = TIERING_DAYS.map((age) => Math.min(from + age, to));
      standardGib += perDay * (second! - from);
      storageUsd += perDay * ((third! - second!) * local.STANDARD_IA + (to - third!) * local.GLACIER_IR);
      storageUsd += ((load.objectsPerDay * span) / 1000) * prices.everywhere.tieringMonitorPerThousandObjects;
      continue;
    }
    storageUsd += gib * local[storageClass];
    if (storageClass === 'GLACIER') {
      storageUsd += archivedExtra(ARCHIVE_INDEX_BYTES, span) * local.GLACIER;
      standardGib += archivedExtra(ARCHIVE_NAME_BYTES, span);
    }
  }
  storageUsd += standardCost(standardGib, local.STANDARD);
  return { gib: perDay * days, storageUsd, transitionUsd };
}

/** @throws {RangeError} for a region that is not in the list */
export function pricesOf(region: string) {
  const found = Object.entries(prices.byRegion).find(([name]) => name === region)?.[1];
  if (found === undefined)
    throw new RangeError(`no price is known for ${region}: add it to tools/cost/usage-prices.json`);
  return found;
}
