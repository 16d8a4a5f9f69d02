/** An access key pair of an S3 server. */
export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** A tenant's ordinary identity: one prefix of one bucket. */
export interface TenantIdentity {
  bucket: string;
  tenant: string;
  credentials: AccessKey;
}

/** A running S3 server, once without and once with TLS. */
export interface S3Service {
  plainUrl: string;
  tlsUrl: string;
  caFile: string;
  admin: AccessKey;
  /** Creates or updates a tenant's identity. Missing where the server was given from outside. */
  ensureTenantIdentity?(identity: TenantIdentity): Promise<'created' | 'updated' | 'unchanged'>;
}

/** A running PostgreSQL server. */
export interface PostgresService {
  host: string;
  port: number;
  superuser: { user: string; password: string };
}

/** The services of one instance directory. */
export interface LocalServices {
  directory: string;
  s3: S3Service;
  postgres: PostgresService;
  /** False when they ran already. */
  started: boolean;
  /**
   * Says that this user needs them no more. Services that were started for their users alone end with the last one.
   *
   * @returns whether they were stopped
   */
  stop(): Promise<boolean>;
}

/** What is kept in `state.json`: enough to find, check and end the processes. No secret. */
export interface ServicesState {
  processes: Record<string, ProcessRecord>;
  ports: Record<PortName, number>;
  /** They were started for their users alone. */
  untilLastUser?: boolean;
}

/** A process and when it started: a pid alone may have been given to somebody else since. */
export interface ProcessRecord {
  pid: number;
  startedAt: string;
}

export const PORT_NAMES = ['master', 'volume', 'filer', 's3', 's3Tls', 'postgres'] as const;
export type PortName = (typeof PORT_NAMES)[number];

/** What is kept in `secrets.json`, readable by its owner alone. */
export interface ServicesSecrets {
  s3Admin: AccessKey;
  /** Key-encryption key of SeaweedFS: without it nothing that was stored can be read again. */
  s3KeyEncryptionKey: string;
  postgresPassword: string;
}
