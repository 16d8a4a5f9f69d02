/** What a bucket is to the rest of a stack, by the graph. */
export const BUCKET_ROLES = ['artifacts', 'access logs', 'trail', 'evidence', 'configuration'] as const;
export type BucketRole = (typeof BUCKET_ROLES)[number];

/** Where a control would make a bucket of a role useless, so that it holds otherwise there. */
interface Conflict {
  /** Id of the control. */
  control: string;
  roles: readonly BucketRole[];
  /** `relaxed`: a part of it does not hold. `reversed`: what it asks of other buckets is refused. */
  there: 'not applicable' | 'relaxed' | 'reversed';
  because: string;
  source: string;
}

/** A demand of a standard that no control is for: it cannot be met together with another, or another has it in it. */
interface LeftOut {
  demand: string;
  standard: string;
  /** Id of the control that it collides with, or that has it in it. */
  control: string;
  because: string;
  source: string;
}

const LOG_DELIVERY = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html';
const SECURITY_HUB_S3 = 'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html';

/** In every other role, and for every other control, a control holds as it is written. */
export const CONFLICTS: readonly Conflict[] = [
  {
    control: 's3-object-lock-default-retention',
    roles: ['access logs'],
    there: 'reversed',
    because: 'S3 delivers no access logs to a bucket that locks by default.',
    source: LOG_DELIVERY,
  },
  {
    control: 's3-object-lock-default-retention',
    roles: ['configuration'],
    there: 'reversed',
    because: 'AWS Config does not support a bucket that locks by default.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-config-deliverychannel.html',
  },
  {
    control: 's3-bucket-default-encryption',
    roles: ['access logs'],
    there: 'relaxed',
    because: 'requireCustomerKey does not hold: S3 delivers access logs with SSE-S3.',
    source: LOG_DELIVERY,
  },
  {
    control: 's3-bucket-upload-encryption',
    roles: ['access logs', 'trail'],
    there: 'not applicable',
    because: 'AWS delivers without the header, so that the Deny would refuse every delivery.',
    source: LOG_DELIVERY,
  },
  {
    control: 's3-access-logging-enabled',
    roles: ['access logs'],
    there: 'not applicable',
    because: 'Logs of the target of logs would log themselves without end.',
    source: LOG_DELIVERY,
  },
  {
    control: 's3-lifecycle-retention-window',
    roles: ['access logs', 'trail', 'evidence', 'configuration'],
    there: 'not applicable',
    because: 'Records of what was done outlive the artifacts that they are about.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
  },
  {
    control: 's3-lifecycle-noncurrent-and-abort',
    roles: ['evidence'],
    there: 'not applicable',
    because: 'Nothing in such a bucket is let go by a rule.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
  },
];

export const LEFT_OUT: readonly LeftOut[] = [
  {
    demand: 'MFA delete is enabled',
    standard: 'AWS Security Hub S3.20; CIS AWS Foundations 5.0.0 2.1.2',
    control: 's3-lifecycle-retention-window',
    because:
      'S3 takes no lifecycle configuration on a bucket with MFA delete, and the setting itself from the root user with a code alone, so that no program deploys it. What it protects from is refused by Object Lock.',
    source: SECURITY_HUB_S3,
  },
  {
    demand: 'Object Lock is enabled',
    standard: 'AWS Security Hub S3.15',
    control: 's3-object-lock-default-retention',
    because:
      'It is in that control: no bucket has a default retention without it, and without one it locks what clients ask for alone.',
    source: SECURITY_HUB_S3,
  },
  {
    demand: 'Every bucket replicates to another region',
    standard: 'AWS Security Hub S3.7',
    control: 'data-residency',
    because:
      'A replica would have to replicate on without end, and a copy may only be in the residency zone. Where a bucket replicates, the copy is judged.',
    source: SECURITY_HUB_S3,
  },
  {
    demand: 'Every trail records all regions',
    standard: 'AWS FSBP CloudTrail.1',
    control: 'cloudtrail-multi-region',
    because:
      'A trail of the data events of certain buckets is regional, so that no record of them leaves the residency zone. The trail of the account is held to it.',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html',
  },
];
