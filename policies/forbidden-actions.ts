import type { Configuration } from './configuration';
import { notKnownYet, PASS, type Outcome } from './control';
import { matches } from './document/pattern';
import { globOf } from './document/variables';
import type { Wanted } from './grants';
import { refuses, type IdentityPolicy } from './identity-control';
import { worstOf } from './outcomes';

export interface ForbiddenActions {
  actions: string[];
  /** The holder is the name of a role, user or group, or of a managed policy; `*` is any text. */
  exceptions: { holder: string; actions: string[] }[];
}

/**
 * The configuration of a control of actions that no identity may do, but those that are named for it.
 *
 * @param description - what these actions are
 */
export const forbiddenActions = (description: string, defaults: ForbiddenActions): Configuration<ForbiddenActions> => ({
  properties: {
    actions: { type: 'array', items: { type: 'string' }, description },
    exceptions: {
      type: 'array',
      items: { type: 'object' },
      description:
        'Who may after all: holder (name of role, user or group, or of a managed policy; * is any text), actions.',
    },
  },
  defaults,
  check: ({ actions, exceptions }) => [
    ...(actions.length === 0 ? ['actions is empty'] : []),
    ...(exceptions.every(
      ({ holder, actions: own }) =>
        typeof holder === 'string' &&
        holder !== '*' &&
        Array.isArray(own) &&
        own.every((action) => actions.includes(action)),
    )
      ? []
      : ['every exception has a holder, not *, and actions that are among those of this policy']),
  ],
});

/**
 * Judges a policy action by action, since an exception is for one of them and no other.
 *
 * @param asked - on which resources, and with what in the request; every other key may have any value
 */
export const judgeActions = (
  policy: IdentityPolicy,
  { actions, exceptions }: ForbiddenActions,
  asked: (action: string) => Pick<Wanted, 'resources'> & { context?: Wanted['context'] },
): Outcome =>
  worstOf(
    actions.map((action) => {
      const { holder, property } = policy;
      const outcome = refuses(policy, { actions: [action], ...asked(action) }, `It allows ${action}`);
      const able = exceptions.filter(({ actions: own }) => own.includes(action));
      if (outcome.verdict === 'pass' || able.length === 0) return outcome;
      if (holder.state === 'unknown') return notKnownYet(`whose policy it is, which allows ${action}`, { property });
      const named = (pattern: string): boolean => holder.state === 'known' && matches(globOf(pattern), holder.value);
      return able.some((one) => named(one.holder)) ? PASS : outcome;
    }),
  );
