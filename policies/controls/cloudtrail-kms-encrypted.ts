import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Outcome } from '../control';
import { KMS_KEY, TRAIL } from '../graph/tokens';
import { cis, fsbp, nist, pci } from '../mappings';
import { read } from '../reading/read';

const at = { property: ['kmsKeyId'] };

/** A key of the same stack is one, also before its ARN is known. */
export const cloudtrailKmsEncrypted: Control<object> = {
  id: 'cloudtrail-kms-encrypted',
  title: 'Every trail encrypts its log files with a key of KMS',
  intent:
    'Who may read the bucket may not yet read the logs: the key says who does, and says it again in its own trail.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'CloudTrail.2'),
    ...cis('exact', '3.5'),
    ...nist('exact', 'AU-9(3)', 'SC-13', 'SC-28(1)'),
    ...pci('partial', '10.3.2'),
  ],
  remediation: ['set kmsKeyId of the trail to a symmetric key of its region whose policy lets CloudTrail use it.'],
  notApplicable: [],
  falsePositives: [
    'A trail whose bucket encrypts with a key by default fails: the digests then are encrypted, by chance.',
  ],
  configuration: NO_CONFIGURATION,
  tokens: TRAIL,
  content: ({ props }): Outcome => {
    const key = read(props, 'kmsKeyId');
    if (key.state === 'unknown')
      return { verdict: 'deferred', because: 'whether that is a key of the stack, the graph says' };
    if (key.state === 'known' && typeof key.value === 'string' && key.value !== '') return PASS;
    return { verdict: 'fail', because: 'It has no kmsKeyId', at };
  },
  graph: {
    suffix: 'graph',
    judge: (graph) =>
      graph
        .ofType(TRAIL)
        .filter((trail) => read(graph.inputsOf(trail).props, 'kmsKeyId').state === 'unknown')
        .map((trail) => {
          const keys = (trail.propertyDependencies['kmsKeyId'] ?? []).filter(({ type }) => KMS_KEY.includes(type));
          return { urn: trail.urn, outcome: keys.length > 0 ? PASS : notKnownYet('kmsKeyId', at) };
        }),
  },
};
