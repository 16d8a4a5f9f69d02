import {
  MetadataDatabase,
  validateMetadataDatabaseArgs,
  type MetadataDatabaseArgs,
} from '../../components/metadata-database';
import { ACCOUNT } from './judge';
import { only, record } from './record';

const keyIn = (region: string): string => `arn:aws:kms:${region}:${ACCOUNT}:key/0`;
const args: MetadataDatabaseArgs = {
  placement: { region: 'eu-west-1', accountId: ACCOUNT },
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  kmsKeyArn: keyIn('eu-west-1'),
  identifier: 'gl-artifacts',
  disasterRecovery: { mode: 'snapshotCopy', region: 'eu-central-1', kmsKeyArn: keyIn('eu-central-1') },
};
const database = (change: Partial<MetadataDatabaseArgs> = {}) => new MetadataDatabase('db', { ...args, ...change });
const CLUSTER = 'aws:rds/cluster:Cluster';
const INSTANCE = 'aws:rds/clusterInstance:ClusterInstance';

describe('the metadata database', () => {
  test('is encrypted, authenticates by IAM, keeps its master’s secret itself, and is backed up and protected', async () => {
    const { resources } = await record(() => database());
    const { inputs, protect, retainOnDelete } = only(resources, CLUSTER);
    expect({ protect, retainOnDelete }).toEqual({ protect: true, retainOnDelete: false });
    expect(inputs).toMatchObject({
      region: 'eu-west-1',
      engine: 'aurora-postgresql',
      storageEncrypted: true,
      kmsKeyId: keyIn('eu-west-1'),
      iamDatabaseAuthenticationEnabled: true,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: keyIn('eu-west-1'),
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: 'gl-artifacts-final',
      backupRetentionPeriod: 35,
      copyTagsToSnapshot: true,
      enabledCloudwatchLogsExports: ['postgresql'],
      serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 8 },
      dbSubnetGroupName: 'gl-artifacts',
      dbClusterParameterGroupName: 'gl-artifacts',
    });
    expect(inputs).not.toHaveProperty('masterPassword');
  });

  test('is one cluster with its own name, port and login, in its region and in its one security group', async () => {
    const { resources } = await record(() => database(), true);
    expect(only(resources, CLUSTER).inputs).toMatchObject({
      clusterIdentifier: 'gl-artifacts',
      databaseName: 'gl_artifacts',
      engineMode: 'provisioned',
      masterUsername: 'gl_master',
      port: 5432,
      vpcSecurityGroupIds: ['id-of-db-security-group'],
    });
    const regional = resources.filter(({ type }) => /^aws:(?!iam)/.test(type));
    const regions = regional.map(({ name, inputs }) => [name, inputs.region]);
    expect(regions).toEqual(
      regional.map(({ name }) => [name, name === 'db-copy-vault' ? 'eu-central-1' : 'eu-west-1']),
    );
  });

  test('talks over TLS only, and logs who connects', async () => {
    const { resources } = await record(() => database());
    const { parameters, family } = only(resources, 'aws:rds/clusterParameterGroup:ClusterParameterGroup').inputs;
    expect(family).toBe('aurora-postgresql16');
    expect(parameters).toEqual([
      { name: 'rds.force_ssl', value: '1' },
      { name: 'log_connections', value: '1' },
      { name: 'log_disconnections', value: '1' },
    ]);
  });

  test('has instances without a public address, in the private subnets', async () => {
    const { resources } = await record(() => database({ instances: 3 }), true);
    const instances = resources.filter(({ type }) => type === INSTANCE);
    expect(instances).toHaveLength(3);
    for (const [i, { inputs, protect }] of instances.entries()) {
      expect(protect).toBe(true);
      expect(inputs).toMatchObject({
        region: 'eu-west-1',
        identifier: `gl-artifacts-${i + 1}`,
        clusterIdentifier: 'id-of-db-cluster',
        engine: 'aurora-postgresql',
        instanceClass: 'db.serverless',
        copyTagsToSnapshot: true,
        publiclyAccessible: false,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: keyIn('eu-west-1'),
      });
    }
    expect(only(resources, 'aws:rds/subnetGroup:SubnetGroup').inputs.subnetIds).toEqual(args.subnetIds);
  });

  test('lets in the named groups on its port, and nobody without one', async () => {
    const nobody = await record(() => database());
    expect(nobody.resources.filter(({ type }) => type.includes('Ingress'))).toEqual([]);
    const group = only(nobody.resources, 'aws:ec2/securityGroup:SecurityGroup').inputs;
    expect(group).toMatchObject({ region: 'eu-west-1', vpcId: args.vpcId });
    expect(group.ingress ?? group.egress).toBeUndefined();
    const { resources } = await record(() => database({ clientSecurityGroupIds: ['sg-runtime'] }));
    const rule = only(resources, 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule').inputs;
    expect(rule).toMatchObject({ referencedSecurityGroupId: 'sg-runtime', fromPort: 5432, toPort: 5432 });
    expect([rule.cidrIpv4, rule.cidrIpv6]).toEqual([undefined, undefined]);
  });

  test('copies its snapshot each night to the other region, under that region’s key', async () => {
    const { resources } = await record(() => database());
    const vaults = resources.filter(({ type }) => type === 'aws:backup/vault:Vault');
    expect(vaults.map(({ inputs, protect }) => [inputs.region, inputs.kmsKeyArn, protect])).toEqual([
      ['eu-west-1', keyIn('eu-west-1'), true],
      ['eu-central-1', keyIn('eu-central-1'), true],
    ]);
    const [rule] = only(resources, 'aws:backup/plan:Plan').inputs.rules;
    expect(rule).toMatchObject({ targetVaultName: 'gl-artifacts', schedule: expect.stringMatching(/^cron\(/) });
    expect(rule.lifecycle).toEqual({ deleteAfter: 7 });
    expect(rule.copyActions).toEqual([
      {
        destinationVaultArn: `arn:aws:backup:eu-central-1:${ACCOUNT}:backup-vault:gl-artifacts`,
        lifecycle: { deleteAfter: 35 },
      },
    ]);
    expect(JSON.parse(only(resources, 'aws:iam/role:Role').inputs.assumeRolePolicy).Statement).toEqual([
      expect.objectContaining({ Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    ]);
  });

  test('selects the cluster alone for its copies, by its own role', async () => {
    const { resources } = await record(() => database(), true);
    expect(only(resources, 'aws:backup/selection:Selection').inputs).toMatchObject({
      iamRoleArn: 'arn:of:db-backup-role',
      resources: ['arn:of:db-cluster'],
      planId: 'id-of-db-backup-plan',
    });
  });

  test('copies nothing where a reason says why', async () => {
    const { resources } = await record(() => database({ disasterRecovery: { mode: 'none', reason: 'a trial' } }));
    expect(resources.filter(({ type }) => type.startsWith('aws:backup/') || type.startsWith('aws:iam/'))).toEqual([]);
  });

  test.each([
    ['16', true],
    ['16.8', false],
  ])(
    'at version %s lets AWS upgrade the minor version: %s, so that no preview takes it back',
    async (version, auto) => {
      const { resources } = await record(() => database({ engineVersion: version, instances: 1 }));
      expect(only(resources, CLUSTER).inputs.engineVersion).toBe(version);
      expect(only(resources, INSTANCE).inputs).toMatchObject({ engineVersion: version, autoMinorVersionUpgrade: auto });
    },
  );

  test('is deleted without a last snapshot only where the stack says destroy', async () => {
    const placement = { ...args.placement, deletionPolicy: 'destroy' } as const;
    const { resources } = await record(() => database({ placement }));
    const { inputs, protect } = only(resources, CLUSTER);
    expect({ ...inputs, protect }).toMatchObject({
      deletionProtection: false,
      skipFinalSnapshot: true,
      protect: false,
    });
  });
});

describe('the arguments of the database', () => {
  test.each<[string, Partial<MetadataDatabaseArgs>]>([
    ['identifier', { identifier: 'gl--artifacts' }],
    ['identifier', { identifier: `a${'b'.repeat(50)}` }],
    ['subnetIds', { subnetIds: ['subnet-0123456789abcdef0'] }],
    ['engineVersion', { engineVersion: '14.9' }],
    ['engineVersion', { engineVersion: 'latest' }],
    ['capacity.minCapacityUnits', { capacity: { minCapacityUnits: 0.3 } }],
    ['capacity.maxCapacityUnits', { capacity: { maxCapacityUnits: 300 } }],
    ['capacity', { capacity: { minCapacityUnits: 4, maxCapacityUnits: 2 } }],
    ['instances', { instances: 0 }],
    ['backupRetentionDays', { backupRetentionDays: 1 }],
    ['disasterRecovery.reason', { disasterRecovery: { mode: 'none', reason: ' ' } }],
    ['disasterRecovery.region', { disasterRecovery: { mode: 'snapshotCopy', region: 'us-east-1', kmsKeyArn: '' } }],
    ['disasterRecovery.region', { disasterRecovery: { mode: 'snapshotCopy', region: 'eu-west-1', kmsKeyArn: '' } }],
    ['placement.region', { placement: { ...args.placement, region: 'eu-west1' } }],
  ])('name %s for %j, and register nothing', async (path, change) => {
    expect(validateMetadataDatabaseArgs({ ...args, ...change }).map((p) => p.path)).toContain(`database.${path}`);
    const { resources } = await record(() => {
      expect(() => database(change)).toThrow(`database.${path}: got`);
    });
    expect(resources).toEqual([]);
  });

  test('are right as they are by default', () => expect(validateMetadataDatabaseArgs(args)).toEqual([]));
});
