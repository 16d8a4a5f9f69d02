import { conditionHolds } from './condition';
import { UNKNOWN, type Leaf } from './leaf';
import type { ParsedDocument, Selection, Statement } from './parse';
import { matches } from './pattern';
import { principalMatches, type Principal } from './principal';
import { matchesResource } from './resource-pattern';
import { truth, type Truth } from './truth';
import { globOf, patternOf, type Context } from './variables';

/** One request, as AWS judges it. Keys that the context lacks are missing from the request. */
export interface Request {
  principal: Principal;
  /** As in policies, for example `s3:PutObject`. */
  action: string;
  /** ARN. */
  resource: string;
  context: Context;
}

export interface Decision {
  effect: 'allowed' | 'explicitDeny' | 'implicitDeny' | 'unverifiable';
  /** The statement that decided, or that cannot be judged yet. */
  statement?: number;
}

const select = (selection: Selection | undefined, test: (value: Leaf) => Truth): Truth => {
  if (selection === undefined) return 'yes';
  const named = truth.some(selection.values, test);
  return selection.negated ? truth.not(named) : named;
};

export const actionMatches = (actions: Selection, request: Pick<Request, 'action'>): Truth => {
  const action = request.action.toLowerCase();
  return select(actions, (value) =>
    value === UNKNOWN ? 'unknown' : truth.of(matches(globOf(value.toLowerCase()), action)),
  );
};

/** @param resources nothing in a trust policy, which speaks of the role that has it */
export const resourceMatches = (resources: Selection | undefined, request: Request, variables: boolean): Truth =>
  select(resources, (value) => {
    if (value === UNKNOWN) return 'unknown';
    const pattern = patternOf(value, variables, request.context);
    return truth.of(pattern !== undefined && matchesResource(pattern, request.resource));
  });

/** Whether a statement speaks of a request, whatever its effect. */
export function applies(statement: Statement, request: Request, variables: boolean): Truth {
  const parts = [
    () => actionMatches(statement.actions, request),
    () => resourceMatches(statement.resources, request, variables),
    () => principalMatches(statement.principals, request.principal),
    () => truth.every(statement.conditions, (condition) => conditionHolds(condition, request.context, variables)),
  ];
  return truth.every(parts, (part) => part());
}

/**
 * Judges a request by one document: an applying Deny wins, else an applying Allow, else nothing was said. What hangs on
 * a value that is not known yet is `unverifiable`, unless the answer is the same whatever the value.
 *
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export function evaluate(document: ParsedDocument, request: Request): Decision {
  let denyOpen: number | undefined;
  let allow: number | undefined;
  let open: number | undefined;
  for (const statement of document.statements) {
    if (statement.effect === 'Allow' && allow !== undefined) continue;
    const applying = applies(statement, request, document.variables);
    if (applying === 'no') continue;
    const certain = applying === 'yes' && statement.effect !== UNKNOWN;
    if (certain && statement.effect === 'Deny') return { effect: 'explicitDeny', statement: statement.index };
    if (certain) allow = statement.index;
    else {
      if (statement.effect !== 'Allow') denyOpen ??= statement.index;
      open ??= statement.index;
    }
  }
  if (denyOpen !== undefined) return { effect: 'unverifiable', statement: denyOpen };
  if (allow !== undefined) return { effect: 'allowed', statement: allow };
  if (open !== undefined) return { effect: 'unverifiable', statement: open };
  return { effect: 'implicitDeny' };
}
