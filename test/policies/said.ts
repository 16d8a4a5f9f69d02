import { CATALOG } from '../../policies/catalog';
import { policyNames } from '../../policies/pack';
import { analyze } from '../../tools/policies/analyze';
import { linesOf } from './reviewed';
import { stack, type Given } from './stack';

/** A pack sees inputs by the policies of resources, which a control of the graph alone has none of. */
const SEEING = CATALOG.find(({ content }) => content !== undefined)!.id;

/**
 * What one control says of each resource of a stack, a line for each of its policies, as the reviews have it: for what
 * is other in two places at once, or in what the provider adds.
 */
export async function saidBy(
  control: string,
  given: readonly Given[],
  parameters: Record<string, unknown> = {},
): Promise<string[]> {
  const controls = CATALOG.filter(({ id }) => id === control || id === SEEING);
  const own = controls.filter(({ id }) => id === control).flatMap(policyNames);
  const config = Object.fromEntries(own.map((policy) => [policy, parameters]));
  const { words } = await analyze(stack(given), { controls, config });
  return linesOf(control, words);
}
