import * as cloudwatch from '@pulumi/aws/cloudwatch';
import * as sqs from '@pulumi/aws/sqs';
import * as pulumi from '@pulumi/pulumi';
import { validateBucketName } from './common/bucket-name';
import { shown, unless, validateWhole } from './common/checks';
import { childOptions, inRegion, taggedInRegion } from './common/options';
import { validatePlacement, type Placement } from './common/placement';
import { OBJECT_EVENTS, objectEventPattern, type ObjectEvent } from './documents/object-events';
import { queueArn, queuePolicy } from './documents/queue-policy';
import { refuse, type ArgumentProblem } from './problems';

export interface ArtifactEventsArgs {
  /** Bucket of the same region that sends its events to EventBridge. */
  bucketName: string;
  placement: Placement;
  /** Name of the queue and of the rule; that of the dead letters begins with it. */
  queueName: string;
  /** @default - whatever adds or removes an object or its tags */
  events?: readonly ObjectEvent[];
  /** How long an event waits to be received, 1 to 13. @default 4 */
  retentionDays?: number;
  /** How long whoever received an event has for it, 1 to 43200. @default 300 */
  visibilityTimeoutSeconds?: number;
  /** After how many tries an event counts as a dead letter, 1 to 1000. @default 5 */
  maxReceiveCount?: number;
}

const DAY_SECONDS = 86_400;
/** The most that SQS keeps. A dead letter's time counts from when it was sent first, so that its source's has to be shorter. */
const DEAD_LETTER_DAYS = 14;
/** The longest that SQS lets a receiver wait: fewer empty answers, each of which is paid. */
const RECEIVE_WAIT_SECONDS = 20;

const DEFAULTS = {
  events: ['Object Created', 'Object Deleted', 'Object Tags Added', 'Object Tags Deleted'],
  retentionDays: 4,
  visibilityTimeoutSeconds: 300,
  maxReceiveCount: 5,
} as const satisfies Partial<ArtifactEventsArgs>;

/** Name of the queue of what could not be delivered or worked on. */
export const deadLetterQueueName = (queueName: string): string => `${queueName}-dead`;

/**
 * A queue of what happens to the objects of a bucket: a rule of EventBridge sends to it. What EventBridge could not deliver,
 * or nobody could work on, ends in a second queue. Both are encrypted by SQS's own key, which EventBridge may use without a
 * grant.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new ArtifactEvents('events', { bucketName: 'gl-artifacts-eu-west-1', placement, queueName: 'gl-artifacts-eu-west-1-events' })
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
 */
export class ArtifactEvents extends pulumi.ComponentResource {
  readonly queueName: string;
  readonly queueUrl: pulumi.Output<string>;
  readonly queueArn: string;
  readonly deadLetterQueueName: string;
  readonly deadLetterQueueUrl: pulumi.Output<string>;

  constructor(name: string, args: ArtifactEventsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`ArtifactEvents "${name}"`, validateArtifactEventsArgs(args));
    super('gl-artifacts:events:ArtifactEvents', name, {}, opts);
    const { bucketName, placement, queueName, events, maxReceiveCount, ...times } = { ...DEFAULTS, ...args };
    const { region, accountId } = placement;
    const place = { region, accountId };
    const child = childOptions(this);
    const common = (ownName: string, retentionDays: number) =>
      taggedInRegion(placement, {
        name: ownName,
        sqsManagedSseEnabled: true,
        messageRetentionSeconds: retentionDays * DAY_SECONDS,
        policy: JSON.stringify(queuePolicy({ ...place, queueName: ownName, ruleName: queueName })),
      });
    this.queueName = queueName;
    this.queueArn = queueArn(place, queueName);
    this.deadLetterQueueName = deadLetterQueueName(queueName);
    const dead = new sqs.Queue(
      `${name}-dead-letters`,
      {
        ...common(this.deadLetterQueueName, DEAD_LETTER_DAYS),
        redriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [this.queueArn] }),
      },
      child,
    );
    const queue = new sqs.Queue(
      `${name}-queue`,
      {
        ...common(queueName, times.retentionDays),
        visibilityTimeoutSeconds: times.visibilityTimeoutSeconds,
        receiveWaitTimeSeconds: RECEIVE_WAIT_SECONDS,
        // By its name, which a preview knows, so that it can be judged there and still waits for the queue.
        redrivePolicy: dead.name.apply((deadName) =>
          JSON.stringify({ deadLetterTargetArn: queueArn(place, deadName), maxReceiveCount }),
        ),
      },
      child,
    );
    const rule = new cloudwatch.EventRule(
      `${name}-rule`,
      taggedInRegion(placement, {
        name: queueName,
        description: `Events of the objects of ${bucketName}`,
        eventPattern: JSON.stringify(objectEventPattern(bucketName, events)),
      }),
      child,
    );
    new cloudwatch.EventTarget(
      `${name}-target`,
      inRegion(placement, {
        rule: rule.name,
        targetId: 'queue',
        arn: queue.arn,
        deadLetterConfig: { arn: dead.arn },
      }),
      child,
    );
    this.queueUrl = queue.url;
    this.deadLetterQueueUrl = dead.url;
    this.registerOutputs({ queueUrl: this.queueUrl, deadLetterQueueUrl: this.deadLetterQueueUrl });
  }
}

/** @returns every problem of the arguments */
export function validateArtifactEventsArgs(args: ArtifactEventsArgs, path = 'events'): ArgumentProblem[] {
  const { bucketName, placement, queueName, events, maxReceiveCount, ...times } = { ...DEFAULTS, ...args };
  return [
    ...validateBucketName(bucketName, `${path}.bucketName`),
    ...validatePlacement(placement, `${path}.placement`),
    ...unless(/^[A-Za-z0-9_-]{1,64}$/.test(queueName), {
      path: `${path}.queueName`,
      value: shown(queueName),
      rule: 'has 1 to 64 letters, digits, hyphens and underscores, as many as a rule may have',
      fix: 'change it',
    }),
    ...unless(events.length > 0, {
      path: `${path}.events`,
      value: 'none',
      rule: 'names what is told',
      fix: 'add one, or leave it out',
    }),
    ...events.flatMap((event, i) => [
      ...unless(OBJECT_EVENTS.includes(event), {
        path: `${path}.events[${i}]`,
        value: shown(event),
        rule: `is one of ${OBJECT_EVENTS.join(', ')}`,
        fix: 'choose one of them',
      }),
      ...unless(events.indexOf(event) === i, {
        path: `${path}.events[${i}]`,
        value: shown(event),
        rule: 'is named once',
        fix: 'remove it',
      }),
    ]),
    ...validateWhole(times.retentionDays, `${path}.retentionDays`, [1, DEAD_LETTER_DAYS - 1], 'days'),
    ...validateWhole(times.visibilityTimeoutSeconds, `${path}.visibilityTimeoutSeconds`, [1, 43_200], 'seconds'),
    ...validateWhole(maxReceiveCount, `${path}.maxReceiveCount`, [1, 1_000], 'tries'),
  ];
}
