import * as backup from '@pulumi/aws/backup';
import * as iam from '@pulumi/aws/iam';
import type * as pulumi from '@pulumi/pulumi';
import { boundedBy, childOptions, inRegion, statefulOptions, taggedInRegion } from '../common/options';
import type { OptOut, Placement } from '../common/placement';
import { partitionOf } from '../common/regions';

export interface SnapshotCopyArgs {
  placement: Placement;
  /** Names of vaults, plan and role begin with it. */
  identifier: string;
  /** Of the cluster or instance. */
  databaseArn: pulumi.Input<string>;
  kmsKeyArn: pulumi.Input<string>;
  copy: { region: string; kmsKeyArn: pulumi.Input<string>; retentionDays: number; vaultLock?: OptOut };
}

/** Each night at 03:00 UTC. */
const SCHEDULE = 'cron(0 3 * * ? *)';
/** The home vault only hands on; the cluster has backups of its own, to the second. */
const HOME_RETENTION_DAYS = 7;
/** Nobody keeps rows in a vault for longer than an artifact may live, unless the copies themselves are to stay longer. */
const MOST_RETENTION_DAYS = 365;

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/**
 * Registers the nightly copy of a database's snapshot to another region: RDS's own automated copy does not do Aurora, so
 * it is AWS Backup's. The vaults are locked in governance mode: a copy goes when its days are over and not before, unless
 * somebody who may change the lock does so first.
 *
 * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html,
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
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
  const locks =
    copy.vaultLock === undefined
      ? ([
          ['vault-lock', placement, home, HOME_RETENTION_DAYS],
          ['copy-vault-lock', there, remote, copy.retentionDays],
        ] as const)
      : [];
  const locked = locks.map(
    ([role, where, { name: backupVaultName }, minRetentionDays]) =>
      new backup.VaultLockConfiguration(
        `${name}-${role}`,
        inRegion(where, {
          backupVaultName,
          minRetentionDays,
          maxRetentionDays: Math.max(minRetentionDays, MOST_RETENTION_DAYS),
        }),
        // A vault has one lock: deleting the old one after making the new one would leave none.
        childOptions(parent, { deleteBeforeReplace: true }),
      ),
  );
  const role = new iam.Role(
    `${name}-backup-role`,
    {
      name: `${identifier}-backup`,
      description: `gl-artifacts: copies snapshots of ${identifier} to ${copy.region}`,
      assumeRolePolicy: JSON.stringify(trust),
      ...boundedBy(placement.permissionsBoundaryArn),
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
    // A job that keeps its copy for less than the lock asks would fail: the lock changes first.
    childOptions(parent, { dependsOn: [remote, ...locked] }),
  );
  new backup.Selection(
    `${name}-backup-selection`,
    inRegion(placement, {
      name: identifier,
      planId: plan.id,
      iamRoleArn: role.arn,
      resources: [args.databaseArn],
    }),
    childOptions(parent, { dependsOn: [permissions] }),
  );
}
