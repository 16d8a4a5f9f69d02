/**
 * A resource that need not keep a control for a time: who answers for it, why, where it was decided, and until when.
 *
 * @example
 * ```json
 * {
 *   "policy": "s3-object-lock-default-retention",
 *   "urn": "urn:pulumi:eu-west-1::gl-artifacts::*aws:s3/bucket:Bucket::import-*",
 *   "owner": "platform@example.com",
 *   "reason": "Objects of the import are locked one by one until the move is done",
 *   "ticket": "PLAT-1201",
 *   "expires": "2027-03-31"
 * }
 * ```
 */
export interface Exemption {
  /** Id of the control; holds for all of its policies. */
  policy: string;
  /** URN of the resource; `*` stands for any characters within one part, parts are separated by `::`. */
  urn: string;
  owner: string;
  reason: string;
  ticket: string;
  /** The last day that it holds, YYYY-MM-DD in UTC. */
  expires: string;
}

/** One thing that is wrong with the exemptions. */
export interface ExemptionProblem {
  path: string;
  value: string;
  rule: string;
  fix: string;
}

/** Thrown before anything is judged; lists every problem of the exemptions. */
export class ExemptionError extends Error {
  constructor(
    source: string,
    readonly problems: readonly ExemptionProblem[],
  ) {
    super(
      [`${source} cannot hold:`, ...problems.map((p) => `  ${p.path}: got ${p.value}, ${p.rule}; ${p.fix}`)].join('\n'),
    );
    this.name = 'ExemptionError';
  }
}
