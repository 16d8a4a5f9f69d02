import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Outcome } from '../control';
import { TRAIL } from '../graph/tokens';
import { recordsManagement } from '../graph/trails';
import type { Truth } from '../document/truth';
import { cis, fsbp, nist, pci } from '../mappings';
import { isNotFalse, isTrue, requires, worstOf } from '../outcomes';
import { all } from '../reading/truths';

const RECORDS: Readonly<Record<Truth, Outcome>> = {
  yes: PASS,
  no: { verdict: 'fail', because: 'Of management events it records the reads alone or the writes alone' },
  unknown: notKnownYet('which management events it records'),
};

export const cloudtrailMultiRegion: Control<object> = {
  id: 'cloudtrail-multi-region',
  title: "The account's trail records all regions",
  intent:
    'What is done in a region that nobody works in is recorded too; that is where one goes who does not want to be seen.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'CloudTrail.1'),
    ...cis('exact', '3.1'),
    ...nist('exact', 'AU-2', 'AU-3', 'AU-12', 'CA-7', 'SI-4(20)'),
    ...pci('partial', '10.2.1'),
  ],
  remediation: [
    'set isMultiRegionTrail of the trail to true, and leave enableLogging and includeGlobalServiceEvents on; or let its selectors take data events alone.',
    'let a selector of management events take reads and writes: no readWriteType, or All; no field readOnly.',
  ],
  notApplicable: [
    'Trails that record no management events: one of the data events of certain buckets is regional, so that no record leaves the residency zone.',
  ],
  falsePositives: ['A regional trail of management events beside that of the account.'],
  configuration: NO_CONFIGURATION,
  tokens: TRAIL,
  content: ({ props }): Outcome => {
    const management = recordsManagement(props);
    if (management === 'no')
      return { verdict: 'not applicable', because: 'it records no management events: it is no trail of the account' };
    if (management === 'unknown') return notKnownYet('whether it records management events');
    return worstOf([
      requires(props, { property: ['isMultiRegionTrail'], holds: isTrue, because: 'isMultiRegionTrail is not true' }),
      ...['includeGlobalServiceEvents', 'enableLogging'].map((name) =>
        requires(props, { property: [name], holds: isNotFalse, because: `${name} is false`, absent: 'pass' }),
      ),
      RECORDS[all(recordsManagement(props, 'reads'), recordsManagement(props, 'writes'))],
    ]);
  },
};
