import { bucketControl } from '../bucket-control';
import type { Configuration } from '../configuration';
import { notKnownYet, PASS, type Outcome } from '../control';
import { DEFAULT_ENCRYPTION } from '../graph/settings';
import { nist, pci, securityHub } from '../mappings';
import { worstOf } from '../outcomes';
import { encryptionRules, isKeyOfAccount, SSE_ALGORITHMS } from '../reading/encryption';
import { read } from '../reading/read';

interface DefaultEncryptionConfig {
  algorithms: string[];
  requireCustomerKey: boolean;
}

const configuration: Configuration<DefaultEncryptionConfig> = {
  properties: {
    algorithms: {
      type: 'array',
      items: { type: 'string', enum: SSE_ALGORITHMS },
      description: 'Algorithms that the default may have: SSE-S3 is AES256.',
    },
    requireCustomerKey: {
      type: 'boolean',
      description: 'Whether it has to name a key of KMS that the account manages.',
    },
  },
  defaults: { algorithms: SSE_ALGORITHMS, requireCustomerKey: false },
  check: ({ algorithms, requireCustomerKey }) => [
    ...(algorithms.length === 0 ? ['algorithms is empty'] : []),
    ...(requireCustomerKey && algorithms.every((one) => one === 'AES256')
      ? ['requireCustomerKey holds for aws:kms and aws:kms:dsse, and algorithms has neither']
      : []),
  ],
};

function judgeRule(props: object, rule: readonly (string | number)[], config: DefaultEncryptionConfig): Outcome {
  const property = [...rule, 'applyServerSideEncryptionByDefault'];
  const algorithm = read(props, ...property, 'sseAlgorithm');
  if (algorithm.state === 'unknown') return notKnownYet(algorithm.path, { property });
  if (!config.algorithms.includes(algorithm.value as string))
    return { verdict: 'fail', because: `The algorithm is none of ${config.algorithms.join(', ')}`, at: { property } };
  if (!config.requireCustomerKey) return PASS;
  const key = read(props, ...property, 'kmsMasterKeyId');
  if (key.state === 'unknown') return notKnownYet(key.path, { property });
  return isKeyOfAccount(key.value)
    ? PASS
    : { verdict: 'fail', because: 'It names no key that the account manages', at: { property } };
}

export const bucketDefaultEncryption = bucketControl<DefaultEncryptionConfig>({
  id: 's3-bucket-default-encryption',
  title: 'Every bucket states how objects are encrypted by default',
  intent:
    'An object that is stored without a word of encryption, by a client or by an AWS service, is encrypted as was decided, and not as happens to be the default of the day.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...securityHub('partial', 'S3.17'),
    ...nist('exact', 'SC-12(2)', 'SC-13', 'SC-28', 'SC-28(1)'),
    ...pci('exact', '3.5.1'),
  ],
  remediation: [
    'give the bucket a BucketServerSideEncryptionConfiguration whose rules name an accepted sseAlgorithm, and a key of your own where one is asked for.',
  ],
  notApplicable: [
    'requireCustomerKey: targets of access logs, to which S3 delivers with SSE-S3.',
    'requireCustomerKey: targets of inventories, which have names and sizes of objects and nothing of what is in them.',
    'requireCustomerKey: buckets of evidence, which has to outlive every key: whoever deletes a key deletes what it encrypts.',
  ],
  falsePositives: [
    'A bucket without the setting fails although S3 encrypts it: nothing in the program says so.',
    'requireCustomerKey: a bucket of another stack is judged as if it took no logs and kept no evidence: what it does, that stack says.',
  ],
  configuration,
  places: DEFAULT_ENCRYPTION,
  judge: (setting, config, roles) => {
    const rules = encryptionRules(setting);
    if (rules === undefined) return notKnownYet('the rules of the default encryption');
    const keyless = roles !== undefined && (roles.logTarget || roles.inventoryTarget || roles.vault);
    const wanted = { ...config, requireCustomerKey: config.requireCustomerKey && !keyless };
    if (rules.length === 0) return { verdict: 'fail', because: 'It has no rule' };
    const worst = worstOf(rules.map((rule) => judgeRule(setting.props, rule, wanted)));
    // Only the graph knows what is delivered to a bucket and kept in it.
    if (worst.verdict === 'fail' && config.requireCustomerKey && roles === undefined)
      return {
        verdict: 'deferred',
        because: 'whether its bucket takes logs or lists or keeps evidence, the graph says',
      };
    return worst;
  },
  missing: () => ({
    verdict: 'fail',
    because: 'No BucketServerSideEncryptionConfiguration belongs to this bucket',
  }),
});
