import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generate } from 'selfsigned';

const LIFETIME_DAYS = 365;
const RENEW_BEFORE_DAYS = 14;
const DAY_MS = 86_400_000;

/** The TLS certificate of an instance's own S3 server, for loopback only; made again shortly before it ends. */
export async function ensureCertificate(directory: string): Promise<{ certFile: string; keyFile: string }> {
  const certFile = path.join(directory, 'tls.crt');
  const keyFile = path.join(directory, 'tls.key');
  const current = await readFile(certFile).catch(() => undefined);
  if (current !== undefined && isFresh(current)) return { certFile, keyFile };
  const pem = await generate([{ name: 'commonName', value: 'localhost' }], {
    notAfterDate: new Date(Date.now() + LIFETIME_DAYS * DAY_MS),
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  await writeFile(keyFile, pem.private, { mode: 0o600 });
  await writeFile(certFile, pem.cert);
  return { certFile, keyFile };
}

const isFresh = (pem: Buffer): boolean =>
  new Date(new X509Certificate(pem).validTo).getTime() > Date.now() + RENEW_BEFORE_DAYS * DAY_MS;
