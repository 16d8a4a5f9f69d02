import { bucketControl } from '../bucket-control';
import type { Configuration } from '../configuration';
import { notKnownYet, PASS } from '../control';
import { EXPIRY } from '../graph/settings';
import { nist, pci, securityHub } from '../mappings';
import { lifecycleRules } from '../reading/lifecycle';

interface AbortConfig {
  maxAbortDays: number;
}

const configuration: Configuration<AbortConfig> = {
  properties: {
    maxAbortDays: { type: 'integer', minimum: 1, description: 'Days after which an unfinished upload is gone.' },
  },
  defaults: { maxAbortDays: 7 },
  check: ({ maxAbortDays }) => (maxAbortDays < 1 ? ['maxAbortDays is less than 1'] : []),
};

export const lifecycleNoncurrentAndAbort = bucketControl<AbortConfig>({
  id: 's3-lifecycle-noncurrent-and-abort',
  title: 'Every bucket clears noncurrent versions and unfinished uploads',
  intent:
    'Old versions and parts of uploads that were given up are seen in no listing of objects: without a rule they are kept, and paid, for ever.',
  severity: 'low',
  level: 'advisory',
  mappings: [...securityHub('partial', 'S3.10'), ...nist('own', 'SI-12'), ...pci('own', '3.2.1')],
  remediation: [
    'add an enabled rule for the whole bucket with noncurrentVersionExpiration.noncurrentDays, without newerNoncurrentVersions, and with abortIncompleteMultipartUpload.daysAfterInitiation.',
  ],
  notApplicable: ['Buckets of evidence: nothing in them is let go by a rule.'],
  falsePositives: ['Rules that cover the bucket only together fail: one rule has to hold for the whole bucket.'],
  configuration,
  places: EXPIRY,
  exempt: ({ vault }) => (vault ? 'it keeps evidence, of which nothing goes by a rule' : undefined),
  judge: (setting, { maxAbortDays }) => {
    const rules = lifecycleRules(setting);
    if (rules.state === 'unknown') return notKnownYet(rules.path);
    const all = rules.state === 'known' ? rules.value : [];
    const may = all.filter((rule) =>
      [rule.enabled, rule.wholeBucket].every((one) => one.state === 'unknown' || (one.state === 'known' && one.value)),
    );
    const certain = may.filter((rule) => rule.enabled.state === 'known' && rule.wholeBucket.state === 'known');
    const clears = (list: typeof all, open: boolean): boolean =>
      list.some(({ clearsVersions: one }) => (one.state === 'known' ? one.value : open && one.state === 'unknown'));
    const aborts = (list: typeof all, open: boolean): boolean =>
      list.some(({ abortDays }) =>
        abortDays.state === 'known' ? Number(abortDays.value) <= maxAbortDays : open && abortDays.state === 'unknown',
      );
    if (!clears(may, true))
      return { verdict: 'fail', because: 'No rule for the whole bucket lets every noncurrent version go' };
    if (!aborts(may, true))
      return { verdict: 'fail', because: `No rule for the whole bucket aborts uploads within ${maxAbortDays} days` };
    return clears(certain, false) && aborts(certain, false)
      ? PASS
      : notKnownYet('what the rules of the lifecycle have');
  },
  missing: () => ({ verdict: 'fail', because: 'No BucketLifecycleConfiguration belongs to this bucket' }),
});
