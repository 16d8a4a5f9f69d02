/** One thing that is wrong with an argument: where, what was given, which rule it breaks, and what to do. */
export interface ArgumentProblem {
  path: string;
  value: string;
  rule: string;
  fix: string;
}

/** Thrown before anything is provisioned; lists every problem of the arguments. */
export class ArgumentError extends Error {
  constructor(
    what: string,
    readonly problems: readonly ArgumentProblem[],
  ) {
    super([`${what}:`, ...problems.map((p) => `  ${p.path}: got ${p.value}, ${p.rule}; ${p.fix}`)].join('\n'));
    this.name = 'ArgumentError';
  }
}

/** @throws {ArgumentError} when there is any problem */
export function refuse(what: string, problems: readonly ArgumentProblem[]): void {
  if (problems.length > 0) throw new ArgumentError(what, problems);
}
