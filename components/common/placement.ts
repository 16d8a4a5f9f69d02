import type { ArgumentProblem } from '../problems';
import { shown, unless, validateBoundary, validateRegion } from './checks';

/** A part of the baseline that is left out, and why; the reason is a stack output. */
export interface OptOut {
  reason: string;
}

/**
 * What becomes of what holds data when it leaves the program: `protect` fails the update, `retain` forgets it and leaves
 * it in AWS, `destroy` deletes it.
 */
export type DeletionPolicy = 'protect' | 'retain' | 'destroy';

/** Where something is provisioned. Plain values: they are part of names and policies, which are judged at preview. */
export interface Placement {
  region: string;
  /** 12 digits. Configured, not asked for, so that a preview needs no credentials. */
  accountId: string;
  /** @default {} */
  tags?: Record<string, string>;
  /** @default 'protect' */
  deletionPolicy?: DeletionPolicy;
  /** ARN of a policy that bounds what the roles there can ever be allowed. @default - none */
  permissionsBoundaryArn?: string;
}

const POLICIES: readonly DeletionPolicy[] = ['protect', 'retain', 'destroy'];

/** @returns every problem of a placement */
export function validatePlacement(placement: Placement, path = 'placement'): ArgumentProblem[] {
  const { region, accountId, deletionPolicy = 'protect', permissionsBoundaryArn } = placement;
  return [
    ...validateRegion(region, `${path}.region`),
    ...unless(/^\d{12}$/.test(accountId), {
      path: `${path}.accountId`,
      value: shown(accountId),
      rule: 'is an AWS account id, 12 digits',
      fix: 'give it in quotes, with leading zeros',
    }),
    ...unless(POLICIES.includes(deletionPolicy), {
      path: `${path}.deletionPolicy`,
      value: shown(deletionPolicy),
      rule: `is one of ${POLICIES.join(', ')}`,
      fix: 'choose one of them',
    }),
    ...validateBoundary(permissionsBoundaryArn, `${path}.permissionsBoundaryArn`),
  ];
}

/** @returns the problem of an opt-out without a reason; none when there is no opt-out */
export const validateOptOut = (optOut: OptOut | undefined, path: string): ArgumentProblem[] =>
  unless(optOut === undefined || (typeof optOut.reason === 'string' && optOut.reason.trim() !== ''), {
    path: `${path}.reason`,
    value: shown(optOut?.reason),
    rule: 'says why a part of the baseline is left out',
    fix: 'give a reason, or remove the opt-out',
  });
