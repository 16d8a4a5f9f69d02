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
  defaults: { policies: ['AmazonS3FullAccess', 'AmazonS3ReadOnlyAccess', 'ReadOnlyAccess'] },
  check: () => [],
};

/**
 * What reads, writes or destroys objects, opens buckets, or takes off what guards them. That of the account alone has no
 * resource: only a statement for all of them allows it.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const ACTIONS = [
  's3:AnActionToCome',
  ...['GetObject', 'GetObjectVersion', 'DeleteObject', 'DeleteObjectVersion', 'DeleteBucket'].map(
    (name) => `s3:${name}`,
  ),
  ...[
    'AccountPublicAccessBlock',
    'BucketAcl',
    'BucketLogging',
    'BucketNotification',
    'BucketObjectLockConfiguration',
    'BucketOwnershipControls',
    'BucketPolicy',
    'BucketPublicAccessBlock',
    'BucketVersioning',
    'EncryptionConfiguration',
    'LifecycleConfiguration',
    'Object',
    'ObjectAcl',
    'ObjectLegalHold',
    'ObjectRetention',
    'ObjectVersionAcl',
    'ReplicationConfiguration',
  ].map((name) => `s3:Put${name}`),
];

/** A bucket that no policy has a reason to name. */
const BUCKET = 'arn:aws:s3:::bucket-that-nobody-names';

export const iamNoS3Full = identityControl<FullAccessConfig>({
  id: 'iam-no-s3-full',
  title: 'No policy allows everything of S3, or reading, writing, deleting or changing settings in every bucket',
  intent:
    'What may be done in every bucket can be done in those of the evidence and of the logs too, and in every bucket to come.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...fsbp('partial', 'IAM.21'), ...nist('exact', 'AC-6', 'AC-6(10)'), ...pci('partial', '7.2.1', '7.2.2')],
  remediation: ['name the buckets, and the actions that are used in them.'],
  notApplicable: ['Roles without a policy of their own.'],
  falsePositives: [
    'A tool that looks after all buckets of an account: let it list them, and name those it changes.',
    'Whoever sets the public access block of the account, which no resource can be named for: exempt it.',
  ],
  configuration,
  judge: (policy) =>
    refuses(
      policy,
      {
        actions: ACTIONS,
        resources: inPartitions(policy.document, [BUCKET, ...objectsOf(policy.document.statements, BUCKET)]),
      },
      'It allows something in buckets that it does not name',
    ),
  attached: (name, { policies }) =>
    policies.includes(name) ? "It attaches one of AWS's policies for every bucket" : undefined,
});
