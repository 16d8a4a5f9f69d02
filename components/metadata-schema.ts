import * as postgresql from '@pulumi/postgresql';
import * as pulumi from '@pulumi/pulumi';
import { unless, shown } from './common/checks';
import { childOptions, statefulOptions } from './common/options';
import type { DeletionPolicy } from './common/placement';
import { databaseRoles, databaseSchema, GROUP_ROLES, SCHEMA, schemaGrants } from './documents/database-roles';
import { refuse, type ArgumentProblem } from './problems';

export interface MetadataSchemaArgs {
  /** Name of the database. */
  databaseName: string;
  /** Whether the database is made here; Aurora makes its first one itself. @default true */
  createDatabase?: boolean;
  /** The login that the provider uses: as Aurora's master it is no superuser, so it needs the owner's membership. */
  masterUser: string;
  /** Logins authenticate by IAM (`rds_iam`), or by passwords that are no part of the stack. */
  loginAuth: 'iam' | 'password';
  /** @default 'protect' */
  deletionPolicy?: DeletionPolicy;
}

/** Membership that makes RDS ask IAM instead of for a password. Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html */
const RDS_IAM = 'rds_iam';

/**
 * The logical layer of the metadata database: database, roles, memberships, schema and grants, one after the other, as
 * PostgreSQL refuses concurrent changes of one catalogue row. Tables are no part of it: `gl-artifacts schema up` makes
 * them as the owner. Nothing is made in `public`, and no role is a superuser or passes over row-level security.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new MetadataSchema('schema', { databaseName: 'gl_artifacts', masterUser: 'gl_master', loginAuth: 'iam' })
 * Source: ADR-004 §Technology Stack; https://www.postgresql.org/docs/current/ddl-rowsecurity.html
 */
export class MetadataSchema extends pulumi.ComponentResource {
  readonly databaseName: string;
  readonly schemaName = SCHEMA;

  constructor(name: string, args: MetadataSchemaArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`MetadataSchema "${name}"`, validateMetadataSchemaArgs(args));
    super('gl-artifacts:postgresql:MetadataSchema', name, {}, opts);
    const { databaseName, masterUser, loginAuth, deletionPolicy, createDatabase = true } = args;
    let last: pulumi.Resource | undefined;
    const chained = (): pulumi.CustomResourceOptions =>
      childOptions(this, last === undefined ? {} : { dependsOn: last });
    const { roles, grantRoles } = databaseRoles();
    for (const role of roles) last = new postgresql.Role(`${name}-role-${role.name}`, role, chained());
    const logins = roles.filter(({ login }) => login);
    const memberships = [
      ...grantRoles,
      ...(loginAuth === 'iam' ? logins.map((login) => ({ role: login.name, grantRole: RDS_IAM })) : []),
      // Making a schema for another role takes its membership.
      { role: masterUser, grantRole: GROUP_ROLES.owner },
    ];
    for (const membership of memberships)
      last = new postgresql.GrantRole(
        `${name}-member-${membership.role}-${membership.grantRole}`,
        membership,
        chained(),
      );
    if (createDatabase)
      last = new postgresql.Database(
        `${name}-database`,
        { name: databaseName },
        statefulOptions(this, deletionPolicy, chained()),
      );
    last = new postgresql.Schema(
      `${name}-schema`,
      databaseSchema(databaseName),
      statefulOptions(this, deletionPolicy, chained()),
    );
    for (const grant of schemaGrants(databaseName))
      last = new postgresql.Grant(`${name}-grant-${grant.role}`, grant, chained());
    this.databaseName = databaseName;
    this.registerOutputs({ databaseName, schemaName: this.schemaName });
  }
}

/** A name that PostgreSQL takes without quotes. Source: https://www.postgresql.org/docs/current/sql-syntax-lexical.html */
const validateIdentifier = (name: string, path: string): ArgumentProblem[] =>
  unless(/^[a-z_][a-z0-9_]{0,62}$/.test(name), {
    path,
    value: shown(name),
    rule: 'has 1 to 63 lower-case letters, digits and underscores, and begins with no digit',
    fix: 'change it',
  });

/** @returns every problem of the arguments */
export const validateMetadataSchemaArgs = (
  { databaseName, masterUser }: MetadataSchemaArgs,
  path = 'schema',
): ArgumentProblem[] => [
  ...validateIdentifier(databaseName, `${path}.databaseName`),
  ...validateIdentifier(masterUser, `${path}.masterUser`),
];
