import { partitionOf } from '../../common/regions';
import { LOGINS, type LoginRole } from '../database-roles';
import type { AccessScope, RoleStatement } from './scope';

/**
 * Connecting to the metadata database as one login, and no other.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
 */
export function connectStatements(scope: AccessScope, login: LoginRole): RoleStatement[] {
  const { region, accountId, databaseResourceId } = scope;
  if (databaseResourceId === undefined) return [];
  const users = `arn:${partitionOf(region)}:rds-db:${region}:${accountId}:dbuser:${databaseResourceId}`;
  return [{ Sid: 'Connect', Effect: 'Allow', Action: 'rds-db:connect', Resource: `${users}/${LOGINS[login]}` }];
}
