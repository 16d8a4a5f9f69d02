import * as ec2 from '@pulumi/aws/ec2';
import * as rds from '@pulumi/aws/rds';
import * as vpc from '@pulumi/aws/vpc';
import type * as pulumi from '@pulumi/pulumi';
import { shown, unless } from '../common/checks';
import { childOptions, statefulOptions, taggedInRegion } from '../common/options';
import type { Placement } from '../common/placement';
import { isPrivateRange } from '../common/private-range';
import type { ArgumentProblem } from '../problems';

/** Who may connect; there is no other way in. */
export interface DatabaseClients {
  /** Security groups whose members may connect. @default [] */
  clientSecurityGroupIds?: readonly pulumi.Input<string>[];
  /** Private IPv4 ranges that may connect, for clients of other networks, which have no group here. @default [] */
  clientCidrBlocks?: readonly string[];
}

/** Where in a network a database lies. */
export interface DatabaseNetwork extends DatabaseClients {
  placement: Placement;
  /** The groups are named after it. */
  identifier: string;
  vpcId: pulumi.Input<string>;
  /** Private subnets in at least two zones. */
  subnetIds: readonly pulumi.Input<string>[];
}

export const PORT = 5432;

/** The subnets that a database may lie in. */
export const subnetGroup = (
  parent: pulumi.Resource,
  name: string,
  { placement, identifier, subnetIds }: DatabaseNetwork,
): rds.SubnetGroup =>
  new rds.SubnetGroup(
    `${name}-subnets`,
    taggedInRegion(placement, { name: identifier, subnetIds: [...subnetIds] }),
    statefulOptions(parent, placement.deletionPolicy),
  );

/** Lets in who is named, on one port; nothing goes out, since a database calls nobody. */
export function securityGroup(parent: pulumi.Resource, name: string, network: DatabaseNetwork): ec2.SecurityGroup {
  const { placement, identifier, vpcId, clientSecurityGroupIds = [], clientCidrBlocks = [] } = network;
  const group = new ec2.SecurityGroup(
    `${name}-security-group`,
    taggedInRegion(placement, { name: identifier, description: 'gl-artifacts metadata database', vpcId }),
    statefulOptions(parent, placement.deletionPolicy),
  );
  const letIn = (role: string, from: { referencedSecurityGroupId: pulumi.Input<string> } | { cidrIpv4: string }) =>
    new vpc.SecurityGroupIngressRule(
      `${name}-ingress-${role}`,
      taggedInRegion(placement, {
        securityGroupId: group.id,
        ...from,
        ipProtocol: 'tcp',
        fromPort: PORT,
        toPort: PORT,
        description: 'PostgreSQL from the runtime',
      }),
      childOptions(parent),
    );
  clientSecurityGroupIds.forEach((id, i) => letIn(`${i + 1}`, { referencedSecurityGroupId: id }));
  clientCidrBlocks.forEach((cidrIpv4) => letIn(cidrIpv4.replace(/[./]/g, '-'), { cidrIpv4 }));
  return group;
}

/** @returns every problem of where a database lies and who may connect */
export function validateDatabaseNetwork(
  { subnetIds, clientSecurityGroupIds = [], clientCidrBlocks = [] }: Omit<DatabaseNetwork, 'placement' | 'identifier'>,
  path: string,
): ArgumentProblem[] {
  return [
    ...unless(subnetIds.length >= 2, {
      path: `${path}.subnetIds`,
      value: String(subnetIds.length),
      rule: 'names at least two subnets, in different zones',
      fix: 'add one',
    }),
    ...clientSecurityGroupIds.flatMap((id, i) =>
      unless(typeof id !== 'string' || /^sg-[0-9a-f]{8,17}$/.test(id), {
        path: `${path}.clientSecurityGroupIds[${i}]`,
        value: shown(id),
        rule: 'is the id of a security group, sg- and 8 to 17 hex digits',
        fix: 'correct it; ranges of addresses are clientCidrBlocks',
      }),
    ),
    ...clientCidrBlocks.flatMap((range, i) =>
      unless(isPrivateRange(range, [8, 32]), {
        path: `${path}.clientCidrBlocks[${i}]`,
        value: shown(range),
        rule: 'is a private IPv4 range (RFC 1918) of /8 to /32: a database is open to no public address',
        fix: 'name the range of the clients, or their security group',
      }),
    ),
    ...unless(new Set(clientCidrBlocks).size === clientCidrBlocks.length, {
      path: `${path}.clientCidrBlocks`,
      value: clientCidrBlocks.join(', '),
      rule: 'names each range once',
      fix: 'remove the second',
    }),
  ];
}
