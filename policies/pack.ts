import { UnknownValueError } from '@pulumi/policy';
import type {
  EnforcementLevel,
  Policies,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from '@pulumi/policy';
import { configure, schemaOf } from './configuration';
import type { Control, Judgement, Outcome, ResourceView } from './control';
import type { Exemption } from './exemptions/exemption';
import { today } from './exemptions/read';
import { registerOf } from './exemptions/register';
import { sharedGraphs } from './graph/shared';
import { tagsOf } from './mappings';
import { likeBucket, whereWritten } from './reading/bucket-v2';

/** One word of a policy on one resource, for whoever keeps a record. */
interface Judged extends Judgement {
  control: string;
  policy: string;
  /** The exemption that it is reported under instead of being refused. */
  exemption?: Exemption;
}

export interface PackOptions {
  /** @default none */
  exemptions?: readonly Exemption[];
  /** Told every judgement, also those that report nothing. @default nobody is told */
  onJudged?: (judged: Judged) => void;
}

/** The names of a control's policies; which one fired says which hook it was. */
export const policyNames = (control: Control): string[] => [
  ...(control.content === undefined ? [] : [control.id]),
  ...(control.graph === undefined ? [] : [`${control.id}-${control.graph.suffix}`]),
];

/** A finding with a level of its own: the SDK's server takes it, its declaration does not have it. */
type ReportAtLevel = (finding: { message: string; urn: string; enforcementLevel: EnforcementLevel }) => void;

const later = (final: boolean, graph: boolean): string => {
  if (final) return 'it is refused, since nothing will judge it later';
  return `\`pulumi up\` judges it when it is known, ${graph ? 'after the last resource' : 'before the resource is touched'}`;
};

function report(control: Control, judgement: Judgement, graph: boolean, violation: ReportViolation) {
  const { outcome, urn } = judgement;
  const [first = ''] = control.remediation;
  if (outcome.verdict === 'fail') violation(`${outcome.because}. To fix: ${first}`, urn);
  if (outcome.verdict !== 'unverifiable') return;
  const text = `unverifiable: ${outcome.unknown} is not known; ${later(outcome.final, graph)}.`;
  const message = `${control.title}\n${text}`;
  if (!outcome.final) (violation as unknown as ReportAtLevel)({ message, urn, enforcementLevel: 'advisory' });
  else violation(`${text} To fix: ${first}`, urn);
}

/** What an unforeseen error comes to: closed, and in words of ours, since an error's own may have a value in them. */
function broken(error: unknown): Outcome {
  if (error instanceof UnknownValueError)
    return { verdict: 'unverifiable', unknown: (error as { props: string[] }).props.join('.'), final: false };
  return {
    verdict: 'fail',
    because: `The policy could not judge this (${error instanceof Error ? error.name : 'error'})`,
  };
}

const guarded = (judge: () => Outcome): Outcome => {
  try {
    return judge();
  } catch (error) {
    return broken(error);
  }
};

let notApplicable: unknown;

/** The SDK's way to say it is an error, which is thrown by most policies of most resources: so it is made once. */
function skip(args: ResourceValidationArgs): never {
  try {
    if (notApplicable === undefined) args.notApplicable('another type of resource');
  } catch (error) {
    notApplicable = error;
  }
  throw notApplicable;
}

const refused = (problems: readonly string[]): Outcome => ({
  verdict: 'fail',
  because: `The configuration of this policy cannot hold, so nothing passes: ${problems.join('; ')}`,
});

/** An outcome whose place is one of what the program wrote. */
const placed = (outcome: Outcome, type = ''): Outcome =>
  'at' in outcome && outcome.at !== undefined
    ? { ...outcome, at: { ...outcome.at, property: whereWritten(type, outcome.at.property) } }
    : outcome;

/** Whether the graph's word on a resource is news after the word of the resource's own policy. */
const isNews = (before: Outcome | undefined, now: Outcome): boolean => {
  if (before === undefined || before.verdict === 'deferred' || before.verdict === 'not applicable') return true;
  if (before.verdict === 'fail') return false;
  if (now.verdict === 'unverifiable' && before.verdict === 'unverifiable') return now.final && !before.final;
  return now.verdict === 'fail' || now.verdict === 'unverifiable';
};

/**
 * Makes the policies of a pack from controls: one for each hook a control has. No policy reads an unknown value, so none
 * loses its other findings, and one that is unverifiable reports that itself.
 */
export function policiesOf(controls: readonly Control[], options: PackOptions = {}): Policies {
  const seen = new Map<string, ResourceView>();
  const words = new Map<string, Outcome>();
  const graphs = sharedGraphs(seen);
  /** Names of the policies that were asked: the engine asks none that is disabled. */
  const asked = new Set<string>();
  const inForce = (id: string): boolean =>
    controls.some((control) => control.id === id && policyNames(control).every((name) => asked.has(name)));
  const register = registerOf(options.exemptions ?? [], today(), inForce);
  const conclude = (control: Control, policy: string, judgement: Judgement, violation: ReportViolation): void => {
    const { verdict } = judgement.outcome;
    const refuses = verdict === 'fail' || verdict === 'unverifiable';
    const exemption = refuses ? register.use(control.id, judgement.urn) : undefined;
    options.onJudged?.({
      control: control.id,
      policy,
      ...judgement,
      outcome: placed(judgement.outcome, seen.get(judgement.urn)?.type),
      ...(exemption === undefined ? {} : { exemption }),
    });
    if (exemption === undefined) report(control, judgement, policy !== control.id, violation);
  };

  const facts = (control: Control) => ({
    description: control.title,
    displayName: control.title,
    enforcementLevel: control.level,
    severity: control.severity,
    configSchema: schemaOf(control.configuration),
    tags: tagsOf(control.mappings),
    remediationSteps: control.remediation.map((step, index) => `${index + 1}. ${step}`).join('\n'),
  });

  const ofResource = (control: Control, content: NonNullable<Control['content']>): ResourceValidationPolicy => ({
    name: control.id,
    ...facts(control),
    validateResource: (args, violation) => {
      const { urn, type, name, props, opts } = args;
      const resource: ResourceView = { urn, type, name, props: likeBucket(type, props), protect: opts.protect };
      seen.set(args.urn, resource);
      graphs.forget();
      asked.add(control.id);
      if (!control.tokens.includes(args.type)) return skip(args);
      const configured = configure(control.configuration, args.getConfig());
      const outcome = guarded(() =>
        'problems' in configured ? refused(configured.problems) : content(resource, configured.config),
      );
      const judgement = { urn: args.urn, outcome };
      words.set(`${control.id} ${args.urn}`, outcome);
      conclude(control, control.id, judgement, violation);
    },
  });

  const ofStack = (control: Control, graph: NonNullable<Control['graph']>): StackValidationPolicy => ({
    name: `${control.id}-${graph.suffix}`,
    ...facts(control),
    validateStack: (args, violation) => {
      asked.add(`${control.id}-${graph.suffix}`);
      const configured = configure(control.configuration, args.getConfig());
      const ofTypes = args.resources.filter(({ type }) => control.tokens.includes(type));
      // One that asks for a resource that is missing has none of its types: the stack itself stands for it.
      const judged = ofTypes.length === 0 ? args.resources.slice(0, 1) : ofTypes;
      const ofAll = (outcome: Outcome): readonly Judgement[] => judged.map(({ urn }) => ({ urn, outcome }));
      let judgements: readonly Judgement[];
      try {
        judgements =
          'problems' in configured
            ? ofAll(refused(configured.problems))
            : graph.judge(graphs.of(control.id, args.resources), configured.config);
      } catch (error) {
        judgements = ofAll(broken(error));
      }
      for (const judgement of judgements) {
        if (!isNews(words.get(`${control.id} ${judgement.urn}`), judgement.outcome)) continue;
        conclude(control, `${control.id}-${graph.suffix}`, judgement, violation);
      }
    },
  });

  const policies = controls.flatMap((control) => [
    ...(control.content === undefined ? [] : [ofResource(control, control.content)]),
    ...(control.graph === undefined ? [] : [ofStack(control, control.graph)]),
  ]);
  // Last, when every exemption that is needed was used.
  return [...policies, register.policy];
}
