import { forbiddenActions, judgeActions, type ForbiddenActions } from '../forbidden-actions';
import { iamResources } from '../iam-resources';
import { identityControl } from '../identity-control';
import { nist, pci } from '../mappings';

const configuration = forbiddenActions('What gives permissions to whoever may do it, or a role that has them.', {
  actions: [
    'iam:AddUserToGroup',
    'iam:AttachGroupPolicy',
    'iam:AttachRolePolicy',
    'iam:AttachUserPolicy',
    'iam:CreateAccessKey',
    'iam:CreateLoginProfile',
    'iam:CreatePolicyVersion',
    'iam:DeleteRolePermissionsBoundary',
    'iam:DeleteUserPermissionsBoundary',
    'iam:PassRole',
    'iam:PutGroupPolicy',
    'iam:PutRolePermissionsBoundary',
    'iam:PutRolePolicy',
    'iam:PutUserPermissionsBoundary',
    'iam:PutUserPolicy',
    'iam:SetDefaultPolicyVersion',
    'iam:UpdateAssumeRolePolicy',
    'iam:UpdateLoginProfile',
    'sts:AssumeRole',
  ],
  exceptions: [],
});

/**
 * What stands in a request that gives all there is: a service that no policy names, a policy of AWS that allows
 * everything, no boundary. So a condition counts that holds permissions to certain ones.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const WHATEVER = {
  'iam:passedtoservice': ['a-service-that-nobody-names.amazonaws.com'],
  'iam:permissionsboundary': undefined,
  'iam:policyarn': ['arn:aws:iam::aws:policy/AdministratorAccess'],
};

/** Asked of identities that no policy has a reason to name. */
export const iamNoPrivilegeEscalation = identityControl<ForbiddenActions>({
  id: 'iam-no-privilege-escalation',
  title: 'Nobody may give permissions to just anyone, or take just any role',
  intent:
    'Who may attach a policy to any role, pass any role to a service or write a version of any policy has every permission that there is, whatever his own policy says: one call is between him and it.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...nist('own', 'AC-3', 'AC-6', 'AC-6(10)'), ...pci('own', '7.2.2')],
  remediation: [
    'name the roles, users, groups and policies as resources, or those that begin with a text of your own.',
    'or hold it by a condition: iam:PassedToService, iam:PolicyARN or iam:PermissionsBoundary with fixed values.',
    'where a role is made for it, name role and action in exceptions of this policy.',
  ],
  notApplicable: ['Roles without a policy of their own.'],
  falsePositives: [
    'Whoever deploys the roles of an account: name that role in exceptions, or keep it out of this stack.',
  ],
  configuration,
  judge: (policy, config) => {
    const resources = iamResources(policy.document);
    return judgeActions(policy, config, () => ({ resources, context: WHATEVER }));
  },
});
