import { CATALOG } from '../../policies/catalog';
import type { Control } from '../../policies/control';
import { policyNames } from '../../policies/pack';
import { analyze } from '../../tools/policies/analyze';
import type { PackConfig } from '../../tools/policies/types';
import { linesOf } from './reviewed';
import { stack, type Given } from './stack';

/** A pack sees inputs by the policies of resources, which a control of the graph alone has none of. */
const SEEING = CATALOG.find(({ content }) => content !== undefined)!.id;

/** What judges by one control alone, but for one that sees inputs; both have words. */
export function judgingBy(
  control: string,
  parameters: Record<string, unknown> = {},
): { controls: Control[]; config: PackConfig } {
  const controls = CATALOG.filter(({ id }) => id === control || id === SEEING);
  const own = controls.filter(({ id }) => id === control).flatMap(policyNames);
  return { controls, config: Object.fromEntries(own.map((policy) => [policy, parameters])) };
}

/**
 * What one control says of each resource of a stack, a line for each of its policies, as the reviews have it: for what
 * is other in two places at once, or in what the provider adds.
 */
export async function saidBy(
  control: string,
  given: readonly Given[],
  parameters: Record<string, unknown> = {},
): Promise<string[]> {
  const { words } = await analyze(stack(given), judgingBy(control, parameters));
  return linesOf(control, words);
}

/** Of that, what is refused or not known. */
export const objectionsBy = async (...asked: Parameters<typeof saidBy>): Promise<string[]> =>
  (await saidBy(...asked)).filter((line) => / (fail|unverifiable)\b/.test(line));
