import { bucketControl } from '../bucket-control';
import type { Configuration } from '../configuration';
import { notKnownYet, PASS, type Outcome } from '../control';
import type { BucketRoles } from '../graph/roles';
import { LOCK } from '../graph/settings';
import { nist, pci, securityHub } from '../mappings';
import { requires } from '../outcomes';
import { DAYS_PER_YEAR, LOCK_MODES } from '../reading/lock';
import { read } from '../reading/read';

interface ObjectLockConfig {
  modes: string[];
  minDays: number;
  maxDays: number;
}

const configuration: Configuration<ObjectLockConfig> = {
  properties: {
    modes: {
      type: 'array',
      items: { type: 'string', enum: LOCK_MODES },
      description: 'Modes that the default may have.',
    },
    minDays: { type: 'integer', minimum: 1, description: 'Days that every default keeps at least; a year is 365.' },
    maxDays: { type: 'integer', minimum: 1, description: 'Days that no default exceeds.' },
  },
  defaults: { modes: LOCK_MODES, minDays: 1, maxDays: 3650 },
  check: ({ modes, minDays, maxDays }) => [
    ...(modes.length === 0 ? ['modes is empty'] : []),
    ...(minDays < 1 ? ['minDays is less than 1'] : []),
    ...(minDays > maxDays ? ['minDays is greater than maxDays'] : []),
  ],
};

const at = (path: readonly string[], name: string): { property: string[] } => ({ property: [...path, name] });

function judgeRetention(props: object, path: readonly string[], config: ObjectLockConfig): Outcome {
  const retention = read(props, ...path);
  if (retention.state === 'unknown') return notKnownYet(retention.path, { property: path });
  if (retention.state === 'absent')
    return { verdict: 'fail', because: 'It has no default retention', at: { property: path } };
  const mode = read(retention.value, 'mode');
  if (mode.state === 'absent' || (mode.state === 'known' && !config.modes.includes(mode.value as string)))
    return { verdict: 'fail', because: `The mode is none of ${config.modes.join(', ')}`, at: at(path, 'mode') };
  const [days, years] = [read(retention.value, 'days'), read(retention.value, 'years')];
  const unknown = [mode, days, years].find((reading) => reading.state === 'unknown');
  const given =
    days.state === 'known' ? days.value : years.state === 'known' ? Number(years.value) * DAYS_PER_YEAR : NaN;
  if (days.state !== 'unknown' && years.state !== 'unknown') {
    const inside = typeof given === 'number' && given >= config.minDays && given <= config.maxDays;
    const rule = `The default retention is not within ${config.minDays} to ${config.maxDays} days`;
    if (!inside) return { verdict: 'fail', because: rule, at: { property: path } };
  }
  return unknown?.state === 'unknown' ? notKnownYet([...path, unknown.path].join('.'), { property: path }) : PASS;
}

/**
 * Why a bucket of such roles may have no default retention; nothing when it may.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-config-deliverychannel.html
 */
function undeliverable({ logTarget, configTarget }: BucketRoles): string | undefined {
  if (logTarget)
    return 'Access logs are delivered to this bucket, and S3 delivers none to one with a default retention';
  return configTarget
    ? 'AWS Config delivers to this bucket, and it does not support one with a default retention'
    : undefined;
}

/** A default retention with a mode and a window of days; none where AWS would not deliver with one. */
export const objectLockRetention = bucketControl<ObjectLockConfig>({
  id: 's3-object-lock-default-retention',
  title: 'Every bucket locks new objects by default, within the window of retention',
  intent:
    'An object that no client asked to lock is locked all the same, so that nobody can delete it early. A lock of more than the window keeps what has to go.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...securityHub('partial', 'S3.15'), ...nist('own', 'AU-9', 'AU-11', 'SI-12'), ...pci('exact', '10.5.1')],
  remediation: [
    'set objectLockEnabled on the bucket, and give it a BucketObjectLockConfiguration with rule.defaultRetention: a mode, and days within the window.',
  ],
  notApplicable: [
    'Targets of access logs: S3 delivers no logs to a bucket with a default retention, so there it fails.',
    'Buckets to which AWS Config delivers: it does not support one with a default retention, so there it fails.',
    'Targets of inventories: a report lists what is locked elsewhere, and the next one takes its place.',
  ],
  falsePositives: ['A bucket that locks by headers alone fails: a client that forgets them stores unlocked.'],
  configuration,
  places: LOCK,
  judge: ({ path, props }, config, roles) => {
    const property = [...path, 'rule', 'defaultRetention'];
    const because = roles && undeliverable(roles);
    if (because !== undefined) return requires(props, { property, holds: () => false, because, absent: 'pass' });
    if (roles === undefined && read(props, ...property).state === 'absent')
      return { verdict: 'deferred', because: 'whether AWS delivers logs to its bucket, the graph says' };
    return judgeRetention(props, property, config);
  },
  missing: ({ logTarget, inventoryTarget, configTarget }) => {
    if (logTarget) return { verdict: 'not applicable', because: 'access logs are delivered to this bucket' };
    if (configTarget) return { verdict: 'not applicable', because: 'AWS Config delivers to this bucket' };
    return inventoryTarget
      ? { verdict: 'not applicable', because: 'an inventory is delivered to this bucket' }
      : { verdict: 'fail', because: 'No BucketObjectLockConfiguration belongs to this bucket' };
  },
});
