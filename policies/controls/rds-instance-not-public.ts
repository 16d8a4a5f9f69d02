import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Outcome } from '../control';
import {
  DB_CLUSTER_INSTANCE,
  DB_CLUSTER_SNAPSHOT_COPY,
  DB_INSTANCE,
  DB_SNAPSHOT,
  DB_SNAPSHOT_COPY,
  VOLUME_SNAPSHOT_PERMISSION,
} from '../graph/tokens';
import { cis, fsbp, nist, pci } from '../mappings';
import { fail, requires } from '../outcomes';
import { readList } from '../reading/read';

const INSTANCE = [...DB_CLUSTER_INSTANCE, ...DB_INSTANCE];
const SNAPSHOT = [...DB_SNAPSHOT, ...DB_SNAPSHOT_COPY, ...DB_CLUSTER_SNAPSHOT_COPY];

/**
 * A snapshot that is shared with all is public: every account may make a database, or a volume, of it.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSnapshotAttribute.html
 * Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
 */
function judgeSharing(props: object, name: 'accountId' | 'sharedAccounts'): Outcome {
  const property = [name];
  const accounts = readList(props, name);
  const readings = accounts.state === 'known' ? accounts.value : [accounts];
  if (readings.some((one) => one.state === 'known' && one.value === 'all'))
    return fail(`${name} has all accounts in it`, property);
  const unknown = readings.find(({ state }) => state === 'unknown');
  return unknown?.state === 'unknown' ? notKnownYet(unknown.path, { property }) : PASS;
}

/** A flag that is not set is false. */
export const rdsInstanceNotPublic: Control<object> = {
  id: 'rds-instance-not-public',
  title: 'No database has a public address, and no snapshot is public',
  intent:
    'A database that the internet can reach is guessed at all day, and one leaked login is enough. A public snapshot needs no login: whoever has an account copies it.',
  severity: 'critical',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'RDS.1', 'RDS.2'),
    ...fsbp('partial', 'EC2.1'),
    ...cis('exact', '2.2.3'),
    ...nist('exact', 'AC-4', 'SC-7'),
    ...pci('partial', '1.4.4'),
  ],
  remediation: [
    'set publiclyAccessible: false, and reach the database from inside its network.',
    'share a snapshot with accounts that are named, never with all.',
  ],
  notApplicable: ['Clusters: their instances have the addresses.'],
  falsePositives: [],
  configuration: NO_CONFIGURATION,
  tokens: [...INSTANCE, ...SNAPSHOT, ...VOLUME_SNAPSHOT_PERMISSION],
  content: ({ type, props }) => {
    if (SNAPSHOT.includes(type)) return judgeSharing(props, 'sharedAccounts');
    if (VOLUME_SNAPSHOT_PERMISSION.includes(type)) return judgeSharing(props, 'accountId');
    return requires(props, {
      property: ['publiclyAccessible'],
      holds: (value) => value === false,
      because: 'publiclyAccessible is not false',
      absent: 'pass',
    });
  },
};
