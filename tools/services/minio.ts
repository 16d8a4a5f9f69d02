import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { ensureCertificate } from './certificate';
import { ServiceUnavailableError } from './errors';
import { locked } from './lock';
import { pickPorts } from './ports';
import { endProcess, isRunning, startDetached, waitUntil } from './processes';
import { s3Answers } from './seaweedfs';
import { ensureSecrets, readState, writeState } from './state';
import type { ProcessRecord, S3Service } from './types';

const START_SECONDS = 60;
const STOP_SECONDS = 10;

/** Name of the only key of MinIO's own KMS. */
export const MINIO_KMS_KEY = 'gl-test-key';

/** A MinIO beside an instance's services. */
export interface MinioService extends S3Service {
  stop(): Promise<void>;
}

interface Port {
  url: string;
  port: number;
  record: ProcessRecord;
}

/**
 * Starts MinIO with a KMS in an instance directory, for as long as somebody tests with it: its data goes when it stops. A
 * MinIO speaks TLS or does not, so two of them serve the same data.
 *
 * @param directory - of an instance that runs: who ends that one ends these too
 * @throws {ServiceUnavailableError} with its last words when it does not come up
 */
export async function startMinio(binary: string, directory: string): Promise<MinioService> {
  const { s3Admin: admin, s3KeyEncryptionKey } = await ensureSecrets(directory);
  const home = await mkdtemp(path.join(directory, 'minio-'));
  const { certFile, keyFile } = await ensureCertificate(home);
  const withTls = path.join(home, 'with-tls');
  const withoutTls = path.join(home, 'without-tls');
  for (const folder of [withTls, withoutTls]) await mkdir(folder);
  await symlink(certFile, path.join(withTls, 'public.crt'));
  await symlink(keyFile, path.join(withTls, 'private.key'));
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    MINIO_ROOT_USER: admin.accessKeyId,
    MINIO_ROOT_PASSWORD: admin.secretAccessKey,
    MINIO_KMS_SECRET_KEY: `${MINIO_KMS_KEY}:${Buffer.from(s3KeyEncryptionKey, 'hex').toString('base64')}`,
    // It asks its maker for updates otherwise.
    MINIO_UPDATE: 'off',
    MINIO_BROWSER: 'off',
  };
  const ports = await pickPorts();
  const ca = await readFile(certFile);
  const start = (scheme: string, port: number, certificates: string): Promise<Port> => {
    const url = `${scheme}://127.0.0.1:${port}`;
    const common = { binary, env, home, answers: () => s3Answers(url, admin, ca) };
    return startOne(directory, { ...common, url, port, certificates });
  };
  const tls = await start('https', ports.s3Tls, withTls);
  const plain = await start('http', ports.s3, withoutTls);
  return {
    tlsUrl: tls.url,
    plainUrl: plain.url,
    caFile: certFile,
    admin,
    stop: async () => {
      await Promise.all([tls, plain].map(({ record }) => endProcess(record, 'SIGTERM', STOP_SECONDS)));
      await rm(home, { recursive: true, force: true });
    },
  };
}

const startOne = async (
  directory: string,
  options: {
    binary: string;
    env: NodeJS.ProcessEnv;
    home: string;
    url: string;
    port: number;
    certificates: string;
    answers: () => Promise<boolean>;
  },
): Promise<Port> => {
  const { binary, env, home, url, port, certificates, answers } = options;
  const logFile = path.join(home, `${path.basename(certificates)}.log`);
  const data = path.join(home, 'data');
  const args = ['server', '--quiet', '--address', `127.0.0.1:${port}`, '--certs-dir', certificates, data];
  const { record } = await startDetached(binary, args, { cwd: home, env, logFile });
  await remember(directory, record);
  await waitUntil(async () => !(await isRunning(record)) || (await answers()), START_SECONDS);
  if ((await isRunning(record)) && (await answers())) return { url, port, record };
  await endProcess(record, 'SIGTERM', 1);
  const tail = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-3).join(' | ');
  throw new ServiceUnavailableError('MinIO', [`${binary} (${tail})`], []);
};

/** So that whoever ends the instance's processes ends this one too. */
const remember = (directory: string, record: ProcessRecord): Promise<void> =>
  locked(directory, async () => {
    const state = (await readState(directory)) ?? { processes: {}, ports: await pickPorts() };
    const name = `minio-${randomBytes(4).toString('hex')}`;
    await writeState(directory, { ...state, processes: { ...state.processes, [name]: record } });
  });
