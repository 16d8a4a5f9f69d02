import { NO_CONFIGURATION } from '../configuration';
import { PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import { QUEUE_POLICY } from '../document-kinds';
import { alwaysDenied } from '../document/always-denied';
import { isPartlyUnknown, type ParsedDocument } from '../document/parse';
import type { Graph } from '../graph/graph';
import { policyOfQueue, queueNameOf, queueOf } from '../graph/queues';
import { QUEUE, QUEUE_POLICY_TOKENS } from '../graph/tokens';
import { fsbp, nist, pci } from '../mappings';
import { fail, worstOf } from '../outcomes';
import { read } from '../reading/read';
import { judgeStrangers, readDocument } from '../resource-policy';

const PROPERTY = ['policy'];
const ACTIONS = [
  'sqs:SendMessage',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:PurgeQueue',
  'sqs:SetQueueAttributes',
  'sqs:AnActionToCome',
];

function judgeTls(document: ParsedDocument, queue: string): Outcome {
  const denial = alwaysDenied(document, {
    bucketArn: queue,
    bucketActions: ACTIONS,
    everyAction: false,
    context: { 'aws:securetransport': 'false' },
  });
  if (denial.verdict === 'denied') return PASS;
  const statement = denial.verdict === 'open' ? denial.closest : denial.statement;
  const at = { property: PROPERTY, ...(statement === undefined ? {} : { statement }) };
  if (denial.verdict === 'open') return { verdict: 'fail', because: 'A request without TLS is not denied', at };
  const final = !isPartlyUnknown(document);
  return { verdict: 'unverifiable', unknown: 'whether a request without TLS is denied by the policy', final, at };
}

function judgeDocument(document: ParsedDocument, queue: string): Outcome {
  const asked = { service: 'sqs', actions: ACTIONS, resources: [queue] };
  return worstOf([
    judgeStrangers(
      document,
      { ...asked, strangers: 'anybody', because: 'The policy allows something to accounts that it does not name' },
      PROPERTY,
    ),
    judgeStrangers(
      document,
      { ...asked, strangers: 'named services', because: 'A service may use the queue on behalf of any account' },
      PROPERTY,
    ),
    judgeTls(document, queue),
  ]);
}

/** A policy, inline or as a resource: without one nothing denies plain HTTP. */
function judgePresence(graph: Graph, queue: StackResource): Outcome {
  const { kind } = policyOfQueue(graph, queue);
  if (kind === 'policy') return PASS;
  if (kind === 'unclear')
    return { verdict: 'unverifiable', unknown: 'which queue a QueuePolicy belongs to', final: false };
  return fail('No policy belongs to this queue, so nothing denies plain HTTP', PROPERTY);
}

/** Judged by requests: without TLS, of strangers, and of services on behalf of strangers. */
export const sqsQueueTlsAndScopedPolicy: Control<object> = {
  id: 'sqs-queue-tls-and-scoped-policy',
  title: 'Every queue denies requests without TLS, and lets in nobody that it does not name',
  intent:
    'Whoever may send to the queue tells the runtime what happened in the bucket; whoever may receive takes events away.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'SQS.3'),
    ...nist('exact', 'AC-3', 'AC-6', 'SC-7'),
    ...nist('own', 'SC-8'),
    ...pci('partial', '4.2.1', '7.2.1'),
  ],
  remediation: [
    'add a statement with Effect Deny, Principal "*", Action "sqs:*", the ARN of the queue and Bool aws:SecureTransport "false".',
    'where a service sends (events.amazonaws.com, s3.amazonaws.com), add ArnEquals aws:SourceArn or StringEquals aws:SourceAccount.',
  ],
  notApplicable: [],
  falsePositives: ['A Deny that exempts a caller fails: it could come without TLS.'],
  configuration: NO_CONFIGURATION,
  tokens: [...QUEUE, ...QUEUE_POLICY_TOKENS],
  content: ({ type, props }): Outcome => {
    const policy = read(props, ...PROPERTY);
    if (policy.state === 'absent' && QUEUE.includes(type))
      return { verdict: 'deferred', because: 'its policy may be another resource' };
    const readable = readDocument(policy, QUEUE_POLICY, PROPERTY);
    if ('outcome' in readable) return readable.outcome;
    return judgeDocument(readable.document, queueOf(readable.document, queueNameOf(props)));
  },
  graph: {
    suffix: 'present',
    judge: (graph) =>
      graph.ofType(QUEUE).map((queue): Judgement => ({ urn: queue.urn, outcome: judgePresence(graph, queue) })),
  },
};
