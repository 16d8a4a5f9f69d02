import { partitionOf } from '../../common/regions';

/** The roles of a region, beside those that AWS's own services assume. */
export const ACCESS_ROLES = [
  'tenantBroker',
  'publisher',
  'reader',
  'registry',
  'janitor',
  'sealer',
  'eventConsumer',
  'auditor',
  'breakGlass',
] as const;
export type AccessRole = (typeof ACCESS_ROLES)[number];

/** Roles that work for one tenant, and that the broker alone assumes. */
export const TENANT_ROLES = ['publisher', 'reader'] as const satisfies readonly AccessRole[];
/** Roles whose trust is an argument. */
export type TrustingRole = Exclude<AccessRole, (typeof TENANT_ROLES)[number]>;
export const TRUSTING_ROLES = ACCESS_ROLES.filter((role) => !isTenantRole(role)) as TrustingRole[];

export function isTenantRole(role: AccessRole): role is (typeof TENANT_ROLES)[number] {
  return (TENANT_ROLES as readonly AccessRole[]).includes(role);
}

interface RoleFacts {
  /** End of its name. */
  suffix: string;
  description: string;
  sessionSeconds: number;
}

/** IAM's least; and the most of a session that a session assumes. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html */
const HOUR_SECONDS = 3600;

export const ROLE_FACTS: Readonly<Record<AccessRole, RoleFacts>> = {
  tenantBroker: {
    suffix: 'tenant-broker',
    description: 'opens sessions for one tenant each',
    sessionSeconds: HOUR_SECONDS,
  },
  publisher: {
    suffix: 'publisher',
    description: 'stores and reads artifacts of the session’s tenant',
    sessionSeconds: HOUR_SECONDS,
  },
  reader: { suffix: 'reader', description: 'reads artifacts of the session’s tenant', sessionSeconds: HOUR_SECONDS },
  registry: { suffix: 'registry', description: 'publishes the registry of agents', sessionSeconds: HOUR_SECONDS },
  janitor: { suffix: 'janitor', description: 'deletes versions whose retention is over', sessionSeconds: HOUR_SECONDS },
  sealer: { suffix: 'sealer', description: 'signs checkpoints and writes evidence', sessionSeconds: HOUR_SECONDS },
  eventConsumer: {
    suffix: 'event-consumer',
    description: 'receives what happens to artifacts',
    sessionSeconds: HOUR_SECONDS,
  },
  auditor: {
    suffix: 'auditor',
    description: 'reads evidence, locks, settings, logs and reports',
    sessionSeconds: 4 * HOUR_SECONDS,
  },
  breakGlass: {
    suffix: 'break-glass',
    description: 'deletes versions under governance locks',
    sessionSeconds: HOUR_SECONDS,
  },
};

/** Name of a role; global in the account, so that it begins with the bucket's. */
export const accessRoleName = (bucketName: string, role: AccessRole): string =>
  `${bucketName}-${ROLE_FACTS[role].suffix}`;

/** ARN of a role by its name. */
export const roleArn = ({ region, accountId }: { region: string; accountId: string }, name: string): string =>
  `arn:${partitionOf(region)}:iam::${accountId}:role/${name}`;
