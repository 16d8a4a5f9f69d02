import { bucketControl } from '../bucket-control';
import { judgeBucketPolicy, type BucketPolicyRule } from '../bucket-policy-control';
import type { Configuration } from '../configuration';
import type { ParsedDocument } from '../document/parse';
import { PASS, type Outcome } from '../control';
import type { BucketRoles } from '../graph/roles';
import { POLICY } from '../graph/settings';
import { nist, pci, securityHub } from '../mappings';
import { KMS_ALGORITHMS, SSE_ALGORITHMS, SSE_HEADER, SSE_KEY_HEADER } from '../reading/encryption';

/** S3 refuses a key where the algorithm is another, or none. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
const WITH_KEY: readonly (string | undefined)[] = KMS_ALGORITHMS;

interface UploadEncryptionConfig {
  mode: string;
  accepted: string[];
}

const configuration: Configuration<UploadEncryptionConfig> = {
  properties: {
    mode: {
      type: 'string',
      enum: ['require-header', 'allow-default'],
      description:
        'require-header: an upload says how it is to be encrypted; allow-default: one that says nothing gets the default of the bucket.',
    },
    accepted: {
      type: 'array',
      items: { type: 'string', enum: SSE_ALGORITHMS },
      description: 'Values of x-amz-server-side-encryption that the policy may let through.',
    },
  },
  defaults: { mode: 'require-header', accepted: SSE_ALGORITHMS },
  check: ({ accepted }) => (accepted.length === 0 ? ['accepted is empty: every upload would be refused'] : []),
};

const put = (header: string | undefined): BucketPolicyRule['forbidden'][number] => ({
  objectActions: ['s3:PutObject'],
  everyAction: false,
  context: {
    'aws:securetransport': 'true',
    's3:tlsversion': '1.3',
    [SSE_HEADER]: header,
    ...(WITH_KEY.includes(header) ? {} : { [SSE_KEY_HEADER]: undefined }),
  },
});

/** AWS services that deliver into a bucket without the header: what they write, the bucket's default encrypts. */
const DELIVERIES = ['logging.s3.amazonaws.com', 's3.amazonaws.com', 'cloudtrail.amazonaws.com'];

function delivery(document: ParsedDocument, roles: BucketRoles | undefined): Outcome | undefined {
  if (roles?.logTarget === true)
    return { verdict: 'not applicable', because: 'access logs are delivered to this bucket' };
  if (roles?.inventoryTarget === true)
    return { verdict: 'not applicable', because: 'an inventory is delivered to this bucket' };
  if (roles?.trail === true) return { verdict: 'not applicable', because: 'a trail is delivered to this bucket' };
  if (roles !== undefined) return undefined;
  const delivered = document.statements.some(
    ({ effect, principals }) =>
      effect === 'Allow' && principals?.entries.some(({ value }) => DELIVERIES.includes(value as string)) === true,
  );
  if (!delivered) return undefined;
  return { verdict: 'deferred', because: 'its policy lets an AWS service deliver: whether one does, the graph says' };
}

const rule = ({ mode, accepted }: UploadEncryptionConfig): BucketPolicyRule => ({
  what: 'An upload without encryption, or with another one than is accepted,',
  forbidden: [
    ...(mode === 'require-header' ? [put(undefined), put('none')] : []),
    ...SSE_ALGORITHMS.filter((algorithm) => !accepted.includes(algorithm)).map(put),
  ],
  exempt: delivery,
});

export const bucketUploadEncryption = bucketControl<UploadEncryptionConfig>({
  id: 's3-bucket-upload-encryption',
  title: 'Every bucket denies uploads that do not ask for an accepted encryption',
  intent:
    'How an object is encrypted is the decision of who stores it and is seen in the request; no upload slips into a weaker encryption because a default was changed.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...securityHub('partial', 'S3.17'),
    ...nist('exact', 'SC-13', 'SC-28', 'SC-28(1)'),
    ...pci('exact', '3.5.1'),
  ],
  remediation: [
    `add a statement with Effect Deny, Principal "*", Action "s3:PutObject", Resource the bucket's ARN with /*, and the one condition StringNotEquals ${SSE_HEADER} with the accepted values: without the header it is denied too.`,
    `where uploads have to name a key, a Deny with the one condition StringNotEquals or Null ${SSE_KEY_HEADER} says it all: only an upload with aws:kms names one.`,
  ],
  notApplicable: [
    "Targets of access logs, of inventories and of a trail: AWS delivers there without the header, and the bucket's default encrypts.",
    'mode allow-default, as far as the header is missing.',
  ],
  falsePositives: [
    'A Deny that is paired with Null false lets uploads without the header through; that is what allow-default is for.',
    'The policy of a bucket of another stack is judged as if AWS delivered nothing there: what does, that stack says.',
  ],
  configuration,
  places: POLICY,
  judge: (setting, config, roles) => judgeBucketPolicy(setting, rule(config), roles),
  missing: ({ logTarget, inventoryTarget, trail }, config) => {
    if (logTarget || inventoryTarget || trail)
      return { verdict: 'not applicable', because: 'AWS delivers to this bucket' };
    if (rule(config).forbidden.length === 0) return PASS;
    return { verdict: 'fail', because: 'No bucket policy belongs to this bucket, so nothing denies such uploads' };
  },
});
