import { bucketControl } from '../bucket-control';
import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS } from '../control';
import { OBJECT_OWNERSHIP } from '../graph/settings';
import { fsbp, nist } from '../mappings';
import { read } from '../reading/read';

const PROPERTY = ['rule', 'objectOwnership'];

/** BucketOwnerEnforced: ACLs are without effect, and the account of the bucket owns every object. */
export const bucketAclsDisabled = bucketControl({
  id: 's3-bucket-acls-disabled',
  title: 'Every bucket has its ACLs disabled',
  intent:
    'Who may read is said by policies alone. An ACL of a single object is seen by no review, and its writer could keep the object from the owner of the bucket.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [...fsbp('exact', 'S3.12'), ...nist('exact', 'AC-3', 'AC-6')],
  remediation: ['give the bucket a BucketOwnershipControls whose rule.objectOwnership is BucketOwnerEnforced.'],
  notApplicable: ['Buckets have no inline form of this setting.'],
  falsePositives: [
    'A bucket without the setting fails: S3 disables ACLs of new buckets, and the program does not say so.',
  ],
  configuration: NO_CONFIGURATION,
  places: OBJECT_OWNERSHIP,
  judge: ({ props }) => {
    const ownership = read(props, ...PROPERTY);
    const at = { property: PROPERTY };
    if (ownership.state === 'unknown') return notKnownYet(ownership.path, at);
    if (ownership.state === 'known' && ownership.value === 'BucketOwnerEnforced') return PASS;
    return { verdict: 'fail', because: 'rule.objectOwnership is not BucketOwnerEnforced', at };
  },
  missing: () => ({ verdict: 'fail', because: 'No BucketOwnershipControls belongs to this bucket' }),
});
