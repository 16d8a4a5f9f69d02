import { attachedBy } from './attachments';
import type { StackResource } from './control';
import type { Graph } from './graph/graph';
import { isOfPolicy } from './graph/role-policies';
import { POLICY_ATTACHMENT, ROLE, USER } from './graph/tokens';
import { read } from './reading/read';

const BOUNDARY = 'permissionsBoundary';

/** Whether a resource attaches a policy: as one of several that were passed it does. */
const attaches = (graph: Graph, resource: StackResource, policy: StackResource): ReturnType<typeof isOfPolicy>[] =>
  attachedBy(resource.type, graph.inputsOf(resource).props).map(({ given, property: [first] }) => {
    const property = String(first);
    const passed = resource.propertyDependencies[property] ?? [];
    if (given.state === 'unknown' && passed.some(({ urn }) => urn === policy.urn)) return 'yes';
    return isOfPolicy(graph, resource, given, property, policy);
  });

/**
 * Whether a managed policy is a permissions boundary of roles or users of the stack and nothing in it attaches it: then
 * it gives nothing to anybody.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * AWS's own controls leave such a policy out (excludePermissionBoundaryPolicy).
 * Source: https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html
 */
export function isBoundaryAlone(graph: Graph, policy: StackResource): 'yes' | 'maybe' | 'no' {
  const bound = graph
    .ofType([...ROLE, ...USER])
    .map((one) => isOfPolicy(graph, one, read(graph.inputsOf(one).props, BOUNDARY), BOUNDARY, policy));
  if (bound.every((word) => word === 'no')) return 'no';
  const attached = graph.ofType([...POLICY_ATTACHMENT, ...ROLE]).flatMap((one) => attaches(graph, one, policy));
  if (attached.includes('yes')) return 'no';
  return bound.includes('yes') && !attached.includes('maybe') ? 'yes' : 'maybe';
}
