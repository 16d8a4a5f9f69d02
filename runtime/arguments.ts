import { InvalidInputError, type Problem } from './errors';
import { printable } from './keys/names';

/** What an argument must be. An undefined one is left to its default unless the rule says otherwise. */
interface ArgumentRule {
  holds: (value: unknown) => boolean;
  rule: string;
  fix: string;
}

const isText = (value: unknown, maxCharacters: number): boolean =>
  typeof value === 'string' && value.length <= maxCharacters && /^[\x21-\x7e]+$/.test(value);

const oneOf = (...values: readonly string[]): ArgumentRule => ({
  holds: (value) => values.includes(value as string),
  rule: `is one of ${values.join(', ')}`,
  fix: 'name one of them',
});

/** The kinds of argument that several calls take. */
export const rules = {
  text: {
    holds: (value) => isText(value, 200),
    rule: 'is 1 to 200 visible ASCII characters',
    fix: 'correct it',
  },
  reference: {
    holds: (value) => isText(value, 2048),
    rule: 'is an artifact id or an s3:// URI, in ASCII',
    fix: 'correct it',
  },
  count: {
    holds: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
    rule: 'is a whole number of at least 1',
    fix: 'correct it',
  },
  flag: { holds: (value) => typeof value === 'boolean', rule: 'is true or false', fix: 'pass one of them' },
  callback: { holds: (value) => typeof value === 'function', rule: 'is a function', fix: 'pass one or leave it out' },
  signal: {
    holds: (value) => value instanceof AbortSignal,
    rule: 'is an AbortSignal',
    fix: 'pass the signal of an AbortController',
  },
  folder: oneOf('inputs', 'outputs'),
  endState: oneOf('SUCCEEDED', 'FAILED'),
  artifactState: oneOf('LIVE', 'SUPERSEDED', 'ANY'),
} satisfies Record<string, ArgumentRule>;

/** The same argument, which must be given. */
export const required = ({ holds, rule, fix }: ArgumentRule): ArgumentRule & { required: true } => ({
  holds,
  rule,
  fix,
  required: true,
});

type Rules<T> = { [K in keyof T]?: ArgumentRule & { required?: true } };

/** What is wrong with the arguments of a call, each by its path. Callers from JavaScript may pass anything. */
export function argumentProblems<T extends object>(given: T, wanted: Rules<T>): Problem[] {
  const values: unknown = given;
  if (typeof values !== 'object' || values === null)
    return [{ path: 'arguments', value: printable(values), rule: 'are an object', fix: 'pass one' }];
  return (Object.keys(wanted) as (keyof T & string)[]).flatMap((path) => {
    const { holds, rule, fix, required } = wanted[path]!;
    const value = (values as T)[path];
    if (value === undefined ? required !== true : holds(value)) return [];
    return [{ path, value: printable(value), rule, fix }];
  });
}

/** @throws {InvalidInputError} listing every argument that breaks its rule; nothing was read or written */
export function checkArguments<T extends object>(given: T, wanted: Rules<T>): void {
  const problems = argumentProblems(given, wanted);
  if (problems.length > 0) throw new InvalidInputError(problems);
}
