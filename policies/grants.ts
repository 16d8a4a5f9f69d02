import { contexts } from './document/always-denied';
import { applies, evaluate, type Request } from './document/evaluate';
import { UNKNOWN } from './document/leaf';
import { isPartlyUnknown, type ParsedDocument, type Statement } from './document/parse';
import type { Principal } from './document/principal';
import { variablesOf, type Context } from './document/variables';
import { keysOf } from './document/witnesses';

/** Requests, any of which a document may allow. */
export interface Wanted {
  principal: Principal;
  actions: readonly string[];
  /** ARNs. */
  resources: readonly string[];
  /** What the requests have, by key in lower case; every other key may have any value or none. */
  context: Readonly<Record<string, readonly string[] | undefined>>;
}

export type Grant =
  | { verdict: 'granted'; request: Request; statement: number }
  | { verdict: 'unverifiable'; statement: number; final: boolean };

/** More than any policy of AWS's size needs unless it is made to. */
const MOST_EVALUATIONS = 400_000;

const isOpen = ({ resources }: Statement, wanted: Wanted): boolean =>
  resources?.values.some(
    (value) => value !== UNKNOWN && variablesOf(value).some((key) => !Object.hasOwn(wanted.context, key)),
  ) ?? false;

/** Whether a statement may speak of a request for some values of the keys that are open. */
function concerns(statement: Statement, document: ParsedDocument, request: Request, wanted: Wanted): boolean {
  const judged = {
    ...statement,
    resources: isOpen(statement, wanted) ? undefined : statement.resources,
    conditions: statement.conditions.filter(
      ({ key, values }) =>
        Object.hasOwn(wanted.context, key) &&
        values.every((value) => value === UNKNOWN || variablesOf(value).every((k) => Object.hasOwn(wanted.context, k))),
    ),
  };
  return applies(judged, request, document.variables) !== 'no';
}

const mayAllow = ({ effect }: Statement): boolean => effect !== 'Deny';

/**
 * Looks for one of the wanted requests that a document allows, with whatever values of the other keys that its statements
 * read. So it is found whatever shape the statement has: wildcards, NotAction, NotResource, a condition that everyone
 * meets, and not where a Deny of the same document takes it back.
 *
 * @returns nothing when none of them is allowed
 */
export function grantOf(document: ParsedDocument, wanted: Wanted): Grant | undefined {
  const { principal } = wanted;
  const fixed: Context = new Map(
    Object.entries(wanted.context).flatMap(([key, values]) => (values === undefined ? [] : [[key, values]])),
  );
  let open: Grant | undefined;
  let evaluations = 0;
  for (const action of wanted.actions)
    for (const resource of wanted.resources) {
      const request: Request = { principal, action, resource, context: fixed };
      const close = document.statements.filter((statement) => concerns(statement, document, request, wanted));
      const [first] = close.filter(mayAllow);
      if (first === undefined) continue;
      const keys = [...keysOf(document, close)].filter(([key]) => !Object.hasOwn(wanted.context, key));
      evaluations += keys.reduce((product, [, values]) => product * (values.size + 1), close.length);
      if (evaluations > MOST_EVALUATIONS) return { verdict: 'unverifiable', statement: first.index, final: true };
      for (const context of contexts(fixed, keys)) {
        const { effect, statement = first.index } = evaluate(
          { ...document, statements: close },
          { ...request, context },
        );
        if (effect === 'allowed') return { verdict: 'granted', request: { ...request, context }, statement };
        if (effect === 'unverifiable')
          open ??= { verdict: 'unverifiable', statement, final: !isPartlyUnknown(document) };
      }
    }
  return open;
}
