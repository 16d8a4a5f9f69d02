import type { Step } from '../../engine';

/** Where something was judged or provisioned. */
type How = 'engine' | 'in-process';

/** A region stack, and what the policy pack said of it. */
export interface JudgedStack {
  stack: string;
  how: How;
  resources: Step[];
  /** Findings that refuse it, in words. */
  refused: string[];
  /** Findings that it is told of, or that could not be judged. */
  noted: string[];
  elapsedMs: number;
  passed: boolean;
}

/** A stack that was weakened on purpose, and who refused it. */
export interface RefusedStack {
  stack: string;
  how: How;
  /** What was taken away. */
  weakness: string;
  /** The control that has to refuse it. */
  control: string;
  findings: { policy: string; urn: string; message: string }[];
  passed: boolean;
}

/** The local stack as the program brought it up. */
export interface LocalStackUp {
  how: How;
  preview: Step[];
  notShown: string[];
}
