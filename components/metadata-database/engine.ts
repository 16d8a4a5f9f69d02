import { shown, unless, validateWhole } from '../common/checks';
import { validateZones } from '../common/zones';
import type { ArgumentProblem } from '../problems';

/**
 * How much a serverless database may use. Capacity units are Aurora's: about 2 GiB of memory each. With less than 1 at
 * least, Aurora PostgreSQL takes 2000 connections at most. AWS recommends 2 with Database Insights, which is on, and 8 in
 * the primary region of a global database.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 */
export interface ServerlessCapacity {
  /** 0 pauses an idle database; 0.5 keeps it warm. @default 0.5 */
  minCapacityUnits?: number;
  /** @default 8 */
  maxCapacityUnits?: number;
}

interface AuroraInstances {
  /** Writer and readers. @default 2 */
  instances?: number;
  /** Zones that writer and readers take in turn. @default - AWS chooses */
  availabilityZones?: readonly string[];
}

/** Aurora PostgreSQL whose instances grow and shrink with what they do. */
export type AuroraServerless = { mode: 'aurora-serverless' } & ServerlessCapacity & AuroraInstances;

/** Aurora PostgreSQL on instances of a class: a writer, and a reader at least, in two zones at least. */
export type AuroraProvisioned = {
  mode: 'aurora-provisioned';
  /** Such as db.r8g.large. */
  instanceClass: string;
  availabilityZones: readonly string[];
} & AuroraInstances;

/** RDS for PostgreSQL: an instance, and a standby in another zone that AWS fails over to. */
export interface RdsMultiAz {
  mode: 'rds';
  /** Such as db.m8g.large. */
  instanceClass: string;
  /** 20 to 65 536. @default 100 */
  allocatedStorageGiB?: number;
  /** Up to which storage grows by itself. @default - ten times what is allocated */
  maxAllocatedStorageGiB?: number;
}

export type AuroraEngine = AuroraServerless | AuroraProvisioned;
/** What the database runs on. Changing the mode is a migration: AWS replaces the database. */
export type DatabaseEngine = AuroraEngine | RdsMultiAz;

export const ENGINE_DEFAULTS = {
  minCapacityUnits: 0.5,
  maxCapacityUnits: 8,
  instances: 2,
  allocatedStorageGiB: 100,
  growth: 10,
} as const;

/** @returns the most that storage grows to */
export const maxStorageOf = ({ allocatedStorageGiB, maxAllocatedStorageGiB }: RdsMultiAz): number =>
  maxAllocatedStorageGiB ??
  Math.min(MAX_STORAGE_GIB, (allocatedStorageGiB ?? ENGINE_DEFAULTS.allocatedStorageGiB) * ENGINE_DEFAULTS.growth);

/** Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const MAX_STORAGE_GIB = 65_536;

/**
 * Logs that go to CloudWatch: all that an engine has.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html, API_CreateDBInstance.html
 */
export const LOG_EXPORTS = {
  aurora: ['iam-db-auth-error', 'instance', 'postgresql'],
  rds: ['iam-db-auth-error', 'postgresql', 'upgrade'],
} as const;

/**
 * First minor version of each major one.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 */
const FIRST_MINOR: Readonly<Record<'aurora' | 'rds', Readonly<Record<string, number>>>> = {
  aurora: { 15: 2, 16: 1, 17: 4, 18: 3 },
  rds: { 15: 2, 16: 1, 17: 1, 18: 1 },
};

/** First minor version that pauses; later major ones do from their first. Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html */
const FIRST_PAUSING: Readonly<Record<string, number>> = { 15: 7, 16: 3 };

/** Capacity comes in halves. Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html */
const isCapacity = (units: number): boolean => units >= 0 && units <= 256 && Number.isInteger(units * 2);

/** A class of provisioned instances, as `db.<family>.<size>`. */
const CLASS = /^db\.(?!serverless)[a-z][a-z0-9-]*\.[a-z0-9]+(-[a-z0-9.-]+)?$/;

/** @returns every problem of an engine and its version */
export function validateEngine(
  engine: DatabaseEngine,
  engineVersion: string,
  region: string,
  path: string,
): ArgumentProblem[] {
  const own =
    engine.mode === 'rds'
      ? validateStorage(engine, `${path}.engine`)
      : [
          ...validateAuroraInstances(engine, region, `${path}.engine`),
          ...(engine.mode === 'aurora-serverless' ? validateCapacity(engine, engineVersion, `${path}.engine`) : []),
        ];
  return [
    ...validateVersion(engineVersion, engine.mode === 'rds' ? 'rds' : 'aurora', `${path}.engineVersion`),
    ...(engine.mode === 'aurora-serverless' ? [] : validateClass(engine.instanceClass, `${path}.engine.instanceClass`)),
    ...own,
  ];
}

function validateVersion(version: string, kind: 'aurora' | 'rds', path: string): ArgumentProblem[] {
  const [, major = '', minor] = /^(1[5-8])(?:\.(\d{1,2}))?$/.exec(version) ?? [];
  const first = FIRST_MINOR[kind][major];
  const name = kind === 'rds' ? 'RDS for PostgreSQL' : 'Aurora PostgreSQL';
  return unless(first !== undefined && Number(minor ?? first) >= first, {
    path,
    value: shown(version),
    rule: `is a version of ${name}: ${Object.entries(FIRST_MINOR[kind])
      .map(([known, from]) => `${known} from ${known}.${from}`)
      .join(', ')}, with or without the minor one`,
    fix: 'change it',
  });
}

const validateClass = (instanceClass: string, path: string): ArgumentProblem[] =>
  unless(CLASS.test(instanceClass), {
    path,
    value: shown(instanceClass),
    rule: 'is a class of provisioned instances, db. and a family and a size, such as db.r8g.large',
    fix: 'change it',
  });

function validateAuroraInstances(engine: AuroraEngine, region: string, path: string): ArgumentProblem[] {
  const least = engine.mode === 'aurora-provisioned' ? 2 : 1;
  const zones = engine.availabilityZones ?? (engine.mode === 'aurora-provisioned' ? [] : undefined);
  return [
    ...validateWhole(engine.instances ?? ENGINE_DEFAULTS.instances, `${path}.instances`, [least, 15], 'instances'),
    ...(zones === undefined ? [] : validateZones(zones, region, `${path}.availabilityZones`)),
  ];
}

function validateCapacity(engine: AuroraServerless, version: string, path: string): ArgumentProblem[] {
  const { minCapacityUnits = ENGINE_DEFAULTS.minCapacityUnits, maxCapacityUnits = ENGINE_DEFAULTS.maxCapacityUnits } =
    engine;
  const [major = '', minor] = version.split('.');
  return [
    ...Object.entries({ minCapacityUnits, maxCapacityUnits }).flatMap(([key, units]) =>
      unless(isCapacity(units), {
        path: `${path}.${key}`,
        value: shown(units),
        rule: 'is 0 to 256 in halves',
        fix: 'change it',
      }),
    ),
    ...unless(minCapacityUnits <= maxCapacityUnits && maxCapacityUnits >= 1, {
      path: `${path}.maxCapacityUnits`,
      value: `${minCapacityUnits} to ${maxCapacityUnits}`,
      rule: 'goes from a smaller to a larger number, which is at least 1',
      fix: 'change them',
    }),
    ...unless(minCapacityUnits > 0 || minor === undefined || Number(minor) >= (FIRST_PAUSING[major] ?? 0), {
      path: `${path}.minCapacityUnits`,
      value: shown(minCapacityUnits),
      rule: `is more than 0 with ${version}, which cannot pause; ${major}.${FIRST_PAUSING[major]} can`,
      fix: 'write 0.5, or take a later version',
    }),
  ];
}

function validateStorage(engine: RdsMultiAz, path: string): ArgumentProblem[] {
  const allocated = engine.allocatedStorageGiB ?? ENGINE_DEFAULTS.allocatedStorageGiB;
  const most = maxStorageOf(engine);
  return [
    ...validateWhole(allocated, `${path}.allocatedStorageGiB`, [20, MAX_STORAGE_GIB], 'GiB'),
    // RDS takes no ceiling that is nearer: it could not grow by a step.
    ...unless(Number.isInteger(most) && most >= allocated * 1.26 && most <= MAX_STORAGE_GIB, {
      path: `${path}.maxAllocatedStorageGiB`,
      value: shown(most),
      rule: `is a whole number of GiB, at least 26 % over the ${allocated} that are allocated, at most ${MAX_STORAGE_GIB}`,
      fix: 'change it',
    }),
  ];
}
