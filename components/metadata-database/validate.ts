import { shown, unless, validateWhole } from '../common/checks';
import { validatePlacement } from '../common/placement';
import type { ArgumentProblem } from '../problems';
import { withDatabaseDefaults, type CertificateAuthority, type MetadataDatabaseArgs } from './args';
import { validateDisasterRecovery } from './disaster-recovery';
import { validateEngine } from './engine';
import type { InsightsMode } from './insights';
import { validateDatabaseNetwork } from './network';

/** Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html */
const BACKUP_NAME_CHARACTERS = 50;

const AUTHORITIES: readonly CertificateAuthority[] = ['rds-ca-rsa2048-g1', 'rds-ca-rsa4096-g1', 'rds-ca-ecc384-g1'];
const INSIGHTS: readonly InsightsMode[] = ['standard', 'advanced'];

const validateChoice = (value: string, choices: readonly string[], path: string): ArgumentProblem[] =>
  unless(choices.includes(value), {
    path,
    value: shown(value),
    rule: `is one of ${choices.join(', ')}`,
    fix: 'choose one of them',
  });

/** @returns every problem of the arguments */
export function validateMetadataDatabaseArgs(args: MetadataDatabaseArgs, path = 'database'): ArgumentProblem[] {
  const { placement, identifier, disasterRecovery } = args;
  const settings = withDatabaseDefaults(args);
  return [
    ...validatePlacement(placement, `${path}.placement`),
    ...unless(/^[a-z](?!.*--)[a-z0-9-]{0,60}[a-z0-9]$/.test(identifier), {
      path: `${path}.identifier`,
      value: shown(identifier),
      rule: 'has 2 to 62 lower-case letters, digits and single hyphens, and begins with a letter',
      fix: 'change it',
    }),
    ...unless(disasterRecovery.mode === 'none' || identifier.length <= BACKUP_NAME_CHARACTERS, {
      path: `${path}.identifier`,
      value: shown(identifier),
      rule: `has at most ${BACKUP_NAME_CHARACTERS} characters: vaults, plans and the second cluster are named after it`,
      fix: 'shorten it',
    }),
    ...validateDatabaseNetwork(args, path),
    ...validateEngine(settings.engine, settings.engineVersion, placement.region, path),
    ...validateWhole(settings.backupRetentionDays, `${path}.backupRetentionDays`, [7, 35], 'days'),
    ...validateChoice(settings.insights, INSIGHTS, `${path}.insights`),
    ...validateChoice(settings.certificateAuthority, AUTHORITIES, `${path}.certificateAuthority`),
    ...validateDisasterRecovery(disasterRecovery, settings.engine, placement, `${path}.disasterRecovery`),
  ];
}
