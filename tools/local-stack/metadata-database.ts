import path from 'node:path';
import { Client, escapeLiteral } from 'pg';
import { databaseRoles, databaseSchema, GROUP_ROLES, schemaGrants } from '../../components';
import { ensurePostgresql } from '../ensure/postgresql';
import type { EnsureResult } from '../ensure/result';
import type { LocalServices } from '../services';
import { loginPassword } from './secrets';

/** What the rest is done as: as powerful as Aurora's master, no more. */
const MASTER = 'gl_master';

/** Where the logins' passwords lie. Roles belong to the server, so all stacks on it share them. */
export const passwordDirectory = (services: LocalServices): string => path.join(services.directory, 'database');

const connected = async <T>(
  options: ConstructorParameters<typeof Client>[0],
  work: (client: Client) => Promise<T>,
): Promise<T> => {
  const client = new Client(options);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Brings up the metadata database: roles, logins, database, schema and grants. Stacks on one server take turns. */
export async function ensureMetadataDatabase(services: LocalServices, database: string): Promise<EnsureResult[]> {
  const { host, port, superuser } = services.postgres;
  const directory = passwordDirectory(services);
  return connected({ host, port, ...superuser, database: 'postgres' }, async (root) => {
    await root.query(`select pg_advisory_lock(hashtext('gl_artifacts.local_stack'))`);
    const password = await loginPassword(directory, MASTER);
    const { rows } = await root.query('select 1 from pg_roles where rolname = $1', [MASTER]);
    if (rows.length === 0)
      await root.query(
        `create role ${MASTER} login nosuperuser createrole createdb password ${escapeLiteral(password)}`,
      );
    const results: EnsureResult[] = [];
    const { roles, grantRoles } = databaseRoles();
    await connected({ host, port, user: MASTER, password, database: 'postgres' }, async (master) => {
      for (const role of roles)
        results.push(
          await ensurePostgresql.role(master, role, role.login ? await loginPassword(directory, role.name) : undefined),
        );
      for (const grant of grantRoles) results.push(await ensurePostgresql.grantRole(master, grant));
      // Making a schema for another role takes its membership.
      results.push(await ensurePostgresql.grantRole(master, { role: MASTER, grantRole: GROUP_ROLES.owner }));
      results.push(await ensurePostgresql.database(master, { name: database }));
    });
    await connected({ host, port, user: MASTER, password, database }, async (master) => {
      results.push(await ensurePostgresql.schema(master, databaseSchema(database)));
      for (const grant of schemaGrants(database)) results.push(await ensurePostgresql.grant(master, grant));
    });
    return results;
  });
}
