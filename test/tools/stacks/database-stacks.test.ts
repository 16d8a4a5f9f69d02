import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { engineHome } from '../../../tools/engine';
import { exportState, operate, type Operation, type StackTools } from '../../../tools/stacks';
import { describeOnEngine, engineOfTest } from '../../helpers/engine';

const root = path.join(__dirname, '../../..');
const stack = 'eu-west-1';
const PASSWORD = 'planted-password-of-test';

/** What a stack of this test leaves out, to be no larger than its database. */
const optOuts = { evidenceVault: 'a test', accessAudit: 'a test', accessLogs: 'a test' };

const globalDatabase = (change: { engineVersion?: string; masterPasswordVersion?: number } = {}) => ({
  mode: 'aurora-provisioned',
  instanceClass: 'db.r8g.large',
  engineVersion: change.engineVersion ?? '16',
  disasterRecovery: {
    mode: 'globalDatabase',
    network: { mode: 'create', cidrBlock: '10.51.0.0/20' },
    masterPasswordVersion: change.masterPasswordVersion ?? 1,
  },
});
const rds = (change: { instanceClass?: string; retentionDays?: number } = {}) => ({
  mode: 'rds',
  instanceClass: change.instanceClass ?? 'db.m8g.large',
  disasterRecovery: { mode: 'snapshotCopy', retentionDays: change.retentionDays ?? 35 },
});

describeOnEngine('a stack on the Pulumi engine whose database', () => {
  let folder: string;
  let tools: StackTools;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-database-'));
    tools = { search: { engine: engineOfTest(), tried: [] }, homeDirectory: folder };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Steps that change something, as `operation Kind name`. */
  const changesOf = async (operation: Operation, database: object, more: object = {}) => {
    const config = {
      'gl-artifacts:database': database,
      'gl-artifacts:optOuts': optOuts,
      'gl-artifacts:access': {},
      ...more,
    };
    const { exitCode, text, steps } = await operate(tools, { operation, stack, directory: root, config });
    expect([exitCode, exitCode === 0 ? '' : text]).toEqual([0, '']);
    expect(text).not.toContain('planted');
    return steps
      .filter(({ operation: done, type }) => done !== 'same' && type.startsWith('aws:'))
      .map((step) => `${step.operation} ${step.urn.split('::').at(-1)} ${step.changed.join(',')}`.trim())
      .sort();
  };
  const state = async () => exportState(await engineHome(engineOfTest(), folder), root, stack);

  test('is global comes up in two regions, stays as it is, and changes version and password where they are held', async () => {
    const password = { 'gl-artifacts:databaseMasterPassword': PASSWORD };
    await changesOf('up', globalDatabase(), password);
    const exported = await state();
    const of = (name: string) => exported.find(({ urn }) => urn.endsWith(`::${name}`))!;
    const home = ['store-database-instance-1', 'store-database-instance-2'].map((name) => of(name).urn);
    expect(of('store-database-replica-cluster').dependencies).toEqual(expect.arrayContaining(home));
    expect(of('store-database-replica-cluster').inputs).toMatchObject({
      region: 'eu-central-1',
      globalClusterIdentifier: 'gl-artifacts-eu-west-1',
    });
    expect(JSON.stringify(exported)).not.toContain('planted');
    expect(await changesOf('preview', globalDatabase(), password)).toEqual([]);
    const changed = globalDatabase({ engineVersion: '16.9', masterPasswordVersion: 2 });
    expect(await changesOf('preview', changed, password)).toEqual([
      'update store-database-cluster masterPasswordWoVersion',
      'update store-database-global engineVersion',
      'update store-database-master-secret-value secretStringWoVersion',
    ]);
  }, 240_000);

  test('is of RDS comes up, stays as it is, and grows in place while the lock of its copies is taken off and put back', async () => {
    await changesOf('up', rds());
    const instance = (await state()).find(({ type }) => type === 'aws:rds/instance:Instance')!;
    expect(instance).toMatchObject({ protect: true, inputs: { multiAz: true, storageEncrypted: true } });
    expect(await changesOf('preview', rds())).toEqual([]);
    expect(await changesOf('preview', rds({ instanceClass: 'db.m8g.xlarge', retentionDays: 70 }))).toEqual([
      'replace store-database-copy-vault-lock minRetentionDays',
      'update store-database-backup-plan rules',
      'update store-database-instance instanceClass',
    ]);
  }, 240_000);
});
