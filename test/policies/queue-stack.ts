import { UNKNOWN_TEXT, type Given } from './stack';

const ACCOUNT = '111122223333';
const arnOf = (name: string): string => `arn:aws:sqs:eu-west-1:${ACCOUNT}:${name}`;

/** Sent to by EventBridge alone, over TLS alone. */
const policyOf = (name: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: arnOf(name),
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: arnOf(name),
      Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${ACCOUNT}:rule/gl-events` } },
    },
  ],
});
const redrivePolicy = { deadLetterTargetArn: arnOf('gl-dead'), maxReceiveCount: 5 };
const queue = (name: string, more: object = {}, dependsOn: Given['dependsOn'] = {}): Given => ({
  type: 'aws:sqs/queue:Queue',
  name,
  inputs: { name: `gl-${name}`, sqsManagedSseEnabled: true, ...more },
  computed: { url: UNKNOWN_TEXT, arn: UNKNOWN_TEXT, policy: UNKNOWN_TEXT },
  dependsOn,
});

/** A queue of events and the one for what nobody can work on, all of it inline. Every control passes. */
export const inlineQueueStack = (): Given[] => [
  queue('dead', { policy: policyOf('gl-dead') }),
  queue(
    'events',
    { policy: policyOf('gl-events'), redrivePolicy: JSON.stringify(redrivePolicy) },
    { redrivePolicy: ['dead'] },
  ),
];

/** The same with resources of their own. */
export const siblingQueueStack = (): Given[] => [
  queue('dead', { policy: policyOf('gl-dead') }),
  queue('events'),
  {
    type: 'aws:sqs/queuePolicy:QueuePolicy',
    name: 'policy',
    inputs: { queueUrl: UNKNOWN_TEXT, policy: policyOf('gl-events') },
    dependsOn: { queueUrl: ['events'] },
  },
  {
    type: 'aws:sqs/redrivePolicy:RedrivePolicy',
    name: 'redrive',
    inputs: { queueUrl: UNKNOWN_TEXT, redrivePolicy: JSON.stringify(redrivePolicy) },
    dependsOn: { queueUrl: ['events'], redrivePolicy: ['dead'] },
  },
];
