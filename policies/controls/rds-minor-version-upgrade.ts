import { NO_CONFIGURATION } from '../configuration';
import type { Control } from '../control';
import { ofAurora } from '../databases';
import { DB_CLUSTER, DB_CLUSTER_INSTANCE, DB_INSTANCE } from '../graph/tokens';
import { cis, fsbp, nist, pci } from '../mappings';
import { isTrue, requires, unless } from '../outcomes';

/** A flag that is not set is true. */
export const rdsMinorVersionUpgrade: Control<object> = {
  id: 'rds-minor-version-upgrade',
  title: 'Every database takes minor versions by itself',
  intent: 'Minor versions mend what can be exploited. Left to hand, they are installed when somebody thinks of it.',
  severity: 'low',
  level: 'advisory',
  mappings: [
    ...fsbp('exact', 'RDS.13', 'RDS.35'),
    ...cis('exact', '2.2.2'),
    ...nist('exact', 'SI-2'),
    ...pci('partial', '6.3.3'),
  ],
  remediation: ['set autoMinorVersionUpgrade: true, and name the major version alone.'],
  notApplicable: ['Clusters of Aurora: their instances are upgraded.'],
  falsePositives: ['A pinned minor version, which a preview would ask to take back after an upgrade.'],
  configuration: NO_CONFIGURATION,
  tokens: [...DB_CLUSTER, ...DB_CLUSTER_INSTANCE, ...DB_INSTANCE],
  content: ({ type, props }) =>
    unless(
      props,
      DB_CLUSTER.includes(type) ? [ofAurora] : [],
      requires(props, {
        property: ['autoMinorVersionUpgrade'],
        holds: isTrue,
        because: 'autoMinorVersionUpgrade is not true',
        absent: 'pass',
      }),
    ),
};
