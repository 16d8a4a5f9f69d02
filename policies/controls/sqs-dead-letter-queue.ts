import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import type { Graph } from '../graph/graph';
import { QUEUE, REDRIVE_POLICY } from '../graph/tokens';
import { nist } from '../mappings';
import { fail } from '../outcomes';
import { isDictionary, read, type Reading } from '../reading/read';

const PROPERTY = ['redrivePolicy'];

function parsed(given: Reading): Reading {
  if (given.state !== 'known' || typeof given.value !== 'string') return given;
  try {
    return { state: 'known', value: JSON.parse(given.value) as unknown };
  } catch {
    return { state: 'known', value: undefined };
  }
}

/** A target, and a number of tries after which a message goes there. */
function judgeRedrive(given: Reading): Outcome {
  const redrive = parsed(given);
  if (redrive.state === 'unknown') return notKnownYet(redrive.path, { property: PROPERTY });
  if (redrive.state === 'absent' || !isDictionary(redrive.value)) return fail('redrivePolicy is no object', PROPERTY);
  const target = read(redrive.value, 'deadLetterTargetArn');
  if (target.state === 'absent' || (target.state === 'known' && target.value === ''))
    return fail('redrivePolicy names no deadLetterTargetArn', PROPERTY);
  const tries = read(redrive.value, 'maxReceiveCount');
  if (tries.state === 'unknown') return notKnownYet('maxReceiveCount', { property: PROPERTY });
  const count = tries.state === 'known' ? Number(tries.value) : NaN;
  return Number.isInteger(count) && count >= 1 && count <= 1_000
    ? PASS
    : fail('maxReceiveCount is not within 1 to 1000', PROPERTY);
}

const holders = (graph: Graph): StackResource[] => [...graph.ofType(QUEUE), ...graph.ofType(REDRIVE_POLICY)];

/** Whether messages of another queue end here: that queue needs none itself. */
function isTarget(graph: Graph, queue: StackResource): boolean {
  const arn = read(queue.props, 'arn');
  return holders(graph).some((holder) => {
    if ((holder.propertyDependencies['redrivePolicy'] ?? []).some(({ urn }) => urn === queue.urn)) return true;
    const redrive = parsed(read(graph.inputsOf(holder).props, ...PROPERTY));
    const target = redrive.state === 'known' ? read(redrive.value, 'deadLetterTargetArn') : redrive;
    return arn.state === 'known' && target.state === 'known' && arn.value === target.value;
  });
}

function judgePresence(graph: Graph, queue: StackResource): Outcome {
  if (read(graph.inputsOf(queue).props, ...PROPERTY).state !== 'absent') return PASS;
  if (isTarget(graph, queue)) return { verdict: 'not applicable', because: 'messages of another queue end here' };
  const url = read(queue.props, 'url');
  const links = graph.ofType(REDRIVE_POLICY).map((redrive): boolean | undefined => {
    const passed = redrive.propertyDependencies['queueUrl'] ?? [];
    if (passed.length > 0) return passed.some(({ urn }) => urn === queue.urn);
    const named = read(graph.inputsOf(redrive).props, 'queueUrl');
    return named.state === 'known' && url.state === 'known' ? named.value === url.value : undefined;
  });
  if (links.includes(true)) return PASS;
  if (links.includes(undefined))
    return { verdict: 'unverifiable', unknown: 'which queue a RedrivePolicy belongs to', final: false };
  return fail('No redrivePolicy belongs to this queue', PROPERTY);
}

/** A queue at which the redrive of another one points is exempt, by that alone. */
export const sqsDeadLetterQueue: Control<object> = {
  id: 'sqs-dead-letter-queue',
  title: 'No message is lost or tried for ever: what cannot be worked on goes to another queue',
  intent:
    'One message that nobody can work on holds up those behind it, and is dropped at the end of its time: an event of the bucket that nobody ever saw.',
  severity: 'medium',
  level: 'mandatory',
  mappings: nist('own', 'SI-17'),
  remediation: ['set redrivePolicy with deadLetterTargetArn and maxReceiveCount, and watch the other queue.'],
  notApplicable: ['Queues that are the target of another one.'],
  falsePositives: [
    'A target whose source is in another stack: give it a redrive of its own, or another configuration.',
  ],
  configuration: NO_CONFIGURATION,
  tokens: [...QUEUE, ...REDRIVE_POLICY],
  content: ({ type, props }): Outcome => {
    const given = read(props, ...PROPERTY);
    if (given.state === 'absent' && QUEUE.includes(type))
      return { verdict: 'deferred', because: 'its redrive may be another resource, or it is the target of one' };
    return judgeRedrive(given);
  },
  graph: {
    suffix: 'present',
    judge: (graph) =>
      graph.ofType(QUEUE).map((queue): Judgement => ({ urn: queue.urn, outcome: judgePresence(graph, queue) })),
  },
};
