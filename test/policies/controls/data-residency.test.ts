import { objectionsBy, saidBy } from '../said';
import { changed, UNKNOWN_TEXT, type Given } from '../stack';

const provider = (name: string, inputs: Record<string, unknown> = {}, of = 'aws'): Given => ({
  type: `pulumi:providers:${of}`,
  name,
  inputs,
});
const queue = (name: string, by?: string, region?: string): Given => ({
  type: 'aws:sqs/queue:Queue',
  name,
  inputs: { name, ...(region === undefined ? {} : { region }) },
  ...(by === undefined ? {} : { provider: by }),
});
const random = (by: string): Given => ({ type: 'random:index/randomId:RandomId', name: 'id', provider: by });
const US = { region: 'us-east-1' };
const AWAY = 'q-graph fail: It is in zone us, and the stack in zone eu (region)';

describe('the zone of the stack', () => {
  test.each<[says: string, given: Given[]]>([
    ['is that of its default provider', [queue('home'), queue('q', undefined, 'us-east-1')]],
    [
      'is not that of the default provider of another package, which has none',
      [provider('default_4_18_2', {}, 'random'), random('default_4_18_2'), queue('q', undefined, 'us-east-1')],
    ],
    [
      'is not that of the default provider of another package, which has one',
      [provider('default_4_18_2', US, 'random'), random('default_4_18_2'), queue('q', undefined, 'us-east-1')],
    ],
    [
      'is not that of a provider of its own that is called like a default one',
      [provider('default-us', US), queue('q', 'default-us'), queue('home')],
    ],
    [
      'is not that of a provider of its own that is called after a default one',
      [provider('us-default', US), queue('q', 'us-default'), queue('home')],
    ],
    [
      'is not that of a default provider for a region of its own',
      [provider('default_us', US), queue('q', 'default_us'), queue('home')],
    ],
    [
      'is that of a default provider of a version',
      [
        provider('default_7_48_0', { region: 'eu-central-1' }),
        queue('home', 'default_7_48_0'),
        queue('q', 'default_7_48_0', 'us-east-1'),
      ],
    ],
    [
      'is that of a default provider of a version before its release',
      [provider('default_8_0_0_alpha_1', { region: 'eu-central-1' }), queue('q', 'default_8_0_0_alpha_1', 'us-east-1')],
    ],
    [
      'is that of the first default provider that has one',
      [provider('default_6_0_0'), queue('first', 'default_6_0_0', 'eu-west-1'), queue('q', undefined, 'us-east-1')],
    ],
  ])('%s', async (_, given) => {
    expect(await saidBy('data-residency', given)).toContain(AWAY);
  });

  test('is any where the default provider has none', async () => {
    const given = [provider('default_6_0_0'), queue('q', 'default_6_0_0', 'us-east-1')];
    expect(await saidBy('data-residency', given)).toContain('q-graph pass');
    const nowhere = changed(given, 'q', (inputs) => ({ ...inputs, region: 'sa-east-1' }));
    expect(await saidBy('data-residency', nowhere)).toContain('q fail: Its region is in no zone (region)');
  });
});

describe('what keeps data', () => {
  test.each([
    'aws:docdb/cluster:Cluster',
    'aws:dynamodb/table:Table',
    'aws:ebs/snapshot:Snapshot',
    'aws:ebs/volume:Volume',
    'aws:efs/fileSystem:FileSystem',
    'aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream',
    'aws:kinesis/stream:Stream',
    'aws:neptune/cluster:Cluster',
    'aws:rds/clusterSnapshot:ClusterSnapshot',
    'aws:rds/snapshot:Snapshot',
    'aws:s3/directoryBucket:DirectoryBucket',
    'aws:s3tables/tableBucket:TableBucket',
  ])('stays in the zone of the stack: %s', async (type) => {
    const of = (region: string): Given[] => [{ type, name: 'one', inputs: { region } }];
    expect(await objectionsBy('data-residency', of('eu-central-1'))).toEqual([]);
    expect(await objectionsBy('data-residency', of('us-east-1'))).toEqual([
      'one-graph fail: It is in zone us, and the stack in zone eu (region)',
    ]);
  });

  test.each([
    'aws:s3/bucketLogging:BucketLogging',
    'aws:s3/inventory:Inventory',
    'aws:s3/analyticsConfiguration:AnalyticsConfiguration',
  ])('may be in another zone by an exception, with settings of it that keep nothing: %s', async (type) => {
    const given: Given[] = [
      { type: 'aws:s3/bucket:Bucket', name: 'copies', inputs: { bucket: 'gl-copies', region: 'us-east-1' } },
      { type, name: 'setting', inputs: { bucket: 'gl-copies', region: 'us-east-1' } },
    ];
    const exceptions = [{ from: 'eu-west-1', to: 'us-east-1', prefix: 'public/' }];
    expect(await objectionsBy('data-residency', given, { exceptions })).toEqual([]);
    expect(await objectionsBy('data-residency', given)).toEqual(
      ['copies', 'setting'].map((name) => `${name}-graph fail: It is in zone us, and the stack in zone eu (region)`),
    );
  });
});

describe('an exception', () => {
  test('is for copies that come from the zone of the stack alone', async () => {
    const given: Given[] = [
      { type: 'aws:s3/bucket:Bucket', name: 'copies', inputs: { bucket: 'gl-copies', region: 'us-east-1' } },
    ];
    const saidWith = (from: string, to: string) =>
      objectionsBy('data-residency', given, { exceptions: [{ from, to, prefix: 'public/' }] });
    const refused = ['copies-graph fail: It is in zone us, and the stack in zone eu (region)'];
    expect(await saidWith('eu-central-1', 'us-east-1')).toEqual([]);
    expect(await saidWith('ap-southeast-1', 'us-east-1')).toEqual(refused);
    expect(await saidWith('eu-west-1', 'us-west-2')).toEqual(refused);
  });
});

describe('a replication', () => {
  const bucket = (name: string, region: string | undefined): Given => ({
    type: 'aws:s3/bucket:Bucket',
    name,
    inputs: { bucket: `gl-${name}`, ...(region === undefined ? {} : { region }) },
  });
  const replication = (inputs: Record<string, unknown>, dependsOn: Record<string, string[]> = {}): Given => ({
    type: 'aws:s3/bucketReplicationConfig:BucketReplicationConfig',
    name: 'replication',
    inputs: { bucket: 'gl-home', ...inputs },
    dependsOn,
  });
  const to = (arn: unknown) => ({ rules: [{ status: 'Enabled', destination: { bucket: arn } }] });
  const saidOf = async (given: readonly Given[]): Promise<string[]> =>
    (await saidBy('data-residency', given)).filter((line) => line.startsWith('replication-graph '));
  const ELSEWHERE = 'Data of zone eu and of zone us are copies of one another (rules.0)';

  test.each<[regions: string[], said: string]>([
    [['eu-central-1', 'eu-west-1'], 'pass'],
    [['us-east-1', 'us-west-2'], `fail: ${ELSEWHERE}`],
    [['eu-central-1', 'us-east-1'], 'unverifiable: which of several resources a copy goes to (rules.0)'],
    [['us-east-1', 'eu-central-1'], 'unverifiable: which of several resources a copy goes to (rules.0)'],
  ])('to one of several buckets, of %j, gets the word that holds for all: %s', async (regions, said) => {
    const others = regions.map((region, index) => bucket(`there${index}`, region));
    const given = [
      bucket('home', 'eu-west-1'),
      ...others,
      replication(to(UNKNOWN_TEXT), { rules: others.map(({ name }) => name) }),
    ];
    expect(await saidOf(given)).toEqual([`replication-graph ${said}`]);
  });

  test('of a bucket that is not in sight is not known', async () => {
    const there = bucket('there', 'eu-central-1');
    expect(await saidOf([there, replication(to('arn:aws:s3:::gl-there'))])).toEqual([
      'replication-graph unverifiable for good: which bucket is copied (bucket)',
    ]);
    const open = { bucket: UNKNOWN_TEXT, ...to('arn:aws:s3:::gl-there') };
    expect(await saidOf([there, bucket('home', 'eu-west-1'), replication(open)])).toEqual([
      'replication-graph unverifiable: which bucket is copied (bucket)',
    ]);
  });

  test('of a bucket whose region nothing says is not known, for good where nothing will say it', async () => {
    const [there, own] = [bucket('there', 'eu-central-1'), replication(to('arn:aws:s3:::gl-there'))];
    const without = (region?: string): Given[] => [
      provider('default_6_0_0', region === undefined ? {} : { region }),
      { ...bucket('home', undefined), provider: 'default_6_0_0' },
      there,
      own,
    ];
    expect(await saidOf(without())).toEqual([
      'replication-graph unverifiable for good: the region of the source bucket (rules.0)',
    ]);
    expect(await saidOf(without(UNKNOWN_TEXT))).toEqual([
      'replication-graph unverifiable: the region of the source bucket (rules.0)',
    ]);
    expect(await saidBy('data-residency', without())).toContain(
      'home-graph unverifiable for good: the region of the resource (region)',
    );
    expect(await saidBy('data-residency', without(UNKNOWN_TEXT))).toContain(
      'home-graph unverifiable: the region of the resource (region)',
    );
  });
});
