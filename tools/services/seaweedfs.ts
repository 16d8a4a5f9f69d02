import { readFile, mkdir, writeFile } from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { seaweedfsBinary } from './binaries';
import { ensureCertificate } from './certificate';
import { ServiceUnavailableError } from './errors';
import { answers } from './ports';
import { endProcess, isRunning, startDetached, waitUntil } from './processes';
import type { AccessKey, PortName, ProcessRecord, ServicesSecrets } from './types';

const START_SECONDS = 60;
const STOP_SECONDS = 20;

/** Where an instance's S3 server answers. */
export const s3At = (directory: string, ports: Record<PortName, number>) => ({
  plainUrl: `http://127.0.0.1:${ports.s3}`,
  tlsUrl: `https://127.0.0.1:${ports.s3Tls}`,
  caFile: path.join(directory, 'tls.crt'),
});

/**
 * Whether it answers us, with our keys.
 *
 * @param ca - certificate of a server with TLS
 */
export async function s3Answers(url: string, admin: AccessKey, ca?: Buffer): Promise<boolean> {
  const client = new S3Client({
    endpoint: url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: admin,
    maxAttempts: 1,
    ...(ca && { requestHandler: new NodeHttpHandler({ httpsAgent: new https.Agent({ ca }) }) }),
  });
  try {
    await client.send(new ListBucketsCommand({}), { abortSignal: AbortSignal.timeout(2000) });
    return true;
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}

/** Flags of one all-in-one server. Telemetry is on by default; a raft election of one voter need not take ten seconds. */
const flags = (
  data: string,
  ports: Record<PortName, number>,
  files: { identities: string; certFile: string; keyFile: string },
): string[] => [
  'server',
  `-dir=${data}`,
  '-ip=127.0.0.1',
  '-ip.bind=127.0.0.1',
  `-master.port=${ports.master}`,
  '-master.electionTimeout=1s',
  '-master.telemetry=false',
  '-master.volumeSizeLimitMB=1024',
  `-volume.port=${ports.volume}`,
  '-volume.max=2000',
  '-volume.preStopSeconds=0',
  '-filer',
  `-filer.port=${ports.filer}`,
  '-s3',
  `-s3.port=${ports.s3}`,
  `-s3.port.https=${ports.s3Tls}`,
  `-s3.cert.file=${files.certFile}`,
  `-s3.key.file=${files.keyFile}`,
  `-s3.config=${files.identities}`,
  '-s3.port.iceberg=0',
  '-s3.port.lance=0',
];

/** Starts SeaweedFS with a plain and a TLS port on an instance's data. */
export async function startSeaweedfs(
  directory: string,
  ports: Record<PortName, number>,
  secrets: ServicesSecrets,
  log: (line: string) => void,
): Promise<ProcessRecord> {
  const binary = await seaweedfsBinary(log);
  const data = path.join(directory, 'seaweedfs');
  await mkdir(data, { recursive: true });
  const certificate = await ensureCertificate(directory);
  const identities = path.join(directory, 'identities.json');
  const { accessKeyId, secretAccessKey } = secrets.s3Admin;
  const admin = {
    name: 'admin',
    credentials: [{ accessKey: accessKeyId, secretKey: secretAccessKey }],
    actions: ['Admin', 'Read', 'Write', 'List', 'Tagging'],
  };
  await writeFile(identities, JSON.stringify({ identities: [admin] }), { mode: 0o600 });
  const logFile = path.join(directory, 'seaweedfs.log');
  const { record } = await startDetached(
    binary,
    ['-logtostderr=true', ...flags(data, ports, { identities, ...certificate })],
    {
      cwd: directory,
      env: { PATH: process.env['PATH'], HOME: directory, WEED_S3_SSE_KEK: secrets.s3KeyEncryptionKey },
      logFile,
    },
  );
  const { plainUrl } = s3At(directory, ports);
  const ready = await waitUntil(
    async () =>
      !(await isRunning(record)) || ((await s3Answers(plainUrl, secrets.s3Admin)) && (await answers(ports.s3Tls))),
    START_SECONDS,
  );
  if (ready && (await isRunning(record))) return record;
  await endProcess(record, 'SIGTERM', 1);
  const tail = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-3).join(' | ');
  throw new ServiceUnavailableError(
    'SeaweedFS',
    [`${binary} (${tail})`],
    ['set GL_S3_ENDPOINT and its keys to an S3 server of your own'],
  );
}

/** Ends it, and waits until its ports are free: a restart would die on them. */
export async function stopSeaweedfs(record: ProcessRecord | undefined, ports: Record<PortName, number>): Promise<void> {
  await endProcess(record, 'SIGTERM', STOP_SECONDS);
  await waitUntil(async () => !(await answers(ports.s3)) && !(await answers(ports.filer)), 5);
}
