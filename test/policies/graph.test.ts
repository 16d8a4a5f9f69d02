import { CATALOG } from '../../policies/catalog';
import { analyze } from '../../tools/policies/analyze';
import type { PackConfig } from '../../tools/policies/types';
import { policyOf, siblingStack, stack, UNKNOWN_TEXT, urnOf, without, type Given } from './stack';

const LOG_BUCKET = urnOf('aws:s3/bucket:Bucket', 'replica');
const logsTo = (target: string): Given => ({
  type: 'aws:s3/bucketLogging:BucketLogging',
  name: 'logging',
  inputs: { bucket: UNKNOWN_TEXT, targetBucket: UNKNOWN_TEXT, targetPrefix: 'logs/' },
  dependsOn: { bucket: ['home'], targetBucket: [target] },
});
const trailTo = (target: string): Given => ({
  type: 'aws:cloudtrail/trail:Trail',
  name: 'trail',
  inputs: { s3BucketName: `gl-${target}` },
});

/** A policy that lets a service deliver, and has no rule of uploads. */
const delivering = (bucket: string, service: string): string => {
  const [tls, , version] = policyOf(bucket).Statement;
  const allow = {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [tls, version, allow] });
};
const bare = (service: string): Given[] =>
  without(without(siblingStack(), 'home-replication'), 'replica-replication').map((one) =>
    one.name === 'replica-policy'
      ? { ...one, inputs: { ...one.inputs, policy: delivering('gl-replica', service) } }
      : one,
  );
/** What the logging, the trail and the buckets of these tests lack themselves is no matter here. */
const OTHERS = /^(cloudtrail|s3-access-logging|s3-log-target|s3-replication-enabled)/;
const about = async (given: Given[]): Promise<string[]> =>
  (await analyze(stack(given))).findings
    .filter(({ control }) => !OTHERS.test(control))
    .map(({ policy, verdict }) => `${policy} ${verdict}`);

describe('a bucket that access logs are delivered to', () => {
  const target = bare('logging.s3.amazonaws.com');

  test('may not lock by default, and needs no rule of uploads', async () => {
    expect(await about([...target, logsTo('replica')])).toEqual(['s3-object-lock-default-retention-present fail']);
    expect(await about([...without(target, 'replica-lock'), logsTo('replica')])).toEqual([]);
  });

  test('is one by what points at it, not by what its policy lets in', async () => {
    expect(await about(target)).toEqual(['s3-bucket-upload-encryption-present fail']);
  });

  test('is one too when the source has its logging inline', async () => {
    const given = without(target, 'replica-lock').map((one) =>
      one.name === 'home' ? { ...one, inputs: { ...one.inputs, logging: { targetBucket: 'gl-replica' } } } : one,
    );
    expect(await about(given)).toEqual([]);
  });

  test('is no target because of its name or its tags', async () => {
    const given = without(target, 'replica-lock').map((one) =>
      one.name === 'replica' ? { ...one, inputs: { ...one.inputs, tags: { role: 'access-logs' } } } : one,
    );
    const { findings } = await analyze(stack(given));
    expect(findings.filter(({ urn }) => urn === LOG_BUCKET).map(({ policy }) => policy)).toEqual([
      's3-object-lock-default-retention-present',
      's3-replication-enabled-present',
    ]);
  });
});

describe('a bucket that a trail is delivered to', () => {
  test('locks by default, and needs no rule of uploads', async () => {
    const given = bare('cloudtrail.amazonaws.com');
    expect(await about([...given, trailTo('replica')])).toEqual([]);
    expect(await about([...without(given, 'replica-lock'), trailTo('replica')])).toEqual([
      's3-object-lock-default-retention-present fail',
    ]);
  });
});

describe('a bucket whose inputs nobody saw', () => {
  const unseen = Object.fromEntries(CATALOG.map(({ id }) => [id, 'disabled' as const]));
  const words = async (given: Given[]): Promise<string[]> =>
    (await analyze(stack(given), { config: unseen })).findings.map(({ policy, level }) => `${level} ${policy}`);

  test('is unverifiable where a setting may be inline, since the provider has not computed it yet', async () => {
    expect(await words(without(siblingStack(), 'home-versioning'))).toEqual([
      'advisory s3-bucket-versioning-enabled-present',
    ]);
  });

  test('is judged by the resource that has the setting, not by what the provider filled in', async () => {
    const filled = siblingStack().map((one) => ({ ...one, computed: { versioning: { enabled: false } } }));
    expect(await words(filled)).toEqual([]);
  });
});

describe('a replication', () => {
  const residency = async (change: (given: Given) => Given, config = {}): Promise<string[]> =>
    (await analyze(stack(siblingStack().map(change)), { config })).findings
      .filter(({ control }) => control === 'data-residency')
      .map(({ policy, verdict, urn }) => `${policy} ${verdict} ${urn.split('::').at(-1)}`);
  const inRegion =
    (region: string) =>
    (one: Given): Given =>
      one.name === 'replica' ? { ...one, inputs: { ...one.inputs, region } } : one;

  test('to a bucket of another stack is unverifiable, since its region is not in sight', async () => {
    const away = (one: Given): Given =>
      one.name === 'home-replication'
        ? { ...one, inputs: { ...one.inputs, rules: [{ destination: { bucket: 'arn:aws:s3:::elsewhere' } }] } }
        : one;
    expect(await residency(away)).toEqual(['data-residency-graph unverifiable home-replication']);
  });

  test('is judged by what the program passed while the ARN is not known', async () => {
    const passed = (one: Given): Given =>
      one.name === 'home-replication'
        ? {
            ...one,
            inputs: { ...one.inputs, rules: [{ destination: { bucket: UNKNOWN_TEXT } }] },
            dependsOn: { ...one.dependsOn, rules: ['replica'] },
          }
        : one;
    expect(await residency(passed)).toEqual([]);
    expect(await residency((one) => passed(inRegion('us-west-2')(one)))).toContain(
      'data-residency-graph fail home-replication',
    );
  });

  test('may leave its zone by an exception, for its prefix alone', async () => {
    const exceptions = [
      { from: 'eu-west-1', to: 'us-east-1', prefix: 'acme/' },
      { from: 'us-east-1', to: 'eu-west-1', prefix: 'back/' },
    ];
    const config = { 'data-residency-graph': { exceptions } };
    const only =
      (prefix: string) =>
      (one: Given): Given => {
        const moved = inRegion('us-east-1')(one);
        if (!one.name.endsWith('-replication')) return moved;
        const filter = { prefix: one.name === 'home-replication' ? prefix : 'back/' };
        const rules = (one.inputs!['rules'] as object[]).map((rule) => ({ ...rule, filter }));
        return { ...moved, inputs: { ...moved.inputs, rules } };
      };
    expect(await residency(only('acme/runs/'), config)).toEqual([]);
    expect(await residency(only('other/'), config)).toEqual(['data-residency-graph fail home-replication']);
    expect(await residency(inRegion('us-east-1'), config)).toEqual([
      'data-residency-graph fail home-replication',
      'data-residency-graph fail replica-replication',
    ]);
  });

  test('may have by an exception a bucket and keys in the other zone, and nothing else', async () => {
    const config = {
      'data-residency-graph': { exceptions: [{ from: 'eu-west-1', to: 'us-east-1', prefix: 'acme/' }] },
    };
    const elsewhere = (type: string): Given[] => [
      ...siblingStack(),
      { type, name: 'other', inputs: { region: 'us-east-1' } },
    ];
    const said = async (type: string): Promise<string[]> =>
      (await analyze(stack(elsewhere(type)), { config })).findings
        .filter(({ control }) => control === 'data-residency')
        .map(({ verdict, urn }) => `${verdict} ${urn.split('::').at(-1)}`);
    for (const type of ['aws:s3/bucket:Bucket', 'aws:kms/key:Key', 'aws:kms/externalKey:ExternalKey'])
      expect([type, await said(type)]).toEqual([type, []]);
    for (const type of ['aws:sqs/queue:Queue', 'aws:rds/cluster:Cluster', 'aws:cloudwatch/logGroup:LogGroup'])
      expect([type, await said(type)]).toEqual([type, ['fail other']]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['is empty', { zones: {} }],
    ['has no region', { zones: { eu: [] } }],
    ['is in two zones', { zones: { eu: ['eu-west-1'], us: ['eu-west-1'] } }],
    ['is no region', { zones: { eu: ['Europe'] } }],
    ['each a region of a zone', { exceptions: [{ from: 'eu-west-1', to: 'moon-1', prefix: '' }] }],
    ['it has to be object', { zones: 'eu' }],
    ['is no parameter', { zone: {} }],
  ])('passes nothing when the configuration cannot hold: %s', async (problem, given) => {
    const { findings } = await analyze(stack(siblingStack()), { config: { 'data-residency-graph': given } });
    expect(findings.length).toBeGreaterThanOrEqual(2);
    for (const { message, level } of findings) {
      expect(message).toContain(problem);
      expect(level).toBe('mandatory');
    }
  });
});

describe('a bucket of replicas', () => {
  const oneWay = without(siblingStack(), 'replica-replication');
  const about = async (config: PackConfig): Promise<string[]> =>
    (await analyze(stack(oneWay), { config })).findings.map(({ policy, urn }) => `${policy} ${urn.split('::').at(-1)}`);

  test('has to replicate back, unless the configuration says that it has not', async () => {
    expect(await about({})).toEqual(['s3-replication-enabled-present replica']);
    expect(await about({ 's3-replication-enabled-present': { replicasToo: false } })).toEqual([]);
  });
});

describe('a lifecycle of classes of retention', () => {
  const about = async (config: Record<string, unknown>): Promise<string[]> =>
    (await analyze(stack(siblingStack()), { config: { 's3-worm-lifecycle-consistent-graph': config } })).findings.map(
      ({ urn, message }) => `${urn.split('::').at(-1)}: ${message}`,
    );

  test('is held to the days of grace and to the tag that the configuration names', async () => {
    expect(await about({ graceDays: 14 })).toEqual([]);
    expect((await about({ graceDays: 13 }))[0]).toMatch(
      /^home: .*\nA rule of the lifecycle expires objects more than 13 days/,
    );
    expect(await about({ graceDays: 13, classTag: 'another' })).toEqual([]);
    expect((await about({ graceDays: -1 }))[0]).toContain('graceDays is negative');
    expect((await about({ classTag: '' }))[0]).toContain('classTag is empty');
  });
});
