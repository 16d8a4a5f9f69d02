import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Outcome } from '../control';
import { EVENT_TARGET, QUEUE } from '../graph/tokens';
import { nist } from '../mappings';
import { fail } from '../outcomes';
import { read } from '../reading/read';

const PROPERTY = ['deadLetterConfig', 'arn'];
const at = { property: PROPERTY };

/** Who may send to a queue is a matter of the queue's policy, and judged there. A queue of the same stack is one, also before its ARN is known. */
export const eventbridgeScoped: Control<object> = {
  id: 'eventbridge-scoped',
  title: 'No event is lost: what a rule could not deliver goes to a queue',
  intent:
    'EventBridge tries for a day, and then drops the event: a queue that was away, or a policy that was wrong, leaves a gap that nobody sees.',
  severity: 'medium',
  level: 'mandatory',
  mappings: nist('own', 'AU-5', 'SI-11'),
  remediation: [
    'set deadLetterConfig.arn of the target to another queue, whose policy lets events.amazonaws.com send for this rule, by aws:SourceArn.',
  ],
  notApplicable: ['Whom the policy of a queue lets send: sqs-queue-tls-and-scoped-policy judges it.'],
  falsePositives: ['A target whose lost events another system finds again, for example by an inventory.'],
  configuration: NO_CONFIGURATION,
  tokens: EVENT_TARGET,
  content: ({ props }): Outcome => {
    const [queue, target] = [read(props, ...PROPERTY), read(props, 'arn')];
    if (queue.state === 'unknown')
      return { verdict: 'deferred', because: 'whether that is a queue of the stack, the graph says' };
    if (queue.state === 'absent' || queue.value === '') return fail('It has no deadLetterConfig', PROPERTY);
    const same = target.state === 'known' && target.value === queue.value;
    return same ? fail('What could not be delivered is sent to the same queue again', PROPERTY) : PASS;
  },
  graph: {
    suffix: 'graph',
    judge: (graph) =>
      graph
        .ofType(EVENT_TARGET)
        .filter((target) => read(graph.inputsOf(target).props, ...PROPERTY).state === 'unknown')
        .map((target) => {
          const passed = target.propertyDependencies['deadLetterConfig'] ?? [];
          const isQueue = passed.some(({ type }) => QUEUE.includes(type));
          return { urn: target.urn, outcome: isQueue ? PASS : notKnownYet(PROPERTY.join('.'), at) };
        }),
  },
};
