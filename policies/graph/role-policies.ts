import type { StackResource } from '../control';
import { asText, read, readList, type Reading } from '../reading/read';
import type { Graph } from './graph';
import { MANAGED_POLICY, POLICY_ATTACHMENT, ROLE, ROLE_POLICY } from './tokens';

const ROLE_ARN = /^arn:[a-z-]+:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/;
const POLICY_ARN = /^arn:[a-z-]+:iam::\d{12}:policy\/(?:.*\/)?([^/]+)$/;

const nameOf = (graph: Graph, resource: StackResource): Reading<string> =>
  asText(read(graph.inputsOf(resource).props, 'name'));

/** The one resource of some types that a property is about: by what the program passed, then by a name. */
function meant(
  graph: Graph,
  tokens: readonly string[],
  passed: readonly StackResource[] | undefined,
  name: string | undefined,
): StackResource | undefined {
  const own = (passed ?? []).filter(({ type }) => tokens.includes(type));
  if (own.length === 1) return graph.resources.find(({ urn }) => urn === own[0]!.urn);
  const same = graph.ofType(tokens).filter((one) => {
    const given = nameOf(graph, one);
    return name !== undefined && given.state === 'known' && given.value === name;
  });
  return same.length === 1 ? same[0] : undefined;
}

/** The role of the stack that a property has the ARN of. */
export function roleNamed(
  graph: Graph,
  resource: StackResource,
  ...path: readonly string[]
): StackResource | undefined {
  const arn = asText(read(graph.inputsOf(resource).props, ...path));
  const name = arn.state === 'known' ? ROLE_ARN.exec(arn.value)?.[1] : undefined;
  return meant(graph, ROLE, resource.propertyDependencies[path[0]!], name);
}

/** The policy of the stack that an attachment is of. */
export function policyAttached(graph: Graph, attachment: StackResource, arn: Reading): StackResource | undefined {
  const name = arn.state === 'known' ? POLICY_ARN.exec(String(arn.value))?.[1] : undefined;
  const passed = attachment.propertyDependencies['policyArn'] ?? attachment.propertyDependencies['managedPolicyArns'];
  return meant(graph, MANAGED_POLICY, passed, name);
}

/** What gives a role its permissions: itself, its policies and what is attached to it. */
export function permissionsOf(graph: Graph, role: StackResource): StackResource[] {
  const name = nameOf(graph, role);
  const isOf = (resource: StackResource, property: string): boolean => {
    const passed = resource.propertyDependencies[property] ?? [];
    if (passed.some(({ urn }) => urn === role.urn)) return true;
    const named = readList(graph.inputsOf(resource).props, property);
    if (named.state !== 'known' || name.state !== 'known') return false;
    return named.value.some((one) => one.state === 'known' && one.value === name.value);
  };
  const others = [...graph.ofType(ROLE_POLICY), ...graph.ofType(POLICY_ATTACHMENT)];
  return [role, ...others.filter((one) => isOf(one, 'role') || isOf(one, 'roles'))];
}
