/** One alarm as CloudWatch has it. */
export interface Alarm {
  /** Says what is wrong, with threshold and unit. */
  name: string;
  /** Where its metric is published: an alarm sees no other region. */
  region: string;
  namespace: 'AWS/S3' | 'AWS/RDS' | 'AWS/SQS';
  metricName: string;
  dimensions: Readonly<Record<string, string>>;
  statistic: 'Maximum' | 'Minimum' | 'Average' | 'Sum';
  comparisonOperator: 'GreaterThanThreshold' | 'LessThanThreshold';
  threshold: number;
  periodSeconds: number;
  evaluationPeriods: number;
  /** `notBreaching` where a metric may be silent while nothing happens; `breaching` where silence is the failure. */
  treatMissingData: 'notBreaching' | 'breaching';
  /** Where AWS says what the metric is. */
  source: string;
}

type Kind = Omit<Alarm, 'name' | 'region' | 'dimensions' | 'namespace' | 'source'>;

const MIB = 2 ** 20;
const GIB = 2 ** 30;
/**
 * What S3 commits to with Replication Time Control.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
 */
const REPLICATION_SECONDS = 900;
/** Of the two thousand million after which PostgreSQL takes no writes; vacuum begins at two hundred million. */
const USED_TRANSACTION_IDS = 1e9;

const over = (metricName: string, statistic: Kind['statistic'], threshold: number, minutes: number): Kind => ({
  metricName,
  statistic,
  comparisonOperator: 'GreaterThanThreshold',
  threshold,
  periodSeconds: 60,
  evaluationPeriods: minutes,
  treatMissingData: 'notBreaching',
});
const under = (metricName: string, threshold: number, minutes: number): Kind => ({
  ...over(metricName, 'Minimum', threshold, minutes),
  comparisonOperator: 'LessThanThreshold',
});
/** A database that says nothing is one that cannot be reached. */
const always = (kind: Kind): Kind => ({ ...kind, treatMissingData: 'breaching' });

/** An edge of replication, as far as its metrics name it. */
export interface EdgeMetrics {
  source: { bucketName: string; region: string };
  destination: { bucketName: string; region: string };
  ruleIds: readonly string[];
}

/**
 * Alarms of an edge: S3 is behind what it commits to, much waits, or an object was not copied. Lag and backlog are published
 * in the destination's region, idle or not; failures in the source's, and only while something is copied.
 */
export function replicationAlarms({ source, destination, ruleIds }: EdgeMetrics): Alarm[] {
  return ruleIds.flatMap((RuleId) => {
    const common = {
      namespace: 'AWS/S3' as const,
      dimensions: { SourceBucket: source.bucketName, DestinationBucket: destination.bucketName, RuleId },
      source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html',
    };
    const named = (what: string): string => `${source.bucketName} ${RuleId}: ${what}`;
    return [
      {
        ...common,
        ...over('ReplicationLatency', 'Maximum', REPLICATION_SECONDS, 5),
        name: named(`replication latency over ${REPLICATION_SECONDS} seconds`),
        region: destination.region,
      },
      {
        ...common,
        ...over('BytesPendingReplication', 'Maximum', 100 * GIB, 15),
        name: named('pending replication over 100 GiB'),
        region: destination.region,
      },
      {
        ...common,
        ...over('OperationsFailedReplication', 'Sum', 0, 1),
        name: named('failed replications over 0'),
        region: source.region,
      },
    ];
  });
}

/**
 * Alarms of a bucket's requests, by the filter of its request metrics. Errors are silent while there are no requests. AWS
 * recommends 5 percent for both and tighter ones where it fits: a server's error is S3's own, and rare.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html#S3
 */
export function requestAlarms(bucketName: string, region: string, FilterId: string): Alarm[] {
  const common = {
    region,
    namespace: 'AWS/S3' as const,
    dimensions: { BucketName: bucketName, FilterId },
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html',
  };
  // The average of an errors metric is their share of the requests.
  return [
    { ...common, ...over('4xxErrors', 'Average', 0.05, 15), name: `${bucketName}: 4xx errors over 5 percent` },
    { ...common, ...over('5xxErrors', 'Average', 0.01, 5), name: `${bucketName}: 5xx errors over 1 percent` },
  ];
}

/** A database as its metrics name it. */
export interface DatabaseMetrics {
  region: string;
  instanceIdentifiers: readonly string[];
  engine: 'aurora-serverless' | 'aurora-provisioned' | 'rds';
  /** Alarm above as many; max_connections depends on the size of the instance. */
  connections: number;
  /** Pauses when idle: then it says nothing, and nothing is wrong. @default false */
  pauses?: boolean;
}

/** By engine, the metric that says that an instance runs out of what it was given. */
const OWN: Readonly<Record<DatabaseMetrics['engine'], { kind: Kind; what: string }>> = {
  'aurora-serverless': { kind: always(over('ACUUtilization', 'Average', 90, 15)), what: 'capacity over 90 percent' },
  'aurora-provisioned': { kind: always(under('FreeLocalStorage', 5 * GIB, 15)), what: 'local storage under 5 GiB' },
  rds: { kind: always(under('FreeStorageSpace', 10 * GIB, 15)), what: 'storage under 10 GiB' },
};

/**
 * Alarms of each instance of a database: processor, memory, connections, the ids of transactions that are not frozen, and
 * what its engine can run out of.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html#RDS
 */
export function databaseAlarms({ region, instanceIdentifiers, engine, connections, pauses }: DatabaseMetrics): Alarm[] {
  return instanceIdentifiers.flatMap((DBInstanceIdentifier) => {
    const alarm = (kind: Kind, what: string): Alarm => ({
      ...kind,
      ...(pauses === true ? { treatMissingData: 'notBreaching' as const } : {}),
      name: `${DBInstanceIdentifier}: ${what}`,
      region,
      namespace: 'AWS/RDS',
      dimensions: { DBInstanceIdentifier },
      source:
        engine === 'rds'
          ? 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html'
          : 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html',
    });
    return [
      alarm(always(over('CPUUtilization', 'Average', 90, 15)), 'processor over 90 percent'),
      alarm(always(under('FreeableMemory', 256 * MIB, 15)), 'memory under 256 MiB'),
      alarm(always(over('DatabaseConnections', 'Maximum', connections, 5)), `connections over ${connections}`),
      alarm(
        over('MaximumUsedTransactionIDs', 'Average', USED_TRANSACTION_IDS, 1),
        'used transaction ids over 1000000000',
      ),
      alarm(OWN[engine].kind, OWN[engine].what),
    ];
  });
}

/** Alarms of a queue and of its dead letters. An empty queue may fall silent after six hours. */
export function queueAlarms(region: string, queueName: string, deadLetterQueueName: string): Alarm[] {
  const of = (QueueName: string, kind: Kind, what: string): Alarm => ({
    ...kind,
    name: `${QueueName}: ${what}`,
    region,
    namespace: 'AWS/SQS',
    dimensions: { QueueName },
    source:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html',
  });
  return [
    of(queueName, over('ApproximateAgeOfOldestMessage', 'Maximum', 3600, 5), 'oldest message over 3600 seconds'),
    of(deadLetterQueueName, over('ApproximateNumberOfMessagesVisible', 'Maximum', 0, 1), 'dead letters over 0'),
  ];
}
