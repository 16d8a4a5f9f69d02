import { evaluate, type Request } from './evaluate';
import type { ParsedDocument, Statement } from './parse';
import { principalMatches, type Principal } from './principal';
import { deniesAll, remainderOf } from './remainder';
import type { Context } from './variables';
import { actionsOf, keysOf, objectsOf, principalsOf } from './witnesses';

/** The requests that a document has to deny: by every caller, and whatever else they carry. */
export interface Forbidden {
  bucketArn: string;
  /** On the bucket itself; those that the document tells apart are added. @default none */
  bucketActions?: readonly string[];
  /** On objects; likewise. @default none */
  objectActions?: readonly string[];
  /** Whether actions that only the document names are asked too. */
  everyAction: boolean;
  /** What the requests have, by key in lower case; `undefined` is a key that they do not have. */
  context: Readonly<Record<string, string | undefined>>;
}

export type Denial =
  | { verdict: 'denied' }
  /** One request that is not denied; `closest` is the Deny that reads what these requests are about. */
  | { verdict: 'open'; request: Request; openKeys: readonly string[]; closest: number | undefined }
  | { verdict: 'unverifiable'; statement: number | undefined };

/** More than any policy of AWS's size needs unless it is made to. */
export const MOST_EVALUATIONS = 400_000;

/** Every way to give each key one of its values or none. */
export function* contexts(fixed: Context, keys: readonly [string, ReadonlySet<string>][]): Generator<Context> {
  const [first, ...rest] = keys;
  if (first === undefined) return void (yield fixed);
  const [key, values] = first;
  yield* contexts(fixed, rest);
  for (const value of values) yield* contexts(new Map([...fixed, [key, [value]]]), rest);
}

const size = (keys: readonly [string, ReadonlySet<string>][]): number =>
  keys.reduce((product, [, values]) => product * (values.size + 1), 1);

function* targets(forbidden: Forbidden, denies: readonly Statement[]): Generator<[action: string, resource: string]> {
  const { bucketArn, bucketActions = [], objectActions = [], everyAction } = forbidden;
  const more = everyAction ? actionsOf(denies, [], 's3') : [];
  for (const action of new Set([...bucketActions, ...(bucketActions.length > 0 ? more : [])]))
    yield [action, bucketArn];
  for (const action of new Set([...objectActions, ...(objectActions.length > 0 ? more : [])]))
    for (const object of objectsOf(denies, bucketArn)) yield [action, object];
}

/** One caller of those whom the statements do not tell apart. */
function callers(statements: readonly Statement[]): Principal[] {
  const known = new Set<string>();
  return principalsOf(statements).filter((principal) => {
    const told = statements.map(({ principals }) => principalMatches(principals, principal)).join();
    return !known.has(told) && known.add(told);
  });
}

/**
 * Judges whether a document denies all of the forbidden requests, by evaluating them: for every caller, action and object
 * that its Deny statements tell apart and every combination of values of the other keys that they read. So a Deny that
 * is narrowed by one more condition, by a neighbour's name or by NotPrincipal is found, whatever its shape.
 *
 * @returns `open` with a request that gets through
 */
export function alwaysDenied(document: ParsedDocument, forbidden: Forbidden): Denial {
  const denies = document.statements.filter(({ effect }) => effect !== 'Allow');
  const isSettled = (key: string): boolean => Object.hasOwn(forbidden.context, key);
  const fixed: Context = new Map(
    Object.entries(forbidden.context).flatMap(([key, value]) => (value === undefined ? [] : [[key, [value]]])),
  );
  let unverifiable: Denial | undefined;
  let evaluations = 0;
  const principals = callers(denies);
  for (const [action, resource] of targets(forbidden, denies))
    for (const principal of principals) {
      const request: Request = { principal, action, resource, context: fixed };
      const close = denies.flatMap((statement) => remainderOf(statement, request, document.variables, isSettled) ?? []);
      if (close.some(deniesAll)) continue;
      const keys = [...keysOf(document, close, fixed)].filter(([key]) => !isSettled(key));
      evaluations += size(keys) * close.length;
      if (evaluations > MOST_EVALUATIONS) return { verdict: 'unverifiable', statement: close[0]?.index };
      for (const context of contexts(fixed, keys)) {
        const { effect, statement } = evaluate({ ...document, statements: close }, { ...request, context });
        if (effect === 'unverifiable') unverifiable ??= { verdict: 'unverifiable', statement };
        else if (effect !== 'explicitDeny')
          return {
            verdict: 'open',
            request: { ...request, context },
            openKeys: keys.map(([key]) => key),
            closest: denies.find(({ conditions }) => conditions.some(({ key }) => isSettled(key)))?.index,
          };
      }
    }
  return unverifiable ?? { verdict: 'denied' };
}
