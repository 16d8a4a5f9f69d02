import * as cloudtrail from '@pulumi/aws/cloudtrail';
import * as pulumi from '@pulumi/pulumi';
import { bucketChain } from './common/bucket-chain';
import { validateBucketName } from './common/bucket-name';
import { shown, unless, validateArn } from './common/checks';
import { childOptions, taggedInRegion } from './common/options';
import { validateOptOut, validatePlacement, type OptOut, type Placement } from './common/placement';
import { partitionOf } from './common/regions';
import { evidenceLock, validateEvidenceYears } from './documents/bucket-baseline';
import { bucketArn } from './documents/bucket-policy';
import { wholeBucketLifecycle } from './documents/lifecycle';
import { trailArn, trailLogPolicy } from './documents/log-policies';
import { eventSelectors } from './documents/trail';
import { refuse, type ArgumentProblem } from './problems';

export interface AccessAuditArgs {
  trailName: string;
  placement: Placement;
  /** Name of the trail's own bucket. */
  bucketName: string;
  /** What is audited: buckets of the trail's region. */
  artifactBuckets: readonly { bucketName: string; region: string }[];
  /** Symmetric key of the region whose policy names the trail. */
  kmsKeyArn: pulumi.Input<string>;
  /** Leaves reads out. @default - reads and writes, as the ADR has it */
  writeOnly?: OptOut;
  /** Nobody can shorten it. 1 to 100. @default 1 */
  retentionYears?: number;
}

const RETENTION_YEARS = 1;
/** Days of the longest year: expiry never comes before the end of the lock. */
const YEAR_DAYS = 366;

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
    const { trailName, placement, bucketName, writeOnly, retentionYears = RETENTION_YEARS } = args;
    const { region, accountId } = placement;
    const partition = partitionOf(region);
    const writable = bucketChain(this, name, {
      bucketName,
      placement,
      publicAccessBlock: true,
      encryption: { mode: 'sse-kms', kmsKeyArn: args.kmsKeyArn },
      objectLock: evidenceLock(retentionYears),
      lifecycle: wholeBucketLifecycle(retentionYears * YEAR_DAYS),
      policy: trailLogPolicy({ bucketName, region, accountId, trailName }),
    });
    new cloudtrail.Trail(
      `${name}-trail`,
      taggedInRegion(placement, {
        name: trailName,
        s3BucketName: bucketName,
        kmsKeyId: args.kmsKeyArn,
        enableLogging: true,
        enableLogFileValidation: true,
        isMultiRegionTrail: false,
        includeGlobalServiceEvents: false,
        advancedEventSelectors: eventSelectors(
          args.artifactBuckets.map((audited) => bucketArn(audited.bucketName, partition)),
          writeOnly === undefined ? 'reads-and-writes' : 'writes',
        ),
      }),
      // CloudTrail tries the bucket when the trail is made, and is refused before the policy is there.
      childOptions(this, { dependsOn: [writable] }),
    );
    this.trailArn = trailArn(region, accountId, trailName);
    this.bucketName = bucketName;
    this.bucketArn = bucketArn(bucketName, partition);
    this.optOuts = writeOnly === undefined ? {} : { writeOnly: writeOnly.reason };
    this.registerOutputs({ trailArn: this.trailArn, bucketName, bucketArn: this.bucketArn, optOuts: this.optOuts });
  }
}

/** @returns every problem of the arguments */
export function validateAccessAuditArgs(args: AccessAuditArgs, path = 'audit'): ArgumentProblem[] {
  const { trailName, placement, bucketName, artifactBuckets, kmsKeyArn, retentionYears = RETENTION_YEARS } = args;
  return [
    ...unless(/^(?=.{3,128}$)[A-Za-z0-9](?:[._-]?[A-Za-z0-9])*$/.test(trailName), {
      path: `${path}.trailName`,
      value: shown(trailName),
      rule: 'has 3 to 128 letters, digits and single .-_ between them',
      fix: 'change it',
    }),
    ...validatePlacement(placement, `${path}.placement`),
    ...validateBucketName(bucketName, `${path}.bucketName`),
    ...(typeof kmsKeyArn === 'string' ? validateArn(kmsKeyArn, 'kms', `${path}.kmsKeyArn`) : []),
    ...validateEvidenceYears(retentionYears, `${path}.retentionYears`),
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
