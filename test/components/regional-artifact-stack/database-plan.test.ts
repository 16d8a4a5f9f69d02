import type { MadeDatabaseSettings, RegionalArtifactStackArgs } from '../../../components/regional-artifact-stack/args';
import { databasePlanOf } from '../../../components/regional-artifact-stack/database-plan';
import { configOf } from './stacks';

const COMMON = {
  name: 'metadata',
  engineVersion: '17.4',
  backupRetentionDays: 21,
  insights: 'advanced',
  certificateAuthority: 'rds-ca-ecc384-g1',
  clientSecurityGroupIds: ['sg-0123456789abcdef0'],
  clientCidrBlocks: ['10.1.0.0/20'],
} as const;
const SAID = { ...COMMON, databaseName: 'metadata', name: undefined };
const ZONES = ['eu-west-1a', 'eu-west-1c'];
const SIZE = { minCapacityUnits: 2, maxCapacityUnits: 32 };
const STORAGE = { allocatedStorageGiB: 200, maxAllocatedStorageGiB: 900 };
const NETWORK = { mode: 'existing', vpcId: 'vpc-0123456789abcdef0', subnetIds: ['subnet-0123456789abcdef0'] } as const;

async function planOf(settings: MadeDatabaseSettings, change: Partial<RegionalArtifactStackArgs> = {}) {
  return databasePlanOf({ ...(await configOf('eu-west-1')), ...change }, settings, ['gl-artifacts']);
}

describe('the plan of a database', () => {
  test.each<[MadeDatabaseSettings, object]>([
    [
      { mode: 'aurora-serverless', ...COMMON, ...SIZE, instances: 3, availabilityZones: ZONES },
      { mode: 'aurora-serverless', ...SIZE, instances: 3, availabilityZones: ZONES },
    ],
    [
      { mode: 'aurora-provisioned', instanceClass: 'db.r8g.large', ...COMMON, instances: 3, availabilityZones: ZONES },
      { mode: 'aurora-provisioned', instanceClass: 'db.r8g.large', instances: 3, availabilityZones: ZONES },
    ],
    [
      { mode: 'rds', instanceClass: 'db.m8g.large', ...COMMON, ...STORAGE },
      { mode: 'rds', instanceClass: 'db.m8g.large', ...STORAGE },
    ],
  ])('has every setting of %j', async (settings, engine) => {
    const { placement, bucketName } = await configOf('eu-west-1');
    const { database } = await planOf(settings, { network: NETWORK });
    expect(database).toEqual({ placement, identifier: bucketName, engine, ...SAID });
  });

  test('leaves to the component what is not said', async () => {
    const { placement, bucketName } = await configOf('eu-west-1');
    const { database } = await planOf({ mode: 'aurora-serverless' }, { network: NETWORK });
    expect(database).toStrictEqual({ placement, identifier: bucketName, engine: { mode: 'aurora-serverless' } });
  });

  test('has a second cluster with its own network, zones and clients', async () => {
    const { clientSecurityGroupIds, clientCidrBlocks } = COMMON;
    const clients = { clientSecurityGroupIds, clientCidrBlocks };
    const there = { mode: 'globalDatabase', instances: 1, masterPasswordVersion: 2, ...clients } as const;
    const availabilityZones = ['eu-central-1b', 'eu-central-1c'];
    const plan = await planOf(
      {
        mode: 'aurora-provisioned',
        instanceClass: 'db.r8g.large',
        disasterRecovery: { ...there, availabilityZones, network: NETWORK },
      },
      { databaseMasterPassword: 'planted' },
    );
    expect(plan.recovery).toEqual({ ...there, availabilityZones, region: 'eu-central-1', masterPassword: 'planted' });
    const { placement } = await configOf('eu-west-1');
    expect(plan.recoveryNetwork).toEqual({ placement: { ...placement, region: 'eu-central-1' }, network: NETWORK });
  });

  test('copies snapshots for as long as is said', async () => {
    const plan = await planOf({
      mode: 'aurora-serverless',
      disasterRecovery: { mode: 'snapshotCopy', retentionDays: 9 },
    });
    expect(plan.recovery).toEqual({ mode: 'snapshotCopy', retentionDays: 9, region: 'eu-central-1' });
    expect(plan.recoveryNetwork).toBeUndefined();
  });
});
