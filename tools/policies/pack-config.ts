import type { Control } from '../../policies/control';
import { configure } from '../../policies/configuration';
import { EXEMPTIONS_POLICY } from '../../policies/exemptions/register';
import { policyNames } from '../../policies/pack';
import { configOf } from './analyze';
import type { PackConfig } from './types';

const LEVELS = ['advisory', 'mandatory', 'disabled', 'remediate'];
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A parameter of what has none would be taken, and do nothing. */
const idle = (policy: string, name: string): string =>
  `${policy}: ${name} is no parameter of it, it sets a level alone; give it to the policy that it is of`;

/** What is wrong with a configuration of the pack: the engine refuses the same, here it is said all at once. */
export function configProblems(config: PackConfig, controls: readonly Control[]): string[] {
  if (!isMap(config)) return ['the configuration of the pack is no object'];
  return Object.entries(config).flatMap(([policy, given]): string[] => {
    const control = controls.find((one) => policyNames(one).includes(policy));
    if (control === undefined && policy !== 'all' && policy !== EXEMPTIONS_POLICY)
      return [`${policy} is no policy of the pack; it has ${controls.flatMap(policyNames).join(', ')}`];
    if (typeof given !== 'string' && !isMap(given)) return [`${policy} is neither a level nor an object`];
    const { parameters } = configOf({ [policy]: given }, policy);
    const level: unknown = typeof given === 'string' ? given : given['enforcementLevel'];
    const levels =
      level === undefined || LEVELS.includes(level as string)
        ? []
        : [`${policy}: the level is none of ${LEVELS.join(', ')}`];
    if (control === undefined) return [...levels, ...Object.keys(parameters).map((name) => idle(policy, name))];
    const configured = configure(control.configuration, parameters);
    return [
      ...levels,
      ...('problems' in configured ? configured.problems.map((problem) => `${policy}: ${problem}`) : []),
    ];
  });
}
