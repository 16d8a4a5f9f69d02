import * as pulumi from '@pulumi/pulumi';
import { WEAKNESSES, type Inputs, type Weakness } from './weaknesses';

/** Configuration namespace; its key `control` names the controls whose weaknesses the stack gets, with commas between. */
const NAMESPACE = 'weakened-stack';

function weaknessOf(control: string): Weakness {
  const weakness = WEAKNESSES.find((one) => one.control === control);
  if (weakness !== undefined) return weakness;
  throw new Error(
    `${NAMESPACE}:control is ${control}; it has to be one of ${WEAKNESSES.map((one) => one.control).join(', ')}`,
  );
}

/**
 * Changes one property of one resource of whatever is registered afterwards: for each control that the stack's
 * configuration names, nothing when it names none. What the program has nothing of is registered here first.
 */
export function registerWeakness(): void {
  const controls = new pulumi.Config(NAMESPACE).get('control');
  if (controls === undefined) return;
  const home = new pulumi.Config('aws').require('region');
  const open = new Set(controls.split(',').map(weaknessOf));
  const specimens = [...open].flatMap(({ specimen }) => (specimen === undefined ? [] : [specimen]));
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
    const found = [...open].filter((one) => one.type === type && one.fits(props, home));
    for (const one of found) open.delete(one);
    const weakened = <T extends object>(given: T, isOption: boolean): T =>
      found
        .filter((one) => (one.isOption ?? false) === isOption)
        .reduce(
          (before, { property, change }) => ({ ...before, [property]: change((before as Inputs)[property]) }),
          given,
        );
    return found.length === 0 ? undefined : { props: weakened(props as object, false), opts: weakened(opts, true) };
  });
  for (const register of specimens) register();
}
