import { bucketControl } from '../bucket-control';
import { judgeBucketPolicy, type BucketPolicyRule } from '../bucket-policy-control';
import { NO_CONFIGURATION } from '../configuration';
import type { Outcome } from '../control';
import { POLICY } from '../graph/settings';
import { nist, pci } from '../mappings';

/** With the versions denied too, a lock in GOVERNANCE mode holds for those who may bypass it. */
const RULE: BucketPolicyRule = {
  what: 'Deleting the logs of a trail',
  forbidden: [{ objectActions: ['s3:DeleteObject', 's3:DeleteObjectVersion'], everyAction: false, context: {} }],
};

const NO_TRAIL: Outcome = { verdict: 'not applicable', because: 'no trail of the stack is delivered to this bucket' };

/** What a trail's bucket has beyond every bucket: the rest is judged by the controls of all, and it is exempt from none. */
export const cloudtrailLogBucketHardened = bucketControl({
  id: 'cloudtrail-log-bucket-hardened',
  title: 'Nobody deletes from the bucket of a trail',
  intent:
    'Whoever did something that a trail recorded does not take the record away, be it the administrator of the account. Beside that the bucket has what every bucket has: blocked public access, TLS, versions, a lock, and access logs of its own.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...nist('exact', 'AU-9'), ...pci('exact', '10.3.2')],
  remediation: [
    'add a statement with Effect Deny, Principal "*", Action s3:DeleteObject and s3:DeleteObjectVersion, Resource the bucket\'s ARN with /*, and no condition: expiry by a lifecycle is not denied by it.',
  ],
  notApplicable: [
    'Buckets that no trail of the stack names: one that is stopped counts, what it wrote is kept.',
    'Buckets of other stacks: they are judged there, where nothing may say that they are of a trail.',
  ],
  falsePositives: ['A Deny that exempts a role for emergencies fails: whoever assumes it deletes.'],
  configuration: NO_CONFIGURATION,
  places: POLICY,
  judge: (setting, _config, roles) => {
    if (roles === undefined)
      return { verdict: 'deferred', because: 'whether a trail is delivered to its bucket, the graph says' };
    return roles.trailed ? judgeBucketPolicy(setting, RULE, roles) : NO_TRAIL;
  },
  missing: ({ trailed }) =>
    trailed
      ? { verdict: 'fail', because: 'No bucket policy belongs to this bucket, so nothing denies deletion' }
      : NO_TRAIL,
});
