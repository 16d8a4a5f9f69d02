import type { Configuration } from '../configuration';
import type { Control } from '../control';
import { replica } from '../databases';
import { DB_CLUSTER, DB_INSTANCE } from '../graph/tokens';
import { fsbp, nist, pci } from '../mappings';
import { requires, unless } from '../outcomes';

interface BackupConfig {
  minDays: number;
}

/** What RDS takes. Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html */
const MOST_DAYS = 35;

const configuration: Configuration<BackupConfig> = {
  properties: {
    minDays: {
      type: 'integer',
      minimum: 1,
      maximum: MOST_DAYS,
      description: 'Days for which automated backups are kept, at least.',
    },
  },
  defaults: { minDays: 7 },
  check: ({ minDays }) => (minDays < 1 || minDays > MOST_DAYS ? [`minDays is not within 1 to ${MOST_DAYS}`] : []),
};

/** A retention that is not set is one day for a cluster and none for an instance. */
export const rdsBackupRetention: Control<BackupConfig> = {
  id: 'rds-backup-retention',
  title: 'Every database can be restored to any second of the window of backups',
  intent:
    'A wrong migration or a deletion is often found days later. What is older than the retention cannot be taken back.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'RDS.11', 'RDS.50'),
    ...nist('exact', 'CP-6', 'CP-9', 'SI-12'),
    ...pci('partial', '10.3.3'),
  ],
  remediation: ['set backupRetentionPeriod to the window or more; RDS takes 1 to 35 days.'],
  notApplicable: ['Read replicas: their source is backed up.'],
  falsePositives: ['A database that is backed up by AWS Backup alone fails: that restores to a plan, not to a second.'],
  configuration,
  tokens: [...DB_CLUSTER, ...DB_INSTANCE],
  content: ({ props }, { minDays }) =>
    unless(
      props,
      [replica('its source is backed up')],
      requires(props, {
        property: ['backupRetentionPeriod'],
        holds: (days) => typeof days === 'number' && days >= minDays,
        because: `backupRetentionPeriod is less than ${minDays}`,
      }),
    ),
};
