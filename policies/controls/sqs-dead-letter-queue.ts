import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import { belongsTo } from '../graph/belongs';
import { parsed, takesDeadLetters } from '../graph/dead-letters';
import type { Graph } from '../graph/graph';
import { QUEUE, REDRIVE_POLICY } from '../graph/tokens';
import { nist } from '../mappings';
import { fail } from '../outcomes';
import { isDictionary, read, type Reading } from '../reading/read';

const PROPERTY = ['redrivePolicy'];

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

function judgePresence(graph: Graph, queue: StackResource): Outcome {
  if (read(graph.inputsOf(queue).props, ...PROPERTY).state !== 'absent') return PASS;
  const target = takesDeadLetters(graph, queue);
  if (target === true) return { verdict: 'not applicable', because: 'dead letters end here' };
  const url = read(queue.props, 'url');
  const links = graph.ofType(REDRIVE_POLICY).map((redrive) => belongsTo(graph, redrive, 'queueUrl', queue, url));
  if (links.includes(true)) return PASS;
  if (links.includes(undefined)) return notKnownYet('which queue a RedrivePolicy belongs to');
  if (target === undefined) return notKnownYet('whether dead letters end here');
  return fail('No redrivePolicy belongs to this queue', PROPERTY);
}

/** A queue that takes what something else could not work on or deliver is exempt, by that alone. */
export const sqsDeadLetterQueue: Control<object> = {
  id: 'sqs-dead-letter-queue',
  title: 'No message is lost or tried for ever: what cannot be worked on goes to another queue',
  intent:
    'One message that nobody can work on holds up those behind it, and is dropped at the end of its time: an event of the bucket that nobody ever saw.',
  severity: 'medium',
  level: 'mandatory',
  mappings: nist('own', 'SI-17'),
  remediation: ['set redrivePolicy with deadLetterTargetArn and maxReceiveCount, and watch the other queue.'],
  notApplicable: [
    'Queues that take what another one or a function of Lambda could not work on, or what EventBridge, its Scheduler or its pipes, SNS or a rule of IoT could not deliver.',
  ],
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
