import { bucketPolicy } from '../../../components/documents/bucket-policy';
import { deliveryPolicy } from '../../../components/documents/delivery';
import { evidencePolicy } from '../../../components/documents/evidence-policy';
import { keyPolicy, signingKeyPolicy } from '../../../components/documents/key-policy';
import { trailLogPolicy } from '../../../components/documents/log-policies';
import { queuePolicy } from '../../../components/documents/queue-policy';
import { accessPolicy, drawnAccessPolicy } from '../../../components/documents/access/policies';
import {
  accessRoleName,
  ACCESS_ROLES,
  isTenantRole,
  roleArn,
  type AccessRole,
} from '../../../components/documents/access/roles';
import type { AccessScope } from '../../../components/documents/access/scope';
import { accessTrust } from '../../../components/documents/access/trust';
import { ACCOUNT, role as sessionOf } from '../judge';
import { authorize, type Policies } from './authorize';
import { ACME, ARNS } from '../../fixtures/access-cases/case';

const region = 'eu-west-1';
const bucketName = 'gl-artifacts-eu-west-1';

/** The stack that the cases speak of. */
export const SCOPE: AccessScope = {
  region,
  accountId: ACCOUNT,
  artifacts: [
    { bucketName, region, kmsKeyArn: ARNS.homeKey },
    { bucketName: `${bucketName}-replica`, region: 'eu-central-1', kmsKeyArn: ARNS.replicaKey },
  ],
  evidence: { bucketName: `${bucketName}-evidence`, signingKeyArn: ARNS.signingKey },
  trails: [{ trailName: `${bucketName}-trail`, bucketName: `${bucketName}-trail`, region, kmsKeyArn: ARNS.homeKey }],
  reports: [
    { bucketName: `${bucketName}-reports`, region, kmsKeyArn: ARNS.homeKey },
    { bucketName: `${bucketName}-replica-reports`, region: 'eu-central-1', kmsKeyArn: ARNS.replicaKey },
  ],
  events: { queueName: `${bucketName}-events` },
  databaseResourceId: 'cluster-GL',
};

const nameOf = (role: AccessRole): string => accessRoleName(bucketName, role);
const sealerRoleArn = roleArn(SCOPE, nameOf('sealer'));
const artifacts = (name: string, kmsKeyArn: string) =>
  bucketPolicy({ bucketName: name, encryption: { mode: 'sse-kms', kmsKeyArn }, uploadEncryption: 'require-header' });
const key = (keyRegion: string) => keyPolicy({ region: keyRegion, accountId: ACCOUNT, services: ['s3', 'rds'] });
const queue = (queueName: string) =>
  queuePolicy({ region, accountId: ACCOUNT, queueName, ruleName: `${bucketName}-events` });

const USER = `arn:aws:iam::${ACCOUNT}:user/emergency`;
const trustedBy = (role: AccessRole): string[] => {
  if (isTenantRole(role)) return [roleArn(SCOPE, nameOf('tenantBroker'))];
  return [role === 'breakGlass' ? USER : roleArn(SCOPE, 'workload')];
};

/** The policies of what has one, by the beginning of its ARN. */
const RESOURCE_POLICIES = new Map<string, unknown>([
  [ARNS.bucket, artifacts(bucketName, ARNS.homeKey)],
  [ARNS.replica, artifacts(`${bucketName}-replica`, ARNS.replicaKey)],
  [
    ARNS.vault,
    evidencePolicy({ bucketName: `${bucketName}-evidence`, region, encryption: { mode: 'sse-s3' }, sealerRoleArn }),
  ],
  [ARNS.trail, trailLogPolicy({ bucketName: `${bucketName}-trail`, region, accountId: ACCOUNT, trailName: 'any' })],
  [
    ARNS.reports,
    deliveryPolicy('inventories', { bucketName: `${bucketName}-reports`, region, accountId: ACCOUNT }, [bucketName]),
  ],
  [ARNS.queue, queue(`${bucketName}-events`)],
  [ARNS.deadLetters, queue(`${bucketName}-events-dead`)],
  [ARNS.homeKey, key(region)],
  [ARNS.replicaKey, key('eu-central-1')],
  [ARNS.signingKey, signingKeyPolicy({ region, accountId: ACCOUNT, sealerRoleArn })],
  ...ACCESS_ROLES.map((role): [string, unknown] => [roleArn(SCOPE, nameOf(role)), accessTrust(role, trustedBy(role))]),
]);

const resourcePolicy = (arn: string): unknown =>
  RESOURCE_POLICIES.get(arn) ?? RESOURCE_POLICIES.get(arn.split('/')[0]!);

/** What AWS answers a session of a role; by the documents, or by others in their place. */
export function answer(
  role: AccessRole,
  action: string,
  resource: string,
  context: Record<string, string> = {},
  identity: readonly unknown[] = [accessPolicy(role, SCOPE), drawnAccessPolicy(role, SCOPE)],
): 'allowed' | 'denied' {
  const policies: Policies = {
    identity: (identity as { Statement: unknown[] }[]).filter(({ Statement }) => Statement.length > 0),
    resource: resourcePolicy(resource),
    resourceMustAllow: /^(kms|sts):/.test(action),
  };
  const given: Record<string, string> = {
    'aws:SecureTransport': 'true',
    's3:TlsVersion': '1.3',
    'aws:PrincipalArn': roleArn(SCOPE, nameOf(role)),
    'kms:CallerAccount': ACCOUNT,
    ...(isTenantRole(role) ? { 'aws:PrincipalTag/tenant': ACME } : {}),
    ...context,
  };
  const entries = Object.entries(given).map(([k, value]) => [k.toLowerCase(), [value]] as const);
  return authorize(policies, { principal: sessionOf(nameOf(role)), action, resource, context: new Map(entries) });
}
