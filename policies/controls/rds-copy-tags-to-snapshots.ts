import { NO_CONFIGURATION } from '../configuration';
import type { Control } from '../control';
import { DB_CLUSTER, DB_INSTANCE } from '../graph/tokens';
import { fsbp, nist } from '../mappings';
import { isTrue, requires } from '../outcomes';

export const rdsCopyTagsToSnapshots: Control<object> = {
  id: 'rds-copy-tags-to-snapshots',
  title: 'Every snapshot has the tags of its database',
  intent: 'Who owns a snapshot, and which rules hold for it, is said by its tags; without them it is kept by nobody.',
  severity: 'low',
  level: 'advisory',
  mappings: [...fsbp('exact', 'RDS.16'), ...nist('exact', 'CM-2')],
  remediation: ['set copyTagsToSnapshot: true.'],
  notApplicable: ['Instances of a cluster: snapshots are taken of the cluster.'],
  falsePositives: [],
  configuration: NO_CONFIGURATION,
  tokens: [...DB_CLUSTER, ...DB_INSTANCE],
  content: ({ props }) =>
    requires(props, {
      property: ['copyTagsToSnapshot'],
      holds: isTrue,
      because: 'copyTagsToSnapshot is not true',
    }),
};
