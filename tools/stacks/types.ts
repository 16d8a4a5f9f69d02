import type { PolicyFinding, Step } from '../engine';
import type { LocalTargets } from '../stand-in';

/** What is done with a stack; `preview` changes nothing. */
export type Operation = 'preview' | 'up' | 'destroy';

export interface StackOptions {
  operation: Operation;
  stack: string;
  /** Folder of the program: it holds `Pulumi.yaml`. */
  directory: string;
  /** @default - `Pulumi.<stack>.yaml` in the folder */
  configFile?: string;
  /** Values over those of the file, `namespace:key`. @default {} */
  config?: Readonly<Record<string, unknown>>;
  /** Servers that the provider stand-in really provisions. @default - none: it echoes */
  targets?: LocalTargets;
  /** Folders of policy packs. @default [] */
  packs?: readonly string[];
  /** @default {} */
  env?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

/** What an operation on a stack came to. */
export interface StackResult {
  how: 'engine' | 'in-process';
  /** The Pulumi CLI's own: 0, or 1 when the program, a provider or a policy pack refused it. In process the program's. */
  exitCode: number;
  steps: Step[];
  /** Outputs of the stack; secrets are left out. Empty after a preview on the engine. */
  outputs: Record<string, unknown>;
  policy: PolicyFinding[];
  /** What this way of running cannot show. */
  notShown: string[];
  /** What the engine or the program printed. */
  text: string;
}
