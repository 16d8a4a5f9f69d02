/** The pure builders alone, for whoever renders what the components render without loading Pulumi. */
export { bucketPolicy, type BucketPolicyArgs, type PolicyDocument, type PolicyStatement } from './bucket-policy';
export {
  objectLock,
  ownershipControls,
  publicAccessBlock,
  versioning,
  type ObjectLockArgs,
  type ObjectLockInputs,
} from './bucket-baseline';
export {
  databaseRoles,
  databaseSchema,
  schemaGrants,
  GROUP_ROLES,
  LOGINS,
  SCHEMA,
  type LoginRole,
  type RoleInputs,
} from './database-roles';
export { serverSideEncryption, uploadHeaders, type Encryption, type ServerSideEncryptionInputs } from './encryption';
export {
  lifecycleRules,
  GRACE_DAYS,
  RETENTION_TAG,
  type LifecycleInputs,
  type LifecycleRule,
  type RetentionClassArgs,
} from './lifecycle';
export { renderRuntimeConfig, type RuntimeConfigArgs } from './runtime-config';
