/** What went wrong, in the four parts that a reader needs to put it right. */
interface Explanation {
  /** The thing that was judged: a path, an argument. */
  what: string;
  /** What was found there. */
  value: string;
  rule: string;
  fix: string;
}

/** Base of the errors that `npm start` throws on purpose; the message holds all four parts. */
abstract class StartError extends Error {
  abstract readonly code: string;

  constructor(
    readonly explanation: Explanation,
    cause?: unknown,
  ) {
    const { what, value, rule, fix } = explanation;
    super(`${what}: got ${value}; ${rule}; ${fix}`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
  }
}

/** Thrown when the command line cannot be understood; nothing was started. */
export class UsageError extends StartError {
  readonly code = 'USAGE';
}

/** Thrown when the input file cannot be read as CSV; thrown before anything of it is stored. */
export class NotACsvError extends StartError {
  readonly code = 'NOT_A_CSV';
}

/** Thrown when the program of a stack, a provider or the policy pack failed. */
export class StackFailedError extends StartError {
  readonly code = 'STACK_FAILED';
}

/** Thrown when the user stopped the run with Ctrl-C. */
export class InterruptedError extends StartError {
  readonly code = 'INTERRUPTED';
  constructor() {
    super({
      what: 'npm start',
      value: 'an interrupt',
      rule: 'a run that is stopped half-way proves nothing',
      fix: 'start it again; the runtime recovers what was left open',
    });
  }
}
