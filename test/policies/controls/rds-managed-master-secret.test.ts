import { saidBy } from '../said';
import { UNKNOWN_TEXT, type Given } from '../stack';

const database = (type: string, inputs: object): Given => ({ type, name: 'database', inputs: { ...inputs } });
const CLUSTER = 'aws:rds/cluster:Cluster';
const INSTANCE = 'aws:rds/instance:Instance';
const said = (type: string, inputs: object): Promise<string[]> =>
  saidBy('rds-managed-master-secret', [database(type, inputs)]);

describe('a database that names no password', () => {
  test.each<[source: string, type: string, value: unknown]>([
    ['replicateSourceDb', INSTANCE, 'gl-source'],
    ['snapshotIdentifier', INSTANCE, 'gl-snapshot'],
    ['restoreToPointInTime', INSTANCE, { sourceDbInstanceIdentifier: 'gl-source' }],
    ['replicationSourceIdentifier', CLUSTER, 'gl-source'],
    ['snapshotIdentifier', CLUSTER, 'gl-snapshot'],
    ['restoreToPointInTime', CLUSTER, { sourceClusterIdentifier: 'gl-source' }],
    ['globalClusterIdentifier', CLUSTER, 'gl-global'],
  ])('has its master from elsewhere by %s', async (source, type, value) => {
    for (const given of [value, UNKNOWN_TEXT])
      expect(await said(type, { [source]: given })).toEqual([
        'database not applicable: its master comes from another database',
      ]);
    expect(await said(type, { [source]: value, password: 'hunter2-hunter2' })).toEqual([
      'database fail: password is given, and is kept in the state of the stack (password)',
    ]);
  });

  test('has none where its master comes from nowhere', async () => {
    for (const type of [CLUSTER, INSTANCE])
      for (const inputs of [{}, { replicateSourceDb: '', snapshotIdentifier: '' }])
        expect(await said(type, inputs)).toEqual([
          'database fail: manageMasterUserPassword is not true (manageMasterUserPassword)',
        ]);
  });

  test('is judged by the name of its master where it has one of its own', async () => {
    expect(await said(CLUSTER, { snapshotIdentifier: 'gl-snapshot', masterUsername: 'root' })).toEqual([
      'database fail: masterUsername is one of the names that are tried first (masterUsername)',
    ]);
  });
});
