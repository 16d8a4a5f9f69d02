import type { AccessRolesArgs } from '../access-roles';
import { validateBucketName } from '../common/bucket-name';
import { shown, unless, validateBoundary } from '../common/checks';
import { validateOptOut, validatePlacement } from '../common/placement';
import { accessRoleName, ACCESS_ROLES, TRUSTING_ROLES, type TrustingRole } from '../documents/access/roles';
import type { ArgumentProblem } from '../problems';

const PRINCIPAL = /^arn:aws(-cn|-us-gov)?:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/;
const USER = /^arn:aws(-cn|-us-gov)?:iam::\d{12}:user\/[\w+=,.@/-]+$/;
const ROOT = /^arn:aws(-cn|-us-gov)?:iam::\d{12}:root$/;
const MAX_NAME = 64;

function principalProblems(
  role: TrustingRole,
  principal: string,
  rootTrusted: boolean,
  path: string,
): ArgumentProblem[] {
  const problem = { path, value: shown(principal) };
  if (role === 'breakGlass')
    return unless(USER.test(principal), {
      ...problem,
      rule: 'is the ARN of a user, by name: a session of a role shows no second factor',
      fix: 'give arn:aws:iam::<account>:user/<name>',
    });
  if (ROOT.test(principal))
    return unless(rootTrusted, {
      ...problem,
      rule: 'is a role or a user, not an account: whoever may write policies there would have the role',
      fix: 'name the role that works, or give accountTrust a reason',
    });
  return unless(PRINCIPAL.test(principal), {
    ...problem,
    rule: 'is the ARN of a role or a user, by name, without a wildcard',
    fix: 'give arn:aws:iam::<account>:role/<name>',
  });
}

/** @returns every problem of the arguments */
export function validateAccessRolesArgs(args: AccessRolesArgs, path = 'access'): ArgumentProblem[] {
  const { scope, trusted, accountTrust, permissionsBoundaryArn } = args;
  const bucketName = scope.artifacts[0]?.bucketName ?? '';
  const longest = ACCESS_ROLES.map((role) => accessRoleName(bucketName, role)).sort((a, b) => b.length - a.length)[0]!;
  return [
    ...validatePlacement({ region: scope.region, accountId: scope.accountId }, `${path}.scope`),
    ...validateBucketName(bucketName, `${path}.scope.artifacts[0].bucketName`),
    ...unless(longest.length <= MAX_NAME, {
      path: `${path}.scope.artifacts[0].bucketName`,
      value: shown(bucketName),
      rule: `leaves room for the names of roles: ${longest} has more than ${MAX_NAME} characters`,
      fix: 'shorten it',
    }),
    ...TRUSTING_ROLES.flatMap((role) => {
      const principals = trusted[role];
      if (principals === undefined) return [];
      return [
        ...unless(principals.length > 0, {
          path: `${path}.trusted.${role}`,
          value: 'none',
          rule: 'names who assumes the role',
          fix: 'name one, or leave the role out',
        }),
        ...principals.flatMap((principal, i) =>
          principalProblems(role, principal, accountTrust !== undefined, `${path}.trusted.${role}[${i}]`),
        ),
      ];
    }),
    ...unless(trusted.sealer === undefined || scope.evidence !== undefined, {
      path: `${path}.trusted.sealer`,
      value: shown(trusted.sealer),
      rule: 'goes with a vault of evidence: there is nothing else to seal',
      fix: 'remove it, or make the vault',
    }),
    ...unless(trusted.eventConsumer === undefined || scope.events !== undefined, {
      path: `${path}.trusted.eventConsumer`,
      value: shown(trusted.eventConsumer),
      rule: 'goes with a queue of events: there is nothing else to receive',
      fix: 'remove it, or make the queue',
    }),
    ...validateOptOut(accountTrust, `${path}.accountTrust`),
    ...validateBoundary(permissionsBoundaryArn, `${path}.permissionsBoundaryArn`),
  ];
}
