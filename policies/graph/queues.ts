import { UNKNOWN } from '../document/leaf';
import type { ParsedDocument } from '../document/parse';
import { asText, read, type Reading } from '../reading/read';
import type { StackResource } from '../control';
import { belongsTo } from './belongs';
import type { Graph } from './graph';
import { QUEUE, QUEUE_POLICY_TOKENS } from './tokens';

const ARN = /^arn:[a-z-]+:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.-]+$/;

const PATTERN = /^arn:([a-z-]+):sqs:([^:]+):([^:]+):/;

/**
 * The queue that the policy is about: the one of its name, wherever the policy says that it is. Where the name is not
 * known, it is the one that the policy names: SQS takes a policy of that queue only.
 */
export function queueOf({ statements }: ParsedDocument, name: Reading<string>): string {
  const named = statements.flatMap(({ resources }) => resources?.values ?? []).filter((value) => value !== UNKNOWN);
  const whole = named.filter((value) => ARN.test(value));
  if (name.state !== 'known') return whole[0] ?? 'arn:aws:sqs:eu-west-1:111122223333:any';
  const own = whole.find((value) => value.endsWith(`:${name.value}`));
  if (own !== undefined) return own;
  const [, partition = 'aws', region = '*', account = '*'] = named.flatMap((value) => PATTERN.exec(value) ?? []);
  const place = [region, account].map((part, index) =>
    /[*?]/.test(part) ? ['eu-west-1', '111122223333'][index] : part,
  );
  return `arn:${partition}:sqs:${place.join(':')}:${name.value}`;
}

/** The name of the queue that a policy belongs to, by the inputs of the queue or of a policy of its own. */
export function queueNameOf(props: object): Reading<string> {
  const url = asText(read(props, 'queueUrl'));
  return url.state === 'known' ? { ...url, value: url.value.split('/').at(-1)! } : asText(read(props, 'name'));
}

/** `unclear` where it is not known which queue a policy belongs to. */
type QueuePolicy = { kind: 'policy'; policy: Reading } | { kind: 'unclear' } | { kind: 'none' };

/** The policy of a queue, inline or as a resource of its own. */
export function policyOfQueue(graph: Graph, queue: StackResource): QueuePolicy {
  const inline = read(graph.inputsOf(queue).props, 'policy');
  if (inline.state !== 'absent') return { kind: 'policy', policy: inline };
  const url = read(queue.props, 'url');
  const links = graph
    .ofType(QUEUE_POLICY_TOKENS)
    .map((policy) => ({ policy, belongs: belongsTo(graph, policy, 'queueUrl', queue, url) }));
  const own = links.find(({ belongs }) => belongs === true);
  if (own !== undefined) return { kind: 'policy', policy: read(graph.inputsOf(own.policy).props, 'policy') };
  return links.some(({ belongs }) => belongs === undefined) ? { kind: 'unclear' } : { kind: 'none' };
}

/** The queue of the stack that a property has the ARN of: by what the program passed, then by its name. */
export function queueNamed(
  graph: Graph,
  resource: StackResource,
  ...path: readonly string[]
): StackResource | undefined {
  const passed = (resource.propertyDependencies[path[0]!] ?? []).filter(({ type }) => QUEUE.includes(type));
  if (passed.length === 1) return graph.resources.find(({ urn }) => urn === passed[0]!.urn);
  const arn = asText(read(graph.inputsOf(resource).props, ...path));
  if (arn.state !== 'known') return undefined;
  const named = graph.ofType(QUEUE).filter((queue) => {
    const name = asText(read(graph.inputsOf(queue).props, 'name'));
    return name.state === 'known' && arn.value.endsWith(`:${name.value}`);
  });
  return named.length === 1 ? named[0] : undefined;
}
