import { attachedBy } from '../../policies/attachments';
import { ABSENT, known, unknown } from './reading/setting';
import { UNKNOWN_TEXT } from './stack';
import { unknownCheckingProxy } from './unknown';

const ROLE = 'aws:iam/role:Role';
const OF_SEVERAL = ['role', 'user', 'group'].map(
  (of) => `aws:iam/${of}PolicyAttachmentsExclusive:${of[0]!.toUpperCase()}${of.slice(1)}PolicyAttachmentsExclusive`,
);
const OF_ONE = [
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
  'aws:iam/userPolicyAttachment:UserPolicyAttachment',
  'aws:iam/groupPolicyAttachment:GroupPolicyAttachment',
  'aws:iam/policyAttachment:PolicyAttachment',
];
const OF_NONE = [
  'aws:iam/rolePolicy:RolePolicy',
  'aws:iam/userPolicy:UserPolicy',
  'aws:iam/groupPolicy:GroupPolicy',
  'aws:iam/policy:Policy',
];

describe('the policies that a resource attaches', () => {
  const attached = (type: string, props: object) => attachedBy(type, unknownCheckingProxy(props));

  test.each(OF_ONE)('%s attaches one', (type) => {
    expect(attached(type, { policyArn: 'arn', policyArns: ['no'] })).toEqual([
      { given: known('arn'), property: ['policyArn'] },
    ]);
    expect(attached(type, {})).toEqual([{ given: ABSENT, property: ['policyArn'] }]);
  });

  test.each<[type: string, property: string]>([
    [ROLE, 'managedPolicyArns'],
    ...OF_SEVERAL.map((type): [string, string] => [type, 'policyArns']),
  ])('%s attaches all of its %s', (type, property) => {
    expect(attached(type, { [property]: ['arn', UNKNOWN_TEXT], policyArn: 'no' })).toEqual([
      { given: known('arn'), property: [property, 0] },
      { given: unknown(`${property}.1`), property: [property, 1] },
    ]);
    expect(attached(type, { [property]: UNKNOWN_TEXT })).toEqual([{ given: unknown(property), property: [property] }]);
    expect(attached(type, {})).toEqual([]);
  });

  test.each(OF_NONE)('%s attaches none', (type) => {
    expect(attached(type, { policyArn: 'no', policyArns: ['no'], managedPolicyArns: ['no'] })).toEqual([]);
  });
});
