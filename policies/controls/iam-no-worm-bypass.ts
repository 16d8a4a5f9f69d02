import { forbiddenActions, judgeActions, type ForbiddenActions } from '../forbidden-actions';
import { identityControl } from '../identity-control';
import { nist, pci } from '../mappings';
import { resourcesOf } from '../resource-policy';

const configuration = forbiddenActions('What takes a lock off, makes it worthless or destroys what it locks.', {
  actions: [
    's3:BypassGovernanceRetention',
    's3:DeleteObjectVersion',
    's3:PutBucketObjectLockConfiguration',
    's3:PutBucketVersioning',
    's3:PutLifecycleConfiguration',
    's3:PutObjectLegalHold',
    'kms:DeleteImportedKeyMaterial',
    'kms:ScheduleKeyDeletion',
  ],
  exceptions: [
    { holder: '*-janitor', actions: ['s3:DeleteObjectVersion'] },
    { holder: '*-break-glass', actions: ['s3:BypassGovernanceRetention', 's3:DeleteObjectVersion'] },
  ],
});

const RESOURCES = [
  'arn:aws:s3:::any-bucket',
  'arn:aws:s3:::any-bucket/any/key',
  'arn:aws:kms:eu-west-1:111122223333:key/any',
];

export const iamNoWormBypass = identityControl<ForbiddenActions>({
  id: 'iam-no-worm-bypass',
  title: 'Nobody may take a lock off or destroy what is locked, but those who are named for it',
  intent:
    'A lock holds against everyone who may not bypass it. Permission to do so is the first thing that an intruder looks for, and nothing of the daily work needs it.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...nist('own', 'AU-9(4)', 'AC-6(9)'), ...pci('own', '10.3.2')],
  remediation: [
    'take the action out of the policy, or deny it there; a wildcard such as s3:Put* has it in it.',
    'where a role is made for it, name role and action in exceptions of this policy.',
  ],
  notApplicable: ['Roles without a policy of their own.'],
  falsePositives: ['Whoever deploys the buckets: name that role in exceptions, or keep it out of this stack.'],
  configuration,
  judge: (policy, config) => {
    const all = resourcesOf(policy.document, RESOURCES);
    return judgeActions(policy, config, (action) => ({
      resources: all.filter((arn) => arn.split(':')[2] === action.split(':')[0]),
    }));
  },
});
