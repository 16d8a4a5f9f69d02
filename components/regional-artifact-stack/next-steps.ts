import { TRUSTING_ROLES } from '../documents/access/roles';
import type { RegionalArtifactStackArgs } from './args';

const SECOND_RUN =
  'From a machine that reaches the database, with pulumi config set: gl-artifacts:provisionSchema true';
const UNREACHABLE = 'postgresql:connectTimeout 15, since without it an unreachable database is waited for without end';

const UNTOLD =
  'Alarms tell nobody: make an SNS topic in each of the two regions, and name them in gl-artifacts:alarmTopicArns.';

/** Settings of the provider for a database that the stack made: its master is no superuser, and it speaks TLS only. */
const ofMade = (global: boolean): string[] => [
  'postgresql:host as databaseEndpoint says',
  `postgresql:username and, with --secret, postgresql:password as the secret at databaseMasterSecretArn says${
    global ? '' : ' (RDS changes it every seven days)'
  }`,
  'postgresql:superuser false',
  "postgresql:sslmode verify-full and postgresql:sslrootcert, the file with RDS's authorities",
];

const UNCONNECTED =
  'No role may connect to the database: give gl-artifacts:database its resourceId, as aws rds describe-db-clusters (DbClusterResourceId) or describe-db-instances (DbiResourceId) shows it.';

/** Roles connect by IAM to a database that they name; what AWS drew for one that was there already, only its owner knows. */
const unconnected = ({ access, database }: RegionalArtifactStackArgs): boolean =>
  access !== undefined &&
  database.mode === 'existing' &&
  database.auth.mode === 'iam' &&
  database.resourceId === undefined;

/** A role that nobody is named for would be trusted by a guess, so that it is not made; elsewhere than in AWS there is none. */
function notMade({ access, endpoint, optOuts }: RegionalArtifactStackArgs): string[] {
  const without = { sealer: optOuts.evidenceVault, eventConsumer: optOuts.events };
  const missing = TRUSTING_ROLES.filter(
    (role) => access?.[role] === undefined && without[role as keyof typeof without] === undefined,
  );
  if (missing.length === 0 || endpoint !== undefined) return [];
  return [
    `Roles that nobody is named for are not made: name who assumes ${missing.join(', ')} in gl-artifacts:access.`,
  ];
}

/**
 * What a run of the stack left to do, in order. A private database cannot be reached from wherever stacks are deployed,
 * so that its logical layer may be a second run.
 */
export function nextStepsOf(args: RegionalArtifactStackArgs): string[] {
  const { provisionSchema, database, optOuts, alarmTopicArns = [] } = args;
  const settings =
    database.mode === 'existing'
      ? [`postgresql:host, postgresql:username ${database.masterUser} and, with --secret, postgresql:password`]
      : ofMade(database.disasterRecovery?.mode === 'globalDatabase');
  return [
    ...(provisionSchema ? [] : [`${[SECOND_RUN, ...settings, UNREACHABLE].join('; ')}. Then pulumi up again.`]),
    ...notMade(args),
    ...(unconnected(args) ? [UNCONNECTED] : []),
    ...(optOuts.alarms === undefined && alarmTopicArns.length === 0 ? [UNTOLD] : []),
    `Then ${database.mode === 'existing' ? 'give the logins their credentials, and ' : ''}run gl-artifacts schema up as the owner.`,
  ];
}
