import { shown, unless } from '../common/checks';
import type { ArgumentProblem } from '../problems';

/** What S3 tells. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
export const NOTIFICATION_EVENTS = [
  's3:ObjectCreated:*',
  's3:ObjectCreated:Put',
  's3:ObjectCreated:Post',
  's3:ObjectCreated:Copy',
  's3:ObjectCreated:CompleteMultipartUpload',
  's3:ObjectRemoved:*',
  's3:ObjectRemoved:Delete',
  's3:ObjectRemoved:DeleteMarkerCreated',
  's3:ObjectRestore:*',
  's3:ObjectRestore:Post',
  's3:ObjectRestore:Completed',
  's3:ObjectRestore:Delete',
  's3:Replication:*',
  's3:Replication:OperationFailedReplication',
  's3:Replication:OperationMissedThreshold',
  's3:Replication:OperationReplicatedAfterThreshold',
  's3:Replication:OperationNotTracked',
  's3:LifecycleExpiration:*',
  's3:LifecycleExpiration:Delete',
  's3:LifecycleExpiration:DeleteMarkerCreated',
  's3:LifecycleTransition',
  's3:IntelligentTiering',
  's3:ObjectTagging:*',
  's3:ObjectTagging:Put',
  's3:ObjectTagging:Delete',
  's3:ObjectAcl:Put',
] as const;

type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

/** Whom S3 tells of what. */
export interface NotificationArgs {
  /** Unique in the bucket. */
  id: string;
  /** ARN of a standard queue, a standard topic or a function of the bucket's region. */
  targetArn: string;
  events: readonly NotificationEvent[];
  /** Of the keys it is told of. @default '', all */
  prefix?: string;
  /** Of the keys it is told of. @default '', all */
  suffix?: string;
}

interface Told {
  id: string;
  events: NotificationEvent[];
  filterPrefix?: string;
  filterSuffix?: string;
}

/** Inputs of `aws:s3:BucketNotification`. */
export interface BucketNotificationInputs {
  eventbridge?: true;
  queues?: (Told & { queueArn: string })[];
  topics?: (Told & { topicArn: string })[];
  lambdaFunctions?: (Told & { lambdaFunctionArn: string })[];
}

const TARGET = /^arn:aws(?:-cn|-us-gov)?:(sqs|sns|lambda):([a-z0-9-]+):\d{12}:.+$/;
const serviceOf = (arn: string): string | undefined => TARGET.exec(arn)?.[1];

/**
 * The one notification of a bucket: S3 has a single configuration, so that a second resource would replace it.
 *
 * @param notifications - as {@link validateNotifications} passes them
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 */
export function bucketNotification(args: {
  eventBridge: boolean;
  notifications: readonly NotificationArgs[];
}): BucketNotificationInputs {
  const told = <Arn extends string>(service: 'sqs' | 'sns' | 'lambda', arn: Arn) =>
    args.notifications
      .filter(({ targetArn }) => serviceOf(targetArn) === service)
      .map(({ id, targetArn, events, prefix, suffix }) => ({
        id,
        ...({ [arn]: targetArn } as Record<Arn, string>),
        events: [...events],
        ...(prefix === undefined ? {} : { filterPrefix: prefix }),
        ...(suffix === undefined ? {} : { filterSuffix: suffix }),
      }));
  const [queues, topics, lambdaFunctions] = [
    told('sqs', 'queueArn'),
    told('sns', 'topicArn'),
    told('lambda', 'lambdaFunctionArn'),
  ];
  return {
    ...(args.eventBridge ? { eventbridge: true } : {}),
    ...(queues.length === 0 ? {} : { queues }),
    ...(topics.length === 0 ? {} : { topics }),
    ...(lambdaFunctions.length === 0 ? {} : { lambdaFunctions }),
  };
}

/** `s3:ObjectCreated:*` is every event of its family. */
const family = (event: string): string => event.split(':').slice(0, 2).join(':');
const sameEvent = (a: string, b: string): boolean =>
  a === b || (family(a) === family(b) && (a.endsWith(':*') || b.endsWith(':*')));

/** S3 refuses two configurations that one object's event could match: it would not know whom to tell. */
function overlap(a: NotificationArgs, b: NotificationArgs): boolean {
  const [prefixA = '', prefixB = '', suffixA = '', suffixB = ''] = [a.prefix, b.prefix, a.suffix, b.suffix];
  return (
    (prefixA.startsWith(prefixB) || prefixB.startsWith(prefixA)) &&
    (suffixA.endsWith(suffixB) || suffixB.endsWith(suffixA)) &&
    a.events.some((event) => b.events.some((other) => sameEvent(event, other)))
  );
}

/** @returns every problem of a bucket's notifications */
export function validateNotifications(
  notifications: readonly NotificationArgs[],
  region: string,
  path: string,
): ArgumentProblem[] {
  return notifications.flatMap((one, i) => {
    const at = `${path}[${i}]`;
    const [, service, targetRegion] = TARGET.exec(one.targetArn) ?? [];
    const before = notifications.slice(0, i);
    const twin = before.find((other) => other.id !== one.id && overlap(other, one));
    return [
      ...unless(/\S/.test(one.id) && one.id.length <= 255 && !before.some(({ id }) => id === one.id), {
        path: `${at}.id`,
        value: shown(one.id),
        rule: 'has 1 to 255 characters and is unique in the bucket',
        fix: 'change it',
      }),
      ...unless(service !== undefined && targetRegion === region && !one.targetArn.endsWith('.fifo'), {
        path: `${at}.targetArn`,
        value: shown(one.targetArn),
        rule: `is the ARN of a standard queue, a standard topic or a function in ${region}: S3 tells no other`,
        fix: 'name one of the region, or take EventBridge (`eventBridge: true`) for the others',
      }),
      ...unless(one.events.length > 0, {
        path: `${at}.events`,
        value: 'none',
        rule: 'names what is told',
        fix: 'add one',
      }),
      ...one.events.flatMap((event, j) =>
        unless(NOTIFICATION_EVENTS.includes(event), {
          path: `${at}.events[${j}]`,
          value: shown(event),
          rule: `is one of ${NOTIFICATION_EVENTS.join(', ')}`,
          fix: 'choose one of them',
        }),
      ),
      ...(twin === undefined
        ? []
        : [
            {
              path: at,
              value: one.id,
              rule: `shares no event with ${twin.id}, whose prefix and suffix can match the same key: S3 refuses both`,
              fix: 'make the prefixes or suffixes apart, or tell one topic that tells both',
            },
          ]),
    ];
  });
}
