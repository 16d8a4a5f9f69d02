import type { Policies, ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy';
import * as server from '@pulumi/policy/server';
import { AnalyzeDiagnostic, EnforcementLevel, type AnalyzeResponse } from '@pulumi/pulumi/proto/analyzer_pb';
import pack from '../../policies/package.json';
import { CATALOG } from '../../policies/catalog';
import type { Control } from '../../policies/control';
import type { Exemption } from '../../policies/exemptions/exemption';
import { policiesOf, policyNames } from '../../policies/pack';
import { analyzeRequest, analyzeStackRequest } from './messages';
import type { Analysis, AnalyzedResource, Covered, Finding, Level, PackConfig } from './types';

const LEVELS: Readonly<Record<number, Level>> = {
  [EnforcementLevel.ADVISORY]: 'advisory',
  [EnforcementLevel.MANDATORY]: 'mandatory',
  [EnforcementLevel.REMEDIATE]: 'remediate',
  [EnforcementLevel.DISABLED]: 'disabled',
};

/** Level and parameters of one policy: `all` holds for every policy that says nothing itself. */
export function configOf(config: PackConfig, policy: string): { level?: Level; parameters: Record<string, unknown> } {
  const given = config[policy] ?? {};
  const { enforcementLevel, ...parameters } = typeof given === 'string' ? { enforcementLevel: given } : given;
  const { all } = config;
  const level = enforcementLevel ?? (typeof all === 'string' ? all : all?.enforcementLevel);
  return { ...(level === undefined ? {} : { level }), parameters };
}

type Args = { getConfig: () => object };

/** The SDK's server takes its configuration by a call of its own, which it does not export: so it is put in here. */
function configured(policies: Policies, config: PackConfig): Policies {
  return policies.map((policy) => {
    const { level = policy.enforcementLevel, parameters } = configOf(config, policy.name);
    const withConfig = <A extends Args>(args: A): A => ({ ...args, getConfig: () => parameters });
    const common = { enforcementLevel: level };
    const { validateStack } = policy as StackValidationPolicy;
    if (typeof validateStack === 'function')
      return {
        ...policy,
        ...common,
        validateStack: (args, report) => validateStack(withConfig(args), report),
      } satisfies StackValidationPolicy;
    const { validateResource } = policy as ResourceValidationPolicy;
    if (typeof validateResource !== 'function') return { ...policy, ...common };
    return {
      ...policy,
      ...common,
      validateResource: (args, report) => validateResource(withConfig(args), report),
    } satisfies ResourceValidationPolicy;
  });
}

type Handler = (
  call: { request: unknown },
  callback: (error: Error | null | undefined, response?: AnalyzeResponse) => void,
) => unknown;

/** What the SDK marks as internal and leaves out of its declarations. */
type Handlers = Record<
  'makeAnalyzeRpcFun' | 'makeAnalyzeStackRpcFun',
  (pack: string, version: string, level: Level, policies: Policies) => Handler
>;

const call = (handler: Handler, request: unknown): Promise<AnalyzeResponse> =>
  new Promise((resolve, reject) => {
    void handler({ request }, (error, response) =>
      response === undefined ? reject(error ?? new Error('the pack gave no answer')) : resolve(response),
    );
  });

/** The findings of an answer, over the wire and back. */
export function findingsOf(response: AnalyzeResponse, urn: string, controls: readonly Control[]): Finding[] {
  return response.getDiagnosticsList().map((message): Finding => {
    const diagnostic = AnalyzeDiagnostic.deserializeBinary(message.serializeBinary()).toObject();
    const policy = diagnostic.policyname;
    const control = controls.find((one) => policyNames(one).includes(policy))?.id ?? policy;
    const verdict = diagnostic.message.includes('unverifiable:') ? 'unverifiable' : 'fail';
    const level = LEVELS[diagnostic.enforcementlevel] ?? 'mandatory';
    return { control, policy, urn: diagnostic.urn || urn, verdict, level, message: diagnostic.message };
  });
}

export interface AnalyzeOptions {
  /** @default the baseline's catalogue */
  controls?: readonly Control[];
  /** @default what the catalogue says */
  config?: PackConfig;
  /** @default none */
  exemptions?: readonly Exemption[];
}

/** A pack in this process, to be asked as the engine asks one: each resource's inputs, then all outputs. */
export interface PackInProcess {
  /** Every word of it on a resource so far, in the order in which they were said. */
  words: Covered[];
  /** Judges the inputs of one resource; asked again of the same URN, what it saw before is forgotten. */
  inputs: (resource: AnalyzedResource, all: ReadonlyMap<string, AnalyzedResource>) => Promise<Finding[]>;
  /** Judges the stack by all outputs, and by the inputs that it saw. */
  outputs: (resources: readonly AnalyzedResource[]) => Promise<Finding[]>;
}

/** Makes a pack in this process, behind the request handlers that the SDK serves the engine with. */
export function packInProcess(options: AnalyzeOptions = {}): PackInProcess {
  const { controls = CATALOG, config = {}, exemptions = [] } = options;
  const words: Covered[] = [];
  const made = policiesOf(controls, { exemptions, onJudged: (judged) => words.push(judged) });
  const policies = configured(made, config);
  const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun } = server as unknown as Handlers;
  const one = makeAnalyzeRpcFun(pack.name, pack.version, 'mandatory', policies);
  const all = makeAnalyzeStackRpcFun(pack.name, pack.version, 'mandatory', policies);
  return {
    words,
    inputs: async (resource, byUrn) =>
      findingsOf(await call(one, analyzeRequest(resource, byUrn)), resource.urn, controls),
    outputs: async (resources) => findingsOf(await call(all, analyzeStackRequest(resources)), '', controls),
  };
}

/** Judges resources by a pack in this process: inputs one by one in the order of registration, then all outputs. */
export async function analyze(resources: readonly AnalyzedResource[], options: AnalyzeOptions = {}): Promise<Analysis> {
  const { words, inputs, outputs } = packInProcess(options);
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const findings: Finding[] = [];
  for (const resource of resources) findings.push(...(await inputs(resource, byUrn)));
  findings.push(...(await outputs(resources)));
  return { findings, words };
}
