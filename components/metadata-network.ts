import * as ec2 from '@pulumi/aws/ec2';
import * as pulumi from '@pulumi/pulumi';
import { unless, shown } from './common/checks';
import { childOptions, inRegion, statefulOptions } from './common/options';
import { validatePlacement, type Placement } from './common/placement';
import { isPrivateRange } from './common/private-range';
import { partitionOf } from './common/regions';
import { defaultZones, validateZones } from './common/zones';
import { refuse, type ArgumentProblem } from './problems';

/** A network of its own, or one that is there. */
export type Network =
  | {
      mode: 'create';
      /** IPv4 range, a /16 to /24. @default '10.64.0.0/20' */
      cidrBlock?: string;
      /** At least two. @default - zones a and b of the region */
      availabilityZones?: readonly string[];
      /** Buckets that may be reached through the endpoint; others are refused there. */
      bucketNames: readonly string[];
    }
  | {
      mode: 'existing';
      vpcId: string;
      /** At least two private subnets, in different zones. */
      subnetIds: readonly string[];
    };

export interface MetadataNetworkArgs {
  placement: Placement;
  network: Network;
}

const DEFAULT_CIDR = '10.64.0.0/20';
/** Bits that a subnet's range has more than the network's: room for sixteen. */
const SUBNET_BITS = 4;

/**
 * Private subnets in two zones or more, with a gateway endpoint to S3 that lets through the buckets of this zone only:
 * no address of it is public, and nothing leaves it by a NAT. Or an existing network, by ids.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new MetadataNetwork('network', { placement, network: { mode: 'existing', vpcId, subnetIds } })
 * Source: ADR-004 §Security Considerations; https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
 */
export class MetadataNetwork extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: pulumi.Output<string>[];

  constructor(name: string, args: MetadataNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`MetadataNetwork "${name}"`, validateMetadataNetworkArgs(args));
    super('gl-artifacts:ec2:MetadataNetwork', name, {}, opts);
    const { placement, network } = args;
    if (network.mode === 'existing') {
      this.vpcId = pulumi.output(network.vpcId);
      this.subnetIds = network.subnetIds.map((id) => pulumi.output(id));
    } else {
      const made = this.create(name, placement, network);
      this.vpcId = made.vpc.id;
      this.subnetIds = made.subnets.map((subnet) => subnet.id);
    }
    this.registerOutputs({ vpcId: this.vpcId, subnetIds: this.subnetIds });
  }

  private create(name: string, placement: Placement, network: Extract<Network, { mode: 'create' }>) {
    const { region, deletionPolicy } = placement;
    // A database cannot follow to another network: what would replace this one fails halfway, so that it is refused.
    const kept = statefulOptions(this, deletionPolicy);
    const cidrBlock = network.cidrBlock ?? DEFAULT_CIDR;
    const named = <T extends object>(role: string, inputs: T) => ({
      ...inRegion(placement, inputs),
      tags: { ...placement.tags, Name: `${name}-${role}` },
    });
    const vpc = new ec2.Vpc(
      `${name}-vpc`,
      named('vpc', { cidrBlock, enableDnsSupport: true, enableDnsHostnames: true }),
      kept,
    );
    // The group that every network has allows whatever is in it; without rules it allows nothing.
    new ec2.DefaultSecurityGroup(
      `${name}-default-security-group`,
      named('default', { vpcId: vpc.id, ingress: [], egress: [] }),
      childOptions(this),
    );
    const routeTable = new ec2.RouteTable(`${name}-routes`, named('private', { vpcId: vpc.id }), childOptions(this));
    const zones = network.availabilityZones ?? defaultZones(region);
    const subnets = zones.map((availabilityZone, i) => {
      const subnet = new ec2.Subnet(
        `${name}-subnet-${availabilityZone}`,
        named(`private-${availabilityZone}`, {
          vpcId: vpc.id,
          availabilityZone,
          cidrBlock: subnetCidr(cidrBlock, SUBNET_BITS, i),
          mapPublicIpOnLaunch: false,
        }),
        kept,
      );
      new ec2.RouteTableAssociation(
        `${name}-routes-${availabilityZone}`,
        inRegion(placement, { subnetId: subnet.id, routeTableId: routeTable.id }),
        childOptions(this),
      );
      return subnet;
    });
    new ec2.VpcEndpoint(
      `${name}-s3`,
      named('s3', {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.s3`,
        vpcEndpointType: 'Gateway',
        routeTableIds: [routeTable.id],
        policy: JSON.stringify(endpointPolicy(region, network.bucketNames)),
      }),
      childOptions(this),
    );
    return { vpc, subnets };
  }
}

/** Only these buckets: what runs in the network cannot carry bytes to anybody else's. */
const endpointPolicy = (region: string, bucketNames: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AllowOwnBuckets',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:*',
      Resource: bucketNames.flatMap((bucket) =>
        ['', '/*'].map((objects) => `arn:${partitionOf(region)}:s3:::${bucket}${objects}`),
      ),
    },
  ],
});

const toNumber = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const toAddress = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

/**
 * The nth subnet of a range.
 *
 * @example subnetCidr('10.64.0.0/20', 4, 1) // '10.64.1.0/24'
 */
export function subnetCidr(cidrBlock: string, bits: number, n: number): string {
  const [address = '', prefix = ''] = cidrBlock.split('/');
  const length = Number(prefix) + bits;
  return `${toAddress(toNumber(address) + n * 2 ** (32 - length))}/${length}`;
}

const isId = (prefix: string, id: string): boolean => new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id);

/** @returns every problem of the arguments */
export function validateMetadataNetworkArgs(
  { placement, network }: MetadataNetworkArgs,
  path = 'network',
): ArgumentProblem[] {
  if (network.mode === 'existing')
    return [
      ...validatePlacement(placement, `${path}.placement`),
      ...unless(isId('vpc', network.vpcId), {
        path: `${path}.vpcId`,
        value: shown(network.vpcId),
        rule: 'is the id of a VPC, vpc- and 8 or 17 hex digits',
        fix: 'correct it',
      }),
      ...unless(new Set(network.subnetIds).size >= 2, {
        path: `${path}.subnetIds`,
        value: network.subnetIds.length === 0 ? 'none' : network.subnetIds.join(', '),
        rule: 'names at least two subnets: a database outlives the loss of one zone',
        fix: 'add one',
      }),
      ...network.subnetIds.flatMap((id, i) =>
        unless(isId('subnet', id), {
          path: `${path}.subnetIds[${i}]`,
          value: shown(id),
          rule: 'is the id of a subnet, subnet- and 8 or 17 hex digits',
          fix: 'correct it',
        }),
      ),
    ];
  const { cidrBlock = DEFAULT_CIDR, availabilityZones } = network;
  return [
    ...validatePlacement(placement, `${path}.placement`),
    ...unless(isPrivateRange(cidrBlock, [16, 24]), {
      path: `${path}.cidrBlock`,
      value: shown(cidrBlock),
      rule: 'is a private IPv4 range (RFC 1918) of /16 to /24, such as 10.64.0.0/20',
      fix: 'change it',
    }),
    ...(availabilityZones === undefined
      ? []
      : validateZones(availabilityZones, placement.region, `${path}.availabilityZones`)),
  ];
}
