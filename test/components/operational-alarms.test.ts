import {
  OperationalAlarms,
  validateOperationalAlarmsArgs,
  type OperationalAlarmsArgs,
} from '../../components/operational-alarms';
import { ACCOUNT } from './judge';
import { record } from './record';

const home = { bucketName: 'gl-artifacts', region: 'eu-west-1' };
const replica = { bucketName: 'gl-artifacts-replica', region: 'eu-central-1' };
const topic = (region: string): string => `arn:aws:sns:${region}:${ACCOUNT}:on-call`;
const args: OperationalAlarmsArgs = {
  placement: { region: 'eu-west-1', accountId: ACCOUNT, tags: { team: 'data' } },
  buckets: [home],
  edges: [{ source: home, destination: replica, ruleIds: ['everything'] }],
  databases: [{ region: 'eu-west-1', engine: 'aurora-serverless', instanceIdentifiers: ['db-1'], connections: 800 }],
  queues: [{ region: 'eu-west-1', queueName: 'events', deadLetterQueueName: 'events-dead' }],
  topicArns: [topic('eu-west-1'), topic('eu-central-1')],
};
const alarmsOf = async (change: Partial<OperationalAlarmsArgs> = {}) => {
  const { resources } = await record(() => new OperationalAlarms('alarms', { ...args, ...change }));
  return resources.filter(({ type }) => type === 'aws:cloudwatch/metricAlarm:MetricAlarm');
};
const metric = async (metricName: string, change: Partial<OperationalAlarmsArgs> = {}) =>
  (await alarmsOf(change)).filter(({ inputs }) => inputs.metricName === metricName);

describe('the alarms of an operator', () => {
  test.each<[string, string, object]>([
    ['ReplicationLatency', 'eu-central-1', { threshold: 900, statistic: 'Maximum', treatMissingData: 'notBreaching' }],
    ['BytesPendingReplication', 'eu-central-1', { threshold: 107_374_182_400, treatMissingData: 'notBreaching' }],
    ['OperationsFailedReplication', 'eu-west-1', { threshold: 0, statistic: 'Sum', evaluationPeriods: 1 }],
  ])('watch %s of each rule where S3 publishes it, in %s', async (metricName, region, expected) => {
    const [alarm, ...others] = await metric(metricName);
    expect(others).toEqual([]);
    expect(alarm!.inputs).toMatchObject({
      ...expected,
      region,
      namespace: 'AWS/S3',
      comparisonOperator: 'GreaterThanThreshold',
      dimensions: {
        SourceBucket: 'gl-artifacts',
        DestinationBucket: 'gl-artifacts-replica',
        RuleId: 'everything',
      },
      alarmActions: [topic(region)],
      okActions: [topic(region)],
    });
  });

  test.each([
    ['4xxErrors', 0.05],
    ['5xxErrors', 0.01],
  ])('watch the share of %s by the filter that the bucket has, over %d', async (metricName, threshold) => {
    expect((await metric(metricName)).map(({ inputs }) => inputs)).toMatchObject([
      { threshold, statistic: 'Average', dimensions: { BucketName: 'gl-artifacts', FilterId: 'EntireBucket' } },
    ]);
  });

  test.each([
    ['CPUUtilization', 'GreaterThanThreshold', 90],
    ['FreeableMemory', 'LessThanThreshold', 268_435_456],
    ['DatabaseConnections', 'GreaterThanThreshold', 800],
    ['ACUUtilization', 'GreaterThanThreshold', 90],
  ])('watch %s of each instance, and take silence for failure', async (metricName, comparisonOperator, threshold) => {
    const databases = [{ ...args.databases![0]!, instanceIdentifiers: ['db-1', 'db-2'] }];
    expect((await metric(metricName, { databases })).map(({ inputs }) => inputs)).toMatchObject(
      ['db-1', 'db-2'].map((DBInstanceIdentifier) => ({
        threshold,
        comparisonOperator,
        dimensions: { DBInstanceIdentifier },
        treatMissingData: 'breaching',
      })),
    );
  });

  test('watch the ids of transactions that are not frozen, and take the silence of a reader for no failure', async () => {
    expect((await metric('MaximumUsedTransactionIDs')).map(({ inputs }) => inputs)).toMatchObject([
      { threshold: 1_000_000_000, comparisonOperator: 'GreaterThanThreshold', treatMissingData: 'notBreaching' },
    ]);
  });

  test('take the silence of a database that pauses for no failure', async () => {
    const databases = [{ ...args.databases![0]!, pauses: true }];
    const silences = (await alarmsOf({ databases })).map(({ inputs }) => inputs.treatMissingData as string);
    expect(new Set(silences)).toEqual(new Set(['notBreaching']));
  });

  test.each([
    ['aurora-provisioned', 'FreeLocalStorage', 5, 'db-1: local storage under 5 GiB'],
    ['rds', 'FreeStorageSpace', 10, 'db-1: storage under 10 GiB'],
  ] as const)('watch on %s what it runs out of, %s, and no capacity', async (engine, metricName, gibibytes, name) => {
    const databases = [{ ...args.databases![0]!, engine }];
    expect((await metric(metricName, { databases })).map(({ inputs }) => inputs)).toMatchObject([
      { name, threshold: gibibytes * 1024 ** 3, comparisonOperator: 'LessThanThreshold' },
    ]);
    expect(await metric('ACUUtilization', { databases })).toEqual([]);
  });

  test('watch for dead letters, and for messages that nobody takes', async () => {
    const dead = await metric('ApproximateNumberOfMessagesVisible');
    expect(dead.map(({ inputs }) => [inputs.dimensions.QueueName, inputs.threshold])).toEqual([['events-dead', 0]]);
    const old = await metric('ApproximateAgeOfOldestMessage');
    expect(old.map(({ inputs }) => [inputs.dimensions.QueueName, inputs.threshold])).toEqual([['events', 3600]]);
  });

  test('have a name each that says threshold and unit, a source, and the tags of the stack', async () => {
    const alarms = await alarmsOf();
    expect(new Set(alarms.map(({ inputs }) => inputs.name)).size).toBe(alarms.length);
    for (const { inputs, parent } of alarms) {
      expect(parent).toBe('alarms');
      expect(inputs.name).toMatch(/ (over|under) \d+( \w+)?$/);
      expect(inputs.alarmDescription).toMatch(/https:\/\/docs\.aws\.amazon\.com\//);
      expect(inputs.tags).toEqual({ team: 'data' });
    }
  });

  test('tell nobody where no topic of their region is given', async () => {
    const alarms = await alarmsOf({ topicArns: [topic('eu-west-1')] });
    const silent = alarms.filter(({ inputs }) => inputs.alarmActions.length === 0);
    expect(silent.map(({ inputs }) => inputs.region)).toEqual(['eu-central-1', 'eu-central-1']);
  });

  test.each<[string, Partial<OperationalAlarmsArgs>]>([
    ['alarms', { buckets: [], edges: [], databases: [], queues: [], topicArns: [] }],
    ['alarms.topicArns[0]', { topicArns: ['on-call'] }],
    ['alarms.topicArns[0]', { topicArns: [topic('us-east-1')] }],
    ['alarms.placement.accountId', { placement: { region: 'eu-west-1', accountId: '' } }],
    ['alarms.databases[0].connections', { databases: [{ ...args.databases![0]!, connections: 0.5 }] }],
  ])('name %s for %j, and register nothing', async (path, change) => {
    expect(validateOperationalAlarmsArgs({ ...args, ...change }).map((p) => p.path)).toEqual([path]);
    const { resources } = await record(() => {
      expect(() => new OperationalAlarms('alarms', { ...args, ...change })).toThrow(`${path}: got`);
    });
    expect(resources).toEqual([]);
  });
});
