import type { Control } from '../../policies/control';
import { policyNames } from '../../policies/pack';
import { levelInForce } from './level-in-force';
import type { Covered, Level, PackConfig } from './types';

export const VERDICTS = ['pass', 'fail', 'unverifiable', 'deferred', 'not applicable', 'exempt'] as const;
type Verdict = (typeof VERDICTS)[number];

/** What a control came to on one resource, all its policies heard. */
interface JudgedResource {
  urn: string;
  /** `deferred` is left where the last word was said of another resource, or by nobody, since that policy is disabled. */
  verdict: Verdict;
  /** Whose word it is. */
  policy: string;
  /** Not there for a pass. */
  because?: string;
}

interface ControlCoverage {
  control: string;
  /** `disabled` where all its policies are. */
  level: Level;
  counts: Readonly<Record<Verdict, number>>;
  /** In the order of registration. Empty: the stack has nothing of its kind, or the control is disabled. */
  resources: JudgedResource[];
}

/** Which control judged which resource, and what nothing judged. */
export interface Coverage {
  controls: ControlCoverage[];
  /** Resources of a cloud that no control is for, by type. */
  withoutControl: { type: string; urns: string[] }[];
}

/** A resource as far as it matters here: a component and a provider have nothing that could be judged. */
interface Registered {
  urn: string;
  type: string;
  custom: boolean;
}

const reasonOf = ({ outcome, exemption }: Covered): string | undefined => {
  if (exemption !== undefined) return exemption.reason;
  if (outcome.verdict === 'pass') return undefined;
  return outcome.verdict === 'unverifiable' ? `${outcome.unknown} is not known` : outcome.because;
};

function judgedOf(word: Covered): JudgedResource {
  const { urn, policy, outcome, exemption } = word;
  const because = reasonOf(word);
  const verdict = exemption === undefined ? outcome.verdict : 'exempt';
  return { urn, verdict, policy, ...(because === undefined ? {} : { because }) };
}

function levelOf(control: Control, config: PackConfig): Level {
  const levels = policyNames(control).map((policy) => levelInForce(policy, config, [control]));
  return levels.find((level) => level !== 'disabled') ?? 'disabled';
}

/**
 * Sums up the words of a run: one verdict for each control and resource, since the graph's word on a resource comes
 * after the resource's own, and takes its place.
 *
 * @param words in the order in which they were said
 */
export function coverageOf(
  words: readonly Covered[],
  registered: readonly Registered[],
  controls: readonly Control[],
  config: PackConfig,
): Coverage {
  const order = new Map(registered.map(({ urn }, index) => [urn, index]));
  const place = ({ urn }: JudgedResource): number => order.get(urn) ?? registered.length;
  const looked = new Set(words.map(({ urn }) => urn));
  const types = new Map<string, string[]>();
  for (const { urn, type, custom } of registered)
    if (custom && !type.startsWith('pulumi:') && !looked.has(urn)) types.set(type, [...(types.get(type) ?? []), urn]);
  return {
    controls: controls.map((control) => {
      const own = words.filter((word) => word.control === control.id);
      const last = new Map(own.map((word) => [word.urn, judgedOf(word)]));
      const resources = [...last.values()].sort((one, other) => place(one) - place(other));
      const count = (verdict: Verdict): number => resources.filter((one) => one.verdict === verdict).length;
      const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)]));
      return {
        control: control.id,
        level: levelOf(control, config),
        counts: counts as Record<Verdict, number>,
        resources,
      };
    }),
    withoutControl: [...types].map(([type, urns]) => ({ type, urns })).sort((a, b) => (a.type < b.type ? -1 : 1)),
  };
}
