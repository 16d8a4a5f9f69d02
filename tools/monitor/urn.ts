const STACK_TYPE = 'pulumi:pulumi:Stack';

/** Type of a URN with those of its parents, as it stands in the URN. */
const qualifiedType = (urn: string): string => urn.split('::')[2] ?? '';

/**
 * URN of a resource: the types of its parents go into it, the stack's own does not.
 *
 * @param parent - URN, empty for none
 * Source: https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
export function urnOf(of: { stack: string; project: string; type: string; name: string; parent: string }): string {
  const above = qualifiedType(of.parent);
  const type = above === '' || above === STACK_TYPE ? of.type : `${above}$${of.type}`;
  return `urn:pulumi:${of.stack}::${of.project}::${type}::${of.name}`;
}
