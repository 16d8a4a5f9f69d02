import type { DatabaseMetrics } from '../documents/alarms';
import { ruleIdOf } from '../documents/replication';
import { ENGINE_DEFAULTS } from '../metadata-database/engine';
import { deadLetterQueueName, type ArtifactEventsArgs } from '../artifact-events';
import type { OperationalAlarmsArgs } from '../operational-alarms';
import type { RegionalArtifactStackArgs } from './args';

const GIB = 2 ** 30;
/** Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html */
const MOST_CONNECTIONS = 5000;
/** Of a database that may shrink below one unit, however large it is at the time. */
const MOST_CONNECTIONS_BELOW_ONE_UNIT = 2000;
const BYTES_PER_CONNECTION = 9_531_392;
const GIB_PER_UNIT = 2;
/** Of an instance whose class alone says how large it is. */
const CONNECTIONS_OF_CLASS = 1000;

/** Four fifths of what a serverless database allows at its most capacity. */
const connectionsOf = (capacity: { minCapacityUnits: number; maxCapacityUnits: number }): number => {
  const { minCapacityUnits, maxCapacityUnits } = capacity;
  const most = minCapacityUnits < 1 ? MOST_CONNECTIONS_BELOW_ONE_UNIT : MOST_CONNECTIONS;
  const allowed = Math.min(most, (maxCapacityUnits * GIB_PER_UNIT * GIB) / BYTES_PER_CONNECTION);
  return Math.max(1, Math.floor(0.8 * allowed));
};

/** What is watched of the databases that a stack makes. */
export function databaseMetricsOf(
  database: RegionalArtifactStackArgs['database'],
  dimensions: readonly { region: string; instanceIdentifiers: readonly string[] }[],
): DatabaseMetrics[] {
  if (database.mode === 'existing') return [];
  const { mode } = database;
  const serverless = mode === 'aurora-serverless' ? { ...ENGINE_DEFAULTS, ...database } : undefined;
  return dimensions.map(({ region, instanceIdentifiers }) => ({
    region,
    instanceIdentifiers,
    engine: mode,
    connections: serverless === undefined ? CONNECTIONS_OF_CLASS : connectionsOf(serverless),
    pauses: serverless?.minCapacityUnits === 0,
  }));
}

/** What is watched of the buckets that a stack makes, of the edges between them, and of the queue of events. */
export function bucketAlarmsOf(
  args: RegionalArtifactStackArgs,
  edges: readonly {
    source: { bucketName: string; region: string };
    destination: { bucketName: string; region: string };
  }[],
  events: ArtifactEventsArgs | undefined,
): OperationalAlarmsArgs | undefined {
  const { placement, bucketName, optOuts, alarmTopicArns } = args;
  if (optOuts.alarms !== undefined) return undefined;
  const buckets = edges.length === 0 ? [{ bucketName, region: placement.region }] : edges.map(({ source }) => source);
  return {
    placement,
    buckets: optOuts.requestMetrics === undefined ? buckets : [],
    edges: edges.map(({ source, destination }) => ({ source, destination, ruleIds: [ruleIdOf('', 0)] })),
    queues: (events === undefined ? [] : [events]).map(({ placement: { region }, queueName }) => ({
      region,
      queueName,
      deadLetterQueueName: deadLetterQueueName(queueName),
    })),
    ...(alarmTopicArns === undefined ? {} : { topicArns: alarmTopicArns }),
  };
}
