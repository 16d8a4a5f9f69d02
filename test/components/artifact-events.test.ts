import { ArtifactEvents, validateArtifactEventsArgs, type ArtifactEventsArgs } from '../../components/artifact-events';
import { sqsDeadLetterQueue } from '../../policies/controls/sqs-dead-letter-queue';
import { ACCOUNT, judge, role, service } from './judge';
import { record, valueOf, type Registered } from './record';

const NAME = 'gl-artifacts-eu-west-1-events';
const args: ArtifactEventsArgs = {
  bucketName: 'gl-artifacts-eu-west-1',
  placement: { region: 'eu-west-1', accountId: ACCOUNT, tags: { team: 'data' } },
  queueName: NAME,
};
const arnOf = (name: string): string => `arn:aws:sqs:eu-west-1:${ACCOUNT}:${name}`;
const ruleOf = (name: string, account = ACCOUNT): string => `arn:aws:events:eu-west-1:${account}:rule/${name}`;
const events = (change: Partial<ArtifactEventsArgs> = {}) => new ArtifactEvents('events', { ...args, ...change });
const named = (resources: readonly Registered[], name: string): Registered['inputs'] =>
  resources.find((r) => r.name === name)!.inputs;

describe('the events of a bucket', () => {
  test('go by one rule to one queue, and what fails to a second one', async () => {
    const { resources } = await record(() => events(), true);
    const { policy: _queue, ...queue } = named(resources, 'events-queue');
    const { policy: _dead, ...dead } = named(resources, 'events-dead-letters');
    const common = { region: 'eu-west-1', tags: { team: 'data' }, sqsManagedSseEnabled: true };
    expect(queue).toEqual({
      ...common,
      name: NAME,
      messageRetentionSeconds: 345_600,
      visibilityTimeoutSeconds: 300,
      receiveWaitTimeSeconds: 20,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(`${NAME}-dead`), maxReceiveCount: 5 }),
    });
    expect(dead).toEqual({
      ...common,
      name: `${NAME}-dead`,
      messageRetentionSeconds: 1_209_600,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [arnOf(NAME)] }),
    });
    const { eventPattern, ...rule } = named(resources, 'events-rule');
    expect(rule).toEqual({
      name: NAME,
      region: 'eu-west-1',
      tags: { team: 'data' },
      description: 'Events of the objects of gl-artifacts-eu-west-1',
    });
    expect(JSON.parse(eventPattern as string)).toEqual({
      source: ['aws.s3'],
      'detail-type': ['Object Created', 'Object Deleted', 'Object Tags Added', 'Object Tags Deleted'],
      detail: { bucket: { name: ['gl-artifacts-eu-west-1'] } },
    });
    expect(named(resources, 'events-target')).toEqual({
      region: 'eu-west-1',
      rule: NAME,
      targetId: 'queue',
      arn: 'arn:of:events-queue',
      deadLetterConfig: { arn: 'arn:of:events-dead-letters' },
    });
    expect(resources.filter((r) => r.type.startsWith('aws:')).map((r) => r.parent)).toEqual(Array(4).fill('events'));
  });

  test('take the arguments that are given', async () => {
    const given = { retentionDays: 13, visibilityTimeoutSeconds: 43_200, maxReceiveCount: 1_000 };
    const { resources } = await record(() => events({ ...given, events: ['Object Restore Completed'] }));
    const queue = named(resources, 'events-queue');
    expect(queue).toMatchObject({ messageRetentionSeconds: 1_123_200, visibilityTimeoutSeconds: 43_200 });
    expect(JSON.parse(queue.redrivePolicy as string)).toMatchObject({ maxReceiveCount: 1_000 });
    const pattern = JSON.parse(named(resources, 'events-rule').eventPattern as string) as object;
    expect(pattern).toMatchObject({ 'detail-type': ['Object Restore Completed'] });
  });

  test('are of every kind that S3 tells of', async () => {
    const kinds = [
      'Object Created',
      'Object Deleted',
      'Object Restore Initiated',
      'Object Restore Completed',
      'Object Restore Expired',
      'Object Tags Added',
      'Object Tags Deleted',
      'Object ACL Updated',
      'Object Storage Class Changed',
      'Object Access Tier Changed',
    ] as const;
    const { resources } = await record(() => events({ events: kinds }));
    expect(JSON.parse(named(resources, 'events-rule').eventPattern as string)).toMatchObject({ 'detail-type': kinds });
  });

  test.each([
    ['events-queue', NAME],
    ['events-dead-letters', `${NAME}-dead`],
  ])('reach %s by the rule alone, and over TLS alone, as a preview knows', async (resource, queueName) => {
    const { resources } = await record(() => events());
    const { policy } = named(resources, resource);
    const says = (who: Parameters<typeof judge>[1], action: string, context: Record<string, string>) =>
      judge(policy, who, action, arnOf(queueName), { 'aws:SecureTransport': 'true', ...context });
    const bridge = service('events.amazonaws.com');
    const source = { 'aws:SourceArn': ruleOf(NAME) };
    expect(says(bridge, 'sqs:SendMessage', source)).toBe('allowed');
    expect(says(bridge, 'sqs:ReceiveMessage', source)).toBe('implicitDeny');
    expect(says(bridge, 'sqs:SendMessage', { 'aws:SourceArn': ruleOf('another') })).toBe('implicitDeny');
    expect(says(bridge, 'sqs:SendMessage', { 'aws:SourceArn': ruleOf(NAME, '444455556666') })).toBe('implicitDeny');
    expect(says(service('s3.amazonaws.com'), 'sqs:SendMessage', source)).toBe('implicitDeny');
    expect(says(role('app', '444455556666'), 'sqs:SendMessage', source)).toBe('implicitDeny');
    expect(says(bridge, 'sqs:SendMessage', { ...source, 'aws:SecureTransport': 'false' })).toBe('explicitDeny');
    expect(says(role('admin'), 'sqs:ReceiveMessage', { 'aws:SecureTransport': 'false' })).toBe('explicitDeny');
  });

  test('have a redrive that is known at a preview, where the control judges it', async () => {
    const { resources } = await record(() => events());
    const { type, inputs } = resources.find((r) => r.name === 'events-queue')!;
    const outcome = sqsDeadLetterQueue.content!({ type, props: inputs } as never, {});
    expect(outcome).toMatchObject({ verdict: 'pass' });
  });

  test('are read at the URLs that it puts out', async () => {
    const { value } = await record(() => events(), true);
    expect(value).toMatchObject({ queueName: NAME, queueArn: arnOf(NAME), deadLetterQueueName: `${NAME}-dead` });
    expect(await valueOf(value.queueUrl)).toBe('https://events-queue.example');
    expect(await valueOf(value.deadLetterQueueUrl)).toBe('https://events-dead-letters.example');
  });

  test.each<[string, Partial<ArtifactEventsArgs>]>([
    ['bucketName', { bucketName: 'a_b' }],
    ['placement.region', { placement: { region: 'eu-west-9', accountId: ACCOUNT } }],
    ['placement.accountId', { placement: { region: 'eu-west-1', accountId: '' } }],
    ['queueName', { queueName: '' }],
    ['queueName', { queueName: 'events.fifo' }],
    ['queueName', { queueName: 'q'.repeat(65) }],
    ['events', { events: [] }],
    ['events[0]', { events: ['ObjectCreated:*' as never] }],
    ['events[1]', { events: ['Object Created', 'Object Created'] }],
    ['retentionDays', { retentionDays: 0 }],
    ['retentionDays', { retentionDays: 14 }],
    ['visibilityTimeoutSeconds', { visibilityTimeoutSeconds: 0 }],
    ['visibilityTimeoutSeconds', { visibilityTimeoutSeconds: 43_201 }],
    ['maxReceiveCount', { maxReceiveCount: 0 }],
    ['maxReceiveCount', { maxReceiveCount: 1_001 }],
  ])('name %s for %j, and register nothing', async (path, change) => {
    expect(validateArtifactEventsArgs({ ...args, ...change }).map((p) => p.path)).toEqual([`events.${path}`]);
    const { resources } = await record(() => {
      expect(() => events(change)).toThrow(`events.${path}: got`);
    });
    expect(resources).toEqual([]);
  });
});
