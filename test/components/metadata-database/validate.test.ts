import type { MetadataDatabaseArgs } from '../../../components/metadata-database/args';
import { validateMetadataDatabaseArgs } from '../../../components/metadata-database/validate';
import { record } from '../record';
import { ARGS, database, ENGINES, GLOBAL_DATABASE, PROVISIONED, RDS, SNAPSHOT_COPY } from './fixture';

const serverless = (change: object) => ({ engine: { mode: 'aurora-serverless', ...change } as const });
const pausing = serverless({ minCapacityUnits: 0 });
const provisioned = (change: object) => ({ engine: { ...PROVISIONED, ...change } });
const rds = (change: object) => ({ engine: { ...RDS, ...change } });
const copy = (change: object) => ({ disasterRecovery: { ...SNAPSHOT_COPY, ...change } });
const global = (change: object, engine: object = PROVISIONED) =>
  ({ engine, disasterRecovery: { ...GLOBAL_DATABASE, ...change } }) as Partial<MetadataDatabaseArgs>;
const pathsOf = (change: Partial<MetadataDatabaseArgs>) =>
  validateMetadataDatabaseArgs({ ...ARGS, ...change }).map((p) => p.path);

describe('the arguments of the database', () => {
  test.each<[string, Partial<MetadataDatabaseArgs>]>([
    ['identifier', { identifier: 'gl--artifacts' }],
    ['identifier', { identifier: `a${'b'.repeat(50)}` }],
    ['subnetIds', { subnetIds: ['subnet-0123456789abcdef0'] }],
    ['engineVersion', { engineVersion: '14.9' }],
    ['engineVersion', { engineVersion: '19' }],
    ['engineVersion', { engineVersion: 'latest' }],
    ['engineVersion', { engineVersion: '16.0' }],
    ['engineVersion', { engineVersion: '17.1' }],
    ['engineVersion', { engineVersion: '18.2' }],
    ['engineVersion', { ...rds({}), engineVersion: '17.0' }],
    ['engine.minCapacityUnits', serverless({ minCapacityUnits: 0.3 })],
    ['engine.maxCapacityUnits', serverless({ maxCapacityUnits: 300 })],
    ['engine.maxCapacityUnits', serverless({ minCapacityUnits: 4, maxCapacityUnits: 2 })],
    ['engine.minCapacityUnits', { ...pausing, engineVersion: '16.2' }],
    ['engine.minCapacityUnits', { ...pausing, engineVersion: '15.6' }],
    ['engine.instances', serverless({ instances: 0 })],
    ['engine.availabilityZones', serverless({ availabilityZones: ['eu-west-1a'] })],
    ['engine.availabilityZones[1]', serverless({ availabilityZones: ['eu-west-1a', 'us-east-1b'] })],
    ['engine.instances', provisioned({ instances: 1 })],
    ['engine.instances', provisioned({ instances: 16 })],
    ['engine.availabilityZones', provisioned({ availabilityZones: [] })],
    ['engine.availabilityZones', provisioned({ availabilityZones: ['eu-west-1a', 'eu-west-1a'] })],
    ['engine.instanceClass', provisioned({ instanceClass: 'r8g.large' })],
    ['engine.instanceClass', provisioned({ instanceClass: 'db.serverless' })],
    ['engine.instanceClass', rds({ instanceClass: '' })],
    ['engine.allocatedStorageGiB', rds({ allocatedStorageGiB: 10 })],
    ['engine.maxAllocatedStorageGiB', rds({ allocatedStorageGiB: 100, maxAllocatedStorageGiB: 110 })],
    ['engine.maxAllocatedStorageGiB', rds({ maxAllocatedStorageGiB: 70_000 })],
    ['backupRetentionDays', { backupRetentionDays: 6 }],
    ['backupRetentionDays', { backupRetentionDays: 36 }],
    ['insights', { insights: 'off' as 'standard' }],
    ['certificateAuthority', { certificateAuthority: 'rds-ca-2019' as 'rds-ca-rsa2048-g1' }],
    ['disasterRecovery.reason', { disasterRecovery: { mode: 'none', reason: ' ' } }],
    ['disasterRecovery.region', copy({ region: 'us-east-1' })],
    ['disasterRecovery.region', copy({ region: 'eu-west-1' })],
    ['disasterRecovery.region', copy({ region: 'eu-centrall-1' })],
    ['disasterRecovery.retentionDays', copy({ retentionDays: 0 })],
    ['disasterRecovery.vaultLock.reason', copy({ vaultLock: { reason: '' } })],
    ['disasterRecovery.mode', global({}, RDS)],
    ['disasterRecovery.region', global({ region: 'us-west-2' })],
    ['disasterRecovery.region', global({ region: 'eu-west-1' })],
    ['disasterRecovery.subnetIds', global({ subnetIds: ['subnet-0123456789abcdef0'] })],
    ['disasterRecovery.availabilityZones', global({ availabilityZones: [] })],
    ['disasterRecovery.availabilityZones[0]', global({ availabilityZones: ['eu-west-1a', 'eu-central-1a'] })],
    ['disasterRecovery.instances', global({ instances: 0 })],
    ['disasterRecovery.masterPassword', global({ masterPassword: '' })],
    ['disasterRecovery.masterPassword', global({ masterPassword: 'too-short' })],
    ['disasterRecovery.masterPassword', global({ masterPassword: 'has-an-@-which-RDS-refuses' })],
    ['disasterRecovery.masterPasswordVersion', global({ masterPasswordVersion: 0 })],
    ['disasterRecovery.clientCidrBlocks[0]', global({ clientCidrBlocks: ['0.0.0.0/0'] })],
    ['engine.instanceClass', global({}, { ...PROVISIONED, instanceClass: 'db.t4g.large' })],
    ['engine.minCapacityUnits', global({}, { mode: 'aurora-serverless', minCapacityUnits: 4 })],
    ['placement.region', { placement: { ...ARGS.placement, region: 'eu-west1' } }],
  ])('name %s for %j, and register nothing', async (path, change) => {
    expect(pathsOf(change)).toContain(`database.${path}`);
    const { resources } = await record(() => {
      expect(() => database(change)).toThrow(`database.${path}: got`);
    });
    expect(resources).toEqual([]);
  });

  test.each(ENGINES.map((engine) => [engine.mode, engine] as const))(
    'let no public address in at %s, however it is written',
    (_mode, engine) => {
      const open = ['0.0.0.0/0', '::/0', '0.0.0.0/1', '8.8.8.8/32', '172.32.0.0/12', '11.0.0.0/8', '10.0.0.0', 'any'];
      expect(pathsOf({ engine, clientCidrBlocks: open })).toEqual(
        open.map((_range, i) => `database.clientCidrBlocks[${i}]`),
      );
      expect(pathsOf({ engine, clientSecurityGroupIds: ['0.0.0.0/0'] })).toEqual([
        'database.clientSecurityGroupIds[0]',
      ]);
      expect(pathsOf({ engine, clientCidrBlocks: ['10.0.0.0/8', '10.0.0.0/8'] })).toEqual([
        'database.clientCidrBlocks',
      ]);
    },
  );

  test.each<[string, Partial<MetadataDatabaseArgs>]>([
    ['serverless', {}],
    ['serverless that pauses', { ...pausing, engineVersion: '16.3' }],
    ['one instance alone, serverless', serverless({ instances: 1 })],
    ['provisioned', provisioned({})],
    ['optimized reads', provisioned({ instanceClass: 'db.r6gd.2xlarge' })],
    ['RDS', rds({})],
    ['RDS at the most storage', rds({ allocatedStorageGiB: 50_000 })],
    ['serverless that pauses, of the oldest major version', { ...pausing, engineVersion: '15.7' }],
    ['serverless that pauses, of a newer major version', { ...pausing, engineVersion: '17.4' }],
    ['the newest major version', { engineVersion: '18' }],
    ['a global database', global({})],
    [
      'a global database, serverless',
      global({}, { mode: 'aurora-serverless', minCapacityUnits: 8, maxCapacityUnits: 16 }),
    ],
    ['private ranges', { clientCidrBlocks: ['10.0.0.0/8', '172.16.0.0/12', '192.168.7.1/32'] }],
  ])('are right for %s', (_what, change) => {
    expect(validateMetadataDatabaseArgs({ ...ARGS, ...change })).toEqual([]);
  });

  test.each([
    ['Aurora', {}, ['15.2', '16.1', '17.4', '18.3']],
    ['RDS', rds({}), ['15.2', '16.1', '17.1', '18.1']],
  ])('let %s begin with the first minor version of each major one', (_engine, change, versions) => {
    const problems = (engineVersion: string) => validateMetadataDatabaseArgs({ ...ARGS, ...change, engineVersion });
    for (const version of versions) {
      expect(problems(version)).toEqual([]);
      const [major, minor] = version.split('.').map(Number);
      expect(problems(`${major}.${minor! - 1}`).map(({ path }) => path)).toEqual(['database.engineVersion']);
    }
  });

  test('never show a password, right or wrong', () => {
    const masterPassword = 'planted @ password';
    const problems = validateMetadataDatabaseArgs({ ...ARGS, ...global({ masterPassword, region: 'mars' }) });
    expect(problems.map(({ path }) => path)).toContain('database.disasterRecovery.masterPassword');
    expect(JSON.stringify(problems)).not.toContain('planted');
  });
});
