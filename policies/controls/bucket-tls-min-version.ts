import { bucketControl } from '../bucket-control';
import { judgeBucketPolicy, type BucketPolicyRule } from '../bucket-policy-control';
import type { Configuration } from '../configuration';
import { POLICY } from '../graph/settings';
import { nist, pci } from '../mappings';

const OLDER: Readonly<Record<string, readonly string[]>> = { '1.2': ['1.0', '1.1'], '1.3': ['1.0', '1.1', '1.2'] };

interface TlsVersionConfig {
  minVersion: string;
}

const configuration: Configuration<TlsVersionConfig> = {
  properties: {
    minVersion: {
      type: 'string',
      enum: Object.keys(OLDER),
      description: 'The oldest version of TLS that is let through.',
    },
  },
  defaults: { minVersion: '1.2' },
  check: () => [],
};

const rule = ({ minVersion }: TlsVersionConfig): BucketPolicyRule => ({
  what: `A request by a TLS older than ${minVersion}`,
  forbidden: OLDER[minVersion]!.map((version) => ({
    bucketActions: ['s3:ListBucket', 's3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:AnActionToCome'],
    objectActions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObjectVersion', 's3:AnActionToCome'],
    everyAction: true,
    context: { 'aws:securetransport': 'true', 's3:tlsversion': version },
  })),
});

/** Beside the denial of plain HTTP, which has no version of TLS. */
export const bucketTlsMinVersion = bucketControl<TlsVersionConfig>({
  id: 's3-bucket-tls-min-version',
  title: 'Every bucket denies outdated versions of TLS',
  intent:
    'A client that agrees on TLS 1.0 or 1.1 can be made to use ciphers that are broken; its requests are refused before they reach an object.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...nist('own', 'SC-8(1)', 'SC-13', 'SC-23'), ...pci('own', '4.2.1')],
  remediation: [
    'add a statement of its own with Effect Deny, Principal "*", Action "s3:*", Resource the bucket\'s ARN and that ARN with /*, and the one condition NumericLessThan s3:TlsVersion with the oldest version that is accepted.',
  ],
  notApplicable: [],
  falsePositives: [
    'A Deny that also asks for aws:SecureTransport in the same statement fails: both conditions never hold together, or it depends on the other.',
  ],
  configuration,
  places: POLICY,
  judge: (setting, config, roles) => judgeBucketPolicy(setting, rule(config), roles),
  missing: () => ({ verdict: 'fail', because: 'No bucket policy belongs to this bucket, so nothing denies them' }),
});
