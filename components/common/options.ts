import type * as pulumi from '@pulumi/pulumi';
import type { DeletionPolicy, Placement } from './placement';

/** Input of a role that a policy bounds, if one does. */
export const boundedBy = (permissionsBoundaryArn: string | undefined): { permissionsBoundary?: string } =>
  permissionsBoundaryArn === undefined ? {} : { permissionsBoundary: permissionsBoundaryArn };

/** Options of a child that holds no data. */
export const childOptions = (
  parent: pulumi.Resource,
  extra: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions => ({ ...extra, parent });

/**
 * Options of a child that holds data, or that what holds data stands on. Both flags are always written: what a child
 * inherits from its component depends on the engine (https://github.com/pulumi/pulumi/issues/19654).
 *
 * @param policy - @default 'protect'
 */
export const statefulOptions = (
  parent: pulumi.Resource,
  policy: DeletionPolicy = 'protect',
  extra: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions => ({
  ...childOptions(parent, extra),
  protect: policy === 'protect',
  retainOnDelete: policy === 'retain',
});

/**
 * Stamps the region on the inputs of a regional resource: children do not inherit it, so that one without it would land
 * in the provider's region.
 * Source: https://github.com/pulumi/pulumi-aws/blob/master/docs/enhanced-region-support.md
 */
export const inRegion = <T extends object>(
  { region }: Pick<Placement, 'region'>,
  inputs: T,
): T & { region: string } => ({
  ...inputs,
  region,
});

/** As {@link inRegion}, for resources that take tags. */
export const taggedInRegion = <T extends object>(placement: Placement, inputs: T) => ({
  ...inRegion(placement, inputs),
  tags: { ...placement.tags },
});
