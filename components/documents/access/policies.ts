import type { LoginRole } from '../database-roles';
import type { RolePolicyDocument } from '../replication';
import { connectStatements } from './connect';
import { receiveStatements } from './events';
import { auditorStatements, sealerStatements, signStatements, verifyStatements } from './evidence';
import { artifactKeyStatements, FOR_READS, FOR_WRITES, reportKeyStatements } from './keys';
import { readStatements, writeStatements } from './objects';
import { breakGlassStatements, janitorStatements } from './retention';
import { accessRoleName, roleArn, TENANT_ROLES, type AccessRole } from './roles';
import { REGISTRY, TENANT, type AccessScope, type RoleStatement } from './scope';
import { ONE_TENANT } from './trust';

type Statements = (scope: AccessScope) => RoleStatement[];

/** Opening sessions of the tenants' roles, each with its tenant. */
const brokerStatements: Statements = (scope) => [
  {
    Sid: 'OpenTenantSessions',
    Effect: 'Allow',
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Resource: TENANT_ROLES.map((role) => roleArn(scope, accessRoleName(scope.artifacts[0]!.bucketName, role))),
    Condition: ONE_TENANT,
  },
];

const connectAs =
  (login: LoginRole): Statements =>
  (scope) =>
    connectStatements(scope, login);

/** By role: what is known before anything exists, and what hangs on ids that AWS draws. */
const STATEMENTS: Readonly<Record<AccessRole, { known: Statements; drawn: readonly Statements[] }>> = {
  tenantBroker: { known: brokerStatements, drawn: [] },
  publisher: {
    known: (scope) => writeStatements(scope, TENANT),
    drawn: [(scope) => artifactKeyStatements(scope, FOR_WRITES, TENANT), connectAs('app')],
  },
  reader: {
    known: (scope) => readStatements(scope, TENANT),
    drawn: [(scope) => artifactKeyStatements(scope, FOR_READS, TENANT), connectAs('app')],
  },
  registry: {
    known: (scope) => writeStatements(scope, REGISTRY),
    drawn: [(scope) => artifactKeyStatements(scope, FOR_WRITES, REGISTRY), connectAs('app')],
  },
  janitor: { known: janitorStatements, drawn: [connectAs('worker')] },
  sealer: { known: sealerStatements, drawn: [signStatements, connectAs('worker')] },
  eventConsumer: { known: receiveStatements, drawn: [] },
  auditor: { known: auditorStatements, drawn: [verifyStatements, reportKeyStatements] },
  breakGlass: { known: breakGlassStatements, drawn: [] },
};

const documentOf = (Statement: RoleStatement[]): RolePolicyDocument => ({ Version: '2012-10-17', Statement });

/**
 * What a role may do, as far as it is known before anything exists: no id in it is drawn by AWS. It names each resource;
 * none is a wildcard alone.
 *
 * @example accessPolicy('reader', { region: 'eu-west-1', accountId: '111122223333',
 *   artifacts: [{ bucketName: 'gl-artifacts-eu-west-1', region: 'eu-west-1' }], trails: [] })
 */
export const accessPolicy = (role: AccessRole, scope: AccessScope): RolePolicyDocument =>
  documentOf(STATEMENTS[role].known(scope));

/** What a role may do with keys and the database; no statement where there are none. */
export const drawnAccessPolicy = (role: AccessRole, scope: AccessScope): RolePolicyDocument =>
  documentOf(STATEMENTS[role].drawn.flatMap((statements) => statements(scope)));
