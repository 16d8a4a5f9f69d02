import type { Configuration } from '../configuration';
import { notKnownYet, PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import type { Graph } from '../graph/graph';
import { EXPIRY, LOCK, settingOf } from '../graph/settings';
import { BUCKET, LIFECYCLE, OBJECT_LOCK } from '../graph/tokens';
import { nist, pci } from '../mappings';
import { worstOf } from '../outcomes';
import { lifecycleRules, tagValueOf, type LifecycleRule } from '../reading/lifecycle';
import { lockDays } from '../reading/lock';
import type { Reading } from '../reading/read';

interface ConsistencyConfig {
  classTag: string;
  graceDays: number;
}

const configuration: Configuration<ConsistencyConfig> = {
  properties: {
    classTag: {
      type: 'string',
      description: 'Key of the tag that gives an object its class of retention, whose value is as 90-days.',
    },
    graceDays: {
      type: 'integer',
      minimum: 0,
      description: 'Days that a lifecycle may come after the end of a class: it is the backstop of who deletes.',
    },
  },
  defaults: { classTag: 'gl-retention', graceDays: 14 },
  check: ({ classTag, graceDays }) => [
    ...(classTag === '' ? ['classTag is empty'] : []),
    ...(graceDays < 0 ? ['graceDays is negative'] : []),
  ],
};

const CLASS = /^(\d{1,5})-days$/;

const broken = (because: string): Outcome => ({ verdict: 'fail', because });

/**
 * One rule against the lock and against the class of retention that it is for. From its date on, one that expires by a
 * date is applied to every object, the newest too.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
function judgeRule(rule: LifecycleRule, tag: Reading<string>, lock: Reading<number>, graceDays: number): Outcome {
  const classDays = Number(CLASS.exec(tag.state === 'known' ? tag.value : '')?.[1] ?? NaN);
  const locked = lock.state === 'known' ? lock.value : 0;
  const held = locked > 0 || !Number.isNaN(classDays);
  if (held && rule.expiryDate.state === 'known')
    return broken('A rule of the lifecycle expires by a date, whatever the age of an object');
  for (const [what, reading] of [
    ['expires objects', rule.expiryDays] as const,
    ['expires noncurrent versions', rule.noncurrentDays] as const,
  ]) {
    const days = reading.state === 'known' ? Number(reading.value) : NaN;
    if (days < locked) return broken(`A rule of the lifecycle ${what} before the default retention lets go of them`);
    if (days < classDays) return broken(`A rule of the lifecycle ${what} before their class of retention ends`);
    if (days > classDays + graceDays)
      return broken(`A rule of the lifecycle ${what} more than ${graceDays} days after their class of retention ends`);
  }
  if (classDays < locked)
    return broken('A class of retention ends before the default retention lets go of its objects');
  const { enabled, expiryDate, expiryDays, noncurrentDays } = rule;
  const unknown = [enabled, expiryDate, expiryDays, noncurrentDays, tag].find(({ state }) => state === 'unknown');
  return unknown?.state === 'unknown' ? notKnownYet(unknown.path) : PASS;
}

function judgeBucket(graph: Graph, bucket: StackResource, config: ConsistencyConfig): Outcome {
  const [setting, lifecycle] = [settingOf(graph, bucket, LOCK), settingOf(graph, bucket, EXPIRY)];
  if (lifecycle.state === 'absent') return { verdict: 'not applicable', because: 'the bucket has no lifecycle' };
  if (lifecycle.state === 'unknown') return notKnownYet(lifecycle.path);
  const lock = setting.state === 'known' ? lockDays(setting.value) : setting;
  const rules = lifecycleRules(lifecycle.value);
  if (rules.state === 'unknown') return notKnownYet(rules.path);
  const enabled = (rules.state === 'known' ? rules.value : []).filter(
    (rule) => rule.enabled.state === 'unknown' || (rule.enabled.state === 'known' && rule.enabled.value),
  );
  const outcome = worstOf(
    enabled.map((rule) => judgeRule(rule, tagValueOf(lifecycle.value, rule, config.classTag), lock, config.graceDays)),
  );
  return outcome.verdict === 'pass' && lock.state === 'unknown' ? notKnownYet(lock.path) : outcome;
}

/** Of the graph alone: lock and lifecycle are two resources. */
export const wormLifecycleConsistent: Control<ConsistencyConfig> = {
  id: 's3-worm-lifecycle-consistent',
  title: 'Lock, lifecycle and classes of retention of a bucket fit together',
  intent:
    'A lifecycle that comes before the lock deletes nothing, and one that comes before the end of a class deletes too early: whoever reads it believes in a disposal that does not happen, or that may not.',
  severity: 'medium',
  level: 'mandatory',
  mappings: [...nist('own', 'SI-12', 'SI-12(3)'), ...pci('own', '3.2.1', '10.5.1')],
  remediation: [
    'let every rule of the lifecycle expire objects and noncurrent versions no earlier than the default retention, and those of a class no earlier than its days and no later than graceDays after.',
    'let a rule expire by days where there is a lock or a class: by a date, it expires every object from then on.',
  ],
  notApplicable: ['Buckets without a lifecycle, and rules that are not enabled.'],
  falsePositives: [
    'Expiry and noncurrent days are not added up: each of them has to come after the lock.',
    'A tag of the class whose value is no number of days is held to the lock alone.',
  ],
  configuration,
  tokens: [...BUCKET, ...OBJECT_LOCK, ...LIFECYCLE],
  graph: {
    suffix: 'graph',
    judge: (graph, config) =>
      graph.buckets.map((bucket): Judgement => ({ urn: bucket.urn, outcome: judgeBucket(graph, bucket, config) })),
  },
};
