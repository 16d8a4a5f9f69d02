import type { AccessRole } from '../../../../components/documents/access/roles';

/** One request that a role's session makes, what AWS says of it, and the page that decides it. */
export interface AccessCase {
  role: AccessRole;
  action: string;
  /** ARN. */
  resource: string;
  /** Beside the session's tags and TLS, which every request has. */
  context: Record<string, string>;
  expected: 'allowed' | 'denied';
  because: string;
  source: string;
}

/** The tenant of the sessions of publisher and reader. */
export const ACME = 'acme';
export const KEY = 'runs/r1/steps/ingest/output.csv';

const bucket = 'arn:aws:s3:::gl-artifacts-eu-west-1';
/** What the cases speak of: the placeholder stack of eu-west-1 under KMS. */
export const ARNS = {
  bucket,
  replica: `${bucket}-replica`,
  vault: `${bucket}-evidence`,
  trail: `${bucket}-trail`,
  stranger: 'arn:aws:s3:::of-somebody-else',
  role: (suffix: string): string => `arn:aws:iam::111122223333:role/gl-artifacts-eu-west-1-${suffix}`,
  homeKey: 'arn:aws:kms:eu-west-1:111122223333:key/home',
  replicaKey: 'arn:aws:kms:eu-central-1:111122223333:key/replica',
  signingKey: 'arn:aws:kms:eu-west-1:111122223333:key/signing',
  dbuser: (login: string): string => `arn:aws:rds-db:eu-west-1:111122223333:dbuser:cluster-GL/${login}`,
};
export const own = `${bucket}/${ACME}/${KEY}`;
export const ownCopy = `${ARNS.replica}/${ACME}/${KEY}`;
export const foreign = `${bucket}/umbrella/${KEY}`;
export const manifest = `${bucket}/registry/agents/parser/1.0.0/manifest.json`;
export const checkpoint = `${ARNS.vault}/checkpoints/acme/1.json`;
export const log = `${ARNS.trail}/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/01/log.json.gz`;

export const ENCRYPTED = { 's3:x-amz-server-side-encryption': 'aws:kms' };
export const viaS3 = (context: string, region = 'eu-west-1'): Record<string, string> => ({
  'kms:ViaService': `s3.${region}.amazonaws.com`,
  'kms:CallerAccount': '111122223333',
  'kms:EncryptionContext:aws:s3:arn': context,
});

const USER_GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';
const IAM_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
/** Pages that decide the cases. */
export const PAGES = {
  implicit: `${IAM_GUIDE}/reference_policies_evaluation-logic.html`,
  explicit: `${IAM_GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
  s3: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
  s3Operations: `${USER_GUIDE}/using-with-s3-policy-actions.html`,
  prefix: `${USER_GUIDE}/amazon-s3-policy-keys.html`,
  variables: `${IAM_GUIDE}/reference_policies_variables.html`,
  tags: `${IAM_GUIDE}/id_session-tags.html`,
  abac: `${IAM_GUIDE}/tutorial_attribute-based-access-control.html`,
  multipart: `${USER_GUIDE}/mpuoverview.html`,
  lock: `${USER_GUIDE}/object-lock-managing.html`,
  versions: `${USER_GUIDE}/DeletingObjectVersions.html`,
  upload: `${USER_GUIDE}/UsingServerSideEncryption.html`,
  tls: `${USER_GUIDE}/security-best-practices.html`,
  bucketKey: `${USER_GUIDE}/bucket-key.html`,
  viaService: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
  keyPolicy: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  kms: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html',
  trailKey: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
  connect: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html',
  assume: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
  operators: `${IAM_GUIDE}/reference_policies_elements_condition_operators.html`,
} as const;

type Rows = readonly (readonly [
  action: string,
  resource: string,
  because: string,
  page: keyof typeof PAGES,
  context?: Record<string, string>,
])[];

const casesOf =
  (expected: AccessCase['expected']) =>
  (role: AccessRole, rows: Rows): AccessCase[] =>
    rows.map(([action, resource, because, page, context = {}]) => ({
      role,
      action,
      resource,
      context,
      expected,
      because,
      source: PAGES[page],
    }));

export const allowed = casesOf('allowed');
export const denied = casesOf('denied');
