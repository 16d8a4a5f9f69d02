import { NO_CONFIGURATION } from '../configuration';
import { PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import type { Graph } from '../graph/graph';
import { KMS_KEY, KMS_KEY_POLICY } from '../graph/tokens';
import { nist, pci } from '../mappings';
import { fail, isNotTrue, requires } from '../outcomes';
import { read } from '../reading/read';

const BYPASS = 'bypassPolicyLockoutSafetyCheck';

/** A policy of its own, inline or as a resource. */
function judgePresence(graph: Graph, key: StackResource): Outcome {
  const { props } = graph.inputsOf(key);
  if (read(props, 'policy').state !== 'absent') return PASS;
  const id = read(key.props, 'keyId');
  const siblings = graph.ofType(KMS_KEY_POLICY).map((sibling): boolean | undefined => {
    const passed = sibling.propertyDependencies['keyId'] ?? [];
    if (passed.some(({ urn }) => urn === key.urn)) return true;
    const named = read(sibling.props, 'keyId');
    if (named.state === 'known' && id.state === 'known') return named.value === id.value;
    return passed.length > 0 ? false : undefined;
  });
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
  notApplicable: ['Keys whose material is elsewhere.'],
  falsePositives: [],
  configuration: NO_CONFIGURATION,
  tokens: [...KMS_KEY, ...KMS_KEY_POLICY],
  content: ({ props }) =>
    requires(props, { property: [BYPASS], holds: isNotTrue, because: `${BYPASS} is true`, absent: 'pass' }),
  graph: {
    suffix: 'present',
    judge: (graph) =>
      graph.ofType(KMS_KEY).map((key): Judgement => ({ urn: key.urn, outcome: judgePresence(graph, key) })),
  },
};
