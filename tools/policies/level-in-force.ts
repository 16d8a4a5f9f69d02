import { policyNames } from '../../policies/pack';
import type { Control } from '../../policies/control';
import { configOf } from './analyze';
import type { Level, PackConfig } from './types';

/**
 * The level that a policy has in a run: what its configuration says, else its control. A single finding may be reported
 * below it, where `pulumi up` judges it again. What is of no control (the exemptions) is mandatory.
 */
export const levelInForce = (policy: string, config: PackConfig, controls: readonly Control[]): Level =>
  configOf(config, policy).level ??
  controls.find((control) => policyNames(control).includes(policy))?.level ??
  'mandatory';
