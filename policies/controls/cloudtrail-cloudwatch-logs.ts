import type { Configuration } from '../configuration';
import { notKnownYet, type Control, type Outcome } from '../control';
import { TRAIL } from '../graph/tokens';
import { recordsManagement } from '../graph/trails';
import { fsbp, nist, pci } from '../mappings';
import { names, worstOf } from '../outcomes';

interface CloudWatchConfig {
  dataEvents: boolean;
}

const configuration: Configuration<CloudWatchConfig> = {
  properties: {
    dataEvents: { type: 'boolean', description: 'Whether it holds for trails of data events alone too.' },
  },
  defaults: { dataEvents: false },
  check: () => [],
};

/** Data events are not asked for by default: there are as many as accesses, and CloudWatch Logs is paid by the byte. */
export const cloudtrailCloudWatchLogs: Control<CloudWatchConfig> = {
  id: 'cloudtrail-cloudwatch-logs',
  title: "The account's trail delivers to CloudWatch Logs too",
  intent:
    'A filter of CloudWatch raises an alarm minutes after a change that nobody should make. Files in a bucket are read when somebody looks.',
  severity: 'medium',
  level: 'advisory',
  mappings: [
    ...fsbp('exact', 'CloudTrail.5'),
    ...nist('exact', 'AU-6(1)', 'AU-6(3)', 'SI-4(5)', 'SI-4(20)'),
    ...pci('partial', '10.3.3'),
  ],
  remediation: [
    'set cloudWatchLogsGroupArn of the trail to a log group of its region, and cloudWatchLogsRoleArn to a role that CloudTrail assumes to write there.',
  ],
  notApplicable: ['Trails that record no management events, unless dataEvents is set.'],
  falsePositives: ['A trail whose events another system reads from the bucket or from EventBridge.'],
  configuration,
  tokens: TRAIL,
  content: ({ props }, { dataEvents }): Outcome => {
    const management = dataEvents ? 'yes' : recordsManagement(props);
    if (management === 'no') return { verdict: 'not applicable', because: 'it records no management events' };
    const outcome = worstOf(
      ['cloudWatchLogsGroupArn', 'cloudWatchLogsRoleArn'].map((name) => names(props, [name], `It has no ${name}`)),
    );
    if (management === 'yes' || outcome.verdict === 'pass') return outcome;
    return notKnownYet('whether it records management events');
  },
};
