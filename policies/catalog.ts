import type { Control } from './control';
import { accountPublicAccessBlock } from './controls/account-public-access-block';
import { bucketAccessLogging } from './controls/bucket-access-logging';
import { bucketAclsDisabled } from './controls/bucket-acls-disabled';
import { bucketCrossAccountActions } from './controls/bucket-cross-account-actions';
import { bucketDefaultEncryption } from './controls/bucket-default-encryption';
import { bucketForceDestroy } from './controls/bucket-force-destroy';
import { bucketNoPublicPrincipal } from './controls/bucket-no-public-principal';
import { bucketPolicyNoLockout } from './controls/bucket-policy-no-lockout';
import { bucketSseCBlocked } from './controls/bucket-sse-c-blocked';
import { bucketTlsMinVersion } from './controls/bucket-tls-min-version';
import { bucketTlsRequired } from './controls/bucket-tls-required';
import { bucketUploadEncryption } from './controls/bucket-upload-encryption';
import { bucketVersioning } from './controls/bucket-versioning';
import { cloudtrailCloudWatchLogs } from './controls/cloudtrail-cloudwatch-logs';
import { cloudtrailKmsEncrypted } from './controls/cloudtrail-kms-encrypted';
import { cloudtrailLogBucketHardened } from './controls/cloudtrail-log-bucket-hardened';
import { cloudtrailLogValidation } from './controls/cloudtrail-log-validation';
import { cloudtrailMultiRegion } from './controls/cloudtrail-multi-region';
import { dataResidency } from './controls/data-residency';
import { cloudtrailS3DataEvents } from './controls/cloudtrail-s3-data-events';
import { ec2NoOpenIngress } from './controls/ec2-no-open-ingress';
import { eventbridgeScoped } from './controls/eventbridge-scoped';
import { iamNoAdmin } from './controls/iam-no-admin';
import { iamNoPrivilegeEscalation } from './controls/iam-no-privilege-escalation';
import { iamNoS3Full } from './controls/iam-no-s3-full';
import { iamNoWildcardDecrypt } from './controls/iam-no-wildcard-decrypt';
import { iamNoWormBypass } from './controls/iam-no-worm-bypass';
import { iamReplicationRoleScoped } from './controls/iam-replication-role-scoped';
import { iamTenantIsolation } from './controls/iam-tenant-isolation';
import { iamTrustConfusedDeputy } from './controls/iam-trust-confused-deputy';
import { kmsKeyDeletionWindow } from './controls/kms-key-deletion-window';
import { kmsKeyPolicyDefined } from './controls/kms-key-policy-defined';
import { kmsKeyPolicyNoPublic } from './controls/kms-key-policy-no-public';
import { kmsKeyRotation } from './controls/kms-key-rotation';
import { lifecycleNoncurrentAndAbort } from './controls/lifecycle-noncurrent-and-abort';
import { lifecycleRetentionWindow } from './controls/lifecycle-retention-window';
import { noSecretsInPlainProperties } from './controls/no-secrets-in-plain-properties';
import { logTargetDeliverable } from './controls/log-target-deliverable';
import { objectLockRetention } from './controls/object-lock-retention';
import { publicAccessBlock } from './controls/public-access-block';
import { rdsBackupRetention } from './controls/rds-backup-retention';
import { rdsCopyTagsToSnapshots } from './controls/rds-copy-tags-to-snapshots';
import { rdsDeletionProtection } from './controls/rds-deletion-protection';
import { rdsForceTls } from './controls/rds-force-tls';
import { rdsIamAuthentication } from './controls/rds-iam-authentication';
import { rdsInstanceNotPublic } from './controls/rds-instance-not-public';
import { rdsLogExport } from './controls/rds-log-export';
import { rdsManagedMasterSecret } from './controls/rds-managed-master-secret';
import { rdsMinorVersionUpgrade } from './controls/rds-minor-version-upgrade';
import { rdsMultiAz } from './controls/rds-multi-az';
import { rdsPerformanceInsights } from './controls/rds-performance-insights';
import { rdsProxyRequireTls } from './controls/rds-proxy-require-tls';
import { rdsStorageEncrypted } from './controls/rds-storage-encrypted';
import { replicaParity } from './controls/replica-parity';
import { replicationCrossRegion } from './controls/replication-cross-region';
import { replicationEnabled } from './controls/replication-enabled';
import { sqsDeadLetterQueue } from './controls/sqs-dead-letter-queue';
import { sqsQueueEncrypted } from './controls/sqs-queue-encrypted';
import { sqsQueueTlsAndScopedPolicy } from './controls/sqs-queue-tls-and-scoped-policy';
import { statefulResourcesProtected } from './controls/stateful-resources-protected';
import { wormLifecycleConsistent } from './controls/worm-lifecycle-consistent';
import { wrongKeyDenied } from './controls/wrong-key-denied';

/** All controls, in the order of the documents. Policies, documents and reports are made from it. */
export const CATALOG = [
  publicAccessBlock,
  accountPublicAccessBlock,
  bucketNoPublicPrincipal,
  bucketCrossAccountActions,
  bucketPolicyNoLockout,
  bucketTlsRequired,
  bucketTlsMinVersion,
  bucketUploadEncryption,
  bucketDefaultEncryption,
  bucketSseCBlocked,
  wrongKeyDenied,
  bucketVersioning,
  objectLockRetention,
  lifecycleRetentionWindow,
  lifecycleNoncurrentAndAbort,
  wormLifecycleConsistent,
  replicationEnabled,
  replicationCrossRegion,
  replicaParity,
  dataResidency,
  bucketAccessLogging,
  logTargetDeliverable,
  bucketAclsDisabled,
  bucketForceDestroy,
  cloudtrailMultiRegion,
  cloudtrailLogValidation,
  cloudtrailKmsEncrypted,
  cloudtrailS3DataEvents,
  cloudtrailLogBucketHardened,
  cloudtrailCloudWatchLogs,
  kmsKeyRotation,
  kmsKeyPolicyNoPublic,
  kmsKeyPolicyDefined,
  kmsKeyDeletionWindow,
  iamNoAdmin,
  iamNoPrivilegeEscalation,
  iamNoS3Full,
  iamNoWildcardDecrypt,
  iamNoWormBypass,
  iamReplicationRoleScoped,
  iamTenantIsolation,
  iamTrustConfusedDeputy,
  rdsStorageEncrypted,
  rdsForceTls,
  rdsIamAuthentication,
  rdsDeletionProtection,
  rdsBackupRetention,
  rdsLogExport,
  rdsInstanceNotPublic,
  rdsManagedMasterSecret,
  rdsProxyRequireTls,
  rdsMinorVersionUpgrade,
  rdsCopyTagsToSnapshots,
  rdsMultiAz,
  rdsPerformanceInsights,
  ec2NoOpenIngress,
  sqsQueueEncrypted,
  sqsQueueTlsAndScopedPolicy,
  sqsDeadLetterQueue,
  eventbridgeScoped,
  statefulResourcesProtected,
  noSecretsInPlainProperties,
] as readonly Control[];
