import { bucketControl } from '../bucket-control';
import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS } from '../control';
import { VERSIONS } from '../graph/settings';
import { nist, pci, securityHub } from '../mappings';
import { read } from '../reading/read';

/** Status exactly `Enabled`: a suspended bucket overwrites and deletes for good. */
export const bucketVersioning = bucketControl({
  id: 's3-bucket-versioning-enabled',
  title: 'Every bucket keeps versions',
  intent:
    'An object that is overwritten or deleted is still there under its version id. Without versions neither Object Lock nor replication is possible.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...securityHub('exact', 'S3.14'),
    ...nist('exact', 'AU-9(2)', 'CP-6', 'CP-9', 'SI-12'),
    ...pci('partial', '10.3.4'),
  ],
  remediation: ['give the bucket a BucketVersioning whose versioningConfiguration.status is Enabled.'],
  notApplicable: [],
  falsePositives: ['Suspended fails: objects written meanwhile have no version of their own.'],
  configuration: NO_CONFIGURATION,
  places: VERSIONS,
  judge: ({ form, props }) => {
    const [property, wanted] =
      form === 'inline' ? [['versioning', 'enabled'], true] : [['versioningConfiguration', 'status'], 'Enabled'];
    const status = read(props, ...property);
    if (status.state === 'unknown') return notKnownYet(status.path, { property: property });
    if (status.state === 'known' && status.value === wanted) return PASS;
    const at = { property: property };
    return { verdict: 'fail', because: `${at.property.join('.')} is not ${String(wanted)}`, at };
  },
  missing: () => ({ verdict: 'fail', because: 'No BucketVersioning belongs to this bucket' }),
});
