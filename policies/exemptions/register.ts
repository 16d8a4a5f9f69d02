import type { StackValidationPolicy } from '@pulumi/policy';
import type { Exemption } from './exemption';
import { isOfManyStacks, isOfStack, matchesUrn } from './urn-pattern';

/** The policy that holds the exemptions themselves. */
export const EXEMPTIONS_POLICY = 'exemptions';

/** The exemptions of one run, and which of them something needed. */
export interface Register {
  /** The first exemption that lets a resource off a control; each that does counts as used. */
  use: (control: string, urn: string) => Exemption | undefined;
  policy: StackValidationPolicy;
}

/**
 * Keeps the exemptions of a run.
 *
 * @param today YYYY-MM-DD in UTC
 * @param inForce whether every policy of a control was asked in this run: only then nothing needs an exemption of it
 */
export function registerOf(
  exemptions: readonly Exemption[],
  today: string,
  inForce: (control: string) => boolean,
): Register {
  const used = new Set<Exemption>();
  const expired = ({ expires }: Exemption): boolean => expires < today;
  const fault = (one: Exemption): string | undefined => {
    if (expired(one)) return `expired on ${one.expires}`;
    // One for many stacks need not be used in each of them.
    const idle = !used.has(one) && !isOfManyStacks(one.urn) && inForce(one.policy);
    return idle ? 'is used by nothing in this stack' : undefined;
  };
  return {
    use: (control, urn) => {
      const found = exemptions.filter((one) => one.policy === control && !expired(one) && matchesUrn(one.urn, urn));
      for (const one of found) used.add(one);
      return found[0];
    },
    policy: {
      name: EXEMPTIONS_POLICY,
      description: 'No exemption has expired or is left over',
      displayName: 'No exemption has expired or is left over',
      enforcementLevel: 'mandatory',
      severity: 'high',
      tags: ['exemptions'],
      remediationSteps: '1. keep the control, or renew the exemption with a reason of today.\n2. delete it.',
      validateStack: ({ resources }, violation) => {
        const [first] = resources;
        if (first === undefined) return;
        const root = resources.find(({ type }) => type === 'pulumi:pulumi:Stack') ?? first;
        for (const one of exemptions) {
          const why = fault(one);
          if (why === undefined || !isOfStack(one.urn, root.urn)) continue;
          violation(
            `The exemption of ${one.policy} for ${one.urn} (${one.ticket}, ${one.owner}) ${why}. To fix: keep the control and delete the exemption, or renew it.`,
            root.urn,
          );
        }
      },
    },
  };
}
