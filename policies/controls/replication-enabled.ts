import { notOfArtifacts, NOT_OF_ARTIFACTS } from '../audit-buckets';
import { bucketControl } from '../bucket-control';
import type { Configuration } from '../configuration';
import { notKnownYet, PASS, type Outcome } from '../control';
import { COPIES, type Setting } from '../graph/settings';
import { nist, securityHub } from '../mappings';
import { fail } from '../outcomes';
import { filtersNothing } from '../reading/lifecycle';
import { read, readList, type Reading } from '../reading/read';

interface ReplicationConfig {
  replicasToo: boolean;
}

const configuration: Configuration<ReplicationConfig> = {
  properties: {
    replicasToo: {
      type: 'boolean',
      description: 'Whether a bucket of replicas has to replicate back, so that it can take over and hand back.',
    },
  },
  defaults: { replicasToo: true },
  check: () => [],
};

const KMS = ['sourceSelectionCriteria', 'sseKmsEncryptedObjects', 'status'];
const KMS_INLINE = ['sourceSelectionCriteria', 'sseKmsEncryptedObjects', 'enabled'];
const REPLICA_KEYS = [
  ['destination', 'encryptionConfiguration', 'replicaKmsKeyId'],
  ['destination', 'replicaKmsKeyId'],
];

const isOn = (reading: Reading): boolean =>
  reading.state === 'known' && (reading.value === 'Enabled' || reading.value === true);

/** What is wrong with one rule whatever the others are. */
function judgeRule(props: object, rule: readonly (string | number)[]): Outcome {
  const kms = [KMS, KMS_INLINE].some((path) => isOn(read(props, ...rule, ...path)));
  const keyless = REPLICA_KEYS.every((path) => read(props, ...rule, ...path).state === 'absent');
  if (kms && keyless) return fail('A rule copies objects under KMS, and names no key for the replicas', rule);
  const markers = read(props, ...rule, 'deleteMarkerReplication', 'status');
  const unsaid = rule[0] === 'rules' && read(props, ...rule, 'filter').state !== 'absent' && markers.state === 'absent';
  return unsaid ? fail('A rule with a filter does not say whether delete markers are copied', rule) : PASS;
}

function judgeRules({ props, path }: Setting): Outcome {
  const at = [...path, 'rules'];
  const list = readList(props, ...at);
  if (list.state === 'unknown') return notKnownYet(list.path, { property: at });
  const rules = (list.state === 'known' ? list.value : []).map((_, index) => [...at, index]);
  const wrong = rules.map((rule) => judgeRule(props, rule)).find(({ verdict }) => verdict === 'fail');
  if (wrong !== undefined) return wrong;
  const parts = rules.map((rule) => [read(props, ...rule, 'status'), filtersNothing(props, rule)] as const);
  const whole = parts.filter(
    ([status, all]) =>
      (status.state === 'unknown' || isOn(status)) && (all.state === 'unknown' || (all.state === 'known' && all.value)),
  );
  if (whole.length === 0) return fail('No rule that is enabled copies the whole bucket', at);
  const certain = whole.some((readings) => readings.every(({ state }) => state === 'known'));
  return certain ? PASS : notKnownYet('what the rules of the replication copy', { property: at });
}

/** That copies stay in their zone, reach another region and are kept as well as the source, other controls say. */
export const replicationEnabled = bucketControl<ReplicationConfig>({
  id: 's3-replication-enabled',
  title: 'Every bucket of artifacts is replicated as a whole',
  intent:
    'When a region or a bucket is lost, every artifact is still there. A rule that is off, or for a part of the keys, is found out on that day.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [
    ...securityHub('partial', 'S3.7'),
    ...nist('exact', 'AU-9(2)', 'CP-6', 'CP-6(1)', 'CP-6(2)', 'CP-9', 'CP-10', 'SC-36(2)'),
  ],
  remediation: [
    'give the bucket a BucketReplicationConfig with a rule whose status is Enabled and whose filter has an empty prefix.',
    'in every rule say deleteMarkerReplication.status, and with sseKmsEncryptedObjects the key of the replicas.',
  ],
  notApplicable: [
    NOT_OF_ARTIFACTS,
    'With replicasToo false: buckets that objects of another bucket are replicated to.',
  ],
  falsePositives: ['Rules that cover the bucket only together fail: one rule has to hold for the whole bucket.'],
  configuration,
  places: COPIES,
  exempt: notOfArtifacts,
  judge: judgeRules,
  missing: ({ replica }, { replicasToo }) =>
    replica && !replicasToo
      ? { verdict: 'not applicable', because: 'it holds the replicas of another bucket' }
      : { verdict: 'fail', because: 'No BucketReplicationConfig belongs to this bucket' },
});
