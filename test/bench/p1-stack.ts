import { clusterStack } from '../policies/database-stack';
import { siblingKeyStack } from '../policies/key-stack';
import { siblingQueueStack } from '../policies/queue-stack';
import { roleStack } from '../policies/role-stack';
import { siblingStack, stack, type Given } from '../policies/stack';
import type { AnalyzedResource } from '../../tools/policies/types';

/** The fixtures' compliant stacks under names of their own. */
function installation(index: number): Given[] {
  const parts = [siblingStack(), siblingKeyStack(), siblingQueueStack(), roleStack(), clusterStack()];
  const own = (part: number, name: string): string => `${name}-${part}-${index}`;
  return parts.flatMap((resources, part) =>
    resources.map(({ name, dependsOn = {}, ...resource }): Given => ({
      ...(JSON.parse(JSON.stringify(resource).replaceAll(/\bgl-[a-z-]*[a-z]/g, (text) => `${text}-${index}`)) as Given),
      name: own(part, name),
      dependsOn: Object.fromEntries(
        Object.entries(dependsOn).map(([property, names]) => [property, names.map((one) => own(part, one))]),
      ),
    })),
  );
}

/** What no control looks at. */
const log = (index: number): Given => ({
  type: 'aws:cloudwatch/logGroup:LogGroup',
  name: `log-${index}`,
  inputs: { name: `/gl/${index}`, retentionInDays: 400 },
});

/** Policies as the text that programs write. */
const written = (given: Given): Given => {
  const policy = given.inputs?.['policy'];
  return typeof policy === 'object' ? { ...given, inputs: { ...given.inputs, policy: JSON.stringify(policy) } } : given;
};

/**
 * A compliant stack of as many resources as are asked for, beside the provider: installations beside one another, each
 * with buckets, keys, queues, roles and a database of its own, and for the rest logs.
 */
export function stackOf(count: number): AnalyzedResource[] {
  const installations = Math.floor(count / installation(0).length);
  const given = Array.from({ length: installations }, (_, index) => installation(index).map(written)).flat();
  return stack([...given, ...Array.from({ length: count - given.length }, (_, index) => log(index))]);
}
