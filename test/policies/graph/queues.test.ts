import type { StackResource } from '../../../policies/control';
import { parseDocument } from '../../../policies/document/parse';
import { QUEUE_POLICY } from '../../../policies/document-kinds';
import { graphOf } from '../../../policies/graph/graph';
import { policyOfQueue, queueNamed, queueNameOf, queueOf } from '../../../policies/graph/queues';
import { UNKNOWN_TEXT } from '../stack';
import type { Reading } from '../../../policies/reading/read';
import { resourceOf } from './resource';

const ARN = 'arn:aws:sqs:eu-central-1:444455556666:events';
const queue = (name: string, props: object = {}): StackResource =>
  resourceOf('aws:sqs/queue:Queue', name, { name: `gl-${name}`, url: `https://sqs/gl-${name}`, ...props });
const policy = (queueUrl: string, passed: StackResource[] = []): StackResource =>
  resourceOf('aws:sqs/queuePolicy:QueuePolicy', 'policy', { queueUrl, policy: 'own' }, { queueUrl: passed });
const [EVENTS, DEAD] = [queue('events'), queue('dead')];

describe('the queue that a policy is about', () => {
  const about = (name: Reading<string>, ...Resource: string[]): string => {
    const value = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource }],
    };
    const parsed = parseDocument({ state: 'known', value }, QUEUE_POLICY);
    if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
    return queueOf(parsed.document, name);
  };
  const NONE: Reading<string> = { state: 'absent' };
  const OWN: Reading<string> = { state: 'known', value: 'own' };

  test.each<[says: string, resources: string[], arn: string]>([
    [
      'is the one of its name',
      [ARN, 'arn:aws:sqs:eu-north-1:444455556666:own'],
      'arn:aws:sqs:eu-north-1:444455556666:own',
    ],
    ['is where another one is', [`${ARN}-own`], 'arn:aws:sqs:eu-central-1:444455556666:own'],
    [
      'is where a pattern is',
      ['*', 'arn:aws-cn:sqs:cn-north-1:444455556666:gl-*'],
      'arn:aws-cn:sqs:cn-north-1:444455556666:own',
    ],
    ['is somewhere in what a pattern means', ['arn:aws:sqs:*:*:own'], 'arn:aws:sqs:eu-west-1:111122223333:own'],
    ['is somewhere where none is named', ['*'], 'arn:aws:sqs:eu-west-1:111122223333:own'],
  ])('%s, where its name is known', (_, resources, arn) => {
    expect(about(OWN, ...resources)).toBe(arn);
  });

  test('is the first that it names whole', () => {
    expect(about(NONE, '*', 'arn:aws:sqs:*:444455556666:events', ARN, `${ARN}-2`)).toBe(ARN);
  });

  test('is some queue where it names none', () => {
    expect(about(NONE, '*')).toMatch(/^arn:aws:sqs:[a-z0-9-]+:\d{12}:[a-z]+$/);
  });
});

describe('the name of the queue of a policy', () => {
  test('is that of the queue, or the end of the address', () => {
    expect(queueNameOf({ name: 'gl-events' })).toEqual({ state: 'known', value: 'gl-events' });
    expect(queueNameOf({ queueUrl: 'https://sqs/111122223333/gl-dead' })).toEqual({ state: 'known', value: 'gl-dead' });
    expect(queueNameOf({}).state).toBe('absent');
  });
});

describe('the policy of a queue', () => {
  const policyIn = (one: StackResource, ...others: StackResource[]) =>
    policyOfQueue(graphOf([one, ...others], new Map()), one);
  const own = { kind: 'policy', policy: { state: 'known', value: 'own' } };

  test('is its own, or that of its address or of the queue that was passed', () => {
    expect(policyIn(queue('events', { policy: 'inline' }), policy('https://sqs/gl-events'))).toEqual({
      kind: 'policy',
      policy: { state: 'known', value: 'inline' },
    });
    expect(policyIn(EVENTS, DEAD, policy('https://sqs/gl-events'))).toEqual(own);
    expect(policyIn(EVENTS, DEAD, policy(UNKNOWN_TEXT, [EVENTS]))).toEqual(own);
  });

  test('is none where all are of other queues', () => {
    expect(policyIn(EVENTS, DEAD)).toEqual({ kind: 'none' });
    expect(policyIn(EVENTS, DEAD, policy('https://sqs/gl-dead'))).toEqual({ kind: 'none' });
    expect(policyIn(EVENTS, DEAD, policy(UNKNOWN_TEXT, [DEAD]))).toEqual({ kind: 'none' });
  });

  test('is not known where one may be of any queue', () => {
    expect(policyIn(EVENTS, DEAD, policy(UNKNOWN_TEXT))).toEqual({ kind: 'unclear' });
    expect(policyIn(queue('events', { url: UNKNOWN_TEXT }), policy('https://sqs/gl-dead'))).toEqual({
      kind: 'unclear',
    });
  });
});

describe('a queue that a property names', () => {
  const target = (arn: string, passed: StackResource[] = []): StackResource =>
    resourceOf(
      'aws:cloudwatch/eventTarget:EventTarget',
      'target',
      { deadLetterConfig: { arn } },
      { deadLetterConfig: passed },
    );
  const namedBy = (one: StackResource, ...queues: StackResource[]) =>
    queueNamed(graphOf([one, ...queues], new Map()), one, 'deadLetterConfig', 'arn')?.name;

  test('is the one that was passed, else the one of its name', () => {
    expect(namedBy(target(UNKNOWN_TEXT, [DEAD]), EVENTS, DEAD)).toBe('dead');
    expect(namedBy(target('arn:aws:sqs:eu-west-1:111122223333:gl-dead'), EVENTS, DEAD)).toBe('dead');
    expect(namedBy(target('arn:aws:sqs:eu-west-1:111122223333:gl-dead', [EVENTS, DEAD]), EVENTS, DEAD)).toBe('dead');
  });

  test('is none where its name is nobody’s, not known, or that of two', () => {
    expect(namedBy(target('arn:aws:sqs:eu-west-1:111122223333:of-gl-dead'), EVENTS, DEAD)).toBeUndefined();
    expect(namedBy(target(UNKNOWN_TEXT), EVENTS, DEAD)).toBeUndefined();
    const twin = queue('twin', { name: 'gl-dead' });
    expect(namedBy(target('arn:aws:sqs:eu-west-1:111122223333:gl-dead'), EVENTS, DEAD, twin)).toBeUndefined();
    expect(
      namedBy(target('arn:aws:sqs:eu-west-1:111122223333:gl-x'), queue('x', { name: UNKNOWN_TEXT })),
    ).toBeUndefined();
  });
});
