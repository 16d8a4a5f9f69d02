import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import { belongsTo } from '../graph/belongs';
import type { Graph } from '../graph/graph';
import { QUEUE, REDRIVE_POLICY } from '../graph/tokens';
import { nist } from '../mappings';
import { fail } from '../outcomes';
import { isDictionary, read, type Reading } from '../reading/read';

const PROPERTY = ['redrivePolicy'];

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const parsed = (given: Reading): Reading =>
  given.state === 'known' && typeof given.value === 'string' ? { ...given, value: valueOf(given.value) } : given;

/** A target, and a number of tries after which a message goes there. */
function judgeRedrive(given: Reading): Outcome {
  const redrive = parsed(given);
  if (redrive.state === 'unknown') return notKnownYet(redrive.path, { property: PROPERTY });
  if (!isDictionary(redrive.value)) return fail('redrivePolicy is no object', PROPERTY);
  const target = read(redrive.value, 'deadLetterTargetArn');
  if (target.state === 'absent' || (target.state === 'known' && target.value === ''))
    return fail('redrivePolicy names no deadLetterTargetArn', PROPERTY);
  const tries = read(redrive.value, 'maxReceiveCount');
  if (tries.state === 'unknown') return notKnownYet('maxReceiveCount', { property: PROPERTY });
  const count = Number(tries.value);
  return Number.isInteger(count) && count >= 1 && count <= 1_000
    ? PASS
    : fail('maxReceiveCount is not within 1 to 1000', PROPERTY);
}

const holders = (graph: Graph): StackResource[] => [...graph.ofType(QUEUE), ...graph.ofType(REDRIVE_POLICY)];

/** Whether messages of another queue end here, so that it needs none itself; undefined where that is not known yet. */
function isTarget(graph: Graph, queue: StackResource): boolean | undefined {
  const arn = read(queue.props, 'arn');
  const links = holders(graph).map((holder): boolean | undefined => {
    const passed = holder.propertyDependencies['redrivePolicy'] ?? [];
    if (passed.length > 0) return passed.some(({ urn }) => urn === queue.urn);
    const redrive = parsed(read(graph.inputsOf(holder).props, ...PROPERTY));
    if (redrive.state === 'unknown') return undefined;
    const target = read(redrive.value, 'deadLetterTargetArn');
    if (target.state === 'absent') return false;
    return target.state === 'known' && arn.state === 'known' ? target.value === arn.value : undefined;
  });
  if (links.includes(true)) return true;
  return links.includes(undefined) ? undefined : false;
}

function judgePresence(graph: Graph, queue: StackResource): Outcome {
  if (read(graph.inputsOf(queue).props, ...PROPERTY).state !== 'absent') return PASS;
  const target = isTarget(graph, queue);
  if (target === true) return { verdict: 'not applicable', because: 'messages of another queue end here' };
  const url = read(queue.props, 'url');
  const links = graph.ofType(REDRIVE_POLICY).map((redrive) => belongsTo(graph, redrive, 'queueUrl', queue, url));
  if (links.includes(true)) return PASS;
  if (links.includes(undefined)) return notKnownYet('which queue a RedrivePolicy belongs to');
  if (target === undefined) return notKnownYet('whether messages of another queue end here');
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
