export {
  bucketPolicy,
  type BucketPolicyArgs,
  type PolicyDocument,
  type PolicyStatement,
} from './documents/bucket-policy';
export {
  objectLock,
  ownershipControls,
  publicAccessBlock,
  versioning,
  type ObjectLockArgs,
  type ObjectLockInputs,
} from './documents/bucket-baseline';
export {
  databaseRoles,
  databaseSchema,
  schemaGrants,
  GROUP_ROLES,
  LOGINS,
  SCHEMA,
  type LoginRole,
  type RoleInputs,
} from './documents/database-roles';
export {
  serverSideEncryption,
  uploadHeaders,
  type Encryption,
  type ServerSideEncryptionInputs,
} from './documents/encryption';
export {
  lifecycleRules,
  GRACE_DAYS,
  RETENTION_TAG,
  type LifecycleInputs,
  type LifecycleRule,
  type RetentionClassArgs,
} from './documents/lifecycle';
export { renderRuntimeConfig, type RuntimeConfigArgs } from './documents/runtime-config';
export { ArgumentError, type ArgumentProblem } from './problems';
