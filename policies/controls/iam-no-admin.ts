import type { Configuration } from '../configuration';
import { fsbp, nist, pci } from '../mappings';
import { iamResources } from '../iam-resources';
import { identityControl, refuses } from '../identity-control';
import { worstOf } from '../outcomes';

interface AdminConfig {
  policies: string[];
}

const configuration: Configuration<AdminConfig> = {
  properties: {
    policies: {
      type: 'array',
      items: { type: 'string' },
      description: "Names of AWS's policies that nobody is given.",
    },
  },
  defaults: { policies: ['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'] },
  check: () => [],
};

/** Actions that no policy has a reason to name, so that only one that names none of them in particular allows them. */
const EVERYTHING = {
  actions: ['anyservice:AnActionToCome'],
  resources: ['arn:aws:anyservice:eu-west-1:111122223333:any/thing'],
};

/** Found whether it is written with wildcards, with NotAction or by a policy of AWS. */
export const iamNoAdmin = identityControl<AdminConfig>({
  id: 'iam-no-admin',
  title: 'No policy allows everything, or everything of IAM',
  intent:
    'Who may do everything may also undo everything: locks, logs, keys. Who may do everything of IAM gives the rest to himself.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'IAM.1'),
    ...fsbp('partial', 'IAM.21'),
    ...nist('exact', 'AC-6', 'AC-6(2)', 'AC-6(10)'),
    ...pci('partial', '7.2.1', '7.2.2'),
  ],
  remediation: ['name the actions that are used and the resources that they are used on.'],
  notApplicable: ['Roles without a policy of their own.'],
  falsePositives: ['An Allow of everything under a condition fails: the condition is met by whoever it is meant for.'],
  configuration,
  judge: (policy) =>
    worstOf([
      refuses(policy, EVERYTHING, 'It allows actions of services that it does not name'),
      refuses(
        policy,
        { actions: ['iam:AnActionToCome'], resources: iamResources(policy.document) },
        'It allows every action of IAM',
      ),
    ]),
  attached: (name, { policies }) =>
    policies.includes(name) ? "It attaches one of AWS's policies that allow everything" : undefined,
});
