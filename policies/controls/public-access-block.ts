import { bucketControl } from '../bucket-control';
import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Outcome } from '../control';
import { BLOCK } from '../graph/settings';
import { cis, fsbp, nist, pci, securityHub } from '../mappings';
import { read } from '../reading/read';

const FLAGS = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'] as const;

/** Judges a block of public access, of a bucket or of an account. */
export function judgeFlags(props: object): Outcome {
  const flags = FLAGS.map((flag) => ({ flag, reading: read(props, flag) }));
  const open = flags.find(
    ({ reading }) => reading.state === 'absent' || (reading.state === 'known' && reading.value !== true),
  );
  if (open !== undefined)
    return { verdict: 'fail', because: `${open.flag} is not true`, at: { property: [open.flag] } };
  const unknown = flags.filter(({ reading }) => reading.state === 'unknown').map(({ flag }) => flag);
  return unknown.length > 0 ? notKnownYet(unknown.join(', '), { property: unknown.slice(0, 1) }) : PASS;
}

/** All four flags, each literally true: a flag that is not set is false. */
export const publicAccessBlock = bucketControl({
  id: 's3-public-access-block',
  title: 'Every bucket blocks public access in all four ways',
  intent:
    'An ACL or a policy that opens a bucket to the public, by mistake or by an attacker, stays without effect. Three flags of four leave one way open.',
  severity: 'critical',
  level: 'mandatory',
  mappings: [
    ...fsbp('exact', 'S3.8'),
    ...securityHub('partial', 'CloudTrail.6'),
    ...cis('exact', '2.1.4'),
    ...nist('exact', 'AC-3', 'AC-6', 'SC-7'),
    ...pci('exact', '1.4.4'),
  ],
  remediation: [
    `give the bucket a BucketPublicAccessBlock with ${FLAGS.join(', ')} all true.`,
    'pass the bucket itself, not a copy of its name, so that the two are tied before the name is known.',
  ],
  notApplicable: ['Buckets have no inline form of this setting.'],
  falsePositives: ['A block of the whole account does not count: it may be lifted without this stack noticing.'],
  configuration: NO_CONFIGURATION,
  places: BLOCK,
  judge: ({ props }) => judgeFlags(props),
  missing: () => ({ verdict: 'fail', because: 'No BucketPublicAccessBlock belongs to this bucket' }),
});
