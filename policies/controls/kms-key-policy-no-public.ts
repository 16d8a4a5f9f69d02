import { NO_CONFIGURATION } from '../configuration';
import type { Control, Outcome } from '../control';
import { KEY_POLICY } from '../document-kinds';
import { KMS_EXTERNAL_KEY, KMS_KEY, KMS_KEY_POLICY, KMS_REPLICA_KEY } from '../graph/tokens';
import { fsbp, nist, pci } from '../mappings';
import { read } from '../reading/read';
import { judgeStrangers, readDocument } from '../resource-policy';

const PROPERTY = ['policy'];
const RULE = {
  strangers: 'anybody',
  because: 'The policy allows something to accounts that it does not name',
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

/** Judged by requests of a stranger: a condition counts when no stranger meets it, whatever it is. */
export const kmsKeyPolicyNoPublic: Control<object> = {
  id: 'kms-key-policy-no-public',
  title: 'No key can be used by accounts that its policy does not name',
  intent:
    'Whoever may decrypt by the key needs only one more mistake, at the bucket, to read everything. A key that everyone may use protects nothing.',
  severity: 'critical',
  level: 'mandatory',
  mappings: [...fsbp('exact', 'KMS.5'), ...nist('own', 'AC-3', 'AC-6'), ...pci('partial', '3.6.1.3', '7.2.2')],
  remediation: [
    'name the account\'s root or roles as principals, or keep "*" with StringEquals kms:CallerAccount or aws:PrincipalOrgID.',
  ],
  notApplicable: ['Keys without a policy of their own: KMS gives them one for the account alone.'],
  falsePositives: [
    'kms:ViaService alone fails: any account meets it through its own buckets.',
    'A condition on aws:username or on tags of the principal fails: whoever owns the account sets them.',
  ],
  configuration: NO_CONFIGURATION,
  tokens: [...KMS_KEY, ...KMS_KEY_POLICY, ...KMS_REPLICA_KEY, ...KMS_EXTERNAL_KEY],
  content: ({ props }): Outcome => {
    const policy = read(props, ...PROPERTY);
    if (policy.state === 'absent') return { verdict: 'not applicable', because: 'it has no policy of its own here' };
    const readable = readDocument(policy, KEY_POLICY, PROPERTY);
    return 'outcome' in readable ? readable.outcome : judgeStrangers(readable.document, RULE, PROPERTY);
  },
};
