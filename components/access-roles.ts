import * as iam from '@pulumi/aws/iam';
import * as pulumi from '@pulumi/pulumi';
import { validateAccessRolesArgs } from './access-roles/validate';
import { boundedBy, childOptions } from './common/options';
import type { OptOut } from './common/placement';
import { accessPolicy, drawnAccessPolicy } from './documents/access/policies';
import {
  accessRoleName,
  ACCESS_ROLES,
  isTenantRole,
  roleArn,
  ROLE_FACTS,
  type AccessRole,
  type TrustingRole,
} from './documents/access/roles';
import { mapDrawn, type AccessScope } from './documents/access/scope';
import { accessTrust } from './documents/access/trust';
import { refuse } from './problems';

/** Who assumes which role: ARNs of roles and users, by name. A role that nobody is named for is not made. */
export type TrustedPrincipals = Readonly<Partial<Record<TrustingRole, readonly string[]>>>;

export interface AccessRolesArgs {
  scope: AccessScope<pulumi.Input<string>>;
  trusted: TrustedPrincipals;
  /** Lets an account's root be trusted, and with it whoever that account allows; the reason is a stack output. */
  accountTrust?: OptOut;
  /** ARN of a policy that bounds what the roles can ever be allowed. @default - none */
  permissionsBoundaryArn?: string;
  /** @default {} */
  tags?: Record<string, string>;
}

/** The roles that are made: those that somebody is named for, and the tenants' with their broker. */
const rolesOf = (trusted: TrustedPrincipals): AccessRole[] =>
  ACCESS_ROLES.filter((role) => (trusted[isTenantRole(role) ? 'tenantBroker' : role] ?? []).length > 0);

/**
 * The roles of a region's store, each with its job and nothing of another's: tenants' sessions reach their own tenant by
 * session tag, one role deletes and cannot get around a lock, and the one that can is for named people with a second
 * factor. No statement has a wildcard alone as its resource.
 *
 * @throws {ArgumentError} when the arguments are wrong, before any resource
 * @example new AccessRoles('access', { scope, trusted: { janitor: ['arn:aws:iam::111122223333:role/maintenance'] } })
 * Source: ADR-004 §Security Baseline; https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_attribute-based-access-control.html
 */
export class AccessRoles extends pulumi.ComponentResource {
  /** Of the roles that are made, by role. */
  readonly roleArns: Readonly<Partial<Record<AccessRole, string>>>;
  readonly optOuts: Readonly<Record<string, string>>;

  constructor(name: string, args: AccessRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`AccessRoles "${name}"`, validateAccessRolesArgs(args));
    super('gl-artifacts:iam:AccessRoles', name, {}, opts);
    const { scope, trusted, accountTrust } = args;
    const made = rolesOf(trusted);
    const arnOf = (role: AccessRole): string => roleArn(scope, accessRoleName(scope.artifacts[0]!.bucketName, role));
    const broker = made.includes('tenantBroker')
      ? this.role(name, 'tenantBroker', args, trusted.tenantBroker!)
      : undefined;
    for (const role of made.filter((one) => one !== 'tenantBroker')) {
      // IAM refuses a trust in a role that is not there.
      if (isTenantRole(role)) this.role(name, role, args, [arnOf('tenantBroker')], broker);
      else this.role(name, role, args, trusted[role]!);
    }
    this.roleArns = Object.fromEntries(made.map((role) => [role, arnOf(role)]));
    this.optOuts = accountTrust === undefined ? {} : { accountTrust: accountTrust.reason };
    this.registerOutputs({ roleArns: this.roleArns, optOuts: this.optOuts });
  }

  private role(
    name: string,
    role: AccessRole,
    { scope, permissionsBoundaryArn, tags }: AccessRolesArgs,
    principals: readonly string[],
    after?: pulumi.Resource,
  ): pulumi.Resource {
    const { suffix, description, sessionSeconds } = ROLE_FACTS[role];
    const registered = new iam.Role(
      `${name}-${suffix}`,
      {
        name: accessRoleName(scope.artifacts[0]!.bucketName, role),
        description: `gl-artifacts: ${description}`,
        assumeRolePolicy: JSON.stringify(accessTrust(role, principals)),
        maxSessionDuration: sessionSeconds,
        ...boundedBy(permissionsBoundaryArn),
        tags: { ...tags },
      },
      childOptions(this, after === undefined ? {} : { dependsOn: [after] }),
    );
    const plain = mapDrawn(scope, () => '');
    const permit = (kind: string, policy: iam.RolePolicyArgs['policy']) =>
      new iam.RolePolicy(
        `${name}-${suffix}-${kind}`,
        { name: kind, role: registered.name, policy },
        childOptions(this),
      );
    // In two, so that what no id of AWS's is in can be judged at preview.
    permit('access', JSON.stringify(accessPolicy(role, plain)));
    const drawn = drawnAccessPolicy(role, plain);
    const resourceOf = (index: number) =>
      pulumi.output(scope).apply((known) => drawnAccessPolicy(role, known as AccessScope).Statement[index]!.Resource);
    // A document and no text: what it allows is known before the resources are that it allows it on.
    const Statement = drawn.Statement.map((statement, index) => ({ ...statement, Resource: resourceOf(index) }));
    if (Statement.length > 0) permit('keys-and-database', { Version: drawn.Version, Statement });
    return registered;
  }
}
