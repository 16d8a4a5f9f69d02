import fc from 'fast-check';
import {
  bucketNotification,
  NOTIFICATION_EVENTS,
  validateNotifications,
  type NotificationArgs,
} from '../../../components/documents/bucket-notification';

const REGION = 'eu-west-1';
const arn = (service: string, name: string): string => `arn:aws:${service}:${REGION}:111122223333:${name}`;
const told = (change: Partial<NotificationArgs> = {}): NotificationArgs => ({
  id: 'scan',
  targetArn: arn('sqs', 'scan'),
  events: ['s3:ObjectCreated:*'],
  ...change,
});
const problems = (...notifications: unknown[]): string[] =>
  validateNotifications(notifications as NotificationArgs[], REGION, 'n').map(({ path }) => path);

describe('the notification of a bucket', () => {
  test('tells each kind of target in its own list, with the keys that it is told of', () => {
    const notifications = [
      told({ prefix: 'acme/', suffix: '.csv' }),
      told({ id: 'topic', targetArn: arn('sns', 'all'), events: ['s3:ObjectRemoved:Delete'] }),
      told({ id: 'function', targetArn: arn('lambda', 'function:f'), events: ['s3:ObjectTagging:*'] }),
    ];
    expect(problems(...notifications)).toEqual([]);
    expect(bucketNotification({ eventBridge: true, notifications })).toEqual({
      eventbridge: true,
      queues: [
        {
          id: 'scan',
          queueArn: arn('sqs', 'scan'),
          events: ['s3:ObjectCreated:*'],
          filterPrefix: 'acme/',
          filterSuffix: '.csv',
        },
      ],
      topics: [{ id: 'topic', topicArn: arn('sns', 'all'), events: ['s3:ObjectRemoved:Delete'] }],
      lambdaFunctions: [
        { id: 'function', lambdaFunctionArn: arn('lambda', 'function:f'), events: ['s3:ObjectTagging:*'] },
      ],
    });
  });

  test('has no list that is empty, so that no preview shows one', () => {
    expect(bucketNotification({ eventBridge: false, notifications: [told()] })).toEqual({
      queues: [expect.anything()],
    });
    expect(bucketNotification({ eventBridge: true, notifications: [] })).toEqual({ eventbridge: true });
  });

  test('loses nobody, whoever is told', () => {
    const one = fc.record({
      id: fc.uuid(),
      targetArn: fc.constantFrom(arn('sqs', 'q'), arn('sns', 't'), arn('lambda', 'function:f')),
      events: fc.subarray([...NOTIFICATION_EVENTS], { minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(one), (notifications) => {
        const {
          queues = [],
          topics = [],
          lambdaFunctions = [],
        } = bucketNotification({ eventBridge: false, notifications });
        const ids = [...queues, ...topics, ...lambdaFunctions].map(({ id }) => id);
        expect(ids.sort()).toEqual(notifications.map(({ id }) => id).sort());
      }),
    );
  });
});

describe('wrong notifications', () => {
  test.each<[string, unknown[]]>([
    ['n[0].id', [told({ id: ' ' })]],
    ['n[0].id', [told({ id: 'x'.repeat(256) })]],
    ['n[0].targetArn', [told({ targetArn: 'scan' })]],
    ['n[0].targetArn', [told({ targetArn: arn('kinesis', 'stream/s') })]],
    ['n[0].targetArn', [told({ targetArn: arn('sqs', 'scan').replace(REGION, 'us-east-1') })]],
    ['n[0].targetArn', [told({ targetArn: arn('sqs', 'scan.fifo') })]],
    ['n[0].events', [told({ events: [] })]],
    ['n[0].events[0]', [{ ...told(), events: ['s3:ObjectRead'] }]],
    ['n[1].id', [told(), told({ events: ['s3:ObjectRemoved:*'] })]],
  ])('are named by %s in %j', (path, given) => {
    expect(problems(...given)).toEqual([path]);
  });

  const other = (change: Partial<NotificationArgs>) => told({ id: 'other', ...change });
  test.each<[string, NotificationArgs, NotificationArgs]>([
    ['the same event of all keys', told(), other({})],
    ['a family and one of it', told(), other({ events: ['s3:ObjectCreated:Put'] })],
    ['one of a family and it', told({ events: ['s3:ObjectCreated:Put'] }), other({})],
    ['a prefix of a prefix', told({ prefix: 'a/' }), other({ prefix: 'a/b/' })],
    ['a suffix of a suffix', told({ suffix: '.tar.gz' }), other({ suffix: '.gz' })],
    ['a prefix beside a suffix', told({ prefix: 'a/' }), other({ suffix: '.gz' })],
  ])('are two for %s, which S3 refuses', (_, a, b) => {
    expect(problems(a, b)).toEqual(['n[1]']);
  });

  test.each<[string, NotificationArgs, NotificationArgs]>([
    ['events of two families', told(), other({ events: ['s3:ObjectRemoved:*'] })],
    [
      'two events of one family',
      told({ events: ['s3:ObjectCreated:Put'] }),
      other({ events: ['s3:ObjectCreated:Copy'] }),
    ],
    ['two prefixes', told({ prefix: 'a/' }), other({ prefix: 'b/' })],
    ['two suffixes', told({ suffix: '.csv' }), other({ suffix: '.json' })],
    [
      'events without a family',
      told({ events: ['s3:LifecycleTransition'] }),
      other({ events: ['s3:IntelligentTiering'] }),
    ],
  ])('are not two for %s', (_, a, b) => {
    expect(problems(a, b)).toEqual([]);
  });
});

/** S3 User Guide, "Supported event types for SQS, SNS, and Lambda"; without that of a storage class that is not used here. */
const DOCUMENTED = {
  ObjectCreated: ['*', 'Put', 'Post', 'Copy', 'CompleteMultipartUpload'],
  ObjectRemoved: ['*', 'Delete', 'DeleteMarkerCreated'],
  ObjectRestore: ['*', 'Post', 'Completed', 'Delete'],
  Replication: [
    '*',
    'OperationFailedReplication',
    'OperationMissedThreshold',
    'OperationReplicatedAfterThreshold',
    'OperationNotTracked',
  ],
  LifecycleExpiration: ['*', 'Delete', 'DeleteMarkerCreated'],
  LifecycleTransition: [],
  IntelligentTiering: [],
  ObjectTagging: ['*', 'Put', 'Delete'],
  ObjectAcl: ['Put'],
};

test('every event that S3 documents can be told, each by its name', () => {
  const documented = Object.entries(DOCUMENTED).flatMap(([family, kinds]) =>
    kinds.length === 0 ? [`s3:${family}`] : kinds.map((kind) => `s3:${family}:${kind}`),
  );
  expect([...NOTIFICATION_EVENTS].sort()).toEqual(documented.sort());
});
