import { NO_CONFIGURATION } from '../configuration';
import type { Control } from '../control';
import { DB_CLUSTER_INSTANCE, DB_INSTANCE } from '../graph/tokens';
import { nist } from '../mappings';
import { isTrue, names, requires, worstOf } from '../outcomes';

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
  notApplicable: ['Clusters: their instances are looked at.'],
  falsePositives: [],
  configuration: NO_CONFIGURATION,
  tokens: [...DB_CLUSTER_INSTANCE, ...DB_INSTANCE],
  content: ({ props }) =>
    worstOf([
      requires(props, {
        property: ['performanceInsightsEnabled'],
        holds: isTrue,
        because: 'performanceInsightsEnabled is not true',
      }),
      names(props, ['performanceInsightsKmsKeyId'], 'performanceInsightsKmsKeyId names no key'),
    ]),
};
