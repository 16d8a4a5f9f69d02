import { InvalidInputError, type Problem } from '../errors';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A tenant id that passed {@link checkNames}; only such an id can be built into a key. */
export type TenantId = Branded<'TenantId'>;
export type RunId = Branded<'RunId'>;
export type StepName = Branded<'StepName'>;
export type FileName = Branded<'FileName'>;
/** The two folders of a step: what it consumed from outside, and what it made. */
export type Folder = 'inputs' | 'outputs';
export type PipelineHash = Branded<'PipelineHash'>;
/** Name of an agent in the registry, such as `OPS.DATA.Ingest`. */
export type AgentName = Branded<'AgentName'>;
export type AgentVersion = Branded<'AgentVersion'>;

/** Tenant ids that are folders of the ADR's own. */
const RESERVED_TENANTS: readonly string[] = ['registry'];

/** File names that the runtime writes itself, beside the artifacts of a step. */
const RESERVED_FILES: readonly string[] = ['manifest.json'];

interface NameRule {
  pattern: RegExp;
  rule: string;
  reserved?: readonly string[];
}

const identifier = 'starts with a letter or digit and holds only letters, digits, ".", "_", "-" (ASCII)';

const RULES = {
  tenant: {
    pattern: /^[a-z0-9][a-z0-9-]{1,62}$/,
    rule: 'a tenant id is 2 to 63 characters of a-z, 0-9 and "-" and starts with a letter or digit',
    reserved: RESERVED_TENANTS,
  },
  runId: {
    pattern: /^[A-Za-z0-9](?!.*\.\.)[A-Za-z0-9._-]{0,127}$/,
    rule: `a run id is 1 to 128 characters, ${identifier}`,
  },
  step: {
    pattern: /^[A-Za-z0-9](?!.*\.\.)[A-Za-z0-9._-]{0,127}$/,
    rule: `a step name is 1 to 128 characters, ${identifier}`,
  },
  name: {
    pattern: /^[A-Za-z0-9](?!.*\.\.)[A-Za-z0-9._-]{0,254}$/,
    rule: `a file name is 1 to 255 characters, ${identifier}`,
    reserved: RESERVED_FILES,
  },
  folder: { pattern: /^(inputs|outputs)$/, rule: 'a folder of a step is "inputs" or "outputs"' },
  pipelineHash: { pattern: /^[a-f0-9]{64}$/, rule: 'a pipeline hash is the SHA-256 of its definition, 64 hex digits' },
  agent: {
    pattern: /^[A-Za-z0-9](?!.*\.\.)[A-Za-z0-9._-]{0,127}$/,
    rule: `an agent's name is 1 to 128 characters, ${identifier}`,
  },
  agentVersion: {
    pattern: /^[A-Za-z0-9](?!.*\.\.)[A-Za-z0-9._-]{0,127}$/,
    rule: `an agent's version is 1 to 128 characters, ${identifier}`,
  },
} satisfies Record<string, NameRule>;

/** Which kinds of name there are, and the branded type that a checked one has. */
interface Checked {
  tenant: TenantId;
  runId: RunId;
  step: StepName;
  name: FileName;
  folder: Folder;
  pipelineHash: PipelineHash;
  agent: AgentName;
  agentVersion: AgentVersion;
}

const asText = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value;
  }
};

/** Prints a hostile value so that it can stand in a log: escaped and cut. */
export const printable = (value: unknown): string => {
  const text = asText(value);
  const escaped = text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return escaped.length > 80 ? `${escaped.slice(0, 77)}...` : escaped;
};

const problemOf = (kind: keyof Checked, value: unknown): Problem | undefined => {
  const { pattern, rule, reserved }: NameRule = RULES[kind];
  if (typeof value !== 'string' || !pattern.test(value) || value.includes('\n')) {
    return { path: kind, value: printable(value), rule, fix: 'rename it' };
  }
  if (reserved?.includes(value)) {
    return { path: kind, value: printable(value), rule: `${value} is reserved`, fix: 'choose another name' };
  }
  return undefined;
};

/** What is wrong with names, each by its kind; see {@link checkNames}. */
export function nameProblems(names: Partial<Record<keyof Checked, unknown>>): Problem[] {
  const kinds = Object.keys(names) as (keyof Checked)[];
  return kinds.map((kind) => problemOf(kind, names[kind])).filter((p) => p !== undefined);
}

/**
 * Checks names against the key grammar and returns them as types that {@link ./keys} accepts.
 *
 * @param names - any of tenant, runId, step, name (a file name), folder, pipelineHash, agent, agentVersion
 * @returns the same names, branded
 * @throws {InvalidInputError} listing every name that breaks its rule
 * @example checkNames({ tenant: 'acme', runId: 'run_xyz' })
 */
export function checkNames<K extends keyof Checked>(names: Record<K, unknown>): Pick<Checked, K> {
  const problems = nameProblems(names);
  if (problems.length > 0) throw new InvalidInputError(problems);
  return names as unknown as Pick<Checked, K>;
}
