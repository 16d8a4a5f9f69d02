import { notOfArtifacts, NOT_OF_ARTIFACTS } from '../audit-buckets';
import { bucketControl } from '../bucket-control';
import type { Configuration } from '../configuration';
import { notKnownYet, PASS, type Outcome } from '../control';
import { EXPIRY } from '../graph/settings';
import { nist, pci, fsbp } from '../mappings';
import { lifecycleRules, type LifecycleRule } from '../reading/lifecycle';
import type { Reading } from '../reading/read';

interface WindowConfig {
  minDays: number;
  maxDays: number;
  graceDays: number;
}

const days = (description: string) => ({ type: 'integer' as const, minimum: 0, description });
const configuration: Configuration<WindowConfig> = {
  properties: {
    minDays: days('Days before which nothing may expire.'),
    maxDays: days('Days after which everything has to expire.'),
    graceDays: days('Days that a lifecycle may come after maxDays: it is the backstop of who deletes.'),
  },
  defaults: { minDays: 30, maxDays: 365, graceDays: 14 },
  check: ({ minDays, maxDays, graceDays }) => [
    ...(Math.min(minDays, maxDays, graceDays) < 0 ? ['days are not negative'] : []),
    ...(minDays > maxDays ? ['minDays is greater than maxDays'] : []),
  ],
};

const is = (reading: Reading<boolean>): boolean => reading.state === 'known' && reading.value;

function judgeRules(rules: readonly LifecycleRule[], { minDays, maxDays, graceDays }: WindowConfig): Outcome {
  const inside = (value: unknown): boolean =>
    typeof value === 'number' && value >= minDays && value <= maxDays + graceDays;
  const window = `${minDays} to ${maxDays} days and ${graceDays} of grace`;
  for (const { path: property, enabled, expiryDate, expiryDays, noncurrentDays } of rules) {
    const fail = (because: string): Outcome => ({ verdict: 'fail', because, at: { property } });
    if (enabled.state === 'known' && !enabled.value) return fail('A rule is not enabled');
    if (expiryDate.state === 'known')
      return fail('A rule expires by a date, which is no number of days for any object');
    for (const [what, reading] of [
      ['Expiry', expiryDays] as const,
      ['Expiry of noncurrent versions', noncurrentDays] as const,
    ])
      if (reading.state === 'known' && !inside(reading.value)) return fail(`${what} is not within ${window}`);
  }
  const unknown = rules
    .flatMap(({ enabled, wholeBucket, expiryDate, expiryDays, noncurrentDays, clearsVersions }) => [
      enabled,
      wholeBucket,
      expiryDate,
      expiryDays,
      noncurrentDays,
      clearsVersions,
    ])
    .find(({ state }) => state === 'unknown');
  const whole = rules.filter(({ wholeBucket }) => is(wholeBucket));
  if (unknown?.state === 'unknown') return notKnownYet(unknown.path);
  const lacks = (what: string): Outcome => ({
    verdict: 'fail',
    because: `${what} have no expiry that holds for the whole bucket`,
  });
  if (whole.every(({ expiryDays }) => expiryDays.state === 'absent')) return lacks('Current versions');
  return whole.some(({ clearsVersions }) => is(clearsVersions)) ? PASS : lacks('Noncurrent versions');
}

/** Expiry and noncurrent days, each for itself: a lifecycle is the backstop of who deletes. */
export const lifecycleRetentionWindow = bucketControl<WindowConfig>({
  id: 's3-lifecycle-retention-window',
  title: 'Every bucket of artifacts lets objects go within the window of retention',
  intent:
    'Nothing is gone before it may be, and nothing is kept for longer than was promised, not even what no class of retention was given to.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [...fsbp('partial', 'S3.13'), ...nist('own', 'SI-12', 'AU-11'), ...pci('partial', '3.2.1', '10.5.1')],
  remediation: [
    'give the bucket a BucketLifecycleConfiguration with an enabled rule for the whole bucket (filter with an empty prefix) that has expiration.days and noncurrentVersionExpiration.noncurrentDays, and keep the days of every rule within the window.',
  ],
  notApplicable: [NOT_OF_ARTIFACTS],
  falsePositives: [
    'A rule that is not enabled fails: it reads like a promise, and does nothing.',
    'Expiry and noncurrent days are not added up: each of them has to be within the window.',
    'A rule with newerNoncurrentVersions is no expiry of noncurrent versions: it keeps so many of every object, whatever their age.',
  ],
  configuration,
  places: EXPIRY,
  exempt: notOfArtifacts,
  judge: (setting, config) => {
    const rules = lifecycleRules(setting);
    if (rules.state === 'unknown') return notKnownYet(rules.path);
    return judgeRules(rules.state === 'known' ? rules.value : [], config);
  },
  missing: () => ({ verdict: 'fail', because: 'No BucketLifecycleConfiguration belongs to this bucket' }),
});
