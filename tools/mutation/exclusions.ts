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
export const POLICY_EXCLUSIONS: readonly Exclusion[] = [
  {
    file: /^policies.document.variables\.ts$/,
    what: /^'\$\{' → ''$/,
    why: 'a short cut: a value without variables reads the same the long way',
  },
  {
    file: /^policies.document.variables\.ts$/,
    what: /^200_000 → /,
    why: 'how much is kept decides how often a value is read, never what is read',
  },
];

/** @returns why a mutant does not count; nothing when it does */
export const excludedBy = (mutant: Mutant, exclusions: readonly Exclusion[]): Exclusion | undefined =>
  exclusions.find(({ file, what }) => file.test(mutant.file) && what.test(mutant.what));
