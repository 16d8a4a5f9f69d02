import type { Configuration } from '../configuration';
import { objectsOf } from '../document/witnesses';
import { fsbp, nist, pci } from '../mappings';
import { identityControl, refuses } from '../identity-control';
import { inPartitions } from '../partitions';

interface FullAccessConfig {
  policies: string[];
}

const configuration: Configuration<FullAccessConfig> = {
  properties: {
    policies: {
      type: 'array',
      items: { type: 'string' },
      description: "Names of AWS's policies that nobody is given.",
    },
  },
  defaults: { policies: ['AmazonS3FullAccess', 'AmazonS3ReadOnlyAccess'] },
  check: () => [],
};

/** A bucket that no policy has a reason to name. */
const BUCKET = 'arn:aws:s3:::bucket-that-nobody-names';

export const iamNoS3Full = identityControl<FullAccessConfig>({
  id: 'iam-no-s3-full',
  title: 'No policy allows everything of S3, or reading and deleting in every bucket',
  intent:
    'What may be done in every bucket can be done in those of the evidence and of the logs too, and in every bucket to come.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...fsbp('exact', 'IAM.21'), ...nist('exact', 'AC-6', 'AC-6(10)'), ...pci('partial', '7.2.1', '7.2.2')],
  remediation: ['name the buckets, and the actions that are used in them.'],
  notApplicable: ['Roles without a policy of their own.'],
  falsePositives: ['A tool that looks after all buckets of an account: let it list them, and name those it changes.'],
  configuration,
  judge: (policy) =>
    refuses(
      policy,
      {
        actions: [
          's3:AnActionToCome',
          's3:GetObject',
          's3:GetObjectVersion',
          's3:DeleteObject',
          's3:DeleteObjectVersion',
          's3:DeleteBucket',
          's3:PutBucketPolicy',
        ],
        resources: inPartitions(policy.document, [BUCKET, ...objectsOf(policy.document.statements, BUCKET)]),
      },
      'It allows something in buckets that it does not name',
    ),
  attached: (name, { policies }) =>
    policies.includes(name) ? "It attaches one of AWS's policies for every bucket" : undefined,
});
