import { only, record, valueOf, type Registered } from '../record';
import { CLUSTER, CLUSTER_INSTANCE, database, GLOBAL_DATABASE, keyIn, PROVISIONED } from './fixture';

const PASSWORD = GLOBAL_DATABASE.masterPassword;
const SERVERLESS = { mode: 'aurora-serverless', minCapacityUnits: 8, maxCapacityUnits: 32 } as const;
const global = (engine: typeof PROVISIONED | typeof SERVERLESS = PROVISIONED) =>
  database({ engine, disasterRecovery: GLOBAL_DATABASE });

const named = (resources: readonly Registered[], name: string): Registered => {
  const found = resources.find((r) => r.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe('a global database', () => {
  test('is encrypted and protected itself, and the one home of its members', async () => {
    const { resources } = await record(() => global(), true);
    const { inputs, protect } = only(resources, 'aws:rds/globalCluster:GlobalCluster');
    expect(inputs).toEqual({
      region: 'eu-west-1',
      tags: { stage: 'test' },
      globalClusterIdentifier: 'gl-artifacts',
      engine: 'aurora-postgresql',
      engineVersion: '16',
      databaseName: 'gl_artifacts',
      storageEncrypted: true,
      deletionProtection: true,
    });
    expect(protect).toBe(true);
    const members = resources.filter(({ type }) => type === CLUSTER);
    expect(members.map((m) => m.inputs.globalClusterIdentifier)).toEqual(['id-of-db-global', 'id-of-db-global']);
  });

  test('writes at home under a password that is only written, since AWS manages none here', async () => {
    const { resources } = await record(() => global(), true);
    const { inputs, protect } = named(resources, 'db-cluster');
    expect(inputs).toMatchObject({
      clusterIdentifier: 'gl-artifacts',
      databaseName: 'gl_artifacts',
      masterUsername: 'gl_master',
      masterPasswordWoVersion: 3,
      kmsKeyId: keyIn('eu-west-1'),
    });
    expect(secretOf(inputs.masterPasswordWo)).toBe(PASSWORD);
    expect(inputs).not.toHaveProperty('manageMasterUserPassword');
    expect(inputs).not.toHaveProperty('masterPassword');
    expect(protect).toBe(true);
  });

  test('follows in the other region of the zone: encrypted by its key, as closed as at home, without credentials', async () => {
    const { resources } = await record(() => global(), true);
    const secondary = named(resources, 'db-replica-cluster');
    expect(secondary.inputs).toEqual({
      region: 'eu-central-1',
      tags: { stage: 'test' },
      clusterIdentifier: 'gl-artifacts-replica',
      engine: 'aurora-postgresql',
      engineMode: 'provisioned',
      engineVersion: '16',
      port: 5432,
      globalClusterIdentifier: 'id-of-db-global',
      sourceRegion: 'eu-west-1',
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      kmsKeyId: keyIn('eu-central-1'),
      dbSubnetGroupName: 'gl-artifacts-replica',
      dbClusterParameterGroupName: 'gl-artifacts-replica',
      vpcSecurityGroupIds: ['id-of-db-replica-security-group'],
      backupRetentionPeriod: 35,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      skipFinalSnapshot: false,
      deleteAutomatedBackups: false,
      finalSnapshotIdentifier: 'gl-artifacts-replica-final',
      enabledCloudwatchLogsExports: ['iam-db-auth-error', 'instance', 'postgresql'],
      databaseInsightsMode: 'standard',
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: keyIn('eu-central-1'),
      performanceInsightsRetentionPeriod: 7,
    });
    expect(secondary.protect).toBe(true);
    const parameters = named(resources, 'db-replica-parameters').inputs;
    expect(parameters).toMatchObject({ region: 'eu-central-1', family: 'aurora-postgresql16' });
    expect(parameters.parameters).toContainEqual({ name: 'rds.force_ssl', value: '1' });
    expect(named(resources, 'db-replica-security-group').inputs).toMatchObject({
      region: 'eu-central-1',
      vpcId: GLOBAL_DATABASE.vpcId,
    });
    expect(named(resources, 'db-replica-subnets').inputs).toMatchObject({
      region: 'eu-central-1',
      subnetIds: GLOBAL_DATABASE.subnetIds,
    });
    const instances = resources.filter(({ name }) => name.startsWith('db-replica-instance-'));
    expect(instances.map(({ inputs }) => inputs)).toEqual(
      ['a', 'b'].map((letter, i) =>
        expect.objectContaining({
          region: 'eu-central-1',
          identifier: `gl-artifacts-replica-${i + 1}`,
          clusterIdentifier: 'id-of-db-replica-cluster',
          instanceClass: 'db.r8g.large',
          availabilityZone: `eu-central-1${letter}`,
          publiclyAccessible: false,
          performanceInsightsKmsKeyId: keyIn('eu-central-1'),
        }),
      ),
    );
  });

  test('lets in there whom that region names', async () => {
    const clients = { clientCidrBlocks: ['10.42.0.0/20'], clientSecurityGroupIds: ['sg-0123456789abcdef0'] };
    const disasterRecovery = { ...GLOBAL_DATABASE, ...clients };
    const { resources } = await record(() => database({ engine: PROVISIONED, disasterRecovery }), true);
    const rules = resources.filter(({ type }) => type === 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule');
    const there = { region: 'eu-central-1', securityGroupId: 'id-of-db-replica-security-group' };
    expect(rules.map(({ inputs }) => inputs)).toEqual([
      expect.objectContaining({ ...there, referencedSecurityGroupId: 'sg-0123456789abcdef0' }),
      expect.objectContaining({ ...there, cidrIpv4: '10.42.0.0/20' }),
    ]);
  });

  test('grows in both regions by the same capacity, with as many instances as are asked for there', async () => {
    const disasterRecovery = { ...GLOBAL_DATABASE, instances: 1 };
    const { resources } = await record(() => database({ engine: SERVERLESS, disasterRecovery }), true);
    const clusters = resources.filter(({ type }) => type === CLUSTER);
    for (const { inputs } of clusters)
      expect(inputs.serverlessv2ScalingConfiguration).toEqual({ minCapacity: 8, maxCapacity: 32 });
    const instances = resources.filter(({ type }) => type === CLUSTER_INSTANCE);
    expect(instances.map(({ inputs }) => [inputs.region, inputs.instanceClass])).toEqual([
      ['eu-west-1', 'db.serverless'],
      ['eu-west-1', 'db.serverless'],
      ['eu-central-1', 'db.serverless'],
    ]);
  });

  test('is made home first, once its password is kept, so that it is deleted from the other end', async () => {
    const { resources } = await record(() => global());
    expect(named(resources, 'db-replica-cluster').dependsOn).toEqual(
      expect.arrayContaining(['db-instance-1', 'db-instance-2', 'db-global']),
    );
    expect(named(resources, 'db-cluster').dependsOn).toEqual(
      expect.arrayContaining(['db-global', 'db-master-secret-value']),
    );
  });

  test('leaves version and following to the global cluster, and no minor upgrade to a member', async () => {
    const { resources } = await record(() => global());
    const followed = ['engineVersion', 'globalClusterIdentifier', 'replicationSourceIdentifier'];
    for (const { ignoreChanges } of resources.filter(({ type }) => type === CLUSTER))
      expect(ignoreChanges).toEqual(followed);
    const instances = resources.filter(({ type }) => type === CLUSTER_INSTANCE);
    expect(instances).toHaveLength(4);
    for (const { ignoreChanges, inputs } of instances) {
      expect(ignoreChanges).toEqual(['engineVersion']);
      expect(inputs.autoMinorVersionUpgrade).toBe(false);
    }
  });

  test('keeps its master’s password in a secret of both regions, under the key of each', async () => {
    const { value, resources } = await record(() => global(), true);
    const secret = only(resources, 'aws:secretsmanager/secret:Secret');
    expect(secret.inputs).toMatchObject({
      region: 'eu-west-1',
      name: 'gl-artifacts-master',
      kmsKeyId: keyIn('eu-west-1'),
      replicas: [{ region: 'eu-central-1', kmsKeyId: keyIn('eu-central-1') }],
    });
    expect(secret.protect).toBe(true);
    const version = only(resources, 'aws:secretsmanager/secretVersion:SecretVersion');
    expect(version.inputs).toMatchObject({ region: 'eu-west-1', secretStringWoVersion: 3 });
    expect(version.inputs).not.toHaveProperty('secretString');
    expect(JSON.parse(secretOf(version.inputs.secretStringWo) as string)).toEqual({
      username: 'gl_master',
      password: PASSWORD,
    });
    expect(await valueOf(value.masterSecretArn)).toBe('arn:of:db-master-secret');
  });

  test('gives the endpoint that follows the writer, and what alarms watch in both regions', async () => {
    const { value } = await record(() => global(), true);
    expect(await valueOf(value.globalWriterEndpoint!)).toBe('db-global.example');
    expect(value.dimensions).toEqual([
      {
        region: 'eu-west-1',
        clusterIdentifier: 'gl-artifacts',
        instanceIdentifiers: ['gl-artifacts-1', 'gl-artifacts-2'],
      },
      {
        region: 'eu-central-1',
        clusterIdentifier: 'gl-artifacts-replica',
        instanceIdentifiers: ['gl-artifacts-replica-1', 'gl-artifacts-replica-2'],
      },
    ]);
  });
});

/** The value of an input that is marked as a secret; what is not marked fails. */
function secretOf(input: unknown): unknown {
  const wrapped = input as Record<string, unknown>;
  expect(wrapped).toMatchObject({ '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270' });
  return wrapped['value'];
}
