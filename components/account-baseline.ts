import * as s3 from '@pulumi/aws/s3';
import * as pulumi from '@pulumi/pulumi';
import { ArtifactKey, validateAdministrators } from './artifact-key';
import { validateBucketName } from './common/bucket-name';
import { shown, unless, validateRoleName } from './common/checks';
import { lockedTrail, validateLockedTrailArgs, type LockedTrailArgs } from './common/locked-trail';
import { childOptions } from './common/options';
import { partitionOf } from './common/regions';
import { deliveryRoleName, trailLogGroup } from './common/trail-log-group';
import { publicAccessBlock } from './documents/bucket-baseline';
import { bucketArn } from './documents/bucket-policy';
import { trailArn } from './documents/log-policies';
import { managementEventSelectors } from './documents/trail';
import { LogBucket } from './log-bucket';
import { refuse, type ArgumentProblem } from './problems';

export interface AccountBaselineArgs extends Omit<LockedTrailArgs, 'accessLogs'> {
  /**
   * Written out by whoever adds one, since nothing else can know: an account has one block of public access, and a second
   * stack that owns it removes it from under the first.
   */
  once: true;
  /** Who administers the trail's key, by ARN. @default - whom the account's own policies allow */
  keyAdministratorArns?: readonly string[];
}

/**
 * What an AWS account has once, whatever regions it uses: the block of public access to all its buckets, and a trail of
 * every change in every region, in a locked bucket of its own, under a key of its own. Who reads the logs is itself logged,
 * in a bucket of its own. The trail delivers to a log group too, for filters and alarms.
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
      {
        placement,
        alias: bucketName,
        services: ['s3'],
        trailNames: [trailName],
        administratorArns: args.keyAdministratorArns,
      },
      { parent: this },
    );
    const logs = new LogBucket(
      `${name}-logs`,
      { bucketName: logsOf(bucketName), placement, sourceBuckets: [bucketName] },
      { parent: this },
    );
    const logged = { ...args, accessLogs: { targetBucket: logs.bucketName } };
    lockedTrail(this, name, logged, {
      kmsKeyArn: key.keyArn,
      everywhere: true,
      events: managementEventSelectors(),
      after: logs,
      delivery: trailLogGroup(this, name, args),
    });
    this.trailArn = trailArn(region, accountId, trailName);
    this.bucketName = bucketName;
    this.bucketArn = bucketArn(bucketName, partitionOf(region));
    this.registerOutputs({ trailArn: this.trailArn, bucketName, bucketArn: this.bucketArn });
  }
}

const logsOf = (bucketName: string): string => `${bucketName}-logs`;

/** @returns every problem of the arguments */
export const validateAccountBaselineArgs = (args: AccountBaselineArgs, path = 'account'): ArgumentProblem[] => [
  ...unless((args.once as unknown) === true, {
    path: `${path}.once`,
    value: shown(args.once),
    rule: 'is true: an account has one public access block, and two stacks would take it from each other',
    fix: 'keep it in the one stack that owns the account, and remove it from the others',
  }),
  ...validateLockedTrailArgs(args, path),
  ...validateAdministrators(args.keyAdministratorArns, `${path}.keyAdministratorArns`),
  ...validateRoleName(deliveryRoleName(args.trailName), `${path}.trailName`),
  ...(validateBucketName(args.bucketName, '').length > 0
    ? []
    : validateBucketName(logsOf(args.bucketName), `${path}.bucketName`)),
];
