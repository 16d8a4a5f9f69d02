import { REGISTRY, type RoleStatement } from './scope';
import { isTenantRole, type AccessRole } from './roles';

/** Who may assume a role. */
interface TrustPolicy {
  Version: '2012-10-17';
  Statement: {
    Sid: string;
    Effect: 'Allow';
    Principal: { AWS: string[] };
    Action: string[];
    Condition?: RoleStatement['Condition'];
  }[];
}

/**
 * A session has exactly one tag, the tenant. With a slash a tenant's name would reach below another's prefix, and the
 * registry's is nobody's.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export const ONE_TENANT: NonNullable<RoleStatement['Condition']> = {
  StringLike: { 'aws:RequestTag/tenant': '?*' },
  StringNotLike: { 'aws:RequestTag/tenant': [REGISTRY, '*/*'] },
  'ForAllValues:StringEquals': { 'aws:TagKeys': 'tenant' },
};

/** Seconds since the code was entered. */
const MFA_SECONDS = 900;

/**
 * Trust policy of a role. A tenant's role is opened with its tag or not at all; the way around locks by a person with a
 * second factor, entered just now.
 *
 * @param principals - ARNs of roles and users
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function accessTrust(role: AccessRole, principals: readonly string[]): TrustPolicy {
  const named = { Sid: 'NamedPrincipals', Effect: 'Allow' as const, Principal: { AWS: [...principals] } };
  const statement = (): TrustPolicy['Statement'][number] => {
    if (isTenantRole(role)) return { ...named, Action: ['sts:AssumeRole', 'sts:TagSession'], Condition: ONE_TENANT };
    if (role !== 'breakGlass') return { ...named, Action: ['sts:AssumeRole'] };
    return {
      ...named,
      Action: ['sts:AssumeRole'],
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 'aws:MultiFactorAuthAge': String(MFA_SECONDS) },
      },
    };
  };
  return { Version: '2012-10-17', Statement: [statement()] };
}
