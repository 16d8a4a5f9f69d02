import { readFile } from 'node:fs/promises';
import https from 'node:https';
import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Client } from 'pg';
import { localPostgresqlTypes, localS3Types, type LocalType } from '../ensure/by-token';
import { removePostgresql, removeS3 } from '../ensure/remove';
import type { AccessKey } from '../services';
import type { Properties } from './check';

/** The servers that stand for AWS and for the metadata database. */
export interface LocalTargets {
  s3: {
    endpoint: string;
    region: string;
    caFile?: string;
    admin: AccessKey;
    /** What the server takes of a type's inputs; a type of which it takes nothing is echoed. @default - all */
    takes?: (token: string, inputs: Properties) => Properties | undefined;
  };
  postgres: { host: string; port: number; user: string; password: string };
}

type Work<T> = (type: LocalType, remove: (inputs: Properties) => Promise<void>) => Promise<T>;

/**
 * Does work on the local server that has the type, over a connection of its own.
 *
 * @returns undefined when no local server has this type
 */
export async function onLocal<T>(
  targets: LocalTargets | undefined,
  token: string,
  inputs: Properties,
  work: Work<T>,
): Promise<T | undefined> {
  if (targets === undefined) return undefined;
  if (token.startsWith('postgresql:')) return onPostgresql(targets, token, inputs, work);
  return token.startsWith('aws:s3/') ? onS3(targets, token, inputs, work) : undefined;
}

const onS3 = async <T>(
  { s3 }: LocalTargets,
  token: string,
  inputs: Properties,
  work: Work<T>,
): Promise<T | undefined> => {
  const { takes = (_token, all) => all } = s3;
  if (takes(token, inputs) === undefined) return undefined;
  const tls = s3.caFile === undefined ? {} : { httpsAgent: new https.Agent({ ca: await readFile(s3.caFile) }) };
  const client = new S3Client({
    endpoint: s3.endpoint,
    region: s3.region,
    forcePathStyle: true,
    credentials: s3.admin,
    requestHandler: new NodeHttpHandler(tls),
  });
  try {
    const type = localS3Types(client)[token];
    if (type === undefined) return undefined;
    const taking: LocalType = { ...type, describe: (all) => type.describe(takes(token, all) ?? all) };
    return await work(taking, (removed) => removeS3(client, token, removed));
  } finally {
    client.destroy();
  }
};

const onPostgresql = async <T>(
  { postgres }: LocalTargets,
  token: string,
  inputs: Properties,
  work: Work<T>,
): Promise<T | undefined> => {
  // What lies in a database is done there; a database or a role is no part of one.
  const database = typeof inputs['database'] === 'string' ? inputs['database'] : 'postgres';
  const client = new Client({ ...postgres, database });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const type = localPostgresqlTypes(client)[token];
    if (type === undefined) throw new Error(`${token} is not done on a local server`);
    return await work(type, (removed) => removePostgresql(client, token, removed));
  } finally {
    await client.end();
  }
};
