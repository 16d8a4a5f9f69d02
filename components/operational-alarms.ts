import * as cloudwatch from '@pulumi/aws/cloudwatch';
import * as pulumi from '@pulumi/pulumi';
import { shown, unless } from './common/checks';
import { childOptions, taggedInRegion } from './common/options';
import { validatePlacement, type Placement } from './common/placement';
import {
  databaseAlarms,
  queueAlarms,
  replicationAlarms,
  requestAlarms,
  type Alarm,
  type DatabaseMetrics,
  type EdgeMetrics,
} from './documents/alarms';
import { requestMetrics } from './documents/bucket-baseline';
import { refuse, type ArgumentProblem } from './problems';

export interface OperationalAlarmsArgs {
  placement: Placement;
  /** Buckets whose requests are counted. @default [] */
  buckets?: readonly { bucketName: string; region: string }[];
  /** @default [] */
  edges?: readonly EdgeMetrics[];
  /** @default [] */
  databases?: readonly DatabaseMetrics[];
  /** @default [] */
  queues?: readonly { region: string; queueName: string; deadLetterQueueName: string }[];
  /** SNS topics that are told; an alarm tells those of its own region. @default [], nobody is told */
  topicArns?: readonly string[];
}

/**
 * The alarms that an operator expects: replication behind, failing or piling up, errors of requests, a database that runs
 * out of processor, memory, connections, storage or capacity, and events that nobody could handle.
 *
 * There is none for CloudTrail's delivery: it publishes no metric of it; `LatestDeliveryError` of GetTrailStatus says it.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new OperationalAlarms('alarms', { placement, buckets: [artifacts], topicArns: ['arn:aws:sns:eu-west-1:111122223333:on-call'] })
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
 */
export class OperationalAlarms extends pulumi.ComponentResource {
  readonly alarmNames: readonly string[];

  constructor(name: string, args: OperationalAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`OperationalAlarms "${name}"`, validateOperationalAlarmsArgs(args));
    super('gl-artifacts:cloudwatch:OperationalAlarms', name, {}, opts);
    const alarms = alarmsOf(args);
    for (const alarm of alarms) {
      const actions = topicsIn(alarm.region, args.topicArns ?? []);
      new cloudwatch.MetricAlarm(
        `${name}-${alarm.name.replace(/[^A-Za-z0-9]+/g, '-')}`,
        taggedInRegion({ ...args.placement, region: alarm.region }, { ...inputsOf(alarm), ...tell(actions) }),
        childOptions(this),
      );
    }
    this.alarmNames = alarms.map((alarm) => alarm.name);
    this.registerOutputs({ alarmNames: this.alarmNames });
  }
}

/** Whoever is told of the trouble is told of its end. */
const tell = (topicArns: string[]) => ({ alarmActions: topicArns, okActions: topicArns });

const topicsIn = (region: string, topicArns: readonly string[]): string[] =>
  topicArns.filter((arn) => arn.split(':')[3] === region);

const inputsOf = ({ name, periodSeconds, source, region: _region, dimensions, ...rest }: Alarm) => ({
  ...rest,
  name,
  dimensions: { ...dimensions },
  period: periodSeconds,
  alarmDescription: `gl-artifacts: ${name}. ${source}`,
});

const alarmsOf = ({ buckets = [], edges = [], databases = [], queues = [] }: OperationalAlarmsArgs): Alarm[] => [
  ...buckets.flatMap(({ bucketName, region }) => requestAlarms(bucketName, region, requestMetrics().name)),
  ...edges.flatMap(replicationAlarms),
  ...databases.flatMap(databaseAlarms),
  ...queues.flatMap((queue) => queueAlarms(queue.region, queue.queueName, queue.deadLetterQueueName)),
];

/** @returns every problem of the arguments */
export function validateOperationalAlarmsArgs(args: OperationalAlarmsArgs, path = 'alarms'): ArgumentProblem[] {
  const { placement, topicArns = [], databases = [] } = args;
  const alarms = alarmsOf(args);
  const regions = [...new Set(alarms.map(({ region }) => region))];
  return [
    ...validatePlacement(placement, `${path}.placement`),
    ...unless(alarms.length > 0, {
      path,
      value: 'nothing to watch',
      rule: 'names a bucket, an edge, a database or a queue',
      fix: 'name one, or leave the component out',
    }),
    ...databases.flatMap(({ connections }, i) =>
      unless(Number.isInteger(connections) && connections > 0, {
        path: `${path}.databases[${i}].connections`,
        value: shown(connections),
        rule: 'is a whole number of connections above 0',
        fix: 'give four fifths of max_connections',
      }),
    ),
    ...topicArns.flatMap((arn, i) =>
      unless(
        /^arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/.test(arn) &&
          regions.includes(arn.split(':')[3]!),
        {
          path: `${path}.topicArns[${i}]`,
          value: shown(arn),
          rule: `is the ARN of an SNS topic in ${regions.join(' or ')}: an alarm tells topics of its own region only`,
          fix: 'give arn:aws:sns:…',
        },
      ),
    ),
  ];
}
