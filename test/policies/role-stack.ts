import type { Given } from './stack';

const ACCOUNT = '111122223333';
const TENANT = '${aws:PrincipalTag/tenant}';

/** What a tenant's publisher may do. */
const policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: [`arn:aws:s3:::gl-home/${TENANT}/*`, 'arn:aws:s3:::gl-home/registry/*'],
    },
    {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::gl-home',
      Condition: { StringLike: { 's3:prefix': `${TENANT}/*` } },
    },
    {
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0d0e0f00-0000-4000-8000-000000000001`,
    },
  ],
};

const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
        ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::gl-home' },
      },
    },
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/broker` }, Action: 'sts:AssumeRole' },
  ],
};

const BACKUP = 'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup';
const role = { name: 'gl-publisher', assumeRolePolicy: trust };

/** A role of tenants with its policy as a resource of its own, and one of AWS's that is attached. */
export const roleStack = (): Given[] => [
  { type: 'aws:iam/role:Role', name: 'role', inputs: role },
  { type: 'aws:iam/rolePolicy:RolePolicy', name: 'policy', inputs: { role: 'gl-publisher', policy } },
  {
    type: 'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
    name: 'attachment',
    inputs: { role: 'gl-publisher', policyArn: BACKUP },
  },
];

/** The same, all of it in the role. */
export const inlineRoleStack = (): Given[] => [
  {
    type: 'aws:iam/role:Role',
    name: 'role',
    inputs: { ...role, inlinePolicies: [{ name: 'publish', policy }], managedPolicyArns: [BACKUP] },
  },
];

/** A managed policy of the account, which roles of other stacks have. */
export const managedPolicyStack = (): Given[] => [
  { type: 'aws:iam/policy:Policy', name: 'policy', inputs: { name: 'gl-publisher', policy } },
];

/** The ARN of a policy of the account. */
export const policyArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

/** The role with its policy, and above it a boundary that would open everything if anybody had it as a policy. */
export const boundaryStack = (): Given[] => [
  ...roleStack().map((one) =>
    one.name === 'role' ? { ...one, inputs: { ...one.inputs, permissionsBoundary: policyArn('gl-boundary') } } : one,
  ),
  {
    type: 'aws:iam/policy:Policy',
    name: 'boundary',
    inputs: {
      name: 'gl-boundary',
      policy: {
        ...policy,
        Statement: [...policy.Statement, { Effect: 'Allow', Action: '*', Resource: '*' }],
      },
    },
  },
];
