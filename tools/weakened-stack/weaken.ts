import * as pulumi from '@pulumi/pulumi';
import { WEAKNESSES, type Inputs, type Weakness } from './weaknesses';

/** Configuration key that names the control whose weakness the stack gets. */
const NAMESPACE = 'weakened-stack';

function weaknessOf(control: string): Weakness {
  const weakness = WEAKNESSES.find((one) => one.control === control);
  if (weakness !== undefined) return weakness;
  throw new Error(
    `${NAMESPACE}:control is ${control}; it has to be one of ${WEAKNESSES.map((one) => one.control).join(', ')}`,
  );
}

/**
 * Changes one property of one resource of whatever is registered afterwards: the weakness of the control that the stack's
 * configuration names, none when it names none.
 */
export function registerWeakness(): void {
  const control = new pulumi.Config(NAMESPACE).get('control');
  if (control === undefined) return;
  const { type, fits, property, change } = weaknessOf(control);
  const home = new pulumi.Config('aws').require('region');
  let done = false;
  pulumi.runtime.registerStackTransformation(({ type: given, props, opts }) => {
    if (done || given !== type || !fits(props, home)) return undefined;
    done = true;
    return { props: { ...props, [property]: change((props as Inputs)[property]) }, opts };
  });
}
