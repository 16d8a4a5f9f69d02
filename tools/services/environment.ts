import type { PostgresService, S3Service } from './types';

/** Thrown when the environment names a service only by half. */
export class EnvironmentError extends Error {
  constructor(problems: readonly string[]) {
    super(['the environment names a service that cannot be used:', ...problems.map((p) => `  ${p}`)].join('\n'));
    this.name = 'EnvironmentError';
  }
}

/** The PostgreSQL that `DATABASE_URL` names. */
export function databaseFromEnvironment(env: NodeJS.ProcessEnv = process.env): PostgresService | undefined {
  const text = env['DATABASE_URL'];
  if (text === undefined) return undefined;
  if (!URL.canParse(text))
    throw new EnvironmentError(['DATABASE_URL: is no URL; write postgresql://user:password@host:port/postgres']);
  const url = new URL(text);
  const problems = [
    /^postgres(ql)?:$/.test(url.protocol) ? '' : 'DATABASE_URL: begins with postgresql://',
    url.username === '' ? 'DATABASE_URL: names a user' : '',
  ].filter((p) => p !== '');
  if (problems.length > 0) throw new EnvironmentError(problems);
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    superuser: { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
  };
}

/** The S3 server that `GL_S3_ENDPOINT` and its companions name. */
export function s3FromEnvironment(env: NodeJS.ProcessEnv = process.env): S3Service | undefined {
  const endpoint = env['GL_S3_ENDPOINT'];
  if (endpoint === undefined) return undefined;
  const accessKeyId = env['GL_S3_ACCESS_KEY_ID'];
  const secretAccessKey = env['GL_S3_SECRET_ACCESS_KEY'];
  const problems = [
    URL.canParse(endpoint) ? '' : 'GL_S3_ENDPOINT: is no URL; write https://host:port',
    accessKeyId === undefined ? 'GL_S3_ACCESS_KEY_ID: is not set' : '',
    secretAccessKey === undefined ? 'GL_S3_SECRET_ACCESS_KEY: is not set' : '',
  ].filter((p) => p !== '');
  if (problems.length > 0 || accessKeyId === undefined || secretAccessKey === undefined)
    throw new EnvironmentError(problems);
  return {
    tlsUrl: endpoint,
    plainUrl: env['GL_S3_PLAIN_ENDPOINT'] ?? endpoint,
    caFile: env['GL_S3_CA_FILE'] ?? '',
    admin: { accessKeyId, secretAccessKey },
  };
}
