type Props = Record<string, unknown>;

/** Names of `aws:s3/bucketV2:BucketV2` by those of `aws:s3/bucket:Bucket`: what is one object there is a list of one. */
const LISTS: Readonly<Record<string, string>> = {
  versioning: 'versionings',
  logging: 'loggings',
  serverSideEncryptionConfiguration: 'serverSideEncryptionConfigurations',
  rule: 'rules',
  applyServerSideEncryptionByDefault: 'applyServerSideEncryptionByDefaults',
  defaultRetention: 'defaultRetentions',
  expiration: 'expirations',
  noncurrentVersionExpiration: 'noncurrentVersionExpirations',
  replicationConfiguration: 'replicationConfigurations',
  filter: 'filters',
  destination: 'destinations',
  sourceSelectionCriteria: 'sourceSelectionCriterias',
  sseKmsEncryptedObjects: 'sseKmsEncryptedObjects',
};
const OTHERWISE = [...Object.keys(LISTS), 'objectLockConfiguration', 'lifecycleRules', 'rules'];

export const nameInV2 = (property: string): string => LISTS[property] ?? property;

/**
 * Inputs of a `Bucket` as a program writes them for a `BucketV2`. A list is as little known as its one element. What only
 * `Bucket` has (`blockedEncryptionTypes`) stays, so that every control passes both.
 */
export function inV2(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inV2);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Props).map(([key, one]) => {
      const inside = OTHERWISE.includes(key) ? inV2(one) : one;
      return [nameInV2(key), key in LISTS && typeof one === 'object' ? [inside] : inside];
    }),
  );
}
