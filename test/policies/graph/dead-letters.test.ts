import type { StackResource } from '../../../policies/control';
import { parsed, takesDeadLetters } from '../../../policies/graph/dead-letters';
import { graphOf } from '../../../policies/graph/graph';
import type { Reading } from '../../../policies/reading/read';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf, seenOf } from './resource';

const arnOf = (name: string): string => `arn:aws:sqs:eu-west-1:111122223333:gl-${name}`;
const queue = (name: string, props: object = {}): StackResource =>
  resourceOf('aws:sqs/queue:Queue', name, { arn: arnOf(name), ...props });
const [DEAD, OTHER] = [queue('dead'), queue('other')];
/** As it is before `up` made it. */
const NEW = queue('dead', { arn: UNKNOWN_TEXT });
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:gl-dead';

const takes = (of: StackResource, ...holders: StackResource[]): boolean | undefined =>
  takesDeadLetters(graphOf([of, ...holders], new Map()), of);

const redrive = (deadLetterTargetArn: unknown, passed?: StackResource[]): StackResource =>
  resourceOf(
    'aws:sqs/queue:Queue',
    'events',
    { redrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 }) },
    passed && { redrivePolicy: passed },
  );

/** What sends elsewhere what it could not work on: its type, and how it says where. */
type Sender = [type: string, property: string, value: (arn: unknown) => object];
const ALONE: Sender[] = [
  ['aws:sqs/queue:Queue', 'redrivePolicy', (deadLetterTargetArn) => ({ deadLetterTargetArn })],
  ['aws:sqs/redrivePolicy:RedrivePolicy', 'redrivePolicy', (deadLetterTargetArn) => ({ deadLetterTargetArn })],
  ['aws:sns/topicSubscription:TopicSubscription', 'redrivePolicy', (deadLetterTargetArn) => ({ deadLetterTargetArn })],
  ['aws:cloudwatch/eventTarget:EventTarget', 'deadLetterConfig', (arn) => ({ arn })],
  ['aws:lambda/function:Function', 'deadLetterConfig', (targetArn) => ({ targetArn })],
  [
    'aws:lambda/eventSourceMapping:EventSourceMapping',
    'destinationConfig',
    (destinationArn) => ({ onFailure: { destinationArn } }),
  ],
  ['aws:cloudwatch/eventBus:EventBus', 'deadLetterConfig', (arn) => ({ arn })],
  [
    'aws:pipes/pipe:Pipe',
    'sourceParameters',
    (arn) => ({ kinesisStreamParameters: { startingPosition: 'LATEST', deadLetterConfig: { arn } } }),
  ],
  [
    'aws:pipes/pipe:Pipe',
    'sourceParameters',
    (arn) => ({ dynamodbStreamParameters: { startingPosition: 'LATEST', deadLetterConfig: { arn } } }),
  ],
];
const AMONG_OTHERS: Sender[] = [
  [
    'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig',
    'destinationConfig',
    (destination) => ({ onFailure: { destination } }),
  ],
  ['aws:scheduler/schedule:Schedule', 'target', (arn) => ({ deadLetterConfig: { arn } })],
];
/** Where the same property of those may name another queue. */
const BESIDE: [type: string, property: string, value: (other: unknown) => object][] = [
  [
    'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig',
    'destinationConfig',
    (destination) => ({ onFailure: { destination: UNKNOWN_TEXT }, onSuccess: { destination } }),
  ],
  ['aws:scheduler/schedule:Schedule', 'target', (arn) => ({ deadLetterConfig: { arn: UNKNOWN_TEXT }, arn })],
  ['aws:scheduler/schedule:Schedule', 'target', (input) => ({ deadLetterConfig: { arn: UNKNOWN_TEXT }, input })],
];
const sender = (type: string, property: string, value: unknown, passed?: StackResource[]): StackResource =>
  resourceOf(type, 'sender', { [property]: value }, passed && { [property]: passed });

describe.each([...ALONE, ...AMONG_OTHERS])('what %s sends on, by its %s,', (type, property, value) => {
  const by = (arn: unknown, passed?: StackResource[]) => sender(type, property, value(arn), passed);

  test('ends in the queue whose ARN it names, and in no other', () => {
    expect(takes(DEAD, by(arnOf('dead')))).toBe(true);
    expect(takes(DEAD, by(arnOf('dead'), []))).toBe(true);
    expect(takes(OTHER, by(arnOf('dead')))).toBe(false);
  });

  test('ends in the queue that was passed, while no ARN is known', () => {
    expect(takes(NEW, by(UNKNOWN_TEXT, [NEW]))).toBe(true);
    expect(takes(NEW, by(UNKNOWN_TEXT, [OTHER, NEW]))).toBe(true);
    expect(takes(NEW, by(UNKNOWN_TEXT, [OTHER]))).toBe(false);
  });

  test('may end in any queue where none was passed, while an ARN is not known', () => {
    for (const one of [DEAD, NEW]) expect(takes(one, by(UNKNOWN_TEXT))).toBeUndefined();
    expect(takes(NEW, by(arnOf('dead')))).toBeUndefined();
    expect(takes(DEAD, sender(type, property, UNKNOWN_TEXT))).toBeUndefined();
  });

  test('ends in no queue where it names none', () => {
    for (const one of [DEAD, NEW]) {
      expect(takes(one, sender(type, property, {}))).toBe(false);
      expect(takes(one, sender(type, property, undefined))).toBe(false);
      expect(takes(one, by(TOPIC))).toBe(false);
    }
  });
});

describe.each(ALONE)('what was passed to %s, whose %s names nothing else,', (type, property, value) => {
  const by = (arn: unknown, passed: StackResource[]) => sender(type, property, value(arn), passed);

  test('has the word, whatever the ARN says', () => {
    for (const arn of [UNKNOWN_TEXT, TOPIC, arnOf('other')]) expect(takes(DEAD, by(arn, [DEAD]))).toBe(true);
    expect(takes(DEAD, by(arnOf('dead'), [OTHER]))).toBe(false);
  });
});

describe.each(AMONG_OTHERS)('what was passed to %s, whose %s may name more,', (type, property, value) => {
  const by = (arn: unknown, passed: StackResource[]) => sender(type, property, value(arn), passed);

  test('is outdone by ARNs that are known', () => {
    expect(takes(DEAD, by(arnOf('other'), [DEAD]))).toBe(false);
    expect(takes(DEAD, by(arnOf('dead'), [OTHER]))).toBe(true);
    expect(takes(NEW, by(TOPIC, [NEW]))).toBe(false);
  });

  test('may be what it is sent to while one of the two ARNs is not known', () => {
    expect(takes(NEW, by(arnOf('dead'), [NEW]))).toBeUndefined();
    expect(takes(DEAD, by(UNKNOWN_TEXT, [DEAD]))).toBeUndefined();
    expect(takes(NEW, sender(type, property, UNKNOWN_TEXT, [NEW]))).toBeUndefined();
  });
});

test.each(BESIDE)(
  'a queue passed to %s is not known to be its end where another place of its %s may be it',
  (...to) => {
    const [type, property, value] = to;
    expect(takes(NEW, sender(type, property, value(UNKNOWN_TEXT), [NEW]))).toBeUndefined();
    expect(takes(NEW, sender(type, property, value('known'), [NEW]))).toBe(true);
  },
);

describe('a rule of IoT, which names a queue by its URL,', () => {
  const urlOf = (name: string): string => `https://sqs.eu-west-1.amazonaws.com/111122223333/${name}`;
  const at = (url: unknown): StackResource => queue('dead', { url });
  const rule = (errorAction: unknown, passed?: StackResource[]): StackResource =>
    sender('aws:iot/topicRule:TopicRule', 'errorAction', errorAction, passed);
  const to = (queueUrl: unknown, passed?: StackResource[]): StackResource =>
    rule({ sqs: { queueUrl, roleArn: 'role', useBase64: false } }, passed);

  test('sends what it could not do to that one, and to no other', () => {
    expect(takes(at(urlOf('dead')), to(urlOf('dead')))).toBe(true);
    expect(takes(at(urlOf('other')), to(urlOf('dead')))).toBe(false);
    expect(takes(at(urlOf('dead')), to(arnOf('dead')))).toBe(false);
  });

  test('sends it to the queue that was passed', () => {
    expect(takes(NEW, to(UNKNOWN_TEXT, [NEW]))).toBe(true);
    expect(takes(NEW, to(UNKNOWN_TEXT, [OTHER]))).toBe(false);
  });

  test('may send it anywhere while a URL is not known', () => {
    expect(takes(at(urlOf('dead')), to(UNKNOWN_TEXT))).toBeUndefined();
    expect(takes(at(UNKNOWN_TEXT), to(urlOf('dead')))).toBeUndefined();
    expect(takes(at(urlOf('dead')), rule(UNKNOWN_TEXT))).toBeUndefined();
  });

  test('sends it to no queue where it does something else', () => {
    expect(takes(at(urlOf('dead')), rule({ lambda: { functionArn: UNKNOWN_TEXT } }))).toBe(false);
    expect(takes(at(urlOf('dead')), rule(undefined))).toBe(false);
  });
});

describe('a queue', () => {
  test('takes dead letters where one of all is sent to it, and may where one may be', () => {
    expect(takes(DEAD)).toBe(false);
    const target = sender('aws:cloudwatch/eventTarget:EventTarget', 'deadLetterConfig', { arn: arnOf('dead') });
    const [sent, open] = [redrive(arnOf('other')), sender('aws:sqs/queue:Queue', 'redrivePolicy', UNKNOWN_TEXT)];
    expect(takes(DEAD, sent, open, target)).toBe(true);
    expect(takes(DEAD, sent, open)).toBeUndefined();
    expect(takes(DEAD, sent)).toBe(false);
  });

  test('takes them by what was seen of who sends them', () => {
    const holder = redrive(arnOf('other'));
    const seen = redrive(arnOf('dead'));
    expect(takesDeadLetters(graphOf([DEAD, holder], seenOf(seen)), DEAD)).toBe(true);
  });

  test('takes them by a text of JSON', () => {
    expect(takes(DEAD, redrive(arnOf('dead')))).toBe(true);
    expect(takes(OTHER, redrive(arnOf('dead')))).toBe(false);
  });
});

describe('a setting that may be a text of JSON', () => {
  test('is what the text says, and nothing where that is no JSON', () => {
    expect(parsed({ state: 'known', value: '{"a":[1]}' })).toEqual({ state: 'known', value: { a: [1] } });
    expect(parsed({ state: 'known', value: '{"a"' })).toEqual({ state: 'known', value: undefined });
  });

  test.each<Reading>([
    { state: 'known', value: { a: [1] } },
    { state: 'absent' },
    { state: 'unknown', path: 'redrivePolicy' },
  ])('is as it is where it is no text: %j', (given) => {
    expect(parsed(given)).toBe(given);
  });
});
