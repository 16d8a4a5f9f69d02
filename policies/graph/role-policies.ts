import type { StackResource } from '../control';
import { asText, read, readList, type Reading } from '../reading/read';
import type { Graph } from './graph';
import { MANAGED_POLICY, POLICY_ATTACHMENT, ROLE, ROLE_POLICY } from './tokens';

const ROLE_ARN = /^arn:[a-z-]+:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/;
const POLICY_ARN = /^arn:[a-z-]+:iam::\d{12}:policy\/(?:.*\/)?([^/]+)$/;

/** By its inputs first: the output is not known before it exists, and is all there is of a name that is made up. */
function nameOf(graph: Graph, resource: StackResource): Reading<string> {
  const given = asText(read(graph.inputsOf(resource).props, 'name'));
  return given.state === 'known' ? given : asText(read(resource.props, 'name'));
}

/** The one resource of some types that an ARN is of: by its name, and as long as it is not known by what was passed. */
function meant(
  graph: Graph,
  tokens: readonly string[],
  passed: readonly StackResource[] | undefined,
  arn: Reading<string>,
  form: RegExp,
): StackResource | undefined {
  if (arn.state !== 'known') {
    const own = (passed ?? []).filter(({ type }) => tokens.includes(type));
    return own.length === 1 ? graph.resources.find(({ urn }) => urn === own[0]!.urn) : undefined;
  }
  const name = form.exec(arn.value)?.[1];
  const same = graph.ofType(tokens).filter((one) => {
    const given = nameOf(graph, one);
    return given.state === 'known' && given.value === name;
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
  return meant(graph, ROLE, resource.propertyDependencies[path[0]!], arn, ROLE_ARN);
}

/** The policy of the stack that a resource attaches by an ARN at a property. */
export const policyAttached = (
  graph: Graph,
  { propertyDependencies }: StackResource,
  arn: Reading,
  property: string,
): StackResource | undefined => meant(graph, MANAGED_POLICY, propertyDependencies[property], asText(arn), POLICY_ARN);

/** Whether an ARN at a property of a resource is that of a policy: `maybe` as long as something of it is not known. */
export function isOfPolicy(
  graph: Graph,
  resource: StackResource,
  arn: Reading,
  property: string,
  policy: StackResource,
): 'yes' | 'maybe' | 'no' {
  if (policyAttached(graph, resource, arn, property)?.urn === policy.urn) return 'yes';
  if (arn.state === 'absent') return 'no';
  const passed = (resource.propertyDependencies[property] ?? []).filter(({ type }) => MANAGED_POLICY.includes(type));
  if (arn.state === 'unknown')
    return passed.length === 0 || passed.some(({ urn }) => urn === policy.urn) ? 'maybe' : 'no';
  // A name that is made up is in no ARN that is known before: only one that was given may be.
  const isOpen = read(graph.inputsOf(policy).props, 'name').state === 'unknown';
  return isOpen && POLICY_ARN.test(String(arn.value)) ? 'maybe' : 'no';
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
  return [role, ...others.filter((one) => ['role', 'roles', 'roleName'].some((property) => isOf(one, property)))];
}
