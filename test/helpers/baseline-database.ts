import { databaseRoles, databaseSchema, GROUP_ROLES, schemaGrants } from '../../components/documents';
import { ensurePostgresql } from '../../tools/ensure/postgresql';
import type { EnsureResult } from '../../tools/ensure/result';
import { masterLogin, withClient } from '../../tools/local-stack/logins';
import type { LocalServices } from '../../tools/services';

/** Brings up the metadata database: roles, logins, database, schema and grants. Stacks on one server take turns. */
export async function ensureMetadataDatabase(services: LocalServices, database: string): Promise<EnsureResult[]> {
  const { host, port, superuser } = services.postgres;
  const master = await masterLogin(services);
  return withClient({ host, port, ...superuser, database: 'postgres' }, async (root) => {
    await root.query(`select pg_advisory_lock(hashtext('gl_artifacts.local_stack'))`);
    const results: EnsureResult[] = [];
    const { roles, grantRoles } = databaseRoles();
    await withClient({ host, port, ...master, database: 'postgres' }, async (client) => {
      for (const role of roles) results.push(await ensurePostgresql.role(client, role));
      for (const grant of grantRoles) results.push(await ensurePostgresql.grantRole(client, grant));
      // Making a schema for another role takes its membership.
      results.push(await ensurePostgresql.grantRole(client, { role: master.user, grantRole: GROUP_ROLES.owner }));
      results.push(await ensurePostgresql.database(client, { name: database }));
    });
    await withClient({ host, port, ...master, database }, async (client) => {
      results.push(await ensurePostgresql.schema(client, databaseSchema(database)));
      for (const grant of schemaGrants(database)) results.push(await ensurePostgresql.grant(client, grant));
    });
    return results;
  });
}
