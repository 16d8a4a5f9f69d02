import { NO_CONFIGURATION } from '../configuration';
import { PASS, type Control, type Outcome } from '../control';
import { ofAurora } from '../databases';
import { DB_CLUSTER, DB_CLUSTER_INSTANCE, DB_INSTANCE } from '../graph/tokens';
import { nist } from '../mappings';
import { fail, isTrue, requires, unless, worstOf } from '../outcomes';
import { isKeyOfAccount } from '../reading/encryption';
import { read } from '../reading/read';

const KEY = ['performanceInsightsKmsKeyId'];

/** A key that is not known yet is one of another resource, which is the account's. */
function judgeKey(props: object): Outcome {
  const key = read(props, ...KEY);
  if (key.state === 'unknown') return PASS;
  return isKeyOfAccount(key.value)
    ? PASS
    : fail('performanceInsightsKmsKeyId names no key that the account manages', KEY);
}

/** Performance Insights keeps the text of statements, so its key matters as the storage's does. */
export const rdsPerformanceInsights: Control<object> = {
  id: 'rds-performance-insights',
  title: 'Every database says what it is busy with, under a key of your own',
  intent:
    'Which statement holds the others up is seen when it happens. The texts of statements that are kept for it are data, and belong under the same key.',
  severity: 'low',
  level: 'advisory',
  mappings: nist('own', 'CA-7', 'SC-28'),
  remediation: ['set performanceInsightsEnabled: true and performanceInsightsKmsKeyId.'],
  notApplicable: ['Clusters of Aurora: their instances are looked at.'],
  falsePositives: [],
  configuration: NO_CONFIGURATION,
  tokens: [...DB_CLUSTER, ...DB_CLUSTER_INSTANCE, ...DB_INSTANCE],
  content: ({ type, props }) =>
    unless(
      props,
      DB_CLUSTER.includes(type) ? [ofAurora] : [],
      worstOf([
        requires(props, {
          property: ['performanceInsightsEnabled'],
          holds: isTrue,
          because: 'performanceInsightsEnabled is not true',
        }),
        judgeKey(props),
      ]),
    ),
};
