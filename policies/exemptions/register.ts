import type { StackValidationPolicy } from '@pulumi/policy';
import type { Exemption } from './exemption';
import { isOfStack, matchesUrn } from './urn-pattern';

/** The policy that holds the exemptions themselves. */
export const EXEMPTIONS_POLICY = 'exemptions';

/** The exemptions of one run, and which of them something needed. */
export interface Register {
  /** The exemption that lets a resource off a control, which counts as its use. */
  use: (control: string, urn: string) => Exemption | undefined;
  policy: StackValidationPolicy;
}

/**
 * Keeps the exemptions of a run.
 *
 * @param today YYYY-MM-DD in UTC
 */
export function registerOf(exemptions: readonly Exemption[], today: string): Register {
  const used = new Set<Exemption>();
  const expired = ({ expires }: Exemption): boolean => expires < today;
  const fault = (one: Exemption): string | undefined => {
    if (expired(one)) return `expired on ${one.expires}`;
    return used.has(one) ? undefined : 'is used by nothing in this stack';
  };
  return {
    use: (control, urn) => {
      const found = exemptions.find((one) => one.policy === control && !expired(one) && matchesUrn(one.urn, urn));
      if (found !== undefined) used.add(found);
      return found;
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
