import type { RuntimeConfig } from '../../runtime/config/schema';
import { uploadHeaders, type Encryption } from './encryption';
import { LOGINS } from './database-roles';
import type { ObjectLockArgs } from './bucket-baseline';
import type { RetentionClassArgs } from './lifecycle';

export interface RuntimeConfigArgs {
  region: string;
  residencyZone: string;
  bucketName: string;
  encryption: Encryption;
  objectLock: ObjectLockArgs;
  retentionClasses: readonly RetentionClassArgs[];
  defaultRetentionClass: string;
  /** Regions that may hold bytes of the stack's tenants. */
  residencyRegions?: readonly string[];
  replica?: RuntimeConfig['replica'];
  evidence?: RuntimeConfig['evidence'];
  /** Queue of the bucket's events. */
  events?: RuntimeConfig['events'];
  database: Pick<RuntimeConfig['database'], 'host' | 'port' | 'name' | 'tls' | 'auth' | 'caFile'>;
  /** @default - AWS's own endpoint of the region */
  endpoint?: RuntimeConfig['bucket']['endpoint'];
  /** @default - the AWS SDK's own chain */
  credentials?: RuntimeConfig['bucket']['credentials'];
}

/** Renders the runtime's configuration from what was provisioned: one source for both. */
export function renderRuntimeConfig(args: RuntimeConfigArgs): RuntimeConfig {
  return {
    version: 1,
    region: args.region,
    residencyZone: args.residencyZone,
    bucket: {
      name: args.bucketName,
      ...(args.endpoint === undefined ? {} : { endpoint: args.endpoint }),
      credentials: args.credentials ?? { source: 'default-chain' },
      uploadHeaders: uploadHeaders(args.encryption),
      objectLock: args.objectLock,
    },
    retention: {
      classes: args.retentionClasses.map(({ name, days }) => ({ name, days })),
      defaultClass: args.defaultRetentionClass,
    },
    database: { ...args.database, logins: { ...LOGINS } },
    ...(args.residencyRegions === undefined ? {} : { residency: { regions: [...args.residencyRegions] } }),
    ...(args.replica === undefined ? {} : { replica: args.replica }),
    ...(args.evidence === undefined ? {} : { evidence: args.evidence }),
    ...(args.events === undefined ? {} : { events: args.events }),
  };
}
