import type { Mutant } from './mutants';

/** Mutants that no test can notice, since they change nothing that AWS enforces or that anybody sees. */
export interface Exclusion {
  /** Of the source file. */
  file: RegExp;
  /** Of the mutant's own text. */
  what: RegExp;
  why: string;
  /** Page that says so, where AWS does. */
  page?: string;
}

export const COMPONENT_EXCLUSIONS: readonly Exclusion[] = [];

/** The same program in other words. */
export const POLICY_EXCLUSIONS: readonly Exclusion[] = [];

/** @returns why a mutant does not count; nothing when it does */
export const excludedBy = (mutant: Mutant, exclusions: readonly Exclusion[]): Exclusion | undefined =>
  exclusions.find(({ file, what }) => file.test(mutant.file) && what.test(mutant.what));
