import type { EnforcementLevel, PolicyResource, Severity } from '@pulumi/policy';
import type { Configuration } from './configuration';
import type { Graph } from './graph/graph';

/** Where a control stands in a public standard. */
export interface Mapping {
  framework: 'AWS FSBP' | 'AWS Security Hub' | 'CIS AWS Foundations' | 'NIST SP 800-53' | 'PCI DSS';
  version: string;
  id: string;
  /** `partial` where the standard asks for more or for something slightly else; `own` where no publication maps it. */
  match: 'exact' | 'partial' | 'own';
}

/** What a control says of one resource. */
export type Outcome =
  | { verdict: 'pass' }
  /** `because` names rules and places, never a value: any value may be secret. */
  | { verdict: 'fail'; because: string; at?: Place }
  /**
   * `unknown` is what is not known. Before `pulumi up` that is nothing to refuse: a value that is not known then will
   * be, and is judged. It is `final` where no value is missing, so that nothing more will be known: then it is refused.
   */
  | { verdict: 'unverifiable'; unknown: string; final: boolean; at?: Place }
  /** The stack's own policy of the same control judges it, with the graph before it. */
  | { verdict: 'deferred'; because: string }
  | { verdict: 'not applicable'; because: string };

/** The offending place of a resource's inputs. */
export interface Place {
  property: readonly (string | number)[];
  /** Index of the statement, where the property is a policy document. */
  statement?: number;
}

/** A resource as a policy of one resource sees it: its inputs, before it is created or changed. */
export interface ResourceView {
  urn: string;
  type: string;
  name: string;
  /** Read with `read` alone. */
  props: Readonly<Record<string, unknown>>;
  /** The option of Pulumi: it is not deleted before that is taken back. */
  protect: boolean;
}

/** An outcome with the resource it is about. */
export interface Judgement {
  urn: string;
  outcome: Outcome;
}

export interface ControlFacts {
  id: string;
  title: string;
  /** What goes wrong without it, in one or two sentences. */
  intent: string;
  severity: Severity;
  /** @default mandatory, for all of the baseline */
  level: EnforcementLevel;
  mappings: readonly Mapping[];
  /** In the order in which they are done. */
  remediation: readonly string[];
  /** Resources that it does not judge, and why. */
  notApplicable: readonly string[];
  /** What it refuses though one may have meant well, and why. */
  falsePositives: readonly string[];
}

/** One control. Everything else (the pack's policies, documents, reports) is generated from it. */
export interface Control<C = unknown> extends ControlFacts {
  /** The types it looks at: deprecated twins are other types with the same meaning. */
  tokens: readonly string[];
  configuration: Configuration<C>;
  /** Judges one resource by its inputs: runs before it is touched, at preview and at `up`. */
  content?: (resource: ResourceView, config: C) => Outcome;
  /** Judges the graph: runs once, after all resources. Deferred resources are judged here. */
  graph?: { suffix: 'present' | 'graph'; judge: (graph: Graph, config: C) => readonly Judgement[] };
}

/** A stack resource, as the SDK gives it to policies of a stack. */
export type StackResource = PolicyResource;

export const PASS: Outcome = { verdict: 'pass' };

/** A verdict on a value that `pulumi up` will know. */
export const notKnownYet = (unknown: string, at?: Place): Outcome => ({
  verdict: 'unverifiable',
  unknown,
  final: false,
  ...(at === undefined ? {} : { at }),
});
