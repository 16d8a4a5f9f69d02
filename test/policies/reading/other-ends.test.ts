import { COPYING, otherEndsOf, type OtherEnd } from '../../../policies/reading/other-ends';
import { UNKNOWN_TEXT } from '../stack';
import { unknown } from './setting';
import { unknownCheckingProxy } from '../unknown';

const ends = (type: string, props: object): OtherEnd[] => otherEndsOf(type, unknownCheckingProxy(props));
const arn = (service: string, region: string, resource: string) =>
  `arn:aws:${service}:${region}:111122223333:${resource}`;
const bucket = (path: string[], name: string, local = true) => ({
  path,
  by: 'bucket',
  named: { state: 'known', value: name },
  local,
});
const region = (path: (string | number)[], name: string) => ({
  path,
  by: 'region',
  named: { state: 'known', value: name },
  local: false,
});
const under = (path: string[], value: unknown): object =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;

const EXPORT = ['storageClassAnalysis', 'dataExport', 'destination', 's3BucketDestination', 'bucketArn'];
const INVENTORY = ['destination', 'bucket', 'bucketArn'];

describe('the other end of a copy', () => {
  test.each<[string, string, object, object]>([
    ['access logs', 'aws:s3/bucketLogging:BucketLogging', { targetBucket: 'b' }, bucket(['targetBucket'], 'b')],
    [
      'access logs of a bucket',
      'aws:s3/bucket:Bucket',
      { logging: { targetBucket: 'b' } },
      bucket(['logging', 'targetBucket'], 'b'),
    ],
    ['an inventory', 'aws:s3/inventory:Inventory', under(INVENTORY, 'arn:aws:s3:::b'), bucket(INVENTORY, 'b')],
    [
      'an analysis',
      'aws:s3/analyticsConfiguration:AnalyticsConfiguration',
      under(EXPORT, 'arn:aws:s3:::b'),
      bucket(EXPORT, 'b'),
    ],
    ['a trail', 'aws:cloudtrail/trail:Trail', { s3BucketName: 'b' }, bucket(['s3BucketName'], 'b', false)],
    [
      "a trail's log group",
      'aws:cloudtrail/trail:Trail',
      { cloudWatchLogsGroupArn: arn('logs', 'eu-west-1', 'log-group:g:*') },
      region(['cloudWatchLogsGroupArn'], 'eu-west-1'),
    ],
    [
      'a subscription',
      'aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter',
      { destinationArn: arn('kinesis', 'eu-west-1', 'stream/s') },
      region(['destinationArn'], 'eu-west-1'),
    ],
    [
      "a key's replica",
      'aws:kms/replicaKey:ReplicaKey',
      { primaryKeyArn: arn('kms', 'eu-west-1', 'key/0') },
      region(['primaryKeyArn'], 'eu-west-1'),
    ],
    [
      "a secret's replica",
      'aws:secretsmanager/secret:Secret',
      { replicas: [{ region: 'eu-west-1' }] },
      region(['replicas', 0, 'region'], 'eu-west-1'),
    ],
    [
      'a global database',
      'aws:rds/globalCluster:GlobalCluster',
      { sourceDbClusterIdentifier: arn('rds', 'eu-west-1', 'cluster:c') },
      region(['sourceDbClusterIdentifier'], 'eu-west-1'),
    ],
    [
      'a replica of a cluster',
      'aws:rds/cluster:Cluster',
      { replicationSourceIdentifier: arn('rds', 'eu-west-1', 'cluster:c') },
      region(['replicationSourceIdentifier'], 'eu-west-1'),
    ],
    [
      'a cluster from abroad',
      'aws:rds/cluster:Cluster',
      { sourceRegion: 'eu-west-1' },
      region(['sourceRegion'], 'eu-west-1'),
    ],
    [
      'a replica of an instance',
      'aws:rds/instance:Instance',
      { replicateSourceDb: arn('rds', 'eu-west-1', 'db:d') },
      region(['replicateSourceDb'], 'eu-west-1'),
    ],
    [
      'backups elsewhere',
      'aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication',
      { sourceDbInstanceArn: arn('rds', 'eu-west-1', 'db:d') },
      region(['sourceDbInstanceArn'], 'eu-west-1'),
    ],
    [
      "a copy of a cluster's snapshot",
      'aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy',
      { sourceDbClusterSnapshotIdentifier: arn('rds', 'eu-west-1', 'cluster-snapshot:s') },
      region(['sourceDbClusterSnapshotIdentifier'], 'eu-west-1'),
    ],
    [
      "a copy of a cluster's snapshot abroad",
      'aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy',
      { destinationRegion: 'eu-west-1' },
      region(['destinationRegion'], 'eu-west-1'),
    ],
    [
      'a copy of a snapshot',
      'aws:rds/snapshotCopy:SnapshotCopy',
      { sourceDbSnapshotIdentifier: arn('rds', 'eu-west-1', 'snapshot:s') },
      region(['sourceDbSnapshotIdentifier'], 'eu-west-1'),
    ],
    [
      'a copy of a snapshot abroad',
      'aws:rds/snapshotCopy:SnapshotCopy',
      { destinationRegion: 'eu-west-1' },
      region(['destinationRegion'], 'eu-west-1'),
    ],
    [
      "a copy of a volume's snapshot",
      'aws:ebs/snapshotCopy:SnapshotCopy',
      { sourceRegion: 'eu-west-1' },
      region(['sourceRegion'], 'eu-west-1'),
    ],
    [
      'a plan of backups',
      'aws:backup/plan:Plan',
      { rules: [{ copyActions: [{ destinationVaultArn: arn('backup', 'eu-west-1', 'backup-vault:v') }] }] },
      region(['rules', 0, 'copyActions', 0, 'destinationVaultArn'], 'eu-west-1'),
    ],
    [
      'a destination of logs',
      'aws:cloudwatch/logDestination:LogDestination',
      { targetArn: arn('kinesis', 'eu-west-1', 'stream/s') },
      region(['targetArn'], 'eu-west-1'),
    ],
    [
      'a table',
      'aws:dynamodb/table:Table',
      { replicas: [{ regionName: 'eu-west-1' }] },
      region(['replicas', 0, 'regionName'], 'eu-west-1'),
    ],
    [
      'a global table of the first version',
      'aws:dynamodb/globalTable:GlobalTable',
      { replicas: [{ regionName: 'eu-west-1' }] },
      region(['replicas', 0, 'regionName'], 'eu-west-1'),
    ],
    [
      'a table that is restored from abroad',
      'aws:dynamodb/table:Table',
      { restoreSourceTableArn: arn('dynamodb', 'eu-west-1', 'table/t') },
      region(['restoreSourceTableArn'], 'eu-west-1'),
    ],
    [
      "a table's replica",
      'aws:dynamodb/tableReplica:TableReplica',
      { globalTableArn: arn('dynamodb', 'eu-west-1', 'table/t') },
      region(['globalTableArn'], 'eu-west-1'),
    ],
    [
      'a replication of a file system',
      'aws:efs/replicationConfiguration:ReplicationConfiguration',
      { destination: { region: 'eu-west-1' } },
      region(['destination', 'region'], 'eu-west-1'),
    ],
    [
      'a copy of an image',
      'aws:ec2/amiCopy:AmiCopy',
      { sourceAmiRegion: 'eu-west-1' },
      region(['sourceAmiRegion'], 'eu-west-1'),
    ],
    [
      'a replication of images of containers',
      'aws:ecr/replicationConfiguration:ReplicationConfiguration',
      { replicationConfiguration: { rules: [{ destinations: [{ region: 'eu-west-1' }] }] } },
      region(['replicationConfiguration', 'rules', 0, 'destinations', 0, 'region'], 'eu-west-1'),
    ],
  ])('is named by %s', (_, type, props, end) => {
    expect(COPYING).toContain(type);
    expect(ends(type, props)).toEqual([end]);
  });

  test('is none of a type that copies nothing, nor where nothing is said', () => {
    expect(ends('aws:sqs/queue:Queue', { targetBucket: 'b' })).toEqual([]);
    expect(ends('aws:cloudtrail/trail:Trail', {})).toEqual([]);
    expect(ends('aws:backup/plan:Plan', {})).toEqual([]);
    expect(COPYING).not.toContain('aws:sqs/queue:Queue');
    expect(new Set(COPYING).size).toBe(COPYING.length);
  });

  test.each<[string, string, object]>([
    ['an empty name', 'aws:s3/bucketLogging:BucketLogging', { targetBucket: '' }],
    ['what is no text', 'aws:s3/bucketLogging:BucketLogging', { targetBucket: 7 }],
    ['a name within the own region', 'aws:rds/instance:Instance', { replicateSourceDb: 'db' }],
    [
      'a text that only ends like an ARN',
      'aws:rds/instance:Instance',
      { replicateSourceDb: `x${arn('rds', 'eu-west-1', 'db:d')}` },
    ],
    [
      'an ARN without a region',
      'aws:rds/globalCluster:GlobalCluster',
      { sourceDbClusterIdentifier: arn('rds', '', 'x') },
    ],
  ])('is none in %s', (_, type, props) => expect(ends(type, props)).toEqual([]));

  test('is not known where its value is not, and one of many where a list is not', () => {
    const open = (path: (string | number)[]) => [{ path, by: 'region', named: unknown(path.join('.')), local: false }];
    expect(ends('aws:rds/cluster:Cluster', { sourceRegion: UNKNOWN_TEXT })).toEqual(open(['sourceRegion']));
    expect(ends('aws:backup/plan:Plan', { rules: UNKNOWN_TEXT })).toEqual(open(['rules']));
    expect(ends('aws:backup/plan:Plan', { rules: [{}, UNKNOWN_TEXT] })).toEqual(open(['rules', 1]));
    expect(ends('aws:s3/bucketLogging:BucketLogging', { targetBucket: UNKNOWN_TEXT })).toEqual([
      { path: ['targetBucket'], by: 'region', named: unknown('targetBucket'), local: true },
    ]);
  });

  test('is each of several', () => {
    const vault = (place: string) => ({ destinationVaultArn: arn('backup', place, 'backup-vault:v') });
    const props = {
      rules: [{ copyActions: [vault('eu-west-1'), vault('us-east-1')] }, { copyActions: [vault('eu-north-1')] }],
    };
    expect(
      ends('aws:backup/plan:Plan', props).map(({ path, named }) => [path, named.state === 'known' && named.value]),
    ).toEqual([
      [['rules', 0, 'copyActions', 0, 'destinationVaultArn'], 'eu-west-1'],
      [['rules', 0, 'copyActions', 1, 'destinationVaultArn'], 'us-east-1'],
      [['rules', 1, 'copyActions', 0, 'destinationVaultArn'], 'eu-north-1'],
    ]);
  });
});
