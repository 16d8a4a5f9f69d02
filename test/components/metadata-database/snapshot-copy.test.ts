import { ACCOUNT } from '../judge';
import { only, record } from '../record';
import { database, keyIn, SNAPSHOT_COPY } from './fixture';

const LOCK = 'aws:backup/vaultLockConfiguration:VaultLockConfiguration';

describe('a copy of the snapshot', () => {
  test('is made each night in the other region, under that region’s key', async () => {
    const { resources } = await record(() => database());
    const vaults = resources.filter(({ type }) => type === 'aws:backup/vault:Vault');
    expect(vaults.map(({ inputs, protect }) => [inputs.region, inputs.kmsKeyArn, protect])).toEqual([
      ['eu-west-1', keyIn('eu-west-1'), true],
      ['eu-central-1', keyIn('eu-central-1'), true],
    ]);
    expect(only(resources, 'aws:backup/plan:Plan').inputs).toMatchObject({
      region: 'eu-west-1',
      name: 'gl-artifacts',
      rules: [
        {
          ruleName: 'nightly',
          targetVaultName: 'gl-artifacts',
          schedule: 'cron(0 3 * * ? *)',
          lifecycle: { deleteAfter: 7 },
          copyActions: [
            {
              destinationVaultArn: `arn:aws:backup:eu-central-1:${ACCOUNT}:backup-vault:gl-artifacts`,
              lifecycle: { deleteAfter: 35 },
            },
          ],
        },
      ],
    });
  });

  test('is of this database alone, by a role that AWS Backup assumes, with AWS’s own permissions', async () => {
    const { resources } = await record(() => database(), true);
    const role = only(resources, 'aws:iam/role:Role').inputs;
    expect(role).toMatchObject({ name: 'gl-artifacts-backup', tags: { stage: 'test' } });
    expect(JSON.parse(role.assumeRolePolicy).Statement).toEqual([
      { Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]);
    expect(only(resources, 'aws:iam/rolePolicyAttachment:RolePolicyAttachment').inputs).toEqual({
      role: 'gl-artifacts-backup',
      policyArn: 'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup',
    });
    expect(only(resources, 'aws:backup/selection:Selection').inputs).toMatchObject({
      region: 'eu-west-1',
      name: 'gl-artifacts',
      iamRoleArn: 'arn:of:db-backup-role',
      resources: ['arn:of:db-cluster'],
      planId: 'id-of-db-backup-plan',
    });
  });

  test.each([
    [35, 365],
    [1000, 1000],
  ])(
    'that stays %i days lies under a lock that lets it go no sooner, and none later than %i',
    async (retentionDays, most) => {
      const { resources } = await record(() => database({ disasterRecovery: { ...SNAPSHOT_COPY, retentionDays } }));
      const locks = resources.filter(({ type }) => type === LOCK).map(({ inputs }) => inputs);
      // Without days of grace it is governance: who may change a lock can take it away.
      expect(locks).toEqual([
        { region: 'eu-west-1', backupVaultName: 'gl-artifacts', minRetentionDays: 7, maxRetentionDays: 365 },
        {
          region: 'eu-central-1',
          backupVaultName: 'gl-artifacts',
          minRetentionDays: retentionDays,
          maxRetentionDays: most,
        },
      ]);
    },
  );

  test('is planned after its locks, each of which goes before its successor comes', async () => {
    const { resources } = await record(() => database());
    const locks = resources.filter(({ type }) => type === LOCK);
    expect(locks.map(({ deleteBeforeReplace }) => deleteBeforeReplace)).toEqual([true, true]);
    expect(only(resources, 'aws:backup/plan:Plan').dependsOn).toEqual(
      expect.arrayContaining(locks.map(({ name }) => name)),
    );
  });

  test('lies without a lock where a reason says why', async () => {
    const { resources } = await record(() =>
      database({ disasterRecovery: { ...SNAPSHOT_COPY, vaultLock: { reason: 'a trial' } } }),
    );
    expect(resources.filter(({ type }) => type === LOCK)).toEqual([]);
    expect(resources.filter(({ type }) => type === 'aws:backup/vault:Vault')).toHaveLength(2);
  });

  test('is not made where a reason says why', async () => {
    const { resources } = await record(() => database({ disasterRecovery: { mode: 'none', reason: 'a trial' } }));
    expect(resources.filter(({ type }) => type.startsWith('aws:backup/') || type.startsWith('aws:iam/'))).toEqual([]);
  });
});
