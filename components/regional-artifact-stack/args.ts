import type { RuntimeConfig } from '../../runtime/config/schema';
import type { TrustedPrincipals } from '../access-roles';
import type { ArtifactEventsArgs } from '../artifact-events';
import type { ArtifactInventoryArgs } from '../artifact-inventory';
import type { Placement } from '../common/placement';
import type { ObjectLockArgs } from '../documents/bucket-baseline';
import type { UploadEncryption } from '../documents/bucket-policy';
import type { EncryptionMode } from '../documents/encryption';
import type { RetentionClassArgs, STORAGE_TIERS } from '../documents/lifecycle';
import type { CertificateAuthority } from '../metadata-database/args';
import type { AuroraProvisioned, AuroraServerless, RdsMultiAz } from '../metadata-database/engine';
import type { InsightsMode } from '../metadata-database/insights';

/** Parts of the baseline that a stack may leave out. */
type OptOutPart =
  | 'storageTiers'
  | 'publicAccessBlock'
  | 'uploadEncryption'
  | 'accessLogs'
  | 'requestMetrics'
  | 'events'
  | 'inventory'
  | 'replica'
  | 'evidenceVault'
  | 'accessAudit'
  | 'accessAuditReads'
  | 'alarms'
  | 'databaseDisasterRecovery'
  | 'backupVaultLock'
  | 'accountTrust';

/** A network that is made, or one that is there. */
export type NetworkSettings =
  | { mode: 'create'; cidrBlock?: string; availabilityZones?: readonly string[] }
  | { mode: 'existing'; vpcId: string; subnetIds: readonly string[] };

/** What is left of a database that is made when its region is gone; the region is the replica's. */
type RecoverySettings =
  | { mode: 'snapshotCopy'; /** @default 35 */ retentionDays?: number }
  | {
      mode: 'globalDatabase';
      /** Network of the replica's region. */
      network: NetworkSettings;
      /** @default - those of a network that is made */
      availabilityZones?: readonly string[];
      instances?: number;
      clientSecurityGroupIds?: readonly string[];
      clientCidrBlocks?: readonly string[];
      /** Raised with `databaseMasterPassword`. */
      masterPasswordVersion: number;
    };

/** What every database that is made has, whatever it runs on. */
interface MadeDatabase {
  /** @default 'gl_artifacts' */
  name?: string;
  engineVersion?: string;
  backupRetentionDays?: number;
  insights?: InsightsMode;
  certificateAuthority?: CertificateAuthority;
  clientSecurityGroupIds?: readonly string[];
  clientCidrBlocks?: readonly string[];
  /** PEM file with RDS's authorities, on the machines that the runtime runs on. */
  caFile?: string;
  /** @default { mode: 'snapshotCopy' } */
  disasterRecovery?: RecoverySettings;
}

/** A database that is made, or one that is there. In a network that is made, the zones are the network's. */
export type MadeDatabaseSettings =
  | (AuroraServerless & MadeDatabase)
  | (Omit<AuroraProvisioned, 'availabilityZones'> & Pick<AuroraServerless, 'availabilityZones'> & MadeDatabase)
  | (RdsMultiAz & MadeDatabase);

type DatabaseSettings =
  | MadeDatabaseSettings
  | ({
      mode: 'existing';
      /** Login that provisions the logical layer: as Aurora's master it need not be a superuser. */
      masterUser: string;
      /** Of the cluster or instance, for roles that connect by IAM. @default - no role may connect */
      resourceId?: string;
    } & Pick<RuntimeConfig['database'], 'host' | 'port' | 'name' | 'tls' | 'caFile' | 'auth'>);

/** Everything that makes one region's stack different from another's. Plain values, so that it can be judged at preview. */
export interface RegionalArtifactStackArgs {
  placement: Placement;
  /** Global in AWS; the names of the other buckets, roles and keys begin with it. */
  bucketName: string;
  encryption: EncryptionMode['mode'];
  uploadEncryption: UploadEncryption;
  objectLock: ObjectLockArgs;
  retentionClasses: readonly RetentionClassArgs[];
  /** @default 'tiered' */
  storageTiers?: keyof typeof STORAGE_TIERS;
  /** Name of the class of artifacts that name none. */
  defaultRetentionClass: string;
  /** Region of the replica, in the same residency zone. */
  replicaRegion: string;
  /** How long evidence is locked for everybody. */
  evidenceRetentionYears: number;
  /** Role of elsewhere that alone may sign evidence. @default - the one of `access`, by its name */
  sealerRoleName?: string;
  /** How long the accesses to buckets are kept, of both regions. @default 400 */
  accessLogRetentionDays?: number;
  /** @default - each day, for two weeks */
  inventory?: Pick<ArtifactInventoryArgs, 'frequency' | 'retentionDays'>;
  /** Of the queue of what happens to artifacts. @default - as the queue has them */
  events?: Pick<ArtifactEventsArgs, 'retentionDays' | 'visibilityTimeoutSeconds' | 'maxReceiveCount'>;
  /** Who administers the keys, by ARN; the role that deploys among them. @default - whom the account's own policies allow */
  keyAdministratorArns?: readonly string[];
  /** Who assumes the roles. @default - none are made */
  access?: TrustedPrincipals;
  /** Needed for a database that is made, and for no other. */
  network?: NetworkSettings;
  database: DatabaseSettings;
  /** Of a global database's master, for whom AWS keeps none. A secret: it is in no output, and encrypted in the state. */
  databaseMasterPassword?: string;
  /** Whether this run provisions the logical layer: it needs a way to the database. */
  provisionSchema: boolean;
  /** SNS topics that alarms tell, each those of its region. @default [], nobody is told */
  alarmTopicArns?: readonly string[];
  /** @default - AWS's own endpoint of the region */
  endpoint?: RuntimeConfig['bucket']['endpoint'];
  /** @default - the AWS SDK's own chain */
  credentials?: RuntimeConfig['bucket']['credentials'];
  /** What is left out, and why; the reasons are a stack output. */
  optOuts: Readonly<Partial<Record<OptOutPart, string>>>;
}
