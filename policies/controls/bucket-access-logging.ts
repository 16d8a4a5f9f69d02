import { bucketControl } from '../bucket-control';
import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS } from '../control';
import { ACCESS_LOGS } from '../graph/settings';
import { cis, fsbp, nist, pci, securityHub } from '../mappings';
import { asText, read } from '../reading/read';

export const bucketAccessLogging = bucketControl({
  id: 's3-access-logging-enabled',
  title: 'Every bucket has its accesses logged in another bucket',
  intent:
    'Who read, wrote or tried to is still known when something is found missing, by records that are not in the bucket itself.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'S3.9'),
    ...securityHub('partial', 'CloudTrail.7'),
    ...cis('partial', '3.4'),
    ...nist('exact', 'AU-2', 'AU-3', 'AU-12', 'AC-6(9)', 'SI-4(20)'),
    ...pci('exact', '10.2.1'),
  ],
  remediation: ['give the bucket a BucketLogging whose targetBucket is another bucket of its region and account.'],
  notApplicable: ['Targets of access logs, by what points at them: each log would cause the next.'],
  falsePositives: ['A bucket whose accesses a trail records alone fails: the trail leaves out what S3 refuses early.'],
  configuration: NO_CONFIGURATION,
  places: ACCESS_LOGS,
  exempt: ({ logTarget }) => (logTarget ? 'access logs are delivered to this bucket' : undefined),
  judge: ({ props, path }) => {
    const property = [...path, 'targetBucket'];
    const target = asText(read(props, ...property));
    if (target.state === 'absent' || (target.state === 'known' && target.value === ''))
      return { verdict: 'fail', because: 'It has no targetBucket', at: { property } };
    return target.state === 'unknown' ? notKnownYet(target.path, { property }) : PASS;
  },
  missing: () => ({ verdict: 'fail', because: 'No BucketLogging belongs to this bucket' }),
});
