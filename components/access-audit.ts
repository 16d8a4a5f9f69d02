import * as pulumi from '@pulumi/pulumi';
import { validateBucketName } from './common/bucket-name';
import { shown, unless, validateArn } from './common/checks';
import { lockedTrail, validateLockedTrailArgs, type LockedTrailArgs } from './common/locked-trail';
import { validateOptOut, type OptOut } from './common/placement';
import { partitionOf } from './common/regions';
import { bucketArn } from './documents/bucket-policy';
import { trailArn } from './documents/log-policies';
import { eventSelectors } from './documents/trail';
import { refuse, type ArgumentProblem } from './problems';

export interface AccessAuditArgs extends LockedTrailArgs {
  /** What is audited: buckets of the trail's region. */
  artifactBuckets: readonly { bucketName: string; region: string }[];
  /** Symmetric key of the region whose policy names the trail. */
  kmsKeyArn: pulumi.Input<string>;
  /** Leaves reads out. @default - reads and writes, as the ADR has it */
  writeOnly?: OptOut;
}

/**
 * A trail of every access to the objects of the named buckets, of nothing else, in a locked bucket of its own. CloudTrail
 * chains the log files by signed digests, so that a missing or changed file shows.
 *
 * A trail is of one region, so that nothing of it leaves the zone: buckets of another region need one there.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new AccessAudit('audit', { trailName: 'gl-artifacts-eu-west-1', placement, bucketName: 'gl-artifacts-trail-eu-west-1',
 *   artifactBuckets: [artifacts], kmsKeyArn: key.keyArn })
 * Source: ADR-004 §Security Considerations; https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
 */
export class AccessAudit extends pulumi.ComponentResource {
  readonly trailArn: string;
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly optOuts: Readonly<Record<string, string>>;

  constructor(name: string, args: AccessAuditArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`AccessAudit "${name}"`, validateAccessAuditArgs(args));
    super('gl-artifacts:audit:AccessAudit', name, {}, opts);
    const { trailName, placement, bucketName, kmsKeyArn, writeOnly } = args;
    const { region, accountId } = placement;
    const partition = partitionOf(region);
    lockedTrail(this, name, args, {
      kmsKeyArn,
      everywhere: false,
      events: eventSelectors(
        args.artifactBuckets.map((audited) => bucketArn(audited.bucketName, partition)),
        writeOnly === undefined ? 'reads-and-writes' : 'writes',
      ),
    });
    this.trailArn = trailArn(region, accountId, trailName);
    this.bucketName = bucketName;
    this.bucketArn = bucketArn(bucketName, partition);
    this.optOuts = writeOnly === undefined ? {} : { writeOnly: writeOnly.reason };
    this.registerOutputs({ trailArn: this.trailArn, bucketName, bucketArn: this.bucketArn, optOuts: this.optOuts });
  }
}

/** @returns every problem of the arguments */
export function validateAccessAuditArgs(args: AccessAuditArgs, path = 'audit'): ArgumentProblem[] {
  const { placement, bucketName, artifactBuckets, kmsKeyArn } = args;
  return [
    ...validateLockedTrailArgs(args, path),
    ...(typeof kmsKeyArn === 'string' ? validateArn(kmsKeyArn, 'kms', `${path}.kmsKeyArn`) : []),
    ...validateOptOut(args.writeOnly, `${path}.writeOnly`),
    ...unless(artifactBuckets.length > 0, {
      path: `${path}.artifactBuckets`,
      value: 'none',
      rule: 'names what is audited: a selector without buckets would take every bucket of the account',
      fix: 'add one',
    }),
    ...artifactBuckets.flatMap((audited, i) => [
      ...validateBucketName(audited.bucketName, `${path}.artifactBuckets[${i}].bucketName`),
      ...unless(audited.bucketName !== bucketName, {
        path: `${path}.artifactBuckets[${i}].bucketName`,
        value: shown(audited.bucketName),
        rule: 'is not the bucket of the trail: each log would cause the next',
        fix: 'remove it',
      }),
      ...unless(audited.region === placement.region, {
        path: `${path}.artifactBuckets[${i}].region`,
        value: shown(audited.region),
        rule: `is ${placement.region}, the trail's: a trail does not see other regions`,
        fix: 'add an AccessAudit in that region',
      }),
    ]),
  ];
}
