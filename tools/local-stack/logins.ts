import path from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { LOGINS } from '../../components/documents';
import type { EnsureResult } from '../ensure/result';
import type { LocalServices } from '../services';
import { loginPassword } from './secrets';

/** What the rest is done as: as powerful as Aurora's master, no more. */
const MASTER = 'gl_master';

/** Where the logins' passwords lie. Roles belong to the server, so all stacks on it share them. */
export const passwordDirectory = (services: LocalServices): string => path.join(services.directory, 'database');

/** Does some work on a connection of its own. */
export const withClient = async <T>(
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

/** Who provisions the database: as Aurora's master, it exists before a stack does. */
export interface MasterLogin {
  user: string;
  password: string;
}

/** Makes the master login, or finds it; the server's superuser does nothing else. */
export async function masterLogin(services: LocalServices): Promise<MasterLogin> {
  const { host, port, superuser } = services.postgres;
  const password = await loginPassword(passwordDirectory(services), MASTER);
  await withClient({ host, port, ...superuser, database: 'postgres' }, async (root) => {
    await root.query(`select pg_advisory_lock(hashtext('gl_artifacts.local_stack'))`);
    const { rows } = await root.query('select 1 from pg_roles where rolname = $1', [MASTER]);
    if (rows.length === 0)
      await root.query(
        `create role ${MASTER} login nosuperuser createrole createdb password ${escapeLiteral(password)}`,
      );
  });
  return { user: MASTER, password };
}

/**
 * Gives the runtime's logins their generated passwords. Credentials are no part of a stack: in AWS they are IAM's.
 *
 * @returns what it did, one a login
 */
export async function ensureLoginPasswords(services: LocalServices): Promise<EnsureResult[]> {
  const { host, port } = services.postgres;
  const master = await masterLogin(services);
  return withClient({ host, port, ...master, database: 'postgres' }, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('gl_artifacts.logins'))`);
    const results: EnsureResult[] = [];
    for (const user of Object.values(LOGINS)) {
      const password = await loginPassword(passwordDirectory(services), user);
      const answers = await withClient({ host, port, user, password, database: 'postgres' }, () =>
        Promise.resolve(true),
      ).catch(() => false);
      if (!answers) await client.query(`alter role ${escapeIdentifier(user)} password ${escapeLiteral(password)}`);
      results.push({ token: 'password', name: user, outcome: answers ? 'unchanged' : 'updated' });
    }
    return results;
  });
}
