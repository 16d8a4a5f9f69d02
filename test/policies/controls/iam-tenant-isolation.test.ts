import { objectionsBy } from '../said';

const TENANT = '${aws:PrincipalTag/tenant}';

/** What is said of a policy by which tenants have folders below a head, and list a prefix. */
const saidOf = (head: string, prefix: string): Promise<string[]> =>
  objectionsBy('iam-tenant-isolation', [
    {
      type: 'aws:iam/policy:Policy',
      name: 'policy',
      inputs: {
        name: 'gl-publisher',
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::gl-home/${head}${TENANT}/*` },
            {
              Effect: 'Allow',
              Action: 's3:ListBucket',
              Resource: 'arn:aws:s3:::gl-home',
              Condition: { StringLike: { 's3:prefix': prefix } },
            },
          ],
        },
      },
    },
  ]);

const LISTS = ['policy-graph fail: A tenant may list the keys of others (policy.statement 1)'];

describe('tenants whose folders are below a fixed one', () => {
  test.each<[says: string, prefix: string, said: string[]]>([
    ['list their own', `at/tenants/${TENANT}/*`, []],
    ['list their own, slash included', `at/tenants/${TENANT}/`, []],
    ['list every one', 'at/tenants/*', LISTS],
    ['list that of all', 'at/tenants/', LISTS],
    ['list what that is below', 'at/', LISTS],
    ['list what begins as their own', `at/tenants/${TENANT}*`, LISTS],
    ['list another one by name', 'at/tenants/another/*', LISTS],
  ])('%s', async (_, prefix, said) => {
    expect(await saidOf('at/tenants/', prefix)).toEqual(said);
  });

  test('may list what all of them share', async () => {
    expect(await saidOf('registry/', 'registry/*')).toEqual([]);
  });
});
