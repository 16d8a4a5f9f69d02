import { conditionHolds } from './condition';
import { actionMatches, resourceMatches, type Request } from './evaluate';
import { UNKNOWN, type Leaf } from './leaf';
import type { Selection, Statement } from './parse';
import type { Condition } from './parse-condition';
import { principalMatches } from './principal';
import { variablesOf } from './variables';

const EVERY_ACTION: Selection = { negated: true, values: [] };

/**
 * What a statement still asks of requests that differ in the values of open keys alone: the parts that are the same for
 * all of them are decided, and left out.
 *
 * @param request one of them, without the open keys
 * @param isSettled whether a key is not open: all of the requests have its value in `request`, or lack it
 * @returns nothing when the statement speaks of none of them
 */
export function remainderOf(
  statement: Statement,
  request: Request,
  variables: boolean,
  isSettled: (key: string) => boolean,
): Statement | undefined {
  const areSettled = (values: readonly Leaf[]): boolean =>
    !variables || values.every((value) => value === UNKNOWN || variablesOf(value).every(isSettled));
  const actions = actionMatches(statement.actions, request);
  if (actions === 'no') return undefined;
  const principals = principalMatches(statement.principals, request.principal);
  if (principals === 'no') return undefined;
  const resources = areSettled(statement.resources?.values ?? [])
    ? resourceMatches(statement.resources, request, variables)
    : undefined;
  if (resources === 'no') return undefined;
  const conditions: Condition[] = [];
  for (const condition of statement.conditions) {
    const isOpen = !isSettled(condition.key) || !areSettled(condition.values);
    const holds = isOpen ? 'unknown' : conditionHolds(condition, request.context, variables);
    if (holds === 'no') return undefined;
    if (holds === 'unknown') conditions.push(condition);
  }
  return {
    ...statement,
    actions: actions === 'yes' ? EVERY_ACTION : statement.actions,
    principals: principals === 'yes' ? undefined : statement.principals,
    resources: resources === 'yes' ? undefined : statement.resources,
    conditions,
  };
}

/** Whether what remains of a statement denies all of the requests. */
export const deniesAll = ({ effect, actions, principals, resources, conditions }: Statement): boolean =>
  effect === 'Deny' &&
  actions === EVERY_ACTION &&
  principals === undefined &&
  resources === undefined &&
  conditions.length === 0;
