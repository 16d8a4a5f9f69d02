import * as sdk from '@pulumi/policy';
import type { StackResource } from '../../../policies/control';

const { unknownCheckingProxy } = sdk as unknown as { unknownCheckingProxy: <T>(value: T) => T };

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
