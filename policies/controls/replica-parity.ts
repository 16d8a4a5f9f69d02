import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import type { Graph } from '../graph/graph';
import { destinationsOf, type Replication } from '../graph/replication';
import { DEFAULT_ENCRYPTION, LOCK, settingOf, type Places, type Setting } from '../graph/settings';
import { BUCKET, ENCRYPTION, OBJECT_LOCK, REPLICATION } from '../graph/tokens';
import { nist } from '../mappings';
import { fail, worstOf } from '../outcomes';
import { defaultAlgorithm, SSE_ALGORITHMS } from '../reading/encryption';
import { LOCK_MODES, lockDays, lockMode } from '../reading/lock';
import { read, type Reading } from '../reading/read';

type Path = readonly (string | number)[];

/** One measure of how well a bucket keeps what is in it: the greater, the better. */
interface Measure {
  places: Places;
  of: (setting: Setting) => Reading<number>;
  /** What is wrong with a replica that has less than its source. */
  because: string;
}

/** The place of a text in an order; what is not in it has none. */
function rank(reading: Reading<string>, order: readonly string[]): Reading<number> {
  if (reading.state !== 'known') return reading;
  const value = order.indexOf(reading.value);
  return value < 0 ? { state: 'absent' } : { state: 'known', value };
}

const algorithm = (setting: Setting): Reading<number> => rank(defaultAlgorithm(setting), SSE_ALGORITHMS);

const MEASURES: readonly Measure[] = [
  {
    places: LOCK,
    of: (setting) => rank(lockMode(setting), LOCK_MODES),
    because: 'Replicas are locked in a weaker mode than what they are replicas of',
  },
  { places: LOCK, of: lockDays, because: 'Replicas are locked for fewer days than what they are replicas of' },
  {
    places: DEFAULT_ENCRYPTION,
    of: algorithm,
    because: 'Replicas have a weaker default encryption than what they are replicas of',
  },
];

function measured(graph: Graph, bucket: StackResource, { places, of }: Pick<Measure, 'places' | 'of'>) {
  const setting = settingOf(graph, bucket, places);
  return setting.state === 'known' ? of(setting.value) : setting;
}

/** That a bucket has the setting at all is for the setting's own control to say. */
const compare = (graph: Graph, source: StackResource, replica: StackResource, property: Path): Outcome =>
  worstOf(
    MEASURES.map((measure): Outcome => {
      const [from, to] = [measured(graph, source, measure), measured(graph, replica, measure)];
      if (from.state === 'absent' || to.state === 'absent') return PASS;
      if (from.state === 'unknown') return notKnownYet(`${from.path} of the source`, { property });
      if (to.state === 'unknown') return notKnownYet(`${to.path} of the destination`, { property });
      return to.value >= from.value ? PASS : fail(measure.because, property);
    }),
  );

/** S3 leaves objects under KMS out of a copy unless its rule names them. */
function leavesOut(graph: Graph, source: StackResource, resource: StackResource, rule: Path): Outcome {
  const kms = measured(graph, source, { places: DEFAULT_ENCRYPTION, of: algorithm });
  if (kms.state === 'absent' || (kms.state === 'known' && kms.value === 0)) return PASS;
  const { props } = graph.inputsOf(resource);
  const said = ['status', 'enabled'].map((key) =>
    read(props, ...rule, 'sourceSelectionCriteria', 'sseKmsEncryptedObjects', key),
  );
  if (said.some((one) => one.state === 'known' && (one.value === 'Enabled' || one.value === true))) return PASS;
  const unknown = [kms, ...said].find(({ state }) => state === 'unknown');
  if (unknown?.state === 'unknown') return notKnownYet(unknown.path, { property: rule });
  return fail('Objects of the source are under KMS by default, and the rule leaves those out', rule);
}

const elsewhere = (what: string): Outcome => ({ verdict: 'not applicable', because: `${what} is of another stack` });

function judgeReplication(graph: Graph, { resource, source, sourceKnown, copies }: Replication): Outcome {
  if (source === undefined)
    return sourceKnown ? elsewhere('the source') : notKnownYet('which bucket is copied', { property: ['bucket'] });
  return worstOf(
    copies.flatMap(({ path: property, destinations, known }): Outcome[] => {
      const [first, ...others] = (destinations ?? []).map((replica) => compare(graph, source, replica, property));
      const copied = leavesOut(graph, source, resource, property);
      if (first === undefined && !known) return [copied, notKnownYet('which bucket the copy goes to', { property })];
      if (first === undefined) return [copied, elsewhere('the destination')];
      if (others.every(({ verdict }) => verdict === first.verdict)) return [copied, first];
      const unknown = 'which of several buckets the copy goes to';
      return [copied, { verdict: 'unverifiable', unknown, final: known, at: { property } }];
    }),
  );
}

/** Compares the two ends; what every bucket has to have, the controls of buckets ask of both of them. */
export const replicaParity: Control<object> = {
  id: 's3-replica-parity',
  title: 'Replicas are locked and encrypted as well as what they are replicas of',
  intent:
    'A replica that can be deleted or read more easily than its source is the copy that an intruder goes for, and the one that is missing when it is needed.',
  severity: 'high',
  level: 'mandatory',
  mappings: nist('own', 'CP-6', 'CP-9'),
  remediation: [
    'give the destination the default retention and the default encryption of the source, or stricter ones.',
    'where the source is under KMS, enable sourceSelectionCriteria.sseKmsEncryptedObjects in the rule.',
  ],
  notApplicable: [
    'What every bucket has to have (versions, a lock, TLS, no public access, a window of retention): its own controls ask it of the destination too.',
    'Ends of another stack: it judges them, and the control of residency says that they are not in sight.',
  ],
  falsePositives: [
    'Two buckets that copy to each other have to be alike: each is the replica of the other.',
    'A rule with status Disabled is judged too: enabling it is one click.',
  ],
  configuration: NO_CONFIGURATION,
  tokens: [...BUCKET, ...REPLICATION, ...OBJECT_LOCK, ...ENCRYPTION],
  graph: {
    suffix: 'graph',
    judge: (graph) =>
      destinationsOf(graph).map((replication): Judgement => ({
        urn: replication.resource.urn,
        outcome: judgeReplication(graph, replication),
      })),
  },
};
