import { bucketControl } from '../bucket-control';
import { bucketPolicyOf } from '../bucket-policy-control';
import { NO_CONFIGURATION } from '../configuration';
import { POLICY } from '../graph/settings';
import { fsbp, nist, pci } from '../mappings';
import { worstOf } from '../outcomes';
import { judgeStrangers } from '../resource-policy';

const ASKED = {
  service: 's3',
  actions: ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:PutBucketPolicy', 's3:AnActionToCome'],
  resources: ['arn:aws:s3:::any-bucket', 'arn:aws:s3:::any-bucket/any/key'],
};

/** Judged by requests of strangers, so that a condition counts when no stranger meets it, whatever it is. */
export const bucketNoPublicPrincipal = bucketControl({
  id: 's3-bucket-no-public-principal',
  title: 'No bucket policy lets in anybody whom it does not name',
  intent:
    'Whoever is let in by "*" is everybody, signed in or not; a service that is let in without a word of whose it is can be sent by any account. The public access block is the second line: this is the first.',
  severity: 'critical',
  level: 'mandatory',
  mappings: [
    ...fsbp('partial', 'S3.2', 'S3.3'),
    ...nist('exact', 'AC-3', 'AC-6', 'AC-21', 'SC-7'),
    ...pci('own', '7.2.1'),
  ],
  remediation: [
    'name the accounts or roles as principals, or keep "*" with a fixed value of aws:PrincipalOrgID, aws:PrincipalAccount, aws:PrincipalArn or aws:SourceVpce.',
    'where a service is let in, add ArnLike aws:SourceArn or StringEquals aws:SourceAccount with a value of this account.',
  ],
  notApplicable: ['Buckets without a policy: nobody is let in by one.'],
  falsePositives: [
    'A condition on aws:Referer, on a header, on aws:username or on tags of the principal fails: whoever asks chooses them.',
    'A condition whose value is a wildcard fails, as an ARN with * for the account.',
    'A range of addresses counts as long as it is not all of the internet.',
  ],
  configuration: NO_CONFIGURATION,
  places: POLICY,
  judge: (setting) => {
    const readable = bucketPolicyOf(setting);
    if ('outcome' in readable) return readable.outcome;
    const judge = (strangers: 'anybody' | 'named services', because: string) =>
      judgeStrangers(readable.document, { ...ASKED, strangers, because }, ['policy']);
    return worstOf([
      judge('anybody', 'The policy lets in callers whom it does not name'),
      judge('named services', 'The policy lets in a service on behalf of any account'),
    ]);
  },
  missing: () => ({ verdict: 'not applicable', because: 'no policy belongs to this bucket: it lets in nobody' }),
});
