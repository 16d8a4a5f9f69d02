import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control } from '../control';
import { BUCKET } from '../graph/tokens';
import { nist } from '../mappings';
import { read } from '../reading/read';

export const bucketForceDestroy: Control<object> = {
  id: 's3-bucket-force-destroy-disabled',
  title: 'No bucket is emptied when it is destroyed',
  intent: 'A destroyed stack, or a bucket that has to be replaced, takes no object with it: what is not empty stays.',
  severity: 'medium',
  level: 'mandatory',
  mappings: nist('own', 'CP-9', 'SI-12'),
  remediation: ['remove forceDestroy from the bucket, or set it to false.'],
  notApplicable: [],
  falsePositives: ['A bucket of a test that is thrown away: there the control can be made advisory.'],
  configuration: NO_CONFIGURATION,
  tokens: BUCKET,
  content: ({ props }) => {
    const destroys = read(props, 'forceDestroy');
    const at = { property: ['forceDestroy'] };
    if (destroys.state === 'unknown') return notKnownYet('forceDestroy', at);
    if (destroys.state === 'absent' || destroys.value === false) return PASS;
    return { verdict: 'fail', because: 'forceDestroy is not false', at };
  },
};
