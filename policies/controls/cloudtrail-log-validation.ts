import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control } from '../control';
import { TRAIL } from '../graph/tokens';
import { cis, fsbp, nist, pci } from '../mappings';
import { read } from '../reading/read';

const at = { property: ['enableLogFileValidation'] };

export const cloudtrailLogValidation: Control<object> = {
  id: 'cloudtrail-log-validation',
  title: 'Every trail signs digests of its log files',
  intent: 'A log file that was changed, or taken away, shows: digests are chained and signed by CloudTrail.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'CloudTrail.4'),
    ...cis('exact', '3.2'),
    ...nist('exact', 'AU-9', 'SI-7(1)', 'SI-7(7)'),
    ...pci('partial', '10.3.2', '10.3.4'),
  ],
  remediation: ['set enableLogFileValidation of the trail to true.'],
  notApplicable: [],
  falsePositives: [],
  configuration: NO_CONFIGURATION,
  tokens: TRAIL,
  content: ({ props }) => {
    const validates = read(props, 'enableLogFileValidation');
    if (validates.state === 'unknown') return notKnownYet(validates.path, at);
    if (validates.state === 'known' && validates.value === true) return PASS;
    return { verdict: 'fail', because: 'enableLogFileValidation is not true', at };
  },
};
