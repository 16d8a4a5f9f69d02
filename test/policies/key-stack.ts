import { UNKNOWN_TEXT, type Given } from './stack';

const ACCOUNT = '111122223333';

/** The account by name, the account by condition, and everyone, as long as they are the account's. */
const policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
    },
  ],
};

const key = { enableKeyRotation: true, rotationPeriodInDays: 180, deletionWindowInDays: 30, isEnabled: true };

/** Two keys whose policy is inline. Every control passes. */
export const inlineKeyStack = (): Given[] => [
  { type: 'aws:kms/key:Key', name: 'key', inputs: { ...key, policy }, computed: { keyId: UNKNOWN_TEXT } },
  {
    type: 'aws:kms/replicaKey:ReplicaKey',
    name: 'replica',
    inputs: { enabled: true, deletionWindowInDays: 30, policy },
  },
];

/** The same with the policy as a resource of its own. */
export const siblingKeyStack = (): Given[] => [
  { type: 'aws:kms/key:Key', name: 'key', inputs: key, computed: { keyId: UNKNOWN_TEXT, policy: UNKNOWN_TEXT } },
  {
    type: 'aws:kms/keyPolicy:KeyPolicy',
    name: 'policy',
    inputs: { keyId: UNKNOWN_TEXT, policy },
    dependsOn: { keyId: ['key'] },
  },
];
