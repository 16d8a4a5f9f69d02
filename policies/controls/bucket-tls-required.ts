import { bucketControl } from '../bucket-control';
import { judgeBucketPolicy, type BucketPolicyRule } from '../bucket-policy-control';
import { NO_CONFIGURATION } from '../configuration';
import { POLICY } from '../graph/settings';
import { cis, fsbp, nist, pci } from '../mappings';

/** One of every kind of action, and one that S3 does not have yet. */
const RULE: BucketPolicyRule = {
  what: 'A request without TLS',
  forbidden: [
    {
      bucketActions: [
        's3:ListBucket',
        's3:ListBucketVersions',
        's3:ListBucketMultipartUploads',
        's3:GetBucketLocation',
        's3:GetBucketPolicy',
        's3:PutBucketPolicy',
        's3:DeleteBucketPolicy',
        's3:PutLifecycleConfiguration',
        's3:PutBucketVersioning',
        's3:AnActionToCome',
      ],
      objectActions: [
        's3:GetObject',
        's3:GetObjectVersion',
        's3:GetObjectTagging',
        's3:PutObject',
        's3:PutObjectTagging',
        's3:PutObjectRetention',
        's3:DeleteObject',
        's3:DeleteObjectVersion',
        's3:AbortMultipartUpload',
        's3:AnActionToCome',
      ],
      everyAction: true,
      context: { 'aws:securetransport': 'false', 's3:tlsversion': undefined },
    },
  ],
};

/** Judged by evaluating requests, not by the shape of a statement. */
export const bucketTlsRequired = bucketControl({
  id: 's3-bucket-tls-required',
  title: 'Every bucket denies requests without TLS',
  intent:
    'Nobody reads or changes what goes to and from the bucket on the way. The denial holds for every caller, every action, the bucket itself and all objects in it.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'S3.5'),
    ...cis('exact', '2.1.1'),
    ...nist('exact', 'SC-8', 'SC-8(1)', 'SC-13', 'AC-17(2)', 'IA-5(1)', 'SC-23'),
    ...pci('exact', '4.2.1'),
  ],
  remediation: [
    'add a statement with Effect Deny, Principal "*", Action "s3:*", Resource the bucket\'s ARN and that ARN with /*, and the one condition Bool aws:SecureTransport "false".',
    'write the ARNs from the literal bucket name, so that the policy can be judged at preview.',
  ],
  notApplicable: [],
  falsePositives: [
    'A Deny that exempts AWS services, an organization or an address fails: those requests could come without TLS.',
    'A Deny by s3:TlsVersion does not count: plain HTTP has no such key.',
  ],
  configuration: NO_CONFIGURATION,
  places: POLICY,
  judge: (setting, _config, roles) => judgeBucketPolicy(setting, RULE, roles),
  missing: () => ({
    verdict: 'fail',
    because: 'No bucket policy belongs to this bucket, so nothing denies plain HTTP',
  }),
});
