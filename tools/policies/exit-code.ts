import type { Covered, Finding, Level } from './types';

/** What makes a finding count for the exit code, beside its verdict. */
export interface Weight {
  /** Level of its policy in this run; `level` is below it where `pulumi up` judges the finding again. */
  inForce: Level;
  /** Whether it hangs on a value that is not known yet, and `pulumi up` judges it when it is. */
  judgedLater: boolean;
}

/** Whether `pulumi up` judges a finding again: none of the words that it comes from is final. */
export function isJudgedLater({ verdict, policy, urn }: Finding, words: readonly Covered[]): boolean {
  const finals = words
    .filter((word) => word.policy === policy && word.urn === urn)
    .flatMap(({ outcome }) => (outcome.verdict === 'unverifiable' ? [outcome.final] : []));
  return verdict === 'unverifiable' && finals.length > 0 && !finals.includes(true);
}

/** 0 nothing to refuse, 1 a mandatory violation, 2 a mandatory control could not judge. */
export function exitCodeOf(
  findings: readonly (Finding & Weight)[],
  unverifiable: 'refuse' | 'report' = 'refuse',
): 0 | 1 | 2 {
  if (findings.some(({ level }) => level === 'mandatory')) return 1;
  // What a mandatory control cannot judge yet must not pass as judged, but where somebody says that it may.
  const open = findings.some(
    ({ verdict, inForce, judgedLater }) =>
      verdict === 'unverifiable' && inForce !== 'advisory' && !(judgedLater && unverifiable === 'report'),
  );
  return open ? 2 : 0;
}
