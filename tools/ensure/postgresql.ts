import { escapeIdentifier, escapeLiteral, type Client } from 'pg';
import type { RoleInputs } from '../../components/documents';
import { ensurable, ensuring, type Ensurable } from './result';

const exists = async (client: Client, sql: string, values: string[]): Promise<boolean> =>
  (await client.query(sql, values)).rows.length > 0;

/**
 * One idempotent ensurable per PostgreSQL resource type. All of it works for a login that is NOSUPERUSER CREATEROLE
 * CREATEDB, as Aurora's master is, on PostgreSQL 15 to 18.
 */
export const describePostgresql = {
  /** @param password - set when the role is made; a login that exists keeps its own */
  role: (client: Client, inputs: RoleInputs, password?: string): Ensurable =>
    ensurable('postgresql:index/role:Role', inputs.name, {
      read: async () => {
        const { rows } = await client.query<{ login: boolean; elevated: boolean }>(
          `select rolcanlogin as login, rolsuper or rolcreaterole or rolcreatedb or rolbypassrls as elevated from pg_roles where rolname = $1`,
          [inputs.name],
        );
        return rows[0];
      },
      desired: { login: inputs.login, elevated: false },
      apply: async (current) => {
        const name = escapeIdentifier(inputs.name);
        const attributes = `${inputs.login ? 'login' : 'nologin'} nocreaterole nocreatedb`;
        const secret = password === undefined || current !== undefined ? '' : ` password ${escapeLiteral(password)}`;
        await client.query(`${current === undefined ? 'create' : 'alter'} role ${name} ${attributes}${secret}`);
      },
    }),

  grantRole: (client: Client, inputs: { role: string; grantRole: string }): Ensurable =>
    ensurable('postgresql:index/grantRole:GrantRole', `${inputs.grantRole} to ${inputs.role}`, {
      // From 16 on the maker of a role is its member without being able to act as it: that is not the membership meant.
      read: async () => {
        const { rows } = await client.query<{ member: boolean }>(
          `select pg_has_role($1::regrole, $2::regrole, case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) as member`,
          [inputs.role, inputs.grantRole],
        );
        return rows[0]?.member === true ? { member: true } : undefined;
      },
      desired: { member: true },
      apply: async () =>
        void (await client.query(`grant ${escapeIdentifier(inputs.grantRole)} to ${escapeIdentifier(inputs.role)}`)),
    }),

  database: (client: Client, inputs: { name: string }): Ensurable =>
    ensurable('postgresql:index/database:Database', inputs.name, {
      read: async () =>
        (await exists(client, 'select 1 from pg_database where datname = $1', [inputs.name]))
          ? { name: inputs.name }
          : undefined,
      desired: { name: inputs.name },
      apply: async () => void (await client.query(`create database ${escapeIdentifier(inputs.name)}`)),
    }),

  schema: (client: Client, inputs: { name: string; owner: string }): Ensurable =>
    ensurable('postgresql:index/schema:Schema', inputs.name, {
      read: async () => {
        const { rows } = await client.query<{ owner: string }>(
          'select nspowner::regrole::text as owner from pg_namespace where nspname = $1',
          [inputs.name],
        );
        return rows[0];
      },
      desired: { owner: inputs.owner },
      apply: async (current) => {
        const [name, owner] = [escapeIdentifier(inputs.name), escapeIdentifier(inputs.owner)];
        await client.query(
          current === undefined
            ? `create schema ${name} authorization ${owner}`
            : `alter schema ${name} owner to ${owner}`,
        );
      },
    }),

  /** Privileges on a schema: exactly these, no more. */
  grant: (client: Client, inputs: { schema: string; role: string; privileges: readonly string[] }): Ensurable =>
    ensurable('postgresql:index/grant:Grant', `${inputs.privileges.join(' ')} on ${inputs.schema} to ${inputs.role}`, {
      read: async () => {
        const { rows } = await client.query<{ privilege: string }>(
          `select a.privilege_type as privilege from pg_namespace n, aclexplode(n.nspacl) a
           where n.nspname = $1 and a.grantee = $2::regrole order by 1`,
          [inputs.schema, inputs.role],
        );
        return rows.length === 0 ? undefined : rows.map((r) => r.privilege);
      },
      desired: [...inputs.privileges].sort(),
      apply: async () => {
        const [schema, role] = [escapeIdentifier(inputs.schema), escapeIdentifier(inputs.role)];
        await client.query(`revoke all on schema ${schema} from ${role}`);
        await client.query(`grant ${inputs.privileges.join(', ')} on schema ${schema} to ${role}`);
      },
    }),
};

/** As {@link describePostgresql}, done at once. */
export const ensurePostgresql = ensuring(describePostgresql);
