export { AccessAudit, type AccessAuditArgs } from './access-audit';
export { AccountBaseline, type AccountBaselineArgs } from './account-baseline';
export { AccessRoles, type AccessRolesArgs, type TrustedPrincipals } from './access-roles';
export { ArtifactBucket, type ArtifactBucketArgs } from './artifact-bucket';
export { ArtifactEvents, type ArtifactEventsArgs } from './artifact-events';
export { ArtifactInventory, type ArtifactInventoryArgs } from './artifact-inventory';
export { ArtifactKey, type ArtifactKeyArgs } from './artifact-key';
export { BatchReplication, type BatchReplicationArgs } from './batch-replication';
export { BucketReplication, type BucketReplicationArgs } from './bucket-replication';
export type { AccessRole } from './documents/access/roles';
export type { AccessScope } from './documents/access/scope';
export type { DeletionPolicy, OptOut, Placement } from './common/placement';
export { REGIONS, zoneOf, type ResidencyZone } from './common/regions';
export type { ObjectEvent } from './documents/object-events';
export { EvidenceVault, type EvidenceVaultArgs } from './evidence-vault';
export { LogBucket, type LogBucketArgs } from './log-bucket';
export { MetadataDatabase, type DatabaseDimensions } from './metadata-database';
export type { CertificateAuthority, MetadataDatabaseArgs } from './metadata-database/args';
export type { DisasterRecovery } from './metadata-database/disaster-recovery';
export type { DatabaseEngine, ServerlessCapacity } from './metadata-database/engine';
export type { InsightsMode } from './metadata-database/insights';
export { MetadataNetwork, type MetadataNetworkArgs, type Network } from './metadata-network';
export { MetadataSchema, type MetadataSchemaArgs } from './metadata-schema';
export { OperationalAlarms, type OperationalAlarmsArgs } from './operational-alarms';
export { RegionalArtifactStack } from './regional-artifact-stack';
export type { RegionalArtifactStackArgs } from './regional-artifact-stack/args';
export {
  bucketPolicy,
  type BucketPolicyArgs,
  type PolicyDocument,
  type PolicyStatement,
  objectLock,
  ownershipControls,
  publicAccessBlock,
  versioning,
  type ObjectLockArgs,
  type ObjectLockInputs,
  databaseRoles,
  databaseSchema,
  schemaGrants,
  GROUP_ROLES,
  LOGINS,
  SCHEMA,
  type LoginRole,
  type RoleInputs,
  serverSideEncryption,
  uploadHeaders,
  type Encryption,
  type ServerSideEncryptionInputs,
  lifecycleRules,
  GRACE_DAYS,
  RETENTION_TAG,
  type LifecycleInputs,
  type LifecycleRule,
  type RetentionClassArgs,
  renderRuntimeConfig,
  type RuntimeConfigArgs,
} from './documents';
export { ArgumentError, type ArgumentProblem } from './problems';
