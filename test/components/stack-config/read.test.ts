import { REGIONS } from '../../../components/common/regions';
import { ArgumentError } from '../../../components/problems';
import { planOf } from '../../../components/regional-artifact-stack/plan';
import { readStackConfig } from '../../../components/stack-config/read';
import { REGION_STACKS, valuesOf } from '../regional-artifact-stack/stacks';
import { runProgram } from '../../../tools/monitor';
import path from 'node:path';

type Values = Record<string, string>;

const json = (value: unknown): string => JSON.stringify(value);
const RIGHT: Values = {
  'aws:region': 'eu-west-1',
  'gl-artifacts:accountId': '111122223333',
  'gl-artifacts:network': json({ mode: 'create' }),
};

const problemsOf = (change: Values, without: readonly string[] = []): ArgumentError['problems'] => {
  const values = Object.fromEntries(Object.entries({ ...RIGHT, ...change }).filter(([key]) => !without.includes(key)));
  try {
    readStackConfig(values);
    return [];
  } catch (error) {
    if (error instanceof ArgumentError) return error.problems;
    throw error;
  }
};

describe('the configuration of a stack', () => {
  test('needs account, region and network, and has the defaults of the ADR for the rest', () => {
    expect(readStackConfig(RIGHT)).toMatchObject({
      placement: { region: 'eu-west-1', accountId: '111122223333', deletionPolicy: 'protect' },
      bucketName: 'gl-artifacts-eu-west-1',
      encryption: 'sse-s3',
      uploadEncryption: 'require-header',
      objectLock: { mode: 'GOVERNANCE', days: 30 },
      replicaRegion: 'eu-central-1',
      evidenceRetentionYears: 10,
      provisionSchema: false,
      optOuts: {},
    });
    const paths = problemsOf({}, Object.keys(RIGHT)).map((p) => p.path);
    expect(paths).toEqual(expect.arrayContaining(['aws:region', 'gl-artifacts:accountId', 'gl-artifacts:network']));
  });

  test('is right in every committed file, each for its own region and its pair', async () => {
    for (const stack of REGION_STACKS) {
      const { placement, replicaRegion, bucketName } = readStackConfig(await valuesOf(stack));
      expect([placement.region, replicaRegion, bucketName]).toEqual([
        stack,
        REGIONS[stack]!.pair,
        `gl-artifacts-${stack}`,
      ]);
    }
    expect(readStackConfig(await valuesOf('local')).database.mode).toBe('existing');
  });

  test('owns the account in exactly one committed file', async () => {
    const owners = await Promise.all(
      REGION_STACKS.map(async (stack) => [stack, readStackConfig(await valuesOf(stack)).accountBaseline?.once]),
    );
    expect(owners.filter(([, once]) => once === true)).toEqual([['us-east-1', true]]);
    expect(readStackConfig(await valuesOf('local')).accountBaseline).toBeUndefined();
  });

  test('owns the account only by saying once, and names its trail after the bucket', () => {
    const once = (value: unknown) => ({ 'gl-artifacts:accountBaseline': json({ once: value }) });
    expect(readStackConfig({ ...RIGHT, ...once(true) }).accountBaseline).toMatchObject({
      once: true,
      trailName: 'gl-artifacts-eu-west-1-account',
      bucketName: 'gl-artifacts-eu-west-1-account',
    });
    expect(problemsOf(once(false)).map((p) => [p.path, p.value])).toEqual([
      ['gl-artifacts:accountBaseline.once', 'false'],
    ]);
    const paths = problemsOf({ ...once(true), 'gl-artifacts:accountId': '1', 'gl-artifacts:bucketName': 'a_b' });
    expect(paths.map((p) => p.path)).toEqual([
      'gl-artifacts:bucketName',
      'gl-artifacts:sealerRoleName',
      'gl-artifacts:accountId',
    ]);
  });

  test('names a bucket whose name is too long for that of the account, where nothing else says so', () => {
    const optOuts = json({
      replica: 'r',
      evidenceVault: 'r',
      accessAudit: 'r',
      accessLogs: 'r',
      events: 'r',
      inventory: 'r',
      databaseDisasterRecovery: 'r',
    });
    const values = { 'gl-artifacts:bucketName': 'b'.repeat(58), 'gl-artifacts:optOuts': optOuts };
    expect(problemsOf(values)).toEqual([]);
    const once = { 'gl-artifacts:accountBaseline': json({ once: true }) };
    expect(problemsOf({ ...values, ...once })).toMatchObject([
      { path: 'gl-artifacts:bucketName', value: `${'b'.repeat(58)}-account` },
      { path: 'gl-artifacts:bucketName', value: `${'b'.repeat(58)}-account-logs` },
    ]);
    expect(problemsOf({ 'gl-artifacts:bucketName': 'b'.repeat(47), ...once })).toEqual([]);
  });

  test('moves artifacts as storageTiers says, in both of its regions', () => {
    const tiers = (value: string) => ({ 'gl-artifacts:storageTiers': value });
    const { home, replica } = planOf(readStackConfig({ ...RIGHT, ...tiers('instant-retrieval') }));
    expect([home.bucket.storageTiers, replica!.bucket.storageTiers]).toEqual([
      'instant-retrieval',
      'instant-retrieval',
    ]);
    expect(problemsOf(tiers('cold')).map((p) => [p.path, p.rule])).toEqual([
      ['gl-artifacts:storageTiers', 'is one of tiered, instant-retrieval, intelligent-tiering'],
    ]);
    const both = { ...tiers('tiered'), 'gl-artifacts:optOuts': json({ storageTiers: 'one class' }) };
    expect(problemsOf(both).map((p) => p.path)).toEqual(['gl-artifacts:storageTiers']);
  });

  test('hands on how long logs and reports are kept and who administers keys, to both regions', () => {
    const keys = ['arn:aws:iam::111122223333:role/deployer'];
    const settings = {
      'gl-artifacts:accessLogRetentionDays': '730',
      'gl-artifacts:inventory': json({ frequency: 'Weekly', retentionDays: 60 }),
      'gl-artifacts:keyAdministratorArns': json(keys),
      'gl-artifacts:permissionsBoundaryArn': 'arn:aws:iam::111122223333:policy/bound',
      'gl-artifacts:accountBaseline': json({ once: true, retentionYears: 2 }),
    };
    const config = readStackConfig({ ...RIGHT, ...settings });
    const { home, replica, vault } = planOf(config);
    for (const region of [home, replica!]) {
      expect(region.logs!.retentionDays).toBe(730);
      expect(region.inventory).toMatchObject({ frequency: 'Weekly', retentionDays: 60 });
      expect(region.key!.administratorArns).toEqual(keys);
    }
    expect(vault!.keyAdministratorArns).toEqual(keys);
    expect(config.accountBaseline).toMatchObject({ retentionYears: 2, keyAdministratorArns: keys });
    expect(config.placement.permissionsBoundaryArn).toBe('arn:aws:iam::111122223333:policy/bound');
  });

  test.each<[string, Values, string[]]>([
    ['logs kept for a day too many', { 'gl-artifacts:accessLogRetentionDays': '3651' }, ['accessLogRetentionDays']],
    ['reports each hour', { 'gl-artifacts:inventory': json({ frequency: 'Hourly' }) }, ['inventory.frequency']],
    [
      'weekly reports that are gone before the next',
      { 'gl-artifacts:inventory': json({ frequency: 'Weekly', retentionDays: 7 }) },
      ['inventory.retentionDays'],
    ],
    ['events kept for too long', { 'gl-artifacts:events': json({ retentionDays: 14 }) }, ['events.retentionDays']],
    ['an administrator by name', { 'gl-artifacts:keyAdministratorArns': json(['x']) }, ['keyAdministratorArns[0]']],
    ['a boundary by its name', { 'gl-artifacts:permissionsBoundaryArn': 'bound' }, ['permissionsBoundaryArn']],
    [
      'a trail kept for no year',
      { 'gl-artifacts:accountBaseline': json({ once: true, retentionYears: 0 }) },
      ['accountBaseline.retentionYears'],
    ],
    [
      'days of logs that are not kept',
      {
        'gl-artifacts:accessLogRetentionDays': '7',
        'gl-artifacts:inventory': json({ frequency: 'Weekly' }),
        'gl-artifacts:events': json({ maxReceiveCount: 3 }),
        'gl-artifacts:optOuts': json({ accessLogs: 'a test', inventory: 'a test', events: 'a test' }),
      },
      ['inventory', 'events', 'accessLogRetentionDays'],
    ],
  ])('is refused once for %s', (_what, change, paths) => {
    expect(problemsOf(change).map(({ path }) => path)).toEqual(paths.map((path) => `gl-artifacts:${path}`));
  });

  test('tells topics of its two regions only', () => {
    const topics = (region: string) => ({
      'gl-artifacts:alarmTopicArns': json([`arn:aws:sns:${region}:111122223333:on-call`]),
    });
    expect(problemsOf(topics('eu-central-1'))).toEqual([]);
    expect(problemsOf(topics('us-east-1')).map((p) => p.path)).toEqual(['gl-artifacts:alarmTopicArns[0]']);
  });

  test('cannot be changed once it is read', () => {
    const config = readStackConfig(RIGHT);
    expect(() => Object.assign(config.objectLock, { days: 1 })).toThrow(TypeError);
  });

  test.each<[string, Values, string, string, RegExp]>([
    ['a region with a typo', { 'aws:region': 'eu-west1' }, 'aws:region', 'eu-west1', /did you mean eu-west-1/],
    ['an account that is none', { 'gl-artifacts:accountId': '1234' }, 'gl-artifacts:accountId', '1234', /quotes/],
    ['a bucket that S3 refuses', { 'gl-artifacts:bucketName': 'My' }, 'gl-artifacts:bucketName', 'My', /length/],
    [
      'a name too long for what is named after it',
      { 'gl-artifacts:bucketName': 'b'.repeat(60) },
      'gl-artifacts:bucketName',
      'bbb',
      /length|change|shorten/,
    ],
    [
      'a replica out of the zone',
      { 'gl-artifacts:replicaRegion': 'us-east-1' },
      'gl-artifacts:replicaRegion',
      'us-east-1',
      /eu-central-1/,
    ],
    [
      'a lock longer than a class lives',
      { 'gl-artifacts:objectLock': json({ mode: 'GOVERNANCE', days: 31 }) },
      'gl-artifacts:objectLock.days',
      '31',
      /shorten the lock/,
    ],
    [
      'a default class that is none',
      { 'gl-artifacts:defaultRetentionClass': 'forever' },
      'gl-artifacts:defaultRetentionClass',
      'forever',
      /name a class/,
    ],
    [
      'a class of ten years',
      { 'gl-artifacts:retentionClasses': json([{ name: '90-days', days: 3650 }]) },
      'gl-artifacts:retentionClasses[0].days',
      '3650',
      /./,
    ],
    [
      'evidence of a thousand years',
      { 'gl-artifacts:evidenceRetentionYears': '1000' },
      'gl-artifacts:evidenceRetentionYears',
      '1000',
      /./,
    ],
    [
      'a network of one zone',
      { 'gl-artifacts:network': json({ mode: 'create', availabilityZones: ['eu-west-1a'] }) },
      'gl-artifacts:network.availabilityZones',
      'eu-west-1a',
      /add one/,
    ],
    [
      'capacity upside down',
      { 'gl-artifacts:database': json({ mode: 'aurora-serverless', minCapacityUnits: 4, maxCapacityUnits: 2 }) },
      'gl-artifacts:database.maxCapacityUnits',
      '4 to 2',
      /change/,
    ],
    [
      'upload encryption that is off without a reason',
      { 'gl-artifacts:uploadEncryption': 'off' },
      'gl-artifacts:optOuts.uploadEncryption',
      'nothing',
      /reason/,
    ],
    [
      'no second region for backups, unsaid',
      { 'gl-artifacts:optOuts': json({ replica: 'one region only' }) },
      'gl-artifacts:optOuts.databaseDisasterRecovery',
      'nothing',
      /reason/,
    ],
    [
      'KMS on a server that is not AWS',
      {
        'gl-artifacts:encryption': 'sse-kms',
        'gl-artifacts:endpoint': json({ url: 'https://s3.example', forcePathStyle: true }),
      },
      'gl-artifacts:encryption',
      'sse-kms',
      /remove endpoint/,
    ],
  ])('is refused for %s', (_what, change, where, value, fix) => {
    const found = problemsOf(change).filter((p) => p.path === where);
    expect(found).not.toEqual([]);
    expect(found[0]!.value).toContain(value);
    expect(found.map((p) => p.fix).join('\n')).toMatch(fix);
  });

  test('is refused once, with every problem, each once', () => {
    const change = {
      'aws:region': 'us-east1',
      'gl-artifacts:encryption': 'rot13',
      'gl-artifacts:bucketName': 'My_Bucket',
      'gl-artifacts:objectLock': json({ mode: 'GOVERNANCE', days: 400 }),
      'gl-artifacts:colour': 'red',
    };
    const found = problemsOf(change, ['gl-artifacts:network']).map((p) => p.path);
    expect(new Set(found)).toEqual(
      new Set([
        'aws:region',
        'gl-artifacts:encryption',
        'gl-artifacts:bucketName',
        'gl-artifacts:objectLock.days',
        'gl-artifacts:colour',
        'gl-artifacts:network',
      ]),
    );
    const lines = problemsOf(change).map((p) => `${p.path} ${p.rule}`);
    expect(new Set(lines).size).toBe(lines.length);
  });

  test('stops the program before it registers anything, and is said without a stack of calls', async () => {
    const run = await runProgram({
      directory: path.join(__dirname, '..', '..', '..'),
      stack: 'eu-west-1',
      config: { 'aws:region': 'eu-west1', 'gl-artifacts:bucketName': 'My_Bucket' },
      dryRun: true,
    });
    expect(run.exitCode).toBe(1);
    expect(run.resources.filter((r) => r.type !== 'pulumi:pulumi:Stack')).toEqual([]);
    const said = run.log.map((line) => line.message).join('\n');
    expect(said).toMatch(/aws:region: got eu-west1.*did you mean eu-west-1/);
    expect(said).toMatch(/gl-artifacts:bucketName: got My_Bucket/);
    expect(said).not.toMatch(/\n\s+at /);
  });
});
