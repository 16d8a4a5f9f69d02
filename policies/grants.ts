import { contexts, MOST_EVALUATIONS } from './document/always-denied';
import { actionMatches, evaluate, type Request } from './document/evaluate';
import { isPartlyUnknown, type ParsedDocument, type Statement } from './document/parse';
import { principalMatches, type Principal } from './document/principal';
import { deniesAll, remainderOf } from './document/remainder';
import type { Context } from './document/variables';
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

const mayAllow = ({ effect }: Statement): boolean => effect !== 'Deny';

/** The statements that may name somebody; none where no Allow is among them. */
function statementsFor(document: ParsedDocument, principal: Principal): readonly Statement[] {
  const named = document.statements.filter(({ principals }) => principalMatches(principals, principal) !== 'no');
  return named.some(mayAllow) ? named : [];
}

/** Whether a document says of anything that somebody may do it. */
export const speaksFor = (document: ParsedDocument, principal: Principal): boolean =>
  statementsFor(document, principal).length > 0;

/**
 * Looks for one of the wanted requests that a document allows, with whatever values of the other keys that its statements
 * read. So it is found whatever shape the statement has: wildcards, NotAction, NotResource, a condition that everyone
 * meets, and not where a Deny of the same document takes it back.
 *
 * @returns nothing when none of them is allowed
 */
export function grantOf(document: ParsedDocument, wanted: Wanted): Grant | undefined {
  const { principal } = wanted;
  const isSettled = (key: string): boolean => Object.hasOwn(wanted.context, key);
  const fixed: Context = new Map(
    Object.entries(wanted.context).flatMap(([key, values]) => (values === undefined ? [] : [[key, values]])),
  );
  const named = statementsFor(document, principal);
  let open: Grant | undefined;
  let evaluations = 0;
  for (const action of wanted.actions) {
    const about = named.filter(({ actions }) => actionMatches(actions, { action }) !== 'no');
    if (!about.some(mayAllow)) continue;
    for (const resource of wanted.resources) {
      const request: Request = { principal, action, resource, context: fixed };
      const close = about.flatMap((statement) => remainderOf(statement, request, document.variables, isSettled) ?? []);
      const first = close.find(mayAllow);
      if (first === undefined || close.some(deniesAll)) continue;
      const keys = [...keysOf(document, close, fixed)].filter(([key]) => !isSettled(key));
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
  }
  return open;
}
