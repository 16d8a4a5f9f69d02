import type { ResourceView, StackResource } from '../../../policies/control';
import { unknownCheckingProxy } from '../unknown';

/** A resource as the SDK gives it to policies of a stack. */
export const resourceOf = (
  type: string,
  name: string,
  props: object,
  propertyDependencies: Record<string, StackResource[]> = {},
): StackResource =>
  ({
    type,
    name,
    urn: `urn:pulumi:test::gl::${type}::${name}`,
    props: unknownCheckingProxy(props),
    propertyDependencies,
  }) as unknown as StackResource;

/** What the policies of single resources saw of some of them, as their inputs. */
export const seenOf = (
  ...resources: readonly Pick<StackResource, 'urn' | 'type' | 'props'>[]
): Map<string, ResourceView> =>
  new Map(resources.map(({ urn, type, props }) => [urn, { urn, type, props } as unknown as ResourceView]));
