import { execFile } from 'node:child_process';
import { access, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { postgresBinaries } from './binaries';
import { makePassable, postgresDirectory, postgresOwner } from './directories';
import { ServiceUnavailableError } from './errors';
import { endProcess, isRunning, startDetached, waitUntil } from './processes';
import type { PostgresService, ProcessRecord } from './types';

const run = promisify(execFile);
const SUPERUSER = 'postgres';
const START_SECONDS = 60;
const STOP_SECONDS = 20;

/** How a PostgreSQL on loopback is reached. */
export const postgresAt = (port: number, password: string): PostgresService => ({
  host: '127.0.0.1',
  port,
  superuser: { user: SUPERUSER, password },
});

/** Whether it answers us, with our password. */
export async function postgresAnswers(service: PostgresService): Promise<boolean> {
  const { host, port, superuser } = service;
  const client = new Client({ host, port, ...superuser, database: 'postgres', connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts PostgreSQL 18 on an instance's data; makes the data folder the first time. */
export async function startPostgres(
  instance: string,
  port: number,
  password: string,
  log: (line: string) => void,
): Promise<ProcessRecord> {
  const binaries = await postgresBinaries();
  const owner = postgresOwner();
  const home = postgresDirectory(instance);
  if (owner !== undefined) await makePassable(path.dirname(home));
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (owner !== undefined) await chown(home, owner.uid, owner.gid);
  const data = path.join(home, 'data');
  const initialised = await access(path.join(data, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (!initialised) {
    log('making a PostgreSQL data folder');
    await initialise(binaries, home, data, password);
  }
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    // Statements that set passwords must not reach the log.
    'log_statement=none',
    'log_min_error_statement=panic',
  ];
  const logFile = path.join(instance, 'postgres.log');
  const service = postgresAt(port, password);
  const deadline = Date.now() + 1000 * START_SECONDS;
  let record: ProcessRecord | undefined;
  // One that was killed a moment ago still holds the data folder for a little while: then ours ends at once.
  while (Date.now() < deadline) {
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((s) => ['-c', s])];
    const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
    const started = (await startDetached(path.join(binaries, 'postgres'), args, { cwd: '/', env, logFile, ...owner }))
      .record;
    record = started;
    await waitUntil(async () => !(await isRunning(started)) || (await postgresAnswers(service)), START_SECONDS);
    if (await isRunning(started)) return started;
    if (!/lock file "postmaster.pid" already exists/.test(await lastLines(logFile))) break;
  }
  await endProcess(record, 'SIGQUIT', 5);
  throw new ServiceUnavailableError(
    'PostgreSQL',
    [`${binaries}/postgres (${await lastLines(logFile)})`],
    ['set DATABASE_URL to a PostgreSQL of your own'],
  );
}

const lastLines = async (file: string): Promise<string> =>
  (await readFile(file, 'utf8')).trim().split('\n').slice(-3).join(' | ');

const initialise = async (binaries: string, home: string, data: string, password: string): Promise<void> => {
  const owner = postgresOwner();
  const passwordFile = path.join(home, 'password');
  await rm(data, { recursive: true, force: true });
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (owner !== undefined) await chown(passwordFile, owner.uid, owner.gid);
    const args = [
      '-D',
      data,
      '-U',
      SUPERUSER,
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--data-checksums',
    ];
    await run(path.join(binaries, 'initdb'), args, {
      cwd: '/',
      ...owner,
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new ServiceUnavailableError(
      'PostgreSQL',
      [`initdb (${(stderr ?? message).trim().split('\n').at(-1)})`],
      ['set DATABASE_URL to a PostgreSQL of your own'],
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
};

/** Ends it as `pg_ctl stop -m fast` does: open transactions are rolled back, data is flushed. */
export const stopPostgres = (record: ProcessRecord | undefined): Promise<void> =>
  endProcess(record, 'SIGINT', STOP_SECONDS);
