import { allowed, ARNS, denied, ENCRYPTED, own } from './case';

const { role, bucket, dbuser, homeKey } = ARNS;
const acme = { 'aws:RequestTag/tenant': 'acme', 'aws:TagKeys': 'tenant' };

export const TENANT_BROKER = [
  ...allowed('tenantBroker', [
    ['sts:AssumeRole', role('publisher'), 'it opens a session for a tenant', 'tags', acme],
    ['sts:TagSession', role('publisher'), 'passing a tag needs this permission too', 'tags', acme],
    ['sts:AssumeRole', role('reader'), 'it opens a session for a tenant', 'tags', acme],
    ['sts:TagSession', role('reader'), 'passing a tag needs this permission too', 'tags', acme],
  ]),
  ...denied('tenantBroker', [
    ['sts:AssumeRole', role('publisher'), 'a session without a tenant is of no use', 'tags'],
    [
      'sts:AssumeRole',
      role('publisher'),
      'an empty tenant would be the bucket’s root',
      'operators',
      { 'aws:RequestTag/tenant': '', 'aws:TagKeys': 'tenant' },
    ],
    [
      'sts:AssumeRole',
      role('publisher'),
      'the registry is no tenant',
      'operators',
      { ...acme, 'aws:RequestTag/tenant': 'registry' },
    ],
    [
      'sts:TagSession',
      role('reader'),
      'a tenant with a slash would reach below the registry',
      'operators',
      { ...acme, 'aws:RequestTag/tenant': 'registry/agents' },
    ],
    [
      'sts:AssumeRole',
      role('reader'),
      'a tenant with a slash would be part of another',
      'operators',
      { ...acme, 'aws:RequestTag/tenant': 'umbrella/runs' },
    ],
    [
      'sts:TagSession',
      role('publisher'),
      'another tag is not passed',
      'tags',
      { ...acme, 'aws:TagKeys': 'department' },
    ],
    ['sts:AssumeRole', role('janitor'), 'it opens tenants’ sessions only', 'assume', acme],
    ['sts:AssumeRole', role('sealer'), 'it opens tenants’ sessions only', 'assume', acme],
    ['sts:AssumeRole', role('break-glass'), 'it opens tenants’ sessions only', 'assume', acme],
    ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/admin', 'it opens tenants’ sessions only', 'assume', acme],
    ['s3:GetObject', own, 'it reads nothing itself', 'implicit'],
    ['s3:PutObject', own, 'it writes nothing itself', 'implicit', ENCRYPTED],
    ['s3:ListBucket', bucket, 'it lists nothing itself', 'implicit', { 's3:prefix': 'acme/' }],
    ['kms:Decrypt', homeKey, 'it opens nothing itself', 'kms'],
    ['rds-db:connect', dbuser('gl_app'), 'it asks nothing itself', 'connect'],
  ]),
];
