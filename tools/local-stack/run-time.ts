import path from 'node:path';
import type { LocalServices } from '../services';
import type { LocalTargets } from '../stand-in';
import { masterLogin, passwordDirectory } from './logins';

/** Names of one local stack on running services. */
export interface LocalStackNames {
  bucketName: string;
  databaseName: string;
  /** Where this stack's credentials and its `runtime-config.json` are kept. */
  directory: string;
}

/** What a local stack needs beside its committed configuration, once the servers run. */
export interface RunTime {
  config: Record<string, unknown>;
  targets: LocalTargets;
  /** What official providers read their secrets from; the stand-in has them in memory. */
  env: Record<string, string>;
}

const REGION = 'eu-west-1';

/** Names of the one local stack of a checkout. */
export const localNames = (services: LocalServices): LocalStackNames => ({
  bucketName: 'gl-artifacts-local',
  databaseName: 'gl_artifacts',
  directory: services.directory,
});

/** Where tenants' S3 keys lie, one file each. */
export const credentialsDirectory = (directory: string): string => path.join(directory, 's3');

/**
 * Configuration, servers and secrets that a local stack only has once its services run.
 *
 * @param names - @default those of {@link localNames}
 */
export async function runTimeOf(services: LocalServices, names = localNames(services)): Promise<RunTime> {
  const master = await masterLogin(services);
  const { s3, postgres } = services;
  const caFile = s3.caFile === '' ? {} : { caFile: s3.caFile };
  return {
    config: {
      'gl-artifacts:bucketName': names.bucketName,
      'gl-artifacts:endpoint': { url: s3.tlsUrl, forcePathStyle: true, ...caFile },
      'gl-artifacts:credentials': { source: 'tenant-directory', directory: credentialsDirectory(names.directory) },
      'gl-artifacts:database': {
        mode: 'existing',
        host: postgres.host,
        port: postgres.port,
        name: names.databaseName,
        tls: 'off',
        auth: { mode: 'password-directory', directory: passwordDirectory(services) },
        masterUser: master.user,
      },
      'aws:endpoints': [{ s3: s3.tlsUrl }],
      'aws:s3UsePathStyle': true,
      'aws:skipCredentialsValidation': true,
      'aws:skipRequestingAccountId': true,
      'aws:skipMetadataApiCheck': true,
      'aws:skipRegionValidation': true,
      ...(s3.caFile === '' ? {} : { 'aws:customCaBundle': s3.caFile }),
      'postgresql:host': postgres.host,
      'postgresql:port': postgres.port,
      'postgresql:username': master.user,
      'postgresql:sslmode': 'disable',
      'postgresql:superuser': false,
    },
    targets: {
      s3: { endpoint: s3.tlsUrl, region: REGION, admin: s3.admin, ...caFile },
      postgres: { host: postgres.host, port: postgres.port, ...master },
    },
    env: {
      AWS_ACCESS_KEY_ID: s3.admin.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.admin.secretAccessKey,
      PGPASSWORD: master.password,
    },
  };
}
