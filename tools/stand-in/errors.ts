/** An input, or a type, whose behaviour the table does not have: the run says so instead of guessing. */
export class UnjudgedInputError extends Error {
  /** @param input - empty where the whole type is unknown */
  constructor(
    readonly token: string,
    readonly input: string,
    why: string,
  ) {
    super(
      `unjudged: ${token}${input === '' ? '' : `.${input}`}: ${why}; ` +
        'add the type or newer sources to scripts/resource-inputs.ts, or preview with the real provider (--real)',
    );
    this.name = 'UnjudgedInputError';
  }
}

/** One input that a provider refuses before it does anything. */
export interface CheckFailure {
  property: string;
  reason: string;
}

/** Inputs that a provider refuses; lists every failure. */
export class CheckFailedError extends Error {
  constructor(
    token: string,
    name: string,
    readonly failures: readonly CheckFailure[],
  ) {
    super([`${token} ${name}:`, ...failures.map((f) => `  ${f.property}: ${f.reason}`)].join('\n'));
    this.name = 'CheckFailedError';
  }
}
