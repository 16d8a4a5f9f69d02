import { NO_CONFIGURATION } from '../configuration';
import type { Control } from '../control';
import { DB_CLUSTER_INSTANCE, DB_INSTANCE } from '../graph/tokens';
import { cis, fsbp, nist, pci } from '../mappings';
import { requires } from '../outcomes';

/** A flag that is not set is false. */
export const rdsInstanceNotPublic: Control<object> = {
  id: 'rds-instance-not-public',
  title: 'No database has a public address',
  intent: 'A database that the internet can reach is guessed at all day, and one leaked login is enough.',
  severity: 'critical',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'RDS.2'),
    ...cis('exact', '2.2.3'),
    ...nist('exact', 'AC-4', 'SC-7'),
    ...pci('partial', '1.4.4'),
  ],
  remediation: ['set publiclyAccessible: false, and reach the database from inside its network.'],
  notApplicable: ['Clusters: their instances have the addresses.'],
  falsePositives: [],
  configuration: NO_CONFIGURATION,
  tokens: [...DB_CLUSTER_INSTANCE, ...DB_INSTANCE],
  content: ({ props }) =>
    requires(props, {
      property: ['publiclyAccessible'],
      holds: (value) => value === false,
      because: 'publiclyAccessible is not false',
      absent: 'pass',
    }),
};
