import { NO_CONFIGURATION } from '../configuration';
import { PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import type { Graph } from '../graph/graph';
import { regionOf } from '../graph/region';
import { KMS_EXTERNAL_KEY, KMS_KEY, KMS_KEY_POLICY, KMS_REPLICA_KEY } from '../graph/tokens';
import { nist, pci } from '../mappings';
import { fail, isNotTrue, requires } from '../outcomes';
import { named, read, type Reading } from '../reading/read';

const BYPASS = 'bypassPolicyLockoutSafetyCheck';

const KEYS = [...KMS_KEY, ...KMS_REPLICA_KEY, ...KMS_EXTERNAL_KEY];

const differ = (one: Reading, other: Reading): boolean =>
  one.state === 'known' && other.state === 'known' && one.value !== other.value;

/** Whether a KeyPolicy belongs to a key: replicas have the name of their key, and a policy of their own. */
function belongs(graph: Graph, sibling: StackResource, key: StackResource): boolean | undefined {
  const passed = (sibling.propertyDependencies['keyId'] ?? []).filter(({ type }) => KEYS.includes(type));
  if (passed.length > 0) return passed.some(({ urn }) => urn === key.urn);
  const [id, own] = [read(sibling.props, 'keyId'), read(key.props, 'keyId')];
  if (differ(id, own) || differ(regionOf(graph, sibling), regionOf(graph, key))) return false;
  return id.state === 'known' && own.state === 'known' ? true : undefined;
}

/** A policy of its own, inline or as a resource. */
function judgePresence(graph: Graph, key: StackResource): Outcome {
  if (named(read(graph.inputsOf(key).props, 'policy')).state !== 'absent') return PASS;
  const siblings = graph.ofType(KMS_KEY_POLICY).map((sibling) => belongs(graph, sibling, key));
  if (siblings.includes(true)) return PASS;
  if (siblings.includes(undefined))
    return { verdict: 'unverifiable', unknown: 'which key a KeyPolicy belongs to', final: false };
  return fail('No policy belongs to this key, so that the default of KMS holds', ['policy']);
}

/** The default of KMS gives the whole account everything, by whatever its IAM policies say. */
export const kmsKeyPolicyDefined: Control<object> = {
  id: 'kms-key-policy-defined',
  title: 'Every key has a policy that somebody wrote, and that cannot lock its owner out',
  intent:
    'The default policy lets every administrator of the account decrypt. A policy that was written says who uses the key, and through which service.',
  severity: 'medium',
  level: 'advisory',
  mappings: [...nist('own', 'AC-3'), ...pci('own', '3.6.1')],
  remediation: [`set policy on the key or give it a KeyPolicy, and leave ${BYPASS} out.`],
  notApplicable: [],
  falsePositives: [],
  configuration: NO_CONFIGURATION,
  tokens: [...KEYS, ...KMS_KEY_POLICY],
  content: ({ props }) =>
    requires(props, { property: [BYPASS], holds: isNotTrue, because: `${BYPASS} is true`, absent: 'pass' }),
  graph: {
    suffix: 'present',
    judge: (graph) =>
      graph.ofType(KEYS).map((key): Judgement => ({ urn: key.urn, outcome: judgePresence(graph, key) })),
  },
};
