import { partitionOf } from '../../common/regions';
import { bucketArn } from '../bucket-policy';
import type { RolePolicyDocument } from '../replication';

/** One statement of an identity-based policy. */
export type RoleStatement = RolePolicyDocument['Statement'][number];

/** A bucket and, where its encryption is by KMS, the key. */
export interface BucketScope<Drawn = string> {
  bucketName: string;
  region: string;
  /** @default - SSE-S3 */
  kmsKeyArn?: Drawn;
}

/** A trail, the bucket of its logs and the key that they are encrypted with. */
interface TrailScope<Drawn = string> {
  trailName: string;
  bucketName: string;
  region: string;
  kmsKeyArn: Drawn;
}

/**
 * What the roles of a region work on. `Drawn` is how the ids that AWS draws are given: in a program they may be outputs.
 */
export interface AccessScope<Drawn = string> {
  region: string;
  /** 12 digits. */
  accountId: string;
  /** The bucket of the region, then its replica. */
  artifacts: readonly BucketScope<Drawn>[];
  /** @default - no vault */
  evidence?: { bucketName: string; signingKeyArn: Drawn };
  trails: readonly TrailScope<Drawn>[];
  /** Buckets of the inventories. @default - none */
  reports?: readonly BucketScope<Drawn>[];
  /** Queue of what happens to artifacts. @default - none */
  events?: { queueName: string };
  /** Of the cluster or instance; as `rds-db:connect` names it. @default - a database that knows no IAM */
  databaseResourceId?: Drawn;
}

const mapKey = <A, B>({ kmsKeyArn, ...rest }: BucketScope<A>, map: (drawn: A) => B): BucketScope<B> => ({
  ...rest,
  ...(kmsKeyArn === undefined ? {} : { kmsKeyArn: map(kmsKeyArn) }),
});

/** The same scope with other values for what AWS draws. */
export const mapDrawn = <A, B>(scope: AccessScope<A>, map: (drawn: A) => B): AccessScope<B> => ({
  region: scope.region,
  accountId: scope.accountId,
  artifacts: scope.artifacts.map((bucket) => mapKey(bucket, map)),
  ...(scope.reports === undefined ? {} : { reports: scope.reports.map((bucket) => mapKey(bucket, map)) }),
  ...(scope.events === undefined ? {} : { events: scope.events }),
  trails: scope.trails.map((trail) => ({ ...trail, kmsKeyArn: map(trail.kmsKeyArn) })),
  ...(scope.evidence === undefined
    ? {}
    : { evidence: { ...scope.evidence, signingKeyArn: map(scope.evidence.signingKeyArn) } }),
  ...(scope.databaseResourceId === undefined ? {} : { databaseResourceId: map(scope.databaseResourceId) }),
});

/** ARN of a bucket of a scope. */
export const arnOf = ({ bucketName, region }: { bucketName: string; region: string }): string =>
  bucketArn(bucketName, partitionOf(region));

/** The session's tenant, as a policy variable: without the tag a statement that has it matches nothing. */
export const TENANT = '${aws:PrincipalTag/tenant}';
/** Reserved name of the tenant that no one has: what is below it is the registry role's. */
export const REGISTRY = 'registry';
