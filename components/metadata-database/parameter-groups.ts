import * as rds from '@pulumi/aws/rds';
import type * as pulumi from '@pulumi/pulumi';
import { childOptions, taggedInRegion } from '../common/options';
import type { Placement } from '../common/placement';

/** What a group of parameters is for. */
interface ParameterGroupArgs {
  placement: Placement;
  identifier: string;
  engineVersion: string;
}

/** What PostgreSQL itself must hold, whoever connects: TLS, and a line in the log for who came and went. */
const parameters = (): { name: string; value: string }[] => [
  { name: 'rds.force_ssl', value: '1' },
  { name: 'log_connections', value: '1' },
  { name: 'log_disconnections', value: '1' },
];

/** What a cluster or instance that is retained goes by cannot be deleted; a new version has a new one. */
const keptWith = (parent: pulumi.Resource, { deletionPolicy }: Placement): pulumi.CustomResourceOptions =>
  childOptions(parent, { retainOnDelete: deletionPolicy === 'retain' });

const majorOf = (engineVersion: string): string => engineVersion.split('.')[0]!;

/** Parameters of an Aurora cluster. Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html */
export const clusterParameters = (
  parent: pulumi.Resource,
  name: string,
  { placement, identifier, engineVersion }: ParameterGroupArgs,
): rds.ClusterParameterGroup =>
  new rds.ClusterParameterGroup(
    `${name}-parameters`,
    taggedInRegion(placement, {
      name: identifier,
      family: `aurora-postgresql${majorOf(engineVersion)}`,
      parameters: parameters(),
    }),
    keptWith(parent, placement),
  );

/** Parameters of an RDS instance. Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html */
export const instanceParameters = (
  parent: pulumi.Resource,
  name: string,
  { placement, identifier, engineVersion }: ParameterGroupArgs,
): rds.ParameterGroup =>
  new rds.ParameterGroup(
    `${name}-parameters`,
    taggedInRegion(placement, {
      name: identifier,
      family: `postgres${majorOf(engineVersion)}`,
      parameters: parameters(),
    }),
    keptWith(parent, placement),
  );
