import type { Control } from './control';
import { bucketTlsRequired } from './controls/bucket-tls-required';
import { bucketUploadEncryption } from './controls/bucket-upload-encryption';
import { bucketVersioning } from './controls/bucket-versioning';
import { objectLockRetention } from './controls/object-lock-retention';
import { publicAccessBlock } from './controls/public-access-block';
import { replicationResidency } from './controls/replication-residency';

/** All controls, in the order of the documents. Policies, documents and reports are made from it. */
export const CATALOG = [
  publicAccessBlock,
  bucketTlsRequired,
  bucketUploadEncryption,
  bucketVersioning,
  objectLockRetention,
  replicationResidency,
] as readonly Control[];
