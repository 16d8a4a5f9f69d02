import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Outcome, type StackResource } from '../control';
import { QUEUE_POLICY } from '../document-kinds';
import type { ParsedDocument } from '../document/parse';
import { exampleOfGlob } from '../document/variables';
import { documentOf, valuesOf } from '../documents';
import { grantOf } from '../grants';
import type { Graph } from '../graph/graph';
import { policyOfQueue, queueNamed, queueNameOf, queueOf } from '../graph/queues';
import { EVENT_TARGET, QUEUE } from '../graph/tokens';
import { nist } from '../mappings';
import { fail, worstOf } from '../outcomes';
import { read } from '../reading/read';
import { outcomeOf } from '../resource-policy';

const PROPERTY = ['deadLetterConfig', 'arn'];
const at = { property: PROPERTY };

const SAME = 'What could not be delivered is sent to the same queue again';

/** A queue of the same stack is one, also before its ARN is known. */
function judgeDeadLetters(graph: Graph, target: StackResource): Outcome {
  const { props } = graph.inputsOf(target);
  if (read(props, ...PROPERTY).state !== 'unknown') return PASS;
  const passed = (property: string): string[] =>
    (target.propertyDependencies[property] ?? []).filter(({ type }) => QUEUE.includes(type)).map(({ urn }) => urn);
  const dead = passed('deadLetterConfig');
  if (dead.length === 0) return notKnownYet(PROPERTY.join('.'), at);
  // A queue whose ARN is known is another one than that whose ARN is not.
  const to = read(props, 'arn').state === 'unknown' ? passed('arn') : [];
  return dead.length === 1 && to.length === 1 && dead[0] === to[0] ? fail(SAME, PROPERTY) : PASS;
}

const BUS = /:rule\/([^/]+)\//;

/** Rules that nobody has: of the default bus, and of each bus that the patterns of a policy name. */
function rulesOfNobody(document: ParsedDocument): string[] {
  const buses = valuesOf(document, 'aws:sourcearn').flatMap((arn) => BUS.exec(arn)?.[1] ?? []);
  const folders = ['', ...buses.map((bus) => `${exampleOfGlob(bus)}/`)];
  return [...new Set(folders)].map((folder) => `rule/${folder}a-rule-that-nobody-has`);
}

/** Whether a rule of the same account that nobody has may send to a queue that the target has at a property. */
function judgeSender(graph: Graph, target: StackResource, property: readonly string[]): Outcome {
  const queue = queueNamed(graph, target, ...property);
  const found = queue === undefined ? undefined : policyOfQueue(graph, queue);
  if (found?.kind !== 'policy') return PASS;
  const parsed = documentOf(found.policy, QUEUE_POLICY);
  if (parsed.state === 'unknown') return notKnownYet('the policy of its queue', { property });
  if (parsed.state === 'malformed') return PASS;
  const resource = queueOf(parsed.document, queueNameOf(graph.inputsOf(queue!).props));
  const [, partition, , region, account] = resource.split(':');
  const outcomes = rulesOfNobody(parsed.document).map((rule) => {
    const grant = grantOf(parsed.document, {
      principal: { kind: 'service', name: 'events.amazonaws.com' },
      actions: ['sqs:SendMessage'],
      resources: [resource],
      context: {
        'aws:sourcearn': [`arn:${partition}:events:${region}:${account}:${rule}`],
        'aws:sourceaccount': [account!],
        'aws:securetransport': ['true'],
      },
    });
    return outcomeOf(grant, 'Any rule of the account may send to its queue', property);
  });
  const outcome = worstOf(outcomes);
  // The statement is one of the queue's policy, not of the target.
  return outcome.verdict === 'fail' || outcome.verdict === 'unverifiable' ? { ...outcome, at: { property } } : outcome;
}

/** Who may send to a queue at all is judged with the queue; that it is this rule alone, with what ties them. */
export const eventbridgeScoped: Control<object> = {
  id: 'eventbridge-scoped',
  title: 'An event reaches its queue from its rule alone, and what could not be delivered goes to another queue',
  intent:
    'EventBridge tries for a day, and then drops the event: a queue that was away, or a policy that was wrong, leaves a gap that nobody sees. And whoever may write any rule of the account could make up events, if the queue took them.',
  severity: 'medium',
  level: 'mandatory',
  mappings: nist('own', 'SI-17', 'AC-6'),
  remediation: [
    'set deadLetterConfig.arn of the target to another queue; let the policies of both allow sqs:SendMessage to events.amazonaws.com with ArnEquals aws:SourceArn the ARN of the rule.',
  ],
  notApplicable: ['Who else may send to the queue: sqs-queue-tls-and-scoped-policy judges it.'],
  falsePositives: ['A target whose lost events another system finds again, for example by an inventory.'],
  configuration: NO_CONFIGURATION,
  tokens: EVENT_TARGET,
  content: ({ props }): Outcome => {
    const [queue, target] = [read(props, ...PROPERTY), read(props, 'arn')];
    if (queue.state === 'unknown')
      return { verdict: 'deferred', because: 'whether that is a queue of the stack, the graph says' };
    if (queue.state === 'absent' || queue.value === '') return fail('It has no deadLetterConfig', PROPERTY);
    const same = target.state === 'known' && target.value === queue.value;
    return same ? fail(SAME, PROPERTY) : PASS;
  },
  graph: {
    suffix: 'graph',
    judge: (graph) =>
      graph.ofType(EVENT_TARGET).map((target) => ({
        urn: target.urn,
        outcome: worstOf([
          judgeDeadLetters(graph, target),
          judgeSender(graph, target, ['arn']),
          judgeSender(graph, target, PROPERTY),
        ]),
      })),
  },
};
