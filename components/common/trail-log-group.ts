import * as cloudwatch from '@pulumi/aws/cloudwatch';
import * as iam from '@pulumi/aws/iam';
import type * as pulumi from '@pulumi/pulumi';
import { logGroupArn, trailDeliveryPolicy, trailDeliveryTrust } from '../documents/trail-log-group';
import { boundedBy, childOptions, taggedInRegion } from './options';
import type { Placement } from './placement';

/** What somebody looks through when an alarm is raised; the trail's bucket keeps the files for as long as they are kept. */
const RETENTION_DAYS = 90;

/** Where a trail delivers beside its bucket. */
export interface TrailDelivery {
  /** ARN of the group with `:*` at its end, as CloudTrail wants it. */
  logGroupArn: string;
  roleArn: pulumi.Output<string>;
  /** What has to be there before CloudTrail tries to deliver. */
  ready: readonly pulumi.Resource[];
}

/** Name of the role by which a trail delivers. */
export const deliveryRoleName = (trailName: string): string => `${trailName}-logs`;

/** Registers a log group of the trail's name, and the role by which CloudTrail writes to it. */
export function trailLogGroup(
  parent: pulumi.Resource,
  name: string,
  { trailName, placement }: { trailName: string; placement: Placement },
): TrailDelivery {
  const group = { region: placement.region, accountId: placement.accountId, trailName };
  const child = childOptions(parent);
  const logs = new cloudwatch.LogGroup(
    `${name}-log-group`,
    taggedInRegion(placement, { name: trailName, retentionInDays: RETENTION_DAYS }),
    child,
  );
  const role = new iam.Role(
    `${name}-delivery-role`,
    {
      name: deliveryRoleName(trailName),
      description: `gl-artifacts: delivers the trail ${trailName} to its log group`,
      assumeRolePolicy: JSON.stringify(trailDeliveryTrust(group)),
      ...boundedBy(placement.permissionsBoundaryArn),
      tags: { ...placement.tags },
    },
    child,
  );
  const permissions = new iam.RolePolicy(
    `${name}-delivery`,
    { name: 'deliver', role: role.name, policy: JSON.stringify(trailDeliveryPolicy(group)) },
    child,
  );
  return { logGroupArn: `${logGroupArn(group)}:*`, roleArn: role.arn, ready: [logs, permissions] };
}
