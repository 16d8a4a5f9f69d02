import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Outcome } from '../control';
import { TRAIL } from '../graph/tokens';
import { cis, fsbp, nist, pci } from '../mappings';
import { read, type Reading } from '../reading/read';

/** Selectors of data events make a trail one of certain buckets: for residency that is to be of one region. */
const SELECTORS = ['advancedEventSelectors', 'eventSelectors'];
const WANTED: readonly { property: string; holds: (reading: Reading) => boolean; because: string }[] = [
  {
    property: 'isMultiRegionTrail',
    holds: (reading) => reading.state === 'known' && reading.value === true,
    because: 'isMultiRegionTrail is not true',
  },
  {
    property: 'includeGlobalServiceEvents',
    holds: (reading) => reading.state === 'absent' || (reading.state === 'known' && reading.value !== false),
    because: 'includeGlobalServiceEvents is false',
  },
  {
    property: 'enableLogging',
    holds: (reading) => reading.state === 'absent' || (reading.state === 'known' && reading.value !== false),
    because: 'enableLogging is false',
  },
];

export const cloudtrailMultiRegion: Control<object> = {
  id: 'cloudtrail-multi-region',
  title: "The account's trail records all regions",
  intent:
    'What is done in a region that nobody works in is recorded too; that is where one goes who does not want to be seen.',
  severity: 'high',
  level: 'advisory',
  mappings: [
    ...fsbp('exact', 'CloudTrail.1'),
    ...cis('exact', '3.1'),
    ...nist('exact', 'AU-2', 'AU-3', 'AU-12', 'CA-7', 'SI-4(20)'),
    ...pci('partial', '10.2.1'),
  ],
  remediation: [
    'set isMultiRegionTrail of the trail to true, and leave enableLogging and includeGlobalServiceEvents on.',
  ],
  notApplicable: [
    'Trails with event selectors: one of the data events of certain buckets is regional, so that no record leaves the residency zone.',
  ],
  falsePositives: ['A regional trail of management events beside that of the account.'],
  configuration: NO_CONFIGURATION,
  tokens: TRAIL,
  content: ({ props }): Outcome => {
    const selectors = SELECTORS.map((name) => read(props, name));
    if (selectors.some(({ state }) => state === 'known'))
      return { verdict: 'not applicable', because: 'it selects events: it is no trail of the account' };
    const readings = WANTED.map((one) => ({ ...one, reading: read(props, one.property) }));
    const unknown = [...selectors, ...readings.map(({ reading }) => reading)].find(({ state }) => state === 'unknown');
    const broken = readings.find(({ reading, holds }) => reading.state !== 'unknown' && !holds(reading));
    const open = selectors.some(({ state }) => state === 'unknown');
    if (broken !== undefined && !open)
      return { verdict: 'fail', because: broken.because, at: { property: [broken.property] } };
    return unknown?.state === 'unknown' ? notKnownYet(unknown.path, { property: [unknown.path] }) : PASS;
  },
};
