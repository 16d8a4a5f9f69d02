import {
  ARGS,
  CLUSTER,
  CLUSTER_INSTANCE,
  database,
  ENGINES,
  keyIn,
  PROVISIONED,
  RDS_INSTANCE,
} from './metadata-database/fixture';
import { only, record, valueOf } from './record';

const byMode = ENGINES.map((engine) => [engine.mode, engine] as const);
const aurora = byMode.filter(([mode]) => mode !== 'rds');

describe.each(byMode)('a database of mode %s', (_mode, engine) => {
  test('has what is around it in its region, under its name', async () => {
    const { resources } = await record(() => database({ engine }), true);
    const regional = resources.filter(({ type }) => /^aws:(?!iam)/.test(type));
    expect(regional.map(({ name, inputs }) => [name, inputs.region])).toEqual(
      regional.map(({ name }) => [name, name.startsWith('db-copy-') ? 'eu-central-1' : 'eu-west-1']),
    );
    expect(only(resources, 'aws:rds/subnetGroup:SubnetGroup').inputs).toEqual({
      region: 'eu-west-1',
      name: 'gl-artifacts',
      subnetIds: ARGS.subnetIds,
      tags: { stage: 'test' },
      description: 'Managed by Pulumi',
    });
  });

  test('speaks TLS only, and logs who connects', async () => {
    const { resources } = await record(() => database({ engine, engineVersion: '17' }));
    const { type, inputs } = resources.find((r) => r.name === 'db-parameters')!;
    expect([type, inputs.family]).toEqual(
      engine.mode === 'rds'
        ? ['aws:rds/parameterGroup:ParameterGroup', 'postgres17']
        : ['aws:rds/clusterParameterGroup:ClusterParameterGroup', 'aurora-postgresql17'],
    );
    expect(inputs.parameters).toEqual([
      { name: 'rds.force_ssl', value: '1' },
      { name: 'log_connections', value: '1' },
      { name: 'log_disconnections', value: '1' },
    ]);
  });

  test('lets in named groups and private ranges on its port, and nobody without one', async () => {
    const nobody = await record(() => database({ engine }));
    expect(nobody.resources.filter(({ type }) => /gress/.test(type))).toEqual([]);
    const group = only(nobody.resources, 'aws:ec2/securityGroup:SecurityGroup').inputs;
    expect(group).toMatchObject({ region: 'eu-west-1', vpcId: ARGS.vpcId });
    expect(group.ingress ?? group.egress).toBeUndefined();
    const clients = {
      clientSecurityGroupIds: ['sg-0123456789abcdef0'],
      clientCidrBlocks: ['10.41.0.0/20'],
    };
    const { resources } = await record(() => database({ engine, ...clients }), true);
    const rules = resources.filter(({ type }) => /gress/.test(type)).map(({ inputs }) => inputs);
    const port = {
      region: 'eu-west-1',
      securityGroupId: 'id-of-db-security-group',
      ipProtocol: 'tcp',
      fromPort: 5432,
      toPort: 5432,
      description: 'PostgreSQL from the runtime',
      tags: { stage: 'test' },
    };
    expect(rules).toEqual([
      { ...port, referencedSecurityGroupId: 'sg-0123456789abcdef0' },
      { ...port, cidrIpv4: '10.41.0.0/20' },
    ]);
  });

  test.each([
    ['16', true],
    ['16.8', false],
  ])(
    'at version %s lets AWS upgrade the minor version: %s, so that no preview takes it back',
    async (engineVersion, auto) => {
      const { resources } = await record(() => database({ engine, engineVersion }));
      const instances = resources.filter(({ type }) => type === CLUSTER_INSTANCE || type === RDS_INSTANCE);
      expect(instances.length).toBeGreaterThan(0);
      for (const { inputs } of instances)
        expect(inputs).toMatchObject({ engineVersion, autoMinorVersionUpgrade: auto });
    },
  );

  test('is deleted without a last snapshot only where the stack says destroy', async () => {
    const placement = { ...ARGS.placement, deletionPolicy: 'destroy' } as const;
    const holds = ({ type }: { type: string }) => type === CLUSTER || type === RDS_INSTANCE;
    const destroyed = (await record(() => database({ engine, placement }))).resources.find(holds)!;
    expect({ ...destroyed.inputs, protect: destroyed.protect }).toMatchObject({
      deletionProtection: false,
      skipFinalSnapshot: true,
      deleteAutomatedBackups: true,
      protect: false,
    });
    const kept = (await record(() => database({ engine }))).resources.find(holds)!;
    expect({ ...kept.inputs, protect: kept.protect }).toMatchObject({
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: 'gl-artifacts-final',
      protect: true,
    });
  });

  test('keeps fifteen months of its load where it is watched closely', async () => {
    const { resources } = await record(() => database({ engine, insights: 'advanced' }));
    const watched = resources.filter(({ inputs }) => inputs?.performanceInsightsEnabled === true);
    expect(watched.length).toBe(engine.mode === 'rds' ? 1 : 3);
    for (const { inputs } of watched) expect(inputs.performanceInsightsRetentionPeriod).toBe(465);
    expect(watched[0]!.inputs.databaseInsightsMode).toBe('advanced');
  });

  test('gives its endpoints, the ARN of its secret, and whom rds-db:connect names', async () => {
    const { value } = await record(() => database({ engine }), true);
    const rds = engine.mode === 'rds';
    expect(await valueOf(value.writerEndpoint)).toBe(rds ? 'db-instance.example' : 'db-cluster.example');
    expect(await valueOf(value.readerEndpoint)).toBe(rds ? 'db-instance.example' : 'db-cluster.ro.example');
    expect(await valueOf(value.masterSecretArn)).toBe(`arn:of:db-${rds ? 'instance' : 'cluster'}-secret`);
    expect(await valueOf(value.resourceId)).toBe(`resource-of-db-${rds ? 'instance' : 'cluster'}`);
    expect(await valueOf(value.securityGroupId)).toBe('id-of-db-security-group');
    expect(value.globalWriterEndpoint).toBeUndefined();
  });

  test('names what alarms watch while nothing exists', async () => {
    const { value } = await record(() => database({ engine }));
    expect(value.dimensions).toEqual([
      engine.mode === 'rds'
        ? { region: 'eu-west-1', instanceIdentifiers: ['gl-artifacts'] }
        : {
            region: 'eu-west-1',
            clusterIdentifier: 'gl-artifacts',
            instanceIdentifiers: ['gl-artifacts-1', 'gl-artifacts-2'],
          },
    ]);
  });
});

describe.each(aurora)('an Aurora cluster of mode %s', (mode, engine) => {
  const serverless = mode === 'aurora-serverless';

  test('is encrypted, authenticates by IAM, has a secret that AWS keeps, and is backed up, logged and protected', async () => {
    const { resources } = await record(() => database({ engine }), true);
    const cluster = only(resources, CLUSTER);
    expect(cluster.inputs).toEqual({
      region: 'eu-west-1',
      tags: { stage: 'test' },
      clusterIdentifier: 'gl-artifacts',
      engine: 'aurora-postgresql',
      engineMode: 'provisioned',
      engineVersion: '16',
      databaseName: 'gl_artifacts',
      port: 5432,
      masterUsername: 'gl_master',
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: keyIn('eu-west-1'),
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      kmsKeyId: keyIn('eu-west-1'),
      ...(serverless ? { serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 8 } } : {}),
      dbSubnetGroupName: 'gl-artifacts',
      dbClusterParameterGroupName: 'gl-artifacts',
      vpcSecurityGroupIds: ['id-of-db-security-group'],
      backupRetentionPeriod: 35,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      skipFinalSnapshot: false,
      deleteAutomatedBackups: false,
      finalSnapshotIdentifier: 'gl-artifacts-final',
      enabledCloudwatchLogsExports: ['iam-db-auth-error', 'instance', 'postgresql'],
      databaseInsightsMode: 'standard',
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: keyIn('eu-west-1'),
      performanceInsightsRetentionPeriod: 7,
    });
    expect([cluster.protect, cluster.retainOnDelete, cluster.ignoreChanges]).toEqual([true, false, []]);
  });

  test('has instances without a public address, in the zones in turn', async () => {
    const zoned = { ...engine, instances: 3, availabilityZones: PROVISIONED.availabilityZones };
    const { resources } = await record(() => database({ engine: zoned as typeof engine }), true);
    const instances = resources.filter(({ type }) => type === CLUSTER_INSTANCE);
    expect(instances.map(({ inputs }) => inputs)).toEqual(
      ['a', 'b', 'a'].map((letter, i) => ({
        region: 'eu-west-1',
        tags: { stage: 'test' },
        identifier: `gl-artifacts-${i + 1}`,
        clusterIdentifier: 'id-of-db-cluster',
        engine: 'aurora-postgresql',
        engineVersion: '16',
        instanceClass: serverless ? 'db.serverless' : 'db.r8g.large',
        availabilityZone: `eu-west-1${letter}`,
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        caCertIdentifier: 'rds-ca-rsa2048-g1',
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: keyIn('eu-west-1'),
        performanceInsightsRetentionPeriod: 7,
        copyTagsToSnapshot: true,
      })),
    );
    expect(instances.map(({ protect }) => protect)).toEqual([true, true, true]);
  });
});

describe('an instance of RDS', () => {
  const rds = ENGINES.find(({ mode }) => mode === 'rds')!;

  test('has a standby, is encrypted, authenticates by IAM, has a secret that AWS keeps, and is backed up, logged and protected', async () => {
    const { resources } = await record(() => database({ engine: rds }), true);
    const instance = only(resources, RDS_INSTANCE);
    expect(instance.inputs).toEqual({
      region: 'eu-west-1',
      tags: { stage: 'test' },
      identifier: 'gl-artifacts',
      engine: 'postgres',
      engineVersion: '16',
      instanceClass: 'db.m8g.large',
      dbName: 'gl_artifacts',
      port: 5432,
      username: 'gl_master',
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: keyIn('eu-west-1'),
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      kmsKeyId: keyIn('eu-west-1'),
      storageType: 'gp3',
      allocatedStorage: 100,
      maxAllocatedStorage: 1000,
      multiAz: true,
      publiclyAccessible: false,
      dbSubnetGroupName: 'gl-artifacts',
      parameterGroupName: 'gl-artifacts',
      vpcSecurityGroupIds: ['id-of-db-security-group'],
      autoMinorVersionUpgrade: true,
      caCertIdentifier: 'rds-ca-rsa2048-g1',
      backupRetentionPeriod: 35,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      skipFinalSnapshot: false,
      deleteAutomatedBackups: false,
      finalSnapshotIdentifier: 'gl-artifacts-final',
      enabledCloudwatchLogsExports: ['iam-db-auth-error', 'postgresql', 'upgrade'],
      databaseInsightsMode: 'standard',
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: keyIn('eu-west-1'),
      performanceInsightsRetentionPeriod: 7,
    });
    expect([instance.protect, instance.retainOnDelete]).toEqual([true, false]);
    expect(resources.filter(({ type }) => /rds\/cluster/.test(type))).toEqual([]);
  });

  test('is what is copied each night', async () => {
    const { resources } = await record(() => database({ engine: rds }), true);
    expect(only(resources, 'aws:backup/selection:Selection').inputs.resources).toEqual(['arn:of:db-instance']);
  });
});
