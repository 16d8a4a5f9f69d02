/** What was done to a resource, in the engine's words. */
export type Operation = 'create' | 'update' | 'same';

/** One resource of a program, as it was registered. */
export interface RecordedResource {
  urn: string;
  type: string;
  name: string;
  /** False for a component, which has no provider. */
  custom: boolean;
  /** Empty for a component, and while it is not known. */
  id: string;
  /** URN; empty for the stack itself. */
  parent: string;
  /** Provider reference, `urn::id`; empty for a default provider. */
  provider: string;
  /** As an analyzer is sent them: unknown values as {@link UNKNOWN}, secrets and output values unwrapped. */
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  /** Top-level inputs that hold a secret. */
  secretInputs: string[];
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  operation: Operation;
  options: ResourceOptions;
}

/** Options of a resource that an analyzer is told, or that say how it may change. */
interface ResourceOptions {
  protect: boolean;
  retainOnDelete: boolean;
  aliases: string[];
  ignoreChanges: string[];
  deleteBeforeReplace: boolean;
  additionalSecretOutputs: string[];
}

/** What a provider is asked for. */
export interface PlannedResource {
  urn: string;
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  dryRun: boolean;
}

/** What a provider made, or plans. */
interface Provisioned {
  id: string;
  /** As the provider checked them, with its defaults. @default - as the program gave them */
  inputs?: Record<string, unknown>;
  outputs: Record<string, unknown>;
  /** @default 'create' */
  operation?: Operation;
}

/** Does what a provider's create would do, or in a dry run says what is known of it. */
export type Provision = (resource: PlannedResource) => Promise<Provisioned>;

/** A line that the program wrote or logged. */
export interface LogLine {
  severity: 'info' | 'warning' | 'error';
  message: string;
  urn: string;
}

/** What a run of a program came to. */
export interface ProgramRun {
  resources: RecordedResource[];
  /** Outputs of the stack, secrets unwrapped. */
  outputs: Record<string, unknown>;
  exitCode: number;
  log: LogLine[];
}

/** What stands for a value that is not known yet, in Pulumi's protocol. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
