import { accessPolicy, drawnAccessPolicy } from '../../components/documents/access/policies';
import { accessRoleName, ACCESS_ROLES, isTenantRole, ROLE_FACTS } from '../../components/documents/access/roles';
import type { AccessScope } from '../../components/documents/access/scope';
import { accessTrust } from '../../components/documents/access/trust';
import { batchReplicationPolicy, batchReplicationTrust } from '../../components/documents/batch-replication';
import { replicationPolicy, replicationTrust } from '../../components/documents/replication';

const region = 'eu-west-1';
const bucketName = 'BUCKET';
const accountId = '111122223333';
const artifacts = [
  { bucketName, region, kmsKeyArn: 'KEY' },
  { bucketName: `${bucketName}-replica`, region: 'eu-central-1', kmsKeyArn: 'REPLICA-KEY' },
];
const SCOPE: AccessScope = {
  region,
  accountId,
  artifacts,
  evidence: { bucketName: `${bucketName}-evidence`, signingKeyArn: 'SIGNING-KEY' },
  trails: [{ trailName: `${bucketName}-trail`, bucketName: `${bucketName}-trail`, region, kmsKeyArn: 'KEY' }],
  reports: artifacts.map((bucket) => ({ ...bucket, bucketName: `${bucket.bucketName}-reports` })),
  events: { queueName: `${bucketName}-events` },
  databaseResourceId: 'DATABASE',
};
const [source, destination] = artifacts.map((end) => ({ ...end, accountId }));
const EDGES = [
  { direction: 'there', edge: { source: source!, destination: destination! } },
  { direction: 'back', edge: { source: destination!, destination: source! } },
];

interface Shown {
  name: string;
  trust: string;
  session: string;
  trustPolicy: { Statement: readonly { Condition?: object }[] };
  statements: readonly { Action: string | string[]; Resource: string | string[] }[];
}

const ROLES: readonly Shown[] = [
  ...ACCESS_ROLES.map((role): Shown => {
    const named = role === 'breakGlass' ? 'named users' : 'named principals';
    return {
      name: accessRoleName(bucketName, role),
      trust: isTenantRole(role) ? 'the tenant broker, with one session tag' : named,
      session: `${ROLE_FACTS[role].sessionSeconds / 3600} h`,
      trustPolicy: accessTrust(role, []),
      statements: [...accessPolicy(role, SCOPE).Statement, ...drawnAccessPolicy(role, SCOPE).Statement],
    };
  }),
  ...EDGES.flatMap(({ direction, edge }): Shown[] => {
    const batch = { ...edge.source, reportBucket: `${edge.source.bucketName}-logs` };
    return [
      {
        name: `${bucketName}-${direction}`,
        trust: 'S3, for the source bucket',
        session: '1 h',
        trustPolicy: replicationTrust(edge),
        statements: replicationPolicy(edge, false).Statement,
      },
      {
        name: `${bucketName}-${direction}-batch`,
        trust: 'S3 Batch Operations, for this account',
        session: '1 h',
        trustPolicy: batchReplicationTrust(batch),
        statements: batchReplicationPolicy(batch).Statement,
      },
    ];
  }),
];

const code = (text: string): string => `\`${text}\``;
const resources = (role: Shown, action: string): string =>
  [
    ...new Set(
      role.statements.filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource }) => Resource),
    ),
  ]
    .map((arn) => code(arn.replace('arn:aws:s3:::', '')))
    .join('<br>');

const mfa = ({ trustPolicy }: Shown): string =>
  JSON.stringify(trustPolicy).includes('MultiFactorAuthPresent') ? 'yes' : 'no';

/** The page that says which role may do what and who assumes it, read from the documents that the stacks render. */
export function accessPage(): string {
  const roles = ROLES.map((r) => `| ${[code(r.name), r.trust, mfa(r), r.session].join(' | ')} |`);
  const actions = ROLES.flatMap((role) =>
    [...new Set(role.statements.flatMap(({ Action }) => Action))]
      .sort()
      .map((action) => `| ${[code(role.name), code(action), resources(role, action)].join(' | ')} |`),
  );
  return `# Who may do what

Generated from the policy documents by \`npm run generate\`. \`BUCKET\` stands for the stack's bucket. A role that nobody is
named for in \`gl-artifacts:access\` is not made. Lists of tenants and use of keys have conditions, on the prefix, on the
service and on the encryption context; bucket and key policies refuse further.

## Roles

| role | assumed by | MFA | longest session |
| --- | --- | --- | --- |
${roles.join('\n')}

## Actions

| role | action | resources |
| --- | --- | --- |
${actions.join('\n')}
`;
}
