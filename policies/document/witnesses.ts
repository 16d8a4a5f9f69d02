import { edgesOf } from './address';
import { UNKNOWN, type Leaf } from './leaf';
import { momentOf } from './operators';
import type { ParsedDocument, Statement } from './parse';
import { exampleOf, matches } from './pattern';
import { accountOf, type Principal } from './principal';
import { exampleOfGlob, globOf, patternOf, variablesOf, type Context } from './variables';

const texts = (values: readonly Leaf[]): string[] => values.filter((value): value is string => value !== UNKNOWN);
/** Nobody's: accounts are 12 digits, so that no document names it; as long as one, so that a pattern may mean it. */
export const NOBODYS_ACCOUNT = 'no-ones-acct';

/** Somebody of an account whom a document has no reason to name. */
export const sessionOf = (account: string): Principal & { kind: 'aws' } => ({
  kind: 'aws',
  arn: `arn:aws:sts::${account}:assumed-role/any/session`,
  account,
  role: `arn:aws:iam::${account}:role/any`,
});

/** Callers of every kind, none of whom a document has any reason to name. */
const CALLERS: readonly Principal[] = [
  { kind: 'anonymous' },
  sessionOf(NOBODYS_ACCOUNT),
  { kind: 'service', name: 'any.amazonaws.com' },
];

function named(kind: string, value: string): Principal[] {
  if (value === '*') return [];
  if (kind === 'Service') return [{ kind: 'service', name: value }];
  if (kind === 'Federated') return [{ kind: 'federated', provider: value }];
  if (kind === 'CanonicalUser') return [{ kind: 'canonicalUser', id: value }];
  const account = accountOf(value);
  if (account === undefined) return [{ kind: 'aws', arn: value, account: value.split(':')[4] ?? '' }];
  return [{ kind: 'aws', arn: `arn:aws:iam::${account}:root`, account }, sessionOf(account)];
}

/** The callers that the statements tell apart: everyone named, and one of each kind that is not. */
export const principalsOf = (statements: readonly Statement[]): Principal[] => [
  ...CALLERS,
  ...statements.flatMap(
    ({ principals }) =>
      principals?.entries.flatMap(({ kind, value }) => texts([value]).flatMap((v) => named(kind, v))) ?? [],
  ),
];

/** The actions of a service that the statements tell apart, beside those given. */
export const actionsOf = (statements: readonly Statement[], given: readonly string[], service: string): string[] => [
  ...new Set([
    ...given,
    ...statements
      .flatMap(({ actions }) => texts(actions.values).map(exampleOfGlob))
      .filter((action) => action.toLowerCase().startsWith(`${service}:`)),
  ]),
];

const ARN_OF_BUCKET = /^arn:[^:]*:s3:[^:]*:[^:]*:([^/]*)(\/.*)?$/;

/** The keys below a bucket that the statements tell apart, as ARNs, beside one that none of them has reason to name. */
export const objectsOf = (statements: readonly Statement[], bucketArn: string): string[] => {
  const bucket = bucketArn.split(':').at(-1)!;
  const keys = statements
    .flatMap(({ resources }) => texts(resources?.values ?? []))
    .map((value) => ARN_OF_BUCKET.exec(value))
    .filter((found) => found !== null && matches(globOf(found[1]!), bucket))
    .map((found) => exampleOfGlob(found![2] ?? ''))
    .filter((key) => key.length > 1);
  return [...new Set([`${bucketArn}/any/key`, ...keys.map((key) => `${bucketArn}${key}`)])];
};

const NEITHER = 'neither-of-those';
/** What an open variable is tried as, and what it is not when another is. */
const OF_VARIABLES = ['any', 'x'];

/** What wildcards stand for: the second where another condition reads the same key, and may mean what the first makes. */
const FILLERS = ['x', 'q'];

/** What a value of a condition means: where its variables have the first value that is tried or is settled, or none. */
function examplesOf(value: string, variables: boolean, settled: Context, fillers: readonly string[]): string[] {
  const tried = new Map(variablesOf(value).map((key) => [key, settled.get(key) ?? OF_VARIABLES.slice(0, 1)]));
  return [tried, settled].flatMap((context) => {
    const pattern = patternOf(value, variables, context);
    return pattern === undefined ? [] : fillers.map((filler) => exampleOf(pattern, filler));
  });
}

/** Whose the resource is: never that of a caller who is settled, since those are asked for as strangers to it. */
const OWNERS = ['aws:resourceaccount', 'aws:resourceorgid', 'aws:resourceorgpaths', 's3:resourceaccount'];

/** A date and those a second before and after it, in seconds since 1970. */
const momentsBy = (value: string): string[] => {
  const seconds = momentOf(value) / 1000;
  return [seconds - 1, seconds, seconds + 1].map(String);
};

/** Values of a key that one condition tells apart: those it names, their neighbours, one that it does not name, none. */
function valuesOf(kind: string, values: readonly Leaf[], exampleIn: (value: string) => string[]): string[] {
  if (kind === 'Bool' || kind === 'Null') return ['true', 'false'];
  if (kind.startsWith('Numeric'))
    return texts(values).flatMap((v) => [Number(v) - 0.5, Number(v), Number(v) + 0.5].map(String));
  if (kind.startsWith('Date'))
    return [...texts(values).flatMap(momentsBy), '1970-01-02T00:00:00Z', '9999-01-01T00:00:00Z'];
  if (kind.endsWith('IpAddress')) return [...texts(values).flatMap(edgesOf), '203.0.113.7', '2001:db8::7'];
  return [...texts(values).flatMap(exampleIn), NEITHER];
}

/**
 * The keys that the statements' conditions and variables read, each with the values they tell apart.
 *
 * @param settled what all of the requests have of other keys
 */
export function keysOf(
  document: ParsedDocument,
  statements: readonly Statement[],
  settled: Context,
): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  const add = (key: string, values: readonly string[]): void => {
    const known = keys.get(key) ?? new Set<string>();
    for (const value of values) known.add(value);
    keys.set(key, known);
  };
  const conditions = statements.flatMap((statement) => statement.conditions);
  const examplesFor = (key: string) => (value: string) =>
    OWNERS.includes(key) && variablesOf(value).some((name) => settled.has(name))
      ? []
      : examplesOf(
          value,
          document.variables,
          settled,
          FILLERS.slice(0, conditions.filter((one) => one.key === key).length),
        );
  for (const statement of statements) {
    for (const { operator, key, values } of statement.conditions)
      if (operator !== UNKNOWN) add(key, valuesOf(operator, values, examplesFor(key)));
    if (!document.variables) continue;
    const written = [...(statement.resources?.values ?? []), ...statement.conditions.flatMap((c) => c.values)];
    for (const key of texts(written).flatMap(variablesOf)) add(key, OF_VARIABLES);
  }
  return keys;
}
