import { saidBy } from '../said';
import { UNKNOWN_TEXT, type Given } from '../stack';

const arnOf = (name: string): string => `arn:aws:sqs:eu-west-1:111122223333:${name}`;
const urlOf = (name: string): string => `https://sqs.eu-west-1.amazonaws.com/111122223333/${name}`;
const redriveTo = (deadLetterTargetArn: unknown) => ({ deadLetterTargetArn, maxReceiveCount: 5 });

const queue = (name: string, inputs: object, computed: object = {}): Given => ({
  type: 'aws:sqs/queue:Queue',
  name,
  inputs: { name, ...inputs },
  computed: { arn: arnOf(name), url: urlOf(name), ...computed },
});
const redriveOf = (queueUrl: unknown, dependsOn: Given['dependsOn'] = {}): Given => ({
  type: 'aws:sqs/redrivePolicy:RedrivePolicy',
  name: 'redrive',
  inputs: { queueUrl, redrivePolicy: redriveTo(arnOf('elsewhere')) },
  dependsOn,
});
/** What is said, with the graph before it, of whether a queue has a redrive at all. */
const presenceOf = async (name: string, given: readonly Given[]): Promise<string[]> =>
  (await saidBy('sqs-dead-letter-queue', given)).filter((line) => line.startsWith(`${name}-present`));

const NONE = 'No redrivePolicy belongs to this queue (redrivePolicy)';

describe('a queue without a redrive that was not passed to another', () => {
  test.each<[says: string, redrive: unknown, computed: object, said: string]>([
    ['has the ARN that another names', redriveTo(arnOf('dead')), {}, 'not applicable: dead letters end here'],
    [
      'has the ARN that another names in JSON',
      JSON.stringify(redriveTo(arnOf('dead'))),
      {},
      'not applicable: dead letters end here',
    ],
    ['has another ARN', redriveTo(arnOf('elsewhere')), {}, `fail: ${NONE}`],
    ['stands beside a redrive that names no target', { maxReceiveCount: 5 }, { arn: UNKNOWN_TEXT }, `fail: ${NONE}`],
    ['stands beside a redrive that is no JSON', '{', { arn: UNKNOWN_TEXT }, `fail: ${NONE}`],
    ['has no ARN yet', redriveTo(arnOf('dead')), { arn: UNKNOWN_TEXT }, 'unverifiable: whether dead letters end here'],
    [
      'stands beside a target that is not known',
      redriveTo(UNKNOWN_TEXT),
      {},
      'unverifiable: whether dead letters end here',
    ],
    ['stands beside a redrive that is not known', UNKNOWN_TEXT, {}, 'unverifiable: whether dead letters end here'],
  ])('%s', async (_, redrivePolicy, computed, said) => {
    const given = [queue('dead', {}, computed), queue('events', { redrivePolicy })];
    expect(await presenceOf('dead', given)).toEqual([`dead-present ${said}`]);
  });

  test('is the target where one of several redrives names it', async () => {
    const given = [
      queue('dead', {}),
      queue('first', { redrivePolicy: redriveTo(UNKNOWN_TEXT) }),
      queue('second', { redrivePolicy: redriveTo(arnOf('dead')) }),
    ];
    expect(await presenceOf('dead', given)).toEqual(['dead-present not applicable: dead letters end here']);
  });

  test('is no target where the redrive was given another queue, though its ARN is not known', async () => {
    const events = queue('events', { redrivePolicy: UNKNOWN_TEXT });
    const given = [queue('dead', {}), queue('other', {}), { ...events, dependsOn: { redrivePolicy: ['other'] } }];
    expect(await presenceOf('dead', given)).toEqual([`dead-present fail: ${NONE}`]);
  });
});

describe('a queue for what EventBridge could not deliver', () => {
  const TARGET = 'not applicable: dead letters end here';
  const OPEN = 'unverifiable: whether dead letters end here';
  test.each<[says: string, deadLetterConfig: object, passed: string[], computed: object, said: string]>([
    ['has the ARN that a target names', { arn: arnOf('dead') }, [], {}, TARGET],
    ['was passed to a target', { arn: UNKNOWN_TEXT }, ['dead'], { arn: UNKNOWN_TEXT }, TARGET],
    ['has no ARN yet', { arn: arnOf('dead') }, [], { arn: UNKNOWN_TEXT }, OPEN],
    ['stands beside a target that is not known', { arn: UNKNOWN_TEXT }, [], {}, OPEN],
    ['has another ARN', { arn: arnOf('elsewhere') }, [], {}, `fail: ${NONE}`],
    ['stands beside a target that was passed another', { arn: UNKNOWN_TEXT }, ['other'], {}, `fail: ${NONE}`],
    ['stands beside a target that has none', {}, [], {}, `fail: ${NONE}`],
  ])('%s', async (_, deadLetterConfig, passed, computed, said) => {
    const target: Given = {
      type: 'aws:cloudwatch/eventTarget:EventTarget',
      name: 'target',
      inputs: { rule: 'events', arn: arnOf('events'), deadLetterConfig },
      dependsOn: passed.length === 0 ? {} : { deadLetterConfig: passed },
    };
    const given = [queue('dead', {}, computed), queue('other', {}), target];
    expect(await presenceOf('dead', given)).toEqual([`dead-present ${said}`]);
  });
});

describe('a queue for what another service could not work on or deliver', () => {
  const TARGET = 'not applicable: dead letters end here';
  const OPEN = 'unverifiable: whether dead letters end here';
  /** A holder that names an ARN for what it could not do, and where it has the settings. */
  const HOLDERS: [service: string, type: string, property: string, of: (arn: unknown) => unknown][] = [
    ['Lambda', 'aws:lambda/function:Function', 'deadLetterConfig', (targetArn) => ({ targetArn })],
    [
      'an invocation of Lambda',
      'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig',
      'destinationConfig',
      (destination) => ({ onFailure: { destination } }),
    ],
    [
      'a source of events of Lambda',
      'aws:lambda/eventSourceMapping:EventSourceMapping',
      'destinationConfig',
      (destinationArn) => ({ onFailure: { destinationArn } }),
    ],
    [
      'SNS',
      'aws:sns/topicSubscription:TopicSubscription',
      'redrivePolicy',
      (deadLetterTargetArn) =>
        deadLetterTargetArn === UNKNOWN_TEXT ? UNKNOWN_TEXT : JSON.stringify({ deadLetterTargetArn }),
    ],
    [
      'the Scheduler',
      'aws:scheduler/schedule:Schedule',
      'target',
      (arn) => ({ arn: arnOf('events'), roleArn: 'role', deadLetterConfig: { arn } }),
    ],
  ];
  const holder = (type: string, property: string, value: unknown, passed: string[] = []): Given => ({
    type,
    name: 'holder',
    inputs: { [property]: value },
    dependsOn: passed.length === 0 ? {} : { [property]: passed },
  });
  const saidBeside = async (one: Given, arn: string, other: object = {}): Promise<string | undefined> => {
    const lines = await presenceOf('dead', [queue('dead', {}, { arn }), queue('other', {}, other), one]);
    return lines[0]?.slice('dead-present '.length);
  };

  test.each(HOLDERS)('takes what %s names', async (_, type, property, of) => {
    const said = (arn: unknown, own: string, passed?: string[]): Promise<string | undefined> =>
      saidBeside(holder(type, property, of(arn), passed), own);
    expect(await said(arnOf('dead'), arnOf('dead'))).toBe(TARGET);
    expect(await said(UNKNOWN_TEXT, UNKNOWN_TEXT, ['dead'])).toBe(TARGET);
    expect(await said(arnOf('elsewhere'), arnOf('dead'))).toBe(`fail: ${NONE}`);
    expect(await said(UNKNOWN_TEXT, UNKNOWN_TEXT, ['other'])).toBe(`fail: ${NONE}`);
    expect(await said('arn:aws:sns:eu-west-1:111122223333:dead', UNKNOWN_TEXT)).toBe(`fail: ${NONE}`);
    expect(await said(arnOf('dead'), UNKNOWN_TEXT)).toBe(OPEN);
    expect(await said(UNKNOWN_TEXT, arnOf('dead'))).toBe(OPEN);
  });

  const schedule = (target: object, passed?: string[]): Given =>
    holder('aws:scheduler/schedule:Schedule', 'target', target, passed);
  const invocation = (onSuccess: string, more: object, passed?: string[]): Given =>
    holder(
      'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig',
      'destinationConfig',
      { onSuccess: { destination: onSuccess }, ...more },
      passed,
    );
  const deadLetterConfig = { arn: UNKNOWN_TEXT };
  const onFailure = { destination: UNKNOWN_TEXT };
  test.each<[says: string, one: Given, own: string, said: string]>([
    ['is sent to by a schedule', schedule({ arn: UNKNOWN_TEXT }, ['dead']), UNKNOWN_TEXT, `fail: ${NONE}`],
    ['is sent to on success', invocation(UNKNOWN_TEXT, {}, ['dead']), UNKNOWN_TEXT, `fail: ${NONE}`],
    [
      'is either end of a schedule',
      schedule({ arn: UNKNOWN_TEXT, deadLetterConfig }, ['dead', 'other']),
      UNKNOWN_TEXT,
      OPEN,
    ],
    [
      'may be in what a schedule sends',
      schedule({ arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage', input: UNKNOWN_TEXT, deadLetterConfig }, ['dead']),
      UNKNOWN_TEXT,
      OPEN,
    ],
    ['is either end of an invocation', invocation(UNKNOWN_TEXT, { onFailure }, ['dead']), UNKNOWN_TEXT, OPEN],
    [
      'is known, where what is not known is another one',
      schedule({ arn: arnOf('dead'), deadLetterConfig }, ['dead', 'other']),
      arnOf('dead'),
      OPEN,
    ],
    [
      'is not known, where another one is named',
      schedule({ arn: UNKNOWN_TEXT, deadLetterConfig: { arn: arnOf('other') } }, ['dead', 'other']),
      UNKNOWN_TEXT,
      OPEN,
    ],
    ['stands beside a schedule that is not known', schedule(UNKNOWN_TEXT as never, ['dead']), UNKNOWN_TEXT, OPEN],
  ])('that %s', async (_, one, own, said) => {
    expect(await saidBeside(one, own)).toBe(said);
  });
});

describe('a RedrivePolicy', () => {
  test.each<[says: string, redrive: Given, computed: object, said: string]>([
    ['belongs to the queue of its URL', redriveOf(urlOf('events')), {}, 'pass'],
    ['belongs to no queue of another URL', redriveOf(urlOf('elsewhere')), {}, `fail: ${NONE}`],
    [
      'belongs to some queue while its URL is not known',
      redriveOf(UNKNOWN_TEXT),
      {},
      'unverifiable: which queue a RedrivePolicy belongs to',
    ],
    [
      'belongs to some queue while the URL of the queue is not known',
      redriveOf(urlOf('events')),
      { url: UNKNOWN_TEXT },
      'unverifiable: which queue a RedrivePolicy belongs to',
    ],
    [
      'belongs to the queue that it was given and to no other',
      redriveOf(urlOf('events'), { queueUrl: ['other'] }),
      {},
      `fail: ${NONE}`,
    ],
  ])('%s', async (_, redrive, computed, said) => {
    const given = [queue('events', {}, computed), queue('other', {}), redrive];
    expect(await presenceOf('events', given)).toEqual([`events-present ${said}`]);
  });
});
