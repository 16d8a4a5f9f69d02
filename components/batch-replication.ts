import * as iam from '@pulumi/aws/iam';
import * as pulumi from '@pulumi/pulumi';
import { validateBucketName } from './common/bucket-name';
import { unless, validateBoundary, validateRoleName } from './common/checks';
import { boundedBy, childOptions } from './common/options';
import { validatePlacement } from './common/placement';
import { roleArn } from './documents/access/roles';
import {
  batchReplicationPolicy,
  batchReplicationSpec,
  batchReplicationTrust,
  type BatchReplicationScope,
} from './documents/batch-replication';
import { refuse, type ArgumentProblem } from './problems';

export interface BatchReplicationArgs extends BatchReplicationScope {
  /** Name of the role; global in the account, so that it names the region. */
  roleName: string;
  /** @default {} */
  tags?: Record<string, string>;
  /** ARN of a policy that bounds what the role can ever be allowed. @default - none */
  permissionsBoundaryArn?: string;
}

/**
 * What replicates the objects that were in a bucket before its edge was: the role of an S3 Batch Operations job, and the
 * request that starts one. The job itself is no resource: it runs once, and somebody confirms it.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new BatchReplication('there', { bucketName, region, accountId, reportBucket, roleName: `${bucketName}-there-batch` })
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-batch.html
 */
export class BatchReplication extends pulumi.ComponentResource {
  readonly roleArn: string;
  /** Where the job is made: `aws s3control create-job --region`. */
  readonly region: string;
  /** The request: `--cli-input-json`. */
  readonly createJob: ReturnType<typeof batchReplicationSpec>;

  constructor(name: string, args: BatchReplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`BatchReplication "${name}"`, validateBatchReplicationArgs(args));
    super('gl-artifacts:s3:BatchReplication', name, {}, opts);
    const { roleName, tags, permissionsBoundaryArn, ...scope } = args;
    const role = new iam.Role(
      `${name}-role`,
      {
        name: roleName,
        description: `gl-artifacts: starts the replication of what is in ${scope.bucketName}`,
        assumeRolePolicy: JSON.stringify(batchReplicationTrust(scope)),
        ...boundedBy(permissionsBoundaryArn),
        tags: { ...tags },
      },
      childOptions(this),
    );
    new iam.RolePolicy(
      `${name}-permissions`,
      { name: 'start-replication', role: role.name, policy: JSON.stringify(batchReplicationPolicy(scope)) },
      childOptions(this),
    );
    this.roleArn = roleArn(scope, roleName);
    this.region = scope.region;
    this.createJob = batchReplicationSpec(scope, this.roleArn);
    this.registerOutputs({ roleArn: this.roleArn, region: this.region, createJob: this.createJob });
  }
}

/** @returns every problem of the arguments */
export function validateBatchReplicationArgs(
  { bucketName, region, accountId, reportBucket, roleName, permissionsBoundaryArn }: BatchReplicationArgs,
  path = 'batchReplication',
): ArgumentProblem[] {
  return [
    ...validateBucketName(bucketName, `${path}.bucketName`),
    ...validatePlacement({ region, accountId }, path),
    ...validateRoleName(roleName, `${path}.roleName`),
    ...validateBoundary(permissionsBoundaryArn, `${path}.permissionsBoundaryArn`),
    ...(reportBucket === undefined ? [] : validateBucketName(reportBucket, `${path}.reportBucket`)),
    ...unless(reportBucket !== bucketName, {
      path: `${path}.reportBucket`,
      value: bucketName,
      rule: 'is another bucket: a report among the artifacts would be replicated as one',
      fix: 'name the bucket of the access logs',
    }),
  ];
}
