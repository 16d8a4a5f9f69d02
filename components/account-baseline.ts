import * as s3 from '@pulumi/aws/s3';
import * as pulumi from '@pulumi/pulumi';
import { ArtifactKey } from './artifact-key';
import { shown, unless } from './common/checks';
import { lockedTrail, validateLockedTrailArgs, type LockedTrailArgs } from './common/locked-trail';
import { childOptions } from './common/options';
import { partitionOf } from './common/regions';
import { publicAccessBlock } from './documents/bucket-baseline';
import { bucketArn } from './documents/bucket-policy';
import { trailArn } from './documents/log-policies';
import { managementEventSelectors } from './documents/trail';
import { refuse, type ArgumentProblem } from './problems';

export interface AccountBaselineArgs extends LockedTrailArgs {
  /**
   * Written out by whoever adds one, since nothing else can know: an account has one block of public access, and a second
   * stack that owns it removes it from under the first.
   */
  once: true;
}

/**
 * What an AWS account has once, whatever regions it uses: the block of public access to all its buckets, and a trail of
 * every change in every region, in a locked bucket of its own, under a key of its own.
 *
 * The trail takes management events only. What is done to objects is the {@link AccessAudit} of their region: a trail of
 * all regions would carry it out of its residency zone.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new AccountBaseline('account', { once: true, placement, trailName: 'gl-artifacts-account',
 *   bucketName: 'gl-artifacts-account-trail' })
 * Source: ADR-004 §Security Considerations; https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html;
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-multi-region-trails.html
 */
export class AccountBaseline extends pulumi.ComponentResource {
  readonly trailArn: string;
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(name: string, args: AccountBaselineArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`AccountBaseline "${name}"`, validateAccountBaselineArgs(args));
    super('gl-artifacts:index:AccountBaseline', name, {}, opts);
    const { trailName, placement, bucketName } = args;
    const { region, accountId } = placement;
    new s3.AccountPublicAccessBlock(
      `${name}-public-access-block`,
      { accountId, ...publicAccessBlock() },
      childOptions(this),
    );
    const key = new ArtifactKey(
      `${name}-key`,
      { placement, alias: bucketName, services: ['s3'], trailNames: [trailName] },
      { parent: this },
    );
    lockedTrail(this, name, args, {
      kmsKeyArn: key.keyArn,
      everywhere: true,
      events: managementEventSelectors(),
    });
    this.trailArn = trailArn(region, accountId, trailName);
    this.bucketName = bucketName;
    this.bucketArn = bucketArn(bucketName, partitionOf(region));
    this.registerOutputs({ trailArn: this.trailArn, bucketName, bucketArn: this.bucketArn });
  }
}

/** @returns every problem of the arguments */
export const validateAccountBaselineArgs = (args: AccountBaselineArgs, path = 'account'): ArgumentProblem[] => [
  ...unless((args.once as unknown) === true, {
    path: `${path}.once`,
    value: shown(args.once),
    rule: 'is true: an account has one public access block, and two stacks would take it from each other',
    fix: 'keep it in the one stack that owns the account, and remove it from the others',
  }),
  ...validateLockedTrailArgs(args, path),
];
