/** One property of one resource, made weaker than the baseline. */
export interface Weakness {
  /** The control that has to refuse it. */
  control: string;
  /** Type of the resource; the first one of the program that `fits` is changed. */
  type: string;
  /** @param home region of the stack */
  fits: (inputs: Inputs, home: string) => boolean;
  property: string;
  change: (value: unknown) => unknown;
}

export type Inputs = Readonly<Record<string, unknown>>;

interface Document {
  Statement: { Sid?: string; Condition?: Record<string, Record<string, unknown>> }[];
}

const BUCKET_POLICY = 'aws:s3/bucketPolicy:BucketPolicy';
const TLS = 'aws:SecureTransport';
const ENCRYPTION = 's3:x-amz-server-side-encryption';

const always = (): boolean => true;
const mentions =
  (key: string) =>
  ({ policy }: Inputs): boolean =>
    typeof policy === 'string' && policy.includes(`"${key}"`);

/** The policy without the statements whose condition reads a key. */
const withoutCondition =
  (key: string) =>
  (policy: unknown): string => {
    const document = JSON.parse(policy as string) as Document;
    const reads = ({ Condition = {} }: Document['Statement'][number]): boolean =>
      Object.values(Condition).some((keys) => key in keys);
    return JSON.stringify({ ...document, Statement: document.Statement.filter((statement) => !reads(statement)) });
  };

/** By control: what a stack of this program loses. */
export const WEAKNESSES: readonly Weakness[] = [
  {
    control: 's3-public-access-block',
    type: 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
    fits: always,
    property: 'restrictPublicBuckets',
    change: () => false,
  },
  {
    control: 's3-bucket-tls-required',
    type: BUCKET_POLICY,
    fits: mentions(TLS),
    property: 'policy',
    change: withoutCondition(TLS),
  },
  {
    control: 's3-bucket-upload-encryption',
    type: BUCKET_POLICY,
    fits: mentions(ENCRYPTION),
    property: 'policy',
    change: withoutCondition(ENCRYPTION),
  },
  {
    control: 's3-bucket-versioning-enabled',
    type: 'aws:s3/bucketVersioning:BucketVersioning',
    fits: always,
    property: 'versioningConfiguration',
    change: () => ({ status: 'Suspended' }),
  },
  {
    control: 's3-object-lock-default-retention',
    type: 'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
    fits: always,
    property: 'rule',
    change: () => ({ defaultRetention: { mode: 'GOVERNANCE', days: 4_000 } }),
  },
  {
    // Both of its replications leave the zone then: the one to it, and the one from it.
    control: 's3-replication-residency',
    type: 'aws:s3/bucket:Bucket',
    fits: ({ region, objectLockEnabled }, home) => region !== home && objectLockEnabled === true,
    property: 'region',
    change: () => 'sa-east-1',
  },
];
