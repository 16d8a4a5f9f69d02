import type { Control, Outcome } from '../control';
import { KEY_POLICY } from '../document-kinds';
import { KMS_EXTERNAL_KEY, KMS_KEY, KMS_KEY_POLICY, KMS_REPLICA_KEY } from '../graph/tokens';
import { fsbp, nist, pci } from '../mappings';
import { worstOf } from '../outcomes';
import { read } from '../reading/read';
import { judgeStrangers, readDocument } from '../resource-policy';
import { sourcelessServices, withoutServices, type SourcelessServices } from '../sourceless-services';

/**
 * Where EventBridge publishes to a topic, KMS is not told for whom.
 *
 * Source: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
const configuration = sourcelessServices('use a key', ['events.amazonaws.com']);

const PROPERTY = ['policy'];
const RULE = {
  service: 'kms',
  actions: [
    'kms:Decrypt',
    'kms:GenerateDataKey',
    'kms:CreateGrant',
    'kms:Sign',
    'kms:PutKeyPolicy',
    'kms:AnActionToCome',
  ],
  resources: ['arn:aws:kms:eu-west-1:111122223333:key/any'],
} as const;

/**
 * What a key is a service may see for anybody: the policies that AWS's own console writes for CloudTrail allow that.
 *
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/default-kms-key-policy.html
 */
const DESCRIBES = /^kms:describe/i;

/** Judged by requests of strangers, and of services for them: a condition counts when none meets it, whatever it is. */
export const kmsKeyPolicyNoPublic: Control<SourcelessServices> = {
  id: 'kms-key-policy-no-public',
  title: 'No key can be used by accounts that its policy does not name, nor through a service on behalf of any',
  intent:
    'Whoever may decrypt by the key needs only one more mistake, at the bucket, to read everything. A key that everyone may use protects nothing, and a service that is not told for whom works for everyone.',
  severity: 'critical',
  level: 'mandatory',
  mappings: [...fsbp('exact', 'KMS.5'), ...nist('own', 'AC-3', 'AC-6'), ...pci('partial', '3.6.1.3', '7.2.2')],
  remediation: [
    'name the account\'s root or roles as principals, or keep "*" with StringEquals kms:CallerAccount or aws:PrincipalOrgID.',
    'where a service is let in, add StringEquals aws:SourceAccount with the own account and ArnLike aws:SourceArn with the resource that the service works for, or ArnLike of the encryption context, such as kms:EncryptionContext:aws:logs:arn for CloudWatch Logs.',
  ],
  notApplicable: [
    'Keys without a policy of their own: KMS gives them one for the account alone.',
    'Services that say nothing of whom they act for: they are in the configuration of this policy.',
    'kms:DescribeKey for a service: it shows no data.',
  ],
  falsePositives: [
    'kms:ViaService or kms:GrantIsForAWSResource alone fails: any account meets it through its own buckets.',
    'A service that AWS gives no source for: name it in services of this policy.',
    'A condition on aws:username or on tags of the principal fails: whoever owns the account sets them.',
  ],
  configuration,
  tokens: [...KMS_KEY, ...KMS_KEY_POLICY, ...KMS_REPLICA_KEY, ...KMS_EXTERNAL_KEY],
  content: ({ props }, { services }): Outcome => {
    const policy = read(props, ...PROPERTY);
    if (policy.state === 'absent') return { verdict: 'not applicable', because: 'it has no policy of its own here' };
    const readable = readDocument(policy, KEY_POLICY, PROPERTY);
    if ('outcome' in readable) return readable.outcome;
    const { document } = readable;
    return worstOf([
      judgeStrangers(
        document,
        { ...RULE, strangers: 'anybody', because: 'The policy allows something to accounts that it does not name' },
        PROPERTY,
      ),
      judgeStrangers(
        withoutServices(document, services),
        {
          ...RULE,
          strangers: 'named services',
          because: 'A service may use the key on behalf of any account',
          harmless: DESCRIBES,
        },
        PROPERTY,
      ),
    ]);
  },
};
