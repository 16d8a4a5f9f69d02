import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClientConfig } from 'pg';
import { Signer } from '@aws-sdk/rds-signer';
import type { RuntimeConfig } from '../config/schema';
import { LocalIoError } from '../errors';

/** Which database role a connection is for. */
export type DatabaseRole = keyof RuntimeConfig['database']['logins'];

/** Longer than any statement of ours takes; a half-open socket answers nothing and only this ends the wait. */
const QUERY_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** A suspended process would hold its locks as long as it sleeps; after this the database lets go of them. */
const IDLE_IN_TRANSACTION_MS = 10_000;

/** How `pg` reaches the database in one role: TLS, password source and time-outs, all from the configuration. */
export async function connectionOptions(config: RuntimeConfig, role: DatabaseRole): Promise<ClientConfig> {
  const { host, port, name, tls, caFile, logins } = config.database;
  return {
    host,
    port,
    user: logins[role],
    database: name,
    password: passwordSource(config, logins[role]),
    ssl: tls === 'off' ? false : { rejectUnauthorized: true, ca: caFile && (await readCertificates(caFile)) },
    application_name: `gl-artifacts-${role}`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // A migration takes as long as it takes.
    ...(role === 'owner' ? {} : { query_timeout: QUERY_TIMEOUT_MS }),
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
  };
}

const readCertificates = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw new LocalIoError('reading the certificate authority', file, error);
  });

/** Asked at each new connection: IAM tokens live 15 minutes, and a rotated password file is seen. */
const passwordSource = (config: RuntimeConfig, user: string): (() => Promise<string>) => {
  const { auth, host, port } = config.database;
  if (auth.mode === 'iam') {
    const signer = new Signer({ hostname: host, port, username: user, region: config.region });
    return () => signer.getAuthToken();
  }
  const file = path.join(auth.directory, user);
  return async () => {
    const text = await readFile(file, 'utf8').catch((error: Error) => {
      throw new LocalIoError('reading the database password', file, error);
    });
    return text.trim();
  };
};
