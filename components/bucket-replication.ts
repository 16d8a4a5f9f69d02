import * as iam from '@pulumi/aws/iam';
import * as s3 from '@pulumi/aws/s3';
import * as pulumi from '@pulumi/pulumi';
import type { ArtifactBucket } from './artifact-bucket';
import { validateBucketName } from './common/bucket-name';
import { shown, unless, validateBoundary, validateRoleName } from './common/checks';
import { validateObjectTags } from './common/object-tags';
import { boundedBy, childOptions, inRegion } from './common/options';
import { validateOptOut, validatePlacement, type OptOut } from './common/placement';
import { pairOf, partitionOf, zoneOf } from './common/regions';
import { replicationPolicy, replicationRules, replicationTrust, type ReplicationEnd } from './documents/replication';
import { refuse, type ArgumentProblem } from './problems';

/** One end as plain values; a component is one too. */
type End = ReplicationEnd<pulumi.Input<string>>;

interface EdgeArgs {
  /** Name of the role; global in the account, so that it names the region. */
  roleName: string;
  /** @default {} */
  tags?: Record<string, string>;
  /** ARN of a policy that bounds what the role can ever be allowed. @default - none */
  permissionsBoundaryArn?: string;
  /** Key prefixes, none within another. @default [''], the whole bucket */
  prefixes?: readonly string[];
  /**
   * Tags that an object has to have when it is written, all of them, below each prefix. They select no tenant: whoever
   * writes an object sets its tags. @default {}
   */
  tagFilter?: Readonly<Record<string, string>>;
  /** Whether deletes that name no version are copied, without `tagFilter` only; those that do never are. @default false */
  deleteMarkers?: boolean;
  /** Lets the prefixes leave the residency zone; the reason is a stack output. @default - nothing leaves it */
  crossZone?: OptOut;
}

export interface BucketReplicationArgs extends EdgeArgs {
  source: ArtifactBucket;
  /** Another component, or a bucket of elsewhere that has versions and Object Lock. */
  destination: ArtifactBucket | End;
}

const endOf = ({ bucketName, region, accountId, kmsKeyArn }: End): End => ({
  bucketName,
  region,
  accountId,
  ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
});

const EVERYTHING = [''];

/**
 * An edge between two buckets that exist: what is written to the source is copied to the destination, versions, tags,
 * retention and holds with it, within the 15 minutes that S3 commits to. A bucket has one configuration of replication,
 * so that it is the source of one edge.
 *
 * @throws {ArgumentError} when the edge leaves the residency zone, or another argument is wrong, before any resource
 * @example new BucketReplication('there', { source: artifacts, destination: recovery, roleName: 'gl-artifacts-replication-eu-west-1' })
 * Source: ADR-004 §Multi-Region; https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 */
export class BucketReplication extends pulumi.ComponentResource {
  readonly roleArn: string;
  readonly optOuts: Readonly<Record<string, string>>;

  constructor(name: string, args: BucketReplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`BucketReplication "${name}"`, validateBucketReplicationArgs(args));
    super('gl-artifacts:s3:BucketReplication', name, {}, opts);
    const { roleName, prefixes = EVERYTHING, tagFilter = {}, deleteMarkers = false, crossZone } = args;
    const edge = { source: endOf(args.source), destination: endOf(args.destination) };
    const role = new iam.Role(
      `${name}-role`,
      {
        name: roleName,
        description: `gl-artifacts: replicates ${edge.source.bucketName} to ${edge.destination.bucketName}`,
        assumeRolePolicy: JSON.stringify(replicationTrust(edge)),
        ...boundedBy(args.permissionsBoundaryArn),
        tags: { ...args.tags },
      },
      childOptions(this),
    );
    const permissions = new iam.RolePolicy(
      `${name}-permissions`,
      { name: 'replicate', role: role.name, policy: permissionsOf(edge, deleteMarkers) },
      childOptions(this),
    );
    // S3 refuses a configuration until both ends have versions, and a role that may not replicate yet loses objects.
    const ends = [args.source, args.destination].filter((end) => pulumi.Resource.isInstance(end));
    new s3.BucketReplicationConfig(
      `${name}-config`,
      inRegion(edge.source, {
        bucket: edge.source.bucketName,
        role: role.arn,
        rules: replicationRules(edge, { prefixes, tagFilter, deleteMarkers }),
      }),
      childOptions(this, { dependsOn: [permissions, ...ends] }),
    );
    const { region, accountId } = edge.source;
    this.roleArn = `arn:${partitionOf(region)}:iam::${accountId}:role/${roleName}`;
    this.optOuts = crossZone === undefined ? {} : { crossZone: crossZone.reason };
    this.registerOutputs({ roleArn: this.roleArn, optOuts: this.optOuts });
  }
}

/** Plain where no key is an output, so that it can be judged at preview. */
function permissionsOf(edge: { source: End; destination: End }, deleteMarkers: boolean): pulumi.Input<string> {
  const render = (source?: string, destination?: string): string =>
    JSON.stringify(
      replicationPolicy(
        { source: { ...edge.source, kmsKeyArn: source }, destination: { ...edge.destination, kmsKeyArn: destination } },
        deleteMarkers,
      ),
    );
  const keys = [edge.source.kmsKeyArn, edge.destination.kmsKeyArn];
  return keys.every((key) => key === undefined)
    ? render()
    : pulumi.all(keys).apply(([source, destination]) => render(source, destination));
}

/** @returns every problem of the arguments; the ends may be plain values, of buckets that are not there yet */
export function validateBucketReplicationArgs(
  args: EdgeArgs & { source: End; destination: End },
  path = 'replication',
): ArgumentProblem[] {
  const { source, destination, roleName, prefixes = EVERYTHING, tagFilter = {}, deleteMarkers, crossZone } = args;
  const within = prefixes.filter((p, i) => prefixes.some((other, j) => i !== j && p.startsWith(other)));
  return [
    ...(['source', 'destination'] as const).flatMap((end) => [
      ...validateBucketName(args[end].bucketName, `${path}.${end}.bucketName`),
      ...validatePlacement({ region: args[end].region, accountId: args[end].accountId }, `${path}.${end}`),
    ]),
    ...unless(source.bucketName !== destination.bucketName, {
      path: `${path}.destination.bucketName`,
      value: shown(destination.bucketName),
      rule: 'is another bucket than the source',
      fix: 'name the bucket of the other region',
    }),
    ...unless((source.kmsKeyArn === undefined) === (destination.kmsKeyArn === undefined), {
      path: `${path}.destination.kmsKeyArn`,
      value: destination.kmsKeyArn === undefined ? 'nothing' : 'a key',
      rule: 'is given exactly when the source has a key: S3 replicates between two keyed buckets or two without',
      fix: 'use one mode of encryption at both ends',
    }),
    ...validateRoleName(roleName, `${path}.roleName`),
    ...validateBoundary(args.permissionsBoundaryArn, `${path}.permissionsBoundaryArn`),
    ...unless(prefixes.length > 0 && within.length === 0, {
      path: `${path}.prefixes`,
      value: shown(prefixes),
      rule: 'has at least one prefix, and none within another',
      fix: 'keep the shorter one',
    }),
    ...validateObjectTags(tagFilter, `${path}.tagFilter`),
    ...unless(deleteMarkers !== true || Object.keys(tagFilter).length === 0, {
      path: `${path}.deleteMarkers`,
      value: 'true',
      rule: 'goes without tagFilter: a delete marker has no tags, and S3 refuses the rule',
      fix: 'leave one of the two out',
    }),
    ...validateOptOut(crossZone, `${path}.crossZone`),
    ...validateZones(source, destination, prefixes, crossZone, path),
  ];
}

function validateZones(
  source: End,
  destination: End,
  prefixes: readonly string[],
  crossZone: OptOut | undefined,
  path: string,
): ArgumentProblem[] {
  const [from, to] = [zoneOf(source.region), zoneOf(destination.region)];
  if (from === undefined || to === undefined) return []; // validatePlacement has said so
  const everything = prefixes.some((prefix) => prefix === '');
  const what = everything ? 'every artifact' : `the artifacts below ${prefixes.join(', ')}`;
  const exported = `this edge would have exported ${what} of ${source.bucketName} from ${from} to ${to}`;
  const problem = { path: `${path}.destination.region`, value: destination.region };
  if (crossZone === undefined) {
    return unless(from === to, {
      ...problem,
      rule: `stays in the residency zone ${from}: ${exported}`,
      fix: `choose ${pairOf(source.region)}, or name tenant prefixes and give crossZone a reason`,
    });
  }
  return unless(from === to || !everything, {
    ...problem,
    rule: `leaves the residency zone ${from} for named tenants only: ${exported}`,
    fix: 'name the prefixes of the tenants that may',
  });
}
