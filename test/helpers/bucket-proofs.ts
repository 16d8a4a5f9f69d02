import { readFile } from 'node:fs/promises';
import tls from 'node:tls';
import {
  DeleteObjectCommand,
  GetObjectRetentionCommand,
  HeadBucketCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import type { S3Service } from '../../tools/services';
import { statusOf, type Caller } from './s3-client';

const DAY_MS = 86_400_000;

/** A bucket, its server, and who asks. */
export interface Asked {
  bucket: string;
  s3: S3Service;
  caller: Caller;
}

/** Real requests: one that the statement lets through, and one that it stops, each with the answer that shows it. */
interface Proof {
  allowed: () => Promise<unknown>;
  denied: () => Promise<unknown>;
  answers: readonly [allowed: unknown, denied: unknown];
}

type Encrypted = Pick<PutObjectCommandInput, 'ServerSideEncryption' | 'SSEKMSKeyId'>;

/** Whether a server speaks that version of TLS at all: an older one never comes as far as the policy. */
const speaks = async (s3: S3Service, version: 'TLSv1.1' | 'TLSv1.2'): Promise<boolean> => {
  const { hostname: host, port } = new URL(s3.tlsUrl);
  const ca = await readFile(s3.caFile);
  const versions = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
  return new Promise((resolve) => {
    const socket = tls.connect({ host, port: Number(port), ca, ...versions });
    socket.once('secureConnect', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
};

const put = ({ bucket, caller }: Asked, encrypted: Encrypted) =>
  statusOf(caller.secure.send(new PutObjectCommand({ Bucket: bucket, Key: 'acme/probe', Body: 'x', ...encrypted })));

/** By Sid, how each statement of the policy that every artifact bucket has is shown. */
export function statementProofs(asked: Asked): Record<string, Proof> {
  const { bucket, s3, caller } = asked;
  const head = (client: Caller['plain']) => statusOf(client.send(new HeadBucketCommand({ Bucket: bucket })));
  return {
    DenyInsecureTransport: {
      allowed: () => head(caller.secure),
      denied: () => head(caller.plain),
      answers: [200, 403],
    },
    DenyOutdatedTls: {
      allowed: () => speaks(s3, 'TLSv1.2'),
      denied: () => speaks(s3, 'TLSv1.1'),
      answers: [true, false],
    },
    DenyUnencryptedUploads: {
      allowed: () => put(asked, { ServerSideEncryption: 'AES256' }),
      denied: () => put(asked, {}),
      answers: [200, 403],
    },
  };
}

/** By Sid, how the statements that hold uploads to a bucket's own key are shown. */
export function keyProofs(asked: Asked, keyArn: string): Record<string, Proof> {
  const kms = (SSEKMSKeyId?: string): Encrypted => ({
    ServerSideEncryption: 'aws:kms',
    ...(SSEKMSKeyId && { SSEKMSKeyId }),
  });
  const allowed = () => put(asked, kms(keyArn));
  const answers = [200, 403] as const;
  return {
    DenyWrongKmsKey: { allowed, denied: () => put(asked, kms(`${keyArn}-of-somebody-else`)), answers },
    DenyUnnamedKmsKey: { allowed, denied: () => put(asked, kms()), answers },
  };
}

/** Sends both requests of each proof. @returns what it came to and what it has to, by Sid */
export async function answersOf(proofs: Record<string, Proof>) {
  const seen: Record<string, unknown> = {};
  for (const [sid, { allowed, denied }] of Object.entries(proofs)) seen[sid] = [await allowed(), await denied()];
  const expected = Object.fromEntries(Object.entries(proofs).map(([sid, { answers }]) => [sid, answers]));
  return { seen, expected };
}

/** Uploads one object. @returns its version, and how the bucket's default locks it */
export async function lockedVersion({ bucket, caller: { secure } }: Asked, key: string) {
  const of = { Bucket: bucket, Key: key };
  const { VersionId } = await secure.send(new PutObjectCommand({ ...of, Body: 'x', ServerSideEncryption: 'AES256' }));
  const { Retention } = await secure.send(new GetObjectRetentionCommand({ ...of, VersionId }));
  const days = (Retention!.RetainUntilDate!.getTime() - Date.now()) / DAY_MS;
  return { version: { ...of, VersionId: VersionId! }, mode: Retention!.Mode, days: Math.round(days) };
}

/** Deletes one version. @returns the status of the answer */
export const deleteVersion = (
  { secure }: Pick<Caller, 'secure'>,
  version: { Bucket: string; Key: string; VersionId: string },
  bypass = false,
) => statusOf(secure.send(new DeleteObjectCommand({ ...version, ...(bypass && { BypassGovernanceRetention: true }) })));
