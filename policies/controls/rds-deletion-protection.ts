import { NO_CONFIGURATION } from '../configuration';
import type { Control } from '../control';
import { clusterReplica, replica } from '../databases';
import { DB_CLUSTER, DB_INSTANCE, GLOBAL_CLUSTER } from '../graph/tokens';
import { fsbp, nist } from '../mappings';
import { isNotTrue, isTrue, requires, unless, worstOf } from '../outcomes';

const SOURCE = 'its source has the data';

/** Protection literally on, and a last snapshot should it be taken off. */
export const rdsDeletionProtection: Control<object> = {
  id: 'rds-deletion-protection',
  title: 'No database is deleted by one call, or without a last snapshot',
  intent:
    'The metadata say which object is which: without them the objects are bytes. One mistaken destroy must not be enough.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...fsbp('exact', 'RDS.7'), ...nist('exact', 'CM-3', 'SC-5(2)'), ...nist('own', 'CP-9')],
  remediation: ['set deletionProtection: true and skipFinalSnapshot: false with a finalSnapshotIdentifier.'],
  notApplicable: ['The snapshot of a read replica: its source has the data.'],
  falsePositives: ['A stack that is meant to be thrown away fails: give it another configuration of this policy.'],
  configuration: NO_CONFIGURATION,
  tokens: [...DB_CLUSTER, ...DB_INSTANCE, ...GLOBAL_CLUSTER],
  content: ({ props }) =>
    worstOf([
      requires(props, {
        property: ['deletionProtection'],
        holds: isTrue,
        because: 'deletionProtection is not true',
      }),
      unless(
        props,
        [replica(SOURCE), clusterReplica(SOURCE)],
        requires(props, {
          property: ['skipFinalSnapshot'],
          holds: isNotTrue,
          because: 'skipFinalSnapshot is true',
          absent: 'pass',
        }),
      ),
    ]),
};
