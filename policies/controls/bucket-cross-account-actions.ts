import { bucketControl } from '../bucket-control';
import { bucketPolicyOf } from '../bucket-policy-control';
import type { Configuration } from '../configuration';
import { POLICY } from '../graph/settings';
import { fsbp, nist, pci } from '../mappings';
import { grantToOtherAccount } from '../other-accounts';
import { outcomeOf, resourcesOf } from '../resource-policy';

interface CrossAccountConfig {
  accounts: string[];
  actions: string[];
}

const configuration: Configuration<CrossAccountConfig> = {
  properties: {
    accounts: {
      type: 'array',
      items: { type: 'string' },
      description: 'Accounts of 12 digits that are ones own: what their policies allow, a bucket policy may allow too.',
    },
    actions: {
      type: 'array',
      items: { type: 'string' },
      description: 'What no other account may do: it changes who gets in, what is kept, or takes a lock off.',
    },
  },
  defaults: {
    accounts: [],
    actions: [
      's3:BypassGovernanceRetention',
      's3:DeleteBucket',
      's3:DeleteBucketPolicy',
      's3:PutBucketAcl',
      's3:PutBucketLogging',
      's3:PutBucketObjectLockConfiguration',
      's3:PutBucketOwnershipControls',
      's3:PutBucketPolicy',
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketVersioning',
      's3:PutEncryptionConfiguration',
      's3:PutLifecycleConfiguration',
      's3:PutObjectAcl',
      's3:PutObjectLegalHold',
      's3:PutObjectRetention',
      's3:PutObjectVersionAcl',
      's3:PutReplicationConfiguration',
    ],
  },
  check: ({ accounts, actions }) => [
    ...(accounts.every((account) => /^\d{12}$/.test(account)) ? [] : ['every one of accounts has 12 digits']),
    ...(actions.length === 0 ? ['actions is empty'] : []),
    ...(actions.every((action) => /^s3:[A-Za-z]+$/.test(action))
      ? []
      : ['every one of actions is one action of S3, such as s3:PutBucketPolicy']),
  ],
};

const RESOURCES = ['arn:aws:s3:::any-bucket', 'arn:aws:s3:::any-bucket/any/key'];

/** Asked action by action of everyone whom the policy lets in, by name or by a condition. */
export const bucketCrossAccountActions = bucketControl<CrossAccountConfig>({
  id: 's3-bucket-cross-account-actions',
  title: 'No bucket policy lets another account change how the bucket is kept',
  intent:
    'An account that reads or writes objects is a partner; one that may replace the policy, the encryption, the lifecycle or a lock owns the bucket, and nobody here sees it coming.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...fsbp('exact', 'S3.6'), ...nist('exact', 'CA-9(1)', 'CM-2'), ...pci('own', '7.2.1')],
  remediation: [
    'take the action out of the Allow, or name the actions on objects that the other account needs; a wildcard such as s3:Put* has it in it.',
    "where the account is one's own, name it in accounts of this policy.",
  ],
  notApplicable: ['Buckets without a policy: nobody is let in by one.', 'AWS services: they act for an account.'],
  falsePositives: [
    "Principals of one's own account, unless it is in accounts: no policy says which account it belongs to. Within an account the role's own policy is enough.",
    'A bucket that leaves access to its access points by s3:DataAccessPointAccount fails, unless the account of those is in accounts: what comes by them, their policies say.',
    "Another account of the organization fails: that is not the bucket's account.",
    'Another account that uploads with a lock of its own needs s3:PutObjectRetention, which shortens nothing under COMPLIANCE: where that is meant, leave it out of actions.',
  ],
  configuration,
  places: POLICY,
  judge: (setting, { accounts, actions }) => {
    const readable = bucketPolicyOf(setting);
    if ('outcome' in readable) return readable.outcome;
    const { document } = readable;
    const grant = grantToOtherAccount(document, accounts, { actions, resources: resourcesOf(document, RESOURCES) });
    const what = grant?.verdict === 'granted' ? grant.request.action : 'what no other account may do';
    return outcomeOf(grant, `The policy allows ${what} to another account`, ['policy']);
  },
  missing: () => ({ verdict: 'not applicable', because: 'no policy belongs to this bucket: it lets in nobody' }),
});
