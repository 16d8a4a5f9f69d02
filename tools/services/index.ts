import { rm } from 'node:fs/promises';
import { seaweedfsBinary } from './binaries';
import { postgresDirectory } from './directories';
import { databaseFromEnvironment, s3FromEnvironment } from './environment';
import { locked } from './lock';
import { pickPorts } from './ports';
import { postgresAnswers, postgresAt, startPostgres, stopPostgres } from './postgres';
import { endProcess, isRunning, isUp } from './processes';
import { s3Answers, s3At, startSeaweedfs, stopSeaweedfs } from './seaweedfs';
import { ensureSecrets, readState, writeState } from './state';
import { ensureTenantIdentity } from './tenant-identity';
import { addUser, hasUsers, removeUser } from './users';
import type { LocalServices, PostgresService, S3Service, ServicesState } from './types';

export { MINIO_KMS_KEY, startMinio, type MinioService } from './minio';
export { findMinio } from './minio-binary';
export type { AccessKey, LocalServices, S3Service } from './types';

type Log = (line: string) => void;

/** How long a server that runs may take to answer. */
const START_SECONDS = 60;

/** Someone may take a port between our choice and the server's bind. */
const START_TRIES = 3;

const OTHERS_STOP_SECONDS = 10;

/**
 * Brings up PostgreSQL and an S3 server in an instance directory, or finds them running. Data, ports and passwords stay
 * between starts. Services named by the environment (`DATABASE_URL`, `GL_S3_ENDPOINT`) are used instead and left alone.
 *
 * @param options.untilLastUser - what this start has to start ends when its last user stops; otherwise all stays up until
 *   {@link stopServices}, whoever started it
 * @throws {ServiceUnavailableError} saying what was tried and what would help
 */
export async function startServices(options: {
  directory: string;
  log: Log;
  untilLastUser?: boolean;
}): Promise<LocalServices> {
  const { directory, log, untilLastUser = false } = options;
  return locked(directory, async () => {
    const outside = { s3: s3FromEnvironment(), postgres: databaseFromEnvironment() };
    const secrets = await ensureSecrets(directory);
    let state: ServicesState = (await readState(directory)) ?? { processes: {}, ports: await pickPorts() };
    let started = false;
    const slow = (name: string) => ({
      patienceSeconds: START_SECONDS,
      onSlow: () => log(`${name} runs but does not answer: waiting for it`),
    });
    const keep = async (name: string, start: () => Promise<{ pid: number; startedAt: string }>): Promise<void> => {
      state.processes[name] = await start();
      await writeState(directory, state);
      started = true;
    };
    const begin = Date.now();
    for (let tries = 1; ; tries++) {
      try {
        const postgres = postgresAt(state.ports.postgres, secrets.postgresPassword);
        if (
          outside.postgres === undefined &&
          !(await isUp(state.processes['postgres'], () => postgresAnswers(postgres), slow('PostgreSQL')))
        ) {
          await stopPostgres(state.processes['postgres']);
          await keep('postgres', () => startPostgres(directory, state.ports.postgres, secrets.postgresPassword, log));
          log(`PostgreSQL on 127.0.0.1:${state.ports.postgres}`);
        }
        const { plainUrl, tlsUrl } = s3At(directory, state.ports);
        if (
          outside.s3 === undefined &&
          !(await isUp(state.processes['seaweedfs'], () => s3Answers(plainUrl, secrets.s3Admin), slow('SeaweedFS')))
        ) {
          await stopSeaweedfs(state.processes['seaweedfs'], state.ports);
          await keep('seaweedfs', () => startSeaweedfs(directory, state.ports, secrets, log));
          log(`SeaweedFS on ${plainUrl} and ${tlsUrl}`);
        }
        break;
      } catch (error) {
        await endAll(state);
        if (tries === START_TRIES || !/address already in use|bind/i.test(String(error))) throw error;
        log('a port was taken meanwhile; trying others');
        state = { processes: {}, ports: await pickPorts() };
      }
    }
    log(
      started ? `services are up after ${((Date.now() - begin) / 1000).toFixed(1)} s` : 'services were running already',
    );
    // Whoever wants them to stay is obeyed, also when they were started for others.
    state.untilLastUser = untilLastUser && (started || state.untilLastUser === true);
    await writeState(directory, state);
    const user = await addUser(directory);
    const services: LocalServices = {
      directory,
      s3: outside.s3 ?? (await localS3(directory, state, secrets.s3Admin, log)),
      postgres: outside.postgres ?? postgresAt(state.ports.postgres, secrets.postgresPassword),
      started,
      stop: () => leave(directory, user),
    };
    return services;
  });
}

const localS3 = async (
  directory: string,
  state: ServicesState,
  admin: S3Service['admin'],
  log: Log,
): Promise<S3Service> => {
  const binary = await seaweedfsBinary(log);
  const urls = s3At(directory, state.ports);
  return {
    ...urls,
    admin,
    ensureTenantIdentity: (identity) =>
      ensureTenantIdentity({ binary, masterPort: state.ports.master, ...urls }, identity),
  };
};

const endAll = async (state: ServicesState): Promise<void> => {
  const { postgres, seaweedfs, ...others } = state.processes;
  await Promise.all([
    stopPostgres(postgres),
    stopSeaweedfs(seaweedfs, state.ports),
    ...Object.values(others).map((record) => endProcess(record, 'SIGTERM', OTHERS_STOP_SECONDS)),
  ]);
};

const leave = (directory: string, user: string): Promise<boolean> =>
  locked(directory, async () => {
    await removeUser(user);
    const state = await readState(directory);
    if (state?.untilLastUser !== true || (await hasUsers(directory))) return false;
    await endAndForget(directory, state);
    return true;
  });

const endAndForget = async (directory: string, state: ServicesState): Promise<void> => {
  await endAll(state);
  await writeState(directory, { processes: {}, ports: state.ports });
};

/** Stops what an instance directory started, whoever uses it; its data stays. */
export async function stopServices(directory: string): Promise<void> {
  await locked(directory, async () => {
    const state = await readState(directory);
    if (state !== undefined) await endAndForget(directory, state);
  });
}

/** Stops an instance and removes its data for good. */
export async function removeServices(directory: string): Promise<void> {
  await stopServices(directory);
  await rm(postgresDirectory(directory), { recursive: true, force: true });
  await rm(directory, { recursive: true, force: true });
}

/** Ends an instance's processes at once, as a crash would; for what cannot wait. */
export async function killServices(directory: string): Promise<void> {
  const state = await readState(directory);
  await Promise.all(Object.values(state?.processes ?? {}).map((record) => endProcess(record, 'SIGKILL', 10)));
}

/** Which services of an instance run, and where. */
export async function statusOfServices(
  directory: string,
): Promise<{ name: string; running: boolean; address: string }[]> {
  const state = await readState(directory);
  const { plainUrl, tlsUrl } =
    state === undefined ? { plainUrl: 'never started', tlsUrl: '' } : s3At(directory, state.ports);
  const postgres: PostgresService | undefined = state && postgresAt(state.ports.postgres, '');
  return [
    {
      name: 'PostgreSQL',
      running: await isRunning(state?.processes['postgres']),
      address: postgres === undefined ? 'never started' : `${postgres.host}:${postgres.port}`,
    },
    {
      name: 'SeaweedFS',
      running: await isRunning(state?.processes['seaweedfs']),
      address: `${plainUrl} ${tlsUrl}`.trim(),
    },
  ];
}
