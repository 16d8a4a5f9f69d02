import * as backup from '@pulumi/aws/backup';
import * as iam from '@pulumi/aws/iam';
import type * as pulumi from '@pulumi/pulumi';
import { childOptions, inRegion, statefulOptions, taggedInRegion } from '../common/options';
import type { Placement } from '../common/placement';
import { partitionOf } from '../common/regions';

export interface SnapshotCopyArgs {
  placement: Placement;
  /** Names of vaults, plan and role begin with it. */
  identifier: string;
  clusterArn: pulumi.Input<string>;
  kmsKeyArn: pulumi.Input<string>;
  copy: { region: string; kmsKeyArn: pulumi.Input<string>; retentionDays: number };
}

/** Each night at 03:00 UTC. */
const SCHEDULE = 'cron(0 3 * * ? *)';
/** The home vault only hands on; the cluster has backups of its own, to the second. */
const HOME_RETENTION_DAYS = 7;

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/**
 * Registers the nightly copy of a cluster's snapshot to another region: RDS's own automated copy does not do Aurora, so it
 * is AWS Backup's.
 *
 * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html
 */
export function snapshotCopy(parent: pulumi.Resource, name: string, args: SnapshotCopyArgs): void {
  const { placement, identifier, copy } = args;
  const there = { ...placement, region: copy.region };
  const partition = partitionOf(placement.region);
  const vault = (role: string, where: Placement, kmsKeyArn: pulumi.Input<string>) =>
    new backup.Vault(
      `${name}-${role}`,
      taggedInRegion(where, { name: identifier, kmsKeyArn }),
      statefulOptions(parent, placement.deletionPolicy),
    );
  const home = vault('vault', placement, args.kmsKeyArn);
  const remote = vault('copy-vault', there, copy.kmsKeyArn);
  const role = new iam.Role(
    `${name}-backup-role`,
    {
      name: `${identifier}-backup`,
      description: `gl-artifacts: copies snapshots of ${identifier} to ${copy.region}`,
      assumeRolePolicy: JSON.stringify(trust),
      tags: { ...placement.tags },
    },
    childOptions(parent),
  );
  const permissions = new iam.RolePolicyAttachment(
    `${name}-backup-permissions`,
    {
      role: role.name,
      policyArn: `arn:${partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup`,
    },
    childOptions(parent),
  );
  const plan = new backup.Plan(
    `${name}-backup-plan`,
    taggedInRegion(placement, {
      name: identifier,
      rules: [
        {
          ruleName: 'nightly',
          targetVaultName: home.name,
          schedule: SCHEDULE,
          lifecycle: { deleteAfter: HOME_RETENTION_DAYS },
          copyActions: [
            {
              destinationVaultArn: `arn:${partition}:backup:${copy.region}:${placement.accountId}:backup-vault:${identifier}`,
              lifecycle: { deleteAfter: copy.retentionDays },
            },
          ],
        },
      ],
    }),
    childOptions(parent, { dependsOn: [remote] }),
  );
  new backup.Selection(
    `${name}-backup-selection`,
    inRegion(placement, {
      name: identifier,
      planId: plan.id,
      iamRoleArn: role.arn,
      resources: [args.clusterArn],
    }),
    childOptions(parent, { dependsOn: [permissions] }),
  );
}
