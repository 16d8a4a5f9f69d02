import { readStackConfig, type StackConfig } from '../../../components/stack-config/read';
import { ArgumentError } from '../../../components/problems';
import { checkConfig } from '../../../runtime/config/load';
import { judge, role, service } from '../judge';
import { only, valueOf } from '../record';
import { recordStack, REGION_STACKS, valuesOf } from './stacks';

const PASSWORD = 'planted-password-of-test';
const NETWORK = { mode: 'create', cidrBlock: '10.51.0.0/20' } as const;
const GLOBAL = {
  database: {
    mode: 'aurora-provisioned',
    instanceClass: 'db.r8g.large',
    disasterRecovery: { mode: 'globalDatabase', network: NETWORK, masterPasswordVersion: 1 },
  },
  databaseMasterPassword: PASSWORD,
} as const satisfies Partial<StackConfig>;

const MODES: readonly [string, Partial<StackConfig>][] = [
  ['serverless', { database: { mode: 'aurora-serverless' } }],
  ['provisioned', { database: { mode: 'aurora-provisioned', instanceClass: 'db.r8g.large', instances: 3 } }],
  ['RDS', { database: { mode: 'rds', instanceClass: 'db.m8g.large' } }],
  ['a global database', GLOBAL],
  [
    'a global database, serverless',
    {
      databaseMasterPassword: PASSWORD,
      database: {
        mode: 'aurora-serverless',
        minCapacityUnits: 8,
        maxCapacityUnits: 16,
        disasterRecovery: GLOBAL.database.disasterRecovery,
      },
    },
  ],
];

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);

/** The settings of a file, as its engine hands them over. */
const settingsOf = (change: object): Record<string, string> =>
  Object.fromEntries(Object.entries(change).map(([key, value]) => [`gl-artifacts:${key}`, text(value)]));

async function problemsOf(change: object, without: readonly string[] = []): Promise<string[]> {
  const values = { ...(await valuesOf('eu-west-1')), ...settingsOf(change) };
  for (const key of without) delete (values as Record<string, string>)[`gl-artifacts:${key}`];
  try {
    readStackConfig(values);
    return [];
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    expect(error.message).not.toContain('planted');
    return error.problems.map(({ path }) => path.replace('gl-artifacts:', ''));
  }
}

describe.each(MODES)('a stack with a database that is %s', (_what, change) => {
  test('is read from its file as it is written there', async () => {
    const config = readStackConfig({ ...(await valuesOf('eu-west-1')), ...settingsOf(change) });
    expect(config).toMatchObject(change);
  });

  test.each(REGION_STACKS)(
    'in %s keeps every row in the zone, protected and encrypted by the key of its region',
    async (stack) => {
      const { resources } = await recordStack(stack, change, true);
      const regions = new Set(resources.filter((r) => /^aws:(?!iam)/.test(r.type)).map((r) => r.inputs.region));
      expect(regions.size).toBe(2);
      const holding = resources.filter((r) =>
        /^aws:rds\/(cluster|clusterInstance|instance|globalCluster):/.test(r.type),
      );
      expect(holding.length).toBeGreaterThan(0);
      for (const r of holding) expect([r.name, r.protect]).toEqual([r.name, true]);
      for (const { inputs } of holding.filter((r) => r.inputs.kmsKeyId !== undefined))
        expect(inputs.kmsKeyId).toBe(`arn:of:store-${inputs.region === stack ? 'artifacts' : 'replica'}-key-key`);
    },
  );

  test('hands the runtime the address of its writer, and no password', async () => {
    const { value, resources } = await recordStack(
      'eu-west-1',
      { ...change, access: undefined, optOuts: { evidenceVault: 'a test' } },
      true,
    );
    const config = checkConfig(await valueOf(value.runtimeConfig));
    const writer = only(
      resources.filter((r) => !r.name.includes('-replica-')),
      resources.some((r) => r.type === 'aws:rds/instance:Instance')
        ? 'aws:rds/instance:Instance'
        : 'aws:rds/cluster:Cluster',
    );
    expect(config.database).toMatchObject({
      host: `${writer.name}.example`,
      tls: 'verify-full',
      auth: { mode: 'iam' },
    });
    expect(JSON.stringify(config)).not.toContain('planted');
  });

  test('leaves the logical layer to a second run, in a database that is there already', async () => {
    const first = await recordStack('eu-west-1', change);
    expect(first.value.nextSteps.join()).toMatch(/provisionSchema true/);
    const second = await recordStack('eu-west-1', { ...change, provisionSchema: true });
    const logical = second.resources.filter((r) => r.type.startsWith('postgresql:'));
    expect(logical.map((r) => r.inputs.grantRole)).toContain('rds_iam');
    expect(logical.filter((r) => r.type.endsWith(':Database'))).toEqual([]);
  });
});

describe('a stack with a global database', () => {
  test('has a network in the other region, private and reaching the stack’s buckets alone', async () => {
    const { resources } = await recordStack('eu-west-1', GLOBAL, true);
    const there = resources.filter((r) => r.parent === 'store-recovery-network');
    expect(there.length).toBeGreaterThan(5);
    for (const { inputs } of there) expect(inputs.region).toBe('eu-central-1');
    const endpoint = there.find((r) => r.type.endsWith(':VpcEndpoint'))!.inputs;
    expect(endpoint.serviceName).toBe('com.amazonaws.eu-central-1.s3');
    const may = (bucket: string) => judge(endpoint.policy, role('app'), 's3:PutObject', `arn:aws:s3:::${bucket}/key`);
    expect([may('gl-artifacts-eu-west-1-replica'), may('of-somebody-else')]).toEqual(['allowed', 'implicitDeny']);
    const secondary = resources.find((r) => r.name === 'store-database-replica-subnets')!;
    expect(secondary.inputs.subnetIds).toEqual(
      ['a', 'b'].map((zone) => `id-of-store-recovery-network-subnet-eu-central-1${zone}`),
    );
  });

  test('lets RDS and Secrets Manager use the key of the other region', async () => {
    const { resources } = await recordStack('eu-west-1', GLOBAL, true);
    const { policy } = resources.find((r) => r.name === 'store-replica-key-key')!.inputs;
    for (const name of ['rds', 'secretsmanager']) expect(policy).toContain(`${name}.eu-central-1.amazonaws.com`);
    expect(policy).not.toContain('backup.');
    expect(judge(policy, service('rds.amazonaws.com'), 'kms:Decrypt', '*')).not.toBe('allowed');
  });

  test('takes a network that is there, with its zones named', async () => {
    const network = {
      mode: 'existing',
      vpcId: 'vpc-0123456789abcdef0',
      subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    } as const;
    const disasterRecovery = { ...GLOBAL.database.disasterRecovery, network };
    const database = { ...GLOBAL.database, disasterRecovery };
    expect(await problemsOf({ ...GLOBAL, database })).toEqual(['database.disasterRecovery.availabilityZones']);
    const zoned = { ...disasterRecovery, availabilityZones: ['eu-central-1a', 'eu-central-1c'] };
    const { resources } = await recordStack(
      'eu-west-1',
      { ...GLOBAL, database: { ...database, disasterRecovery: zoned } },
      true,
    );
    expect(resources.filter((r) => r.parent === 'store-recovery-network')).toEqual([]);
    const instances = resources.filter((r) => r.name.startsWith('store-database-replica-instance-'));
    expect(instances.map((r) => r.inputs.availabilityZone)).toEqual(['eu-central-1a', 'eu-central-1c']);
  });
});

describe('the settings of a database', () => {
  const { disasterRecovery } = GLOBAL.database;
  const existing = {
    mode: 'existing',
    host: 'db.example',
    port: 5432,
    name: 'gl_artifacts',
    tls: 'verify-full',
    auth: { mode: 'iam' },
    masterUser: 'gl_master',
  };
  const none = { databaseDisasterRecovery: 'a trial' };

  test.each<[string, object, string[]]>([
    ['no class', { database: { mode: 'aurora-provisioned' } }, ['database.instanceClass']],
    ['a class of nothing', { database: { mode: 'rds', instanceClass: 'large' } }, ['database.instanceClass']],
    [
      'one instance, provisioned',
      { database: { mode: 'aurora-provisioned', instanceClass: 'db.r8g.large', instances: 1 } },
      ['database.instances'],
    ],
    [
      'readers of RDS',
      { database: { mode: 'rds', instanceClass: 'db.m8g.large', instances: 2 } },
      ['database.instances'],
    ],
    [
      'little storage',
      { database: { mode: 'rds', instanceClass: 'db.m8g.large', allocatedStorageGiB: 1 } },
      ['database.allocatedStorageGiB'],
    ],
    [
      'zones of elsewhere',
      { database: { mode: 'aurora-serverless', availabilityZones: ['us-east-1a', 'eu-west-1a'] } },
      ['database.availabilityZones[0]'],
    ],
    ['a mode that is none', { database: { mode: 'mysql' } }, ['database.mode']],
    [
      'an open range',
      { database: { mode: 'rds', instanceClass: 'db.m8g.large', clientCidrBlocks: ['0.0.0.0/0'] } },
      ['database.clientCidrBlocks[0]'],
    ],
    [
      'an open range of IPv6',
      { database: { mode: 'aurora-serverless', clientCidrBlocks: ['::/0'] } },
      ['database.clientCidrBlocks[0]'],
    ],
    [
      'a range as a group',
      { database: { mode: 'aurora-serverless', clientSecurityGroupIds: ['0.0.0.0/0'] } },
      ['database.clientSecurityGroupIds[0]'],
    ],
    ['a network beside a database that is there', { database: existing }, ['network']],
    [
      'a global database of RDS',
      { ...GLOBAL, database: { mode: 'rds', instanceClass: 'db.m8g.large', disasterRecovery } },
      ['database.disasterRecovery.mode'],
    ],
    [
      'a global database on a burstable class',
      { ...GLOBAL, database: { ...GLOBAL.database, instanceClass: 'db.t4g.large' } },
      ['database.instanceClass'],
    ],
    ['a global database without a password', { database: GLOBAL.database }, ['databaseMasterPassword']],
    ['a weak password', { ...GLOBAL, databaseMasterPassword: 'planted' }, ['databaseMasterPassword']],
    ['a password of digits, which is text', { ...GLOBAL, databaseMasterPassword: '1234' }, ['databaseMasterPassword']],
    ['a password that nobody uses', { databaseMasterPassword: PASSWORD }, ['databaseMasterPassword']],
    ['a recovery in another zone', { ...GLOBAL, replicaRegion: 'us-west-2' }, ['replicaRegion']],
    [
      'a public network there',
      {
        ...GLOBAL,
        database: {
          ...GLOBAL.database,
          disasterRecovery: { ...disasterRecovery, network: { mode: 'create', cidrBlock: '8.8.0.0/20' } },
        },
      },
      ['database.disasterRecovery.network.cidrBlock'],
    ],
    [
      'one zone there',
      {
        ...GLOBAL,
        database: {
          ...GLOBAL.database,
          disasterRecovery: { ...disasterRecovery, network: { mode: 'create', availabilityZones: ['eu-central-1a'] } },
        },
      },
      ['database.disasterRecovery.network.availabilityZones'],
    ],
    [
      'recovery and a reason for none',
      { ...GLOBAL, optOuts: none, databaseMasterPassword: PASSWORD },
      ['database.disasterRecovery'],
    ],
    [
      'an unlocked vault where there is none',
      { ...GLOBAL, optOuts: { backupVaultLock: 'a trial' } },
      ['optOuts.backupVaultLock'],
    ],
    [
      'an unlocked vault without copies',
      { optOuts: { ...none, backupVaultLock: 'a trial' } },
      ['optOuts.backupVaultLock'],
    ],
    [
      'a global database without a replica',
      { ...GLOBAL, optOuts: { replica: 'a trial' } },
      ['optOuts.databaseDisasterRecovery'],
    ],
  ])('are refused for %s, without showing a secret', async (_what, change, paths) => {
    expect([...new Set(await problemsOf(change))]).toEqual(paths);
  });

  test('of a database that is there are right without a network', async () => {
    expect(await problemsOf({ database: existing }, ['network'])).toEqual([]);
  });

  test('of a database that is there name it as AWS does, where roles connect by IAM', async () => {
    const of = (change: object) => problemsOf({ database: { ...existing, ...change } }, ['network']);
    const passwords = { mode: 'password-directory', directory: 'database' };
    expect(await of({ resourceId: 'cluster-ABC123' })).toEqual([]);
    expect(await of({ resourceId: 'my-cluster' })).toEqual(['database.resourceId']);
    expect(await of({ resourceId: 'db-ABC123', auth: passwords })).toEqual(['database.resourceId']);
  });

  test('of a database that is there let roles connect to it and to no other', async () => {
    const connects = async (resourceId: object): Promise<string[]> => {
      const database = { ...existing, ...resourceId } as StackConfig['database'];
      const { value, resources } = await recordStack('eu-west-1', { database, network: undefined }, true);
      expect((await valueOf(value.runtimeConfig)).database).not.toHaveProperty('resourceId');
      return resources
        .filter(({ type }) => type === 'aws:iam/rolePolicy:RolePolicy')
        .flatMap(({ inputs }) => JSON.stringify(inputs.policy).match(/arn:aws:rds-db:[^"\\]+/g) ?? [])
        .map((arn) => arn.split(':dbuser:')[1]!.split('/')[0]!);
    };
    expect(new Set(await connects({ resourceId: 'cluster-ABC123' }))).toEqual(new Set(['cluster-ABC123']));
    expect(await connects({})).toEqual([]);
  });

  test('leave the vaults unlocked for a reason, which is an output', async () => {
    const { resources } = await recordStack('eu-west-1', { optOuts: { backupVaultLock: 'a trial' } });
    expect(resources.filter((r) => r.type.includes('vaultLock'))).toEqual([]);
    expect(resources.filter((r) => r.type === 'aws:backup/vault:Vault')).toHaveLength(2);
  });
});

test('a schema is made once its database is there', async () => {
  const { resources } = await recordStack('eu-west-1', { provisionSchema: true });
  const [schema] = resources.filter(({ type }) => type.endsWith(':MetadataSchema'));
  const instances = resources.filter(({ type }) => type === 'aws:rds/clusterInstance:ClusterInstance');
  expect(instances.length).toBeGreaterThan(0);
  expect(schema!.dependsOn).toEqual(expect.arrayContaining(instances.map(({ name }) => name)));
});

test.each<[StackConfig['database'], number]>([
  [{ mode: 'aurora-serverless' }, 2],
  [{ mode: 'aurora-serverless', instances: 3 }, 3],
  [{ mode: 'aurora-provisioned', instanceClass: 'db.r8g.large', instances: 4 }, 4],
])('a database of %j has %d instances', async (database, count) => {
  const { resources } = await recordStack('eu-west-1', { database });
  expect(resources.filter(({ type }) => type === 'aws:rds/clusterInstance:ClusterInstance')).toHaveLength(count);
});

test('an instance of RDS grows within the storage that it is given', async () => {
  const database = {
    mode: 'rds',
    instanceClass: 'db.m8g.large',
    allocatedStorageGiB: 200,
    maxAllocatedStorageGiB: 900,
  };
  const { resources } = await recordStack('eu-west-1', { database: database as StackConfig['database'] });
  const { inputs } = only(resources, 'aws:rds/instance:Instance');
  expect(inputs).toMatchObject({ allocatedStorage: 200, maxAllocatedStorage: 900 });
});
