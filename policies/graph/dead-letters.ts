import type { StackResource } from '../control';
import { read, type Reading } from '../reading/read';
import type { Graph } from './graph';
import {
  EVENT_BUS,
  EVENT_TARGET,
  LAMBDA_EVENT_SOURCE,
  LAMBDA_FUNCTION,
  LAMBDA_INVOKE_CONFIG,
  PIPE,
  QUEUE,
  REDRIVE_POLICY,
  SCHEDULE,
  TOPIC_RULE,
  TOPIC_SUBSCRIPTION,
} from './tokens';

/** Where a resource says to what it sends what it could not work on or deliver. */
interface End {
  tokens: readonly string[];
  property: string;
  /** From the property on to the ARN, or the URL. */
  path: readonly string[];
  /** By what the queue is named there. @default its ARN */
  by?: 'url';
  /** Places of the same property that may have the ARN of another queue. */
  beside?: readonly (readonly string[])[];
}

const ENDS: readonly End[] = [
  {
    tokens: [...QUEUE, ...REDRIVE_POLICY, ...TOPIC_SUBSCRIPTION],
    property: 'redrivePolicy',
    path: ['deadLetterTargetArn'],
  },
  { tokens: [...EVENT_TARGET, ...EVENT_BUS], property: 'deadLetterConfig', path: ['arn'] },
  ...['kinesisStreamParameters', 'dynamodbStreamParameters'].map((source) => ({
    tokens: PIPE,
    property: 'sourceParameters',
    path: [source, 'deadLetterConfig', 'arn'],
  })),
  { tokens: TOPIC_RULE, property: 'errorAction', path: ['sqs', 'queueUrl'], by: 'url' },
  { tokens: LAMBDA_FUNCTION, property: 'deadLetterConfig', path: ['targetArn'] },
  {
    tokens: LAMBDA_INVOKE_CONFIG,
    property: 'destinationConfig',
    path: ['onFailure', 'destination'],
    beside: [['onSuccess', 'destination']],
  },
  { tokens: LAMBDA_EVENT_SOURCE, property: 'destinationConfig', path: ['onFailure', 'destinationArn'] },
  { tokens: SCHEDULE, property: 'target', path: ['deadLetterConfig', 'arn'], beside: [['arn'], ['input']] },
];

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A setting that may be written as JSON. */
export const parsed = (given: Reading): Reading =>
  given.state === 'known' && typeof given.value === 'string' ? { ...given, value: valueOf(given.value) } : given;

const QUEUE_ARN = /^arn:[^:]*:sqs:/;

function endsIn(graph: Graph, holder: StackResource, { property, path, by, beside }: End, queue: StackResource) {
  const passed = holder.propertyDependencies[property] ?? [];
  const isPassed = passed.some(({ urn }) => urn === queue.urn);
  if (beside === undefined && passed.length > 0) return isPassed;
  const given = parsed(read(graph.inputsOf(holder).props, property));
  const at = (to: readonly string[]): Reading => (given.state === 'unknown' ? given : read(given.value, ...to));
  const [end, own] = [at(path), read(queue.props, by ?? 'arn')];
  if (end.state === 'absent') return false;
  if (end.state === 'known' && by === undefined && !QUEUE_ARN.test(String(end.value))) return false;
  if (end.state === 'known' && own.state === 'known') return end.value === own.value;
  if (passed.length > 0 && !isPassed) return false;
  const isIt = isPassed && end.state !== 'known' && own.state !== 'known';
  return isIt && beside!.every((other) => at(other).state !== 'unknown') ? true : undefined;
}

/** Whether what could not be worked on or delivered ends in a queue; undefined where that is not known yet. */
export function takesDeadLetters(graph: Graph, queue: StackResource): boolean | undefined {
  const links = ENDS.flatMap((end) => graph.ofType(end.tokens).map((holder) => endsIn(graph, holder, end, queue)));
  if (links.includes(true)) return true;
  return links.includes(undefined) ? undefined : false;
}
