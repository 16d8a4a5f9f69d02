/** Names of the schema and of its group roles; migrations grant to the latter, logins are their members. */
export const SCHEMA = 'gl_artifacts';
export const GROUP_ROLES = {
  owner: 'gl_artifacts_owner',
  app: 'gl_artifacts_app',
  worker: 'gl_artifacts_worker',
} as const;
/** Logins of the runtime, by what they are for. */
export const LOGINS = { owner: 'gl_owner', app: 'gl_app', worker: 'gl_worker' } as const;

export type LoginRole = keyof typeof LOGINS;

/** Inputs of `postgresql:index:Role`. No role is a superuser, creates others or bypasses row-level security. */
export interface RoleInputs {
  name: string;
  login: boolean;
  superuser: false;
  createRole: false;
  createDatabase: false;
  bypassRowLevelSecurity: false;
}

/** The roles of the metadata database: three groups, and one login in each. Source: ADR-004 §Technology Stack; https://www.postgresql.org/docs/current/ddl-rowsecurity.html */
export function databaseRoles(): { roles: RoleInputs[]; grantRoles: { role: string; grantRole: string }[] } {
  const role = (name: string, login: boolean): RoleInputs => ({
    name,
    login,
    superuser: false,
    createRole: false,
    createDatabase: false,
    bypassRowLevelSecurity: false,
  });
  const kinds = Object.keys(LOGINS) as LoginRole[];
  return {
    roles: [...kinds.map((kind) => role(GROUP_ROLES[kind], false)), ...kinds.map((kind) => role(LOGINS[kind], true))],
    grantRoles: kinds.map((kind) => ({ role: LOGINS[kind], grantRole: GROUP_ROLES[kind] })),
  };
}

/** Inputs of `postgresql:index:Schema`. */
export const databaseSchema = (database: string): { name: string; database: string; owner: string } => ({
  name: SCHEMA,
  database,
  owner: GROUP_ROLES.owner,
});

/** Inputs of `postgresql:index:Grant`: the groups may use the schema, and nobody but its owner may create in it. */
export const schemaGrants = (database: string) =>
  ([GROUP_ROLES.app, GROUP_ROLES.worker] as const).map((role) => ({
    database,
    schema: SCHEMA,
    objectType: 'schema' as const,
    role,
    privileges: ['USAGE'],
  }));
