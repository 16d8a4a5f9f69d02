import * as cloudtrail from '@pulumi/aws/cloudtrail';
import type * as pulumi from '@pulumi/pulumi';
import { evidenceLock, validateEvidenceYears } from '../documents/bucket-baseline';
import { wholeBucketLifecycle } from '../documents/lifecycle';
import { trailLogPolicy } from '../documents/log-policies';
import type { EventSelector } from '../documents/trail';
import type { ArgumentProblem } from '../problems';
import { validateAccessLogs, type AccessLogs } from './access-logs';
import { bucketChain } from './bucket-chain';
import { validateBucketName } from './bucket-name';
import { shown, unless } from './checks';
import { childOptions, taggedInRegion } from './options';
import { validatePlacement, type Placement } from './placement';
import type { TrailDelivery } from './trail-log-group';

export interface LockedTrailArgs {
  trailName: string;
  placement: Placement;
  /** Name of the trail's own bucket. */
  bucketName: string;
  /** Nobody can shorten it. 1 to 100. @default 1 */
  retentionYears?: number;
  /** @default - whoever reads the trail's bucket leaves no record there */
  accessLogs?: AccessLogs;
}

const RETENTION_YEARS = 1;
/** Days of the longest year: expiry never comes before the end of the lock. */
const YEAR_DAYS = 366;

/** What a trail takes down, and from where. */
interface TrailScope {
  kmsKeyArn: pulumi.Input<string>;
  /** All regions and the services that are in none, or the trail's region alone. */
  everywhere: boolean;
  events: EventSelector[];
  /** Where it delivers beside its bucket. @default - nowhere */
  delivery?: TrailDelivery;
  /** The target of its bucket's access logs, where that is made beside it. */
  after?: pulumi.Resource;
}

/** Registers a trail with signed digests, and the locked bucket that it alone writes to. */
export function lockedTrail(parent: pulumi.Resource, name: string, args: LockedTrailArgs, scope: TrailScope): void {
  const { trailName, placement, bucketName, retentionYears = RETENTION_YEARS, accessLogs } = args;
  const { region, accountId } = placement;
  const { delivery } = scope;
  const writable = bucketChain(parent, name, {
    bucketName,
    placement,
    publicAccessBlock: true,
    encryption: { mode: 'sse-kms', kmsKeyArn: scope.kmsKeyArn },
    objectLock: evidenceLock(retentionYears),
    lifecycle: wholeBucketLifecycle(retentionYears * YEAR_DAYS),
    ...(accessLogs === undefined ? {} : { accessLogs }),
    ...(scope.after === undefined ? {} : { after: scope.after }),
    policy: trailLogPolicy({ bucketName, region, accountId, trailName }),
  });
  new cloudtrail.Trail(
    `${name}-trail`,
    taggedInRegion(placement, {
      name: trailName,
      s3BucketName: bucketName,
      kmsKeyId: scope.kmsKeyArn,
      enableLogging: true,
      enableLogFileValidation: true,
      isMultiRegionTrail: scope.everywhere,
      includeGlobalServiceEvents: scope.everywhere,
      advancedEventSelectors: scope.events,
      ...(delivery === undefined
        ? {}
        : { cloudWatchLogsGroupArn: delivery.logGroupArn, cloudWatchLogsRoleArn: delivery.roleArn }),
    }),
    // CloudTrail tries the bucket when the trail is made, and is refused before the policy is there; so is its role.
    childOptions(parent, { dependsOn: [writable, ...(delivery?.ready ?? [])] }),
  );
}

/** @returns every problem of the arguments */
export const validateLockedTrailArgs = (args: LockedTrailArgs, path: string): ArgumentProblem[] => [
  ...unless(/^(?=.{3,128}$)[A-Za-z0-9](?:[._-]?[A-Za-z0-9])*$/.test(args.trailName), {
    path: `${path}.trailName`,
    value: shown(args.trailName),
    rule: 'has 3 to 128 letters, digits and single .-_ between them',
    fix: 'change it',
  }),
  ...validatePlacement(args.placement, `${path}.placement`),
  ...validateBucketName(args.bucketName, `${path}.bucketName`),
  ...validateEvidenceYears(args.retentionYears ?? RETENTION_YEARS, `${path}.retentionYears`),
  ...(args.accessLogs === undefined ? [] : validateAccessLogs(args.accessLogs, args.bucketName, `${path}.accessLogs`)),
];
