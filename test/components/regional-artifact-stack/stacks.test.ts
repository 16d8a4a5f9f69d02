import { REGIONS, zoneOf } from '../../../components/common/regions';
import { databaseRoles, databaseSchema, schemaGrants } from '../../../components/documents/database-roles';
import { bucketPolicy } from '../../../components/documents/bucket-policy';
import { checkConfig } from '../../../runtime/config/load';
import { only, valueOf, type Registered } from '../record';
import { configOf, recordStack, REGION_STACKS, type StackName } from './stacks';

/** Types that AWS has once an account; source: https://github.com/pulumi/pulumi-aws/blob/master/docs/enhanced-region-support.md */
const GLOBAL = /^aws:iam\//;
/** What holds data, and what a database stands on. */
const STATEFUL =
  /:(Bucket|Key|Vault|Cluster|ClusterInstance|Vpc|Subnet|SubnetGroup|SecurityGroup)$|^postgresql:.*:(Database|Schema)$/;
const ofType = (resources: readonly Registered[], type: RegExp): Registered[] =>
  resources.filter((r) => type.test(r.type));
const pairOf = (region: string): string => REGIONS[region]!.pair;

describe.each(REGION_STACKS)('the stack %s', (stack) => {
  test('places every regional resource in its region or the other of its zone', async () => {
    const { resources } = await recordStack(stack);
    const regional = resources.filter((r) => r.type.startsWith('aws:') && !GLOBAL.test(r.type));
    const placed = new Set(regional.map((r) => r.inputs.region));
    expect(placed).toEqual(new Set([stack, pairOf(stack)]));
    expect(zoneOf(pairOf(stack))).toBe(zoneOf(stack));
    for (const r of ofType(resources, GLOBAL)) expect(r.inputs).not.toHaveProperty('region');
  });

  test('has a parent for everything, and one root', async () => {
    const { resources } = await recordStack(stack);
    const names = new Set(resources.map((r) => r.name));
    const roots = resources.filter((r) => !names.has(r.parent));
    expect(roots.map((r) => r.name)).toEqual(['store']);
    for (const r of resources) expect(r.name).toMatch(/^store(-|$)/);
    expect(names.size).toBe(resources.length);
  });

  test('protects whatever holds data or a database stands on, and nothing else', async () => {
    const { resources } = await recordStack(stack);
    const custom = resources.filter((r) => !r.type.startsWith('gl-artifacts:'));
    const held = custom.filter((r) => r.protect).map((r) => r.name);
    expect(held.sort()).toEqual(
      ofType(custom, STATEFUL)
        .map((r) => r.name)
        .sort(),
    );
    expect(held.length).toBeGreaterThanOrEqual(14);
    for (const r of ofType(resources, /^aws:s3\/bucket:Bucket$/)) expect(r.inputs.forceDestroy).toBe(false);
    expect(only(resources, 'aws:rds/cluster:Cluster').inputs).toMatchObject({
      deletionProtection: true,
      skipFinalSnapshot: false,
    });
  });

  test('retains with a database what it cannot be without', async () => {
    const { placement } = await configOf(stack);
    const { resources } = await recordStack(stack, { placement: { ...placement, deletionPolicy: 'retain' } });
    const retained = resources.filter((r) => r.retainOnDelete);
    const below = ofType(resources, /^aws:(ec2|rds)/).filter((r) => !retained.includes(r));
    expect(below.map((r) => r.type.split(':').at(-1)!)).toEqual(
      expect.not.arrayContaining(['Vpc', 'Subnet', 'SubnetGroup', 'SecurityGroup', 'ClusterParameterGroup']),
    );
    expect(retained.length).toBe(ofType(resources, STATEFUL).length + 1);
    expect(resources.filter((r) => r.protect)).toEqual([]);
  });

  test('bounds every role that it makes by the policy that it is given', async () => {
    const { placement } = await configOf(stack);
    const permissionsBoundaryArn = 'arn:aws:iam::111122223333:policy/bound';
    const { resources } = await recordStack(stack, { placement: { ...placement, permissionsBoundaryArn } });
    const roles = ofType(resources, /^aws:iam.role:Role$/);
    expect(roles.length).toBeGreaterThanOrEqual(13);
    for (const { inputs } of roles) expect(inputs.permissionsBoundary).toBe(permissionsBoundaryArn);
    const unbounded = await recordStack(stack);
    for (const { inputs } of ofType(unbounded.resources, /^aws:iam.role:Role$/))
      expect(inputs).not.toHaveProperty('permissionsBoundary');
  });

  test('gives every bucket its block, owner, versions, encryption, lifecycle and one policy', async () => {
    const { resources } = await recordStack(stack);
    const buckets = ofType(resources, /^aws:s3\/bucket:Bucket$/).map((r) => r.inputs.bucket as string);
    expect(new Set(buckets).size).toBe(9);
    for (const kind of [
      'bucketPublicAccessBlock:BucketPublicAccessBlock',
      'bucketOwnershipControls:BucketOwnershipControls',
      'bucketVersioning:BucketVersioning',
      'bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
      'bucketLifecycleConfiguration:BucketLifecycleConfiguration',
      'bucketPolicy:BucketPolicy',
    ])
      expect(resources.filter((r) => r.type === `aws:s3/${kind}`).map((r) => r.inputs.bucket)).toEqual(
        expect.arrayContaining(buckets),
      );
  });

  test('knows every bucket policy, trust and endpoint policy while nothing exists', async () => {
    const { resources } = await recordStack(stack);
    const documents = [
      ...ofType(resources, /BucketPolicy$|RolePolicy$|VpcEndpoint$|kms\/key:Key$/)
        // Keys and databases have ids that AWS draws.
        .filter((r) => !r.name.endsWith('-keys-and-database'))
        .map((r) => r.inputs.policy),
      ...ofType(resources, /iam\/role:Role$/).map((r) => r.inputs.assumeRolePolicy),
    ];
    expect(documents.length).toBeGreaterThanOrEqual(16);
    for (const document of documents) expect(JSON.parse(document as string)).toHaveProperty('Statement');
  });

  test('watches both buckets, both edges and each instance, in the region that publishes the metric', async () => {
    const { resources } = await recordStack(stack);
    const alarms = ofType(resources, /MetricAlarm$/).map(({ inputs }) => inputs);
    const regionsOf = (metricName: string, bucket?: string) =>
      alarms
        .filter((a) => a.metricName === metricName && (bucket === undefined || a.dimensions.SourceBucket === bucket))
        .map((a) => a.region as string);
    const replica = pairOf(stack);
    expect(regionsOf('ReplicationLatency', `gl-artifacts-${stack}`)).toEqual([replica]);
    expect(regionsOf('OperationsFailedReplication', `gl-artifacts-${stack}`)).toEqual([stack]);
    expect(regionsOf('ReplicationLatency', `gl-artifacts-${stack}-replica`)).toEqual([stack]);
    expect(regionsOf('5xxErrors').sort()).toEqual([stack, replica].sort());
    expect(regionsOf('ACUUtilization')).toEqual([stack, stack]);
    const rules = ofType(resources, /BucketReplicationConfig$/).flatMap(({ inputs }) =>
      (inputs.rules as { id: string }[]).map(({ id }) => id),
    );
    for (const { dimensions } of alarms.filter((a) => a.dimensions.RuleId !== undefined))
      expect(rules).toContain(dimensions.RuleId);
    const instances = ofType(resources, /ClusterInstance$/).map(({ inputs }) => inputs.identifier as string);
    for (const { dimensions } of alarms.filter((a) => a.namespace === 'AWS/RDS'))
      expect(instances).toContain(dimensions.DBInstanceIdentifier);
    // 2 000 are allowed to a database that may shrink to half a unit.
    expect(alarms.find((a) => a.metricName === 'DatabaseConnections')!.threshold).toBe(1600);
  });

  test('tells a queue what happens in its own bucket, and watches that queue and its dead letters', async () => {
    const { resources } = await recordStack(stack);
    const bucket = `gl-artifacts-${stack}`;
    const [notification, ...others] = ofType(resources, /BucketNotification$/);
    expect(others).toEqual([]);
    expect(notification!.inputs).toEqual({ bucket, region: stack, eventbridge: true });
    expect(only(resources, 'aws:cloudwatch/eventRule:EventRule').inputs.eventPattern).toContain(`"name":["${bucket}"]`);
    const queues = ofType(resources, /sqs\/queue:Queue$/).map(
      ({ inputs }) => [inputs.name, inputs.region] as unknown[],
    );
    const watched = ofType(resources, /MetricAlarm$/).filter(({ inputs }) => inputs.namespace === 'AWS/SQS');
    expect(watched.map(({ inputs }) => [inputs.dimensions.QueueName, inputs.region] as unknown[]).sort()).toEqual(
      queues.sort(),
    );
    expect(queues.map(([name]) => name)).toEqual([`${bucket}-events`, `${bucket}-events-dead`]);
  });

  test('has no queue, no rule and no notification where it says why not', async () => {
    const { value, resources } = await recordStack(stack, { optOuts: { events: 'a test' }, access: {} }, true);
    expect(ofType(resources, /^aws:sqs|EventRule$|EventTarget$|BucketNotification$/)).toEqual([]);
    expect(resources.filter(({ inputs }) => inputs.namespace === 'AWS/SQS')).toEqual([]);
    expect(await valueOf(value.runtimeConfig)).not.toHaveProperty('events');
  });

  test('replicates within its residency zone, both ways', async () => {
    const { resources } = await recordStack(stack);
    const regionsOf = new Map(
      ofType(resources, /^aws:s3\/bucket:Bucket$/).map((r) => [r.inputs.bucket as string, r.inputs.region as string]),
    );
    const edges = ofType(resources, /BucketReplicationConfig$/).map((r) => {
      const [rule] = r.inputs.rules as { destination: { bucket: string } }[];
      const destination = rule!.destination.bucket.split(':::')[1]!;
      return [regionsOf.get(r.inputs.bucket as string), regionsOf.get(destination)];
    });
    expect(edges.sort()).toEqual(
      [
        [stack, pairOf(stack)],
        [pairOf(stack), stack],
      ].sort(),
    );
  });

  test('lists both buckets of artifacts each day, in the region of each, once nothing else changes them', async () => {
    const { resources } = await recordStack(stack);
    const inventories = ofType(resources, /s3\/inventory:Inventory$/);
    const [home, replica] = [`gl-artifacts-${stack}`, `gl-artifacts-${stack}-replica`];
    expect(
      inventories.map(({ inputs }) => [inputs.bucket, inputs.region, inputs.destination.bucket.bucketArn] as unknown[]),
    ).toEqual([
      [home, stack, `arn:aws:s3:::${home}-reports`],
      [replica, pairOf(stack), `arn:aws:s3:::${replica}-reports`],
    ]);
    for (const { dependsOn } of ofType(resources, /ArtifactInventory$/))
      expect(dependsOn).toEqual(
        expect.arrayContaining(['store-replication-there-config', 'store-replication-back-config']),
      );
    const without = await recordStack(stack, { optOuts: { inventory: 'a test' } });
    expect(ofType(without.resources, /s3\/inventory:Inventory$/)).toEqual([]);
    expect(ofType(without.resources, /^aws:s3\/bucket:Bucket$/)).toHaveLength(7);
  });

  test('has for each edge what replicates the objects that were there before it', async () => {
    const { value, resources } = await recordStack(stack);
    const roles = ofType(resources, /iam\/role:Role$/).map(({ inputs }) => inputs.name as string);
    const jobs = Object.values(value.batchReplication);
    expect(jobs.map(({ region, createJob }) => [region, createJob.Report.Bucket])).toEqual([
      [stack, `arn:aws:s3:::gl-artifacts-${stack}-logs`],
      [pairOf(stack), `arn:aws:s3:::gl-artifacts-${stack}-replica-logs`],
    ]);
    for (const { createJob } of jobs) expect(roles).toContain(createJob.RoleArn.split('role/')[1]);
    const alone = await recordStack(stack, { optOuts: { replica: 'a test', databaseDisasterRecovery: 'a test' } });
    expect(alone.value.batchReplication).toEqual({});
  });

  test('holds no secret in plain, and no address of the whole world', async () => {
    const { resources } = await recordStack(stack, {}, true);
    const text = JSON.stringify(resources.map((r) => r.inputs));
    expect(text).not.toMatch(/masterPassword"|"password"|0\.0\.0\.0\/0|::\/0/);
  });

  test('hands the runtime a configuration that its own schema takes, with replica and vault', async () => {
    const { value } = await recordStack(stack, {}, true);
    const given = JSON.parse(JSON.stringify(await valueOf(value.runtimeConfig)), (key, v: unknown) =>
      // The mock draws ARNs of its own form.
      key === 'signingKeyArn' ? `arn:aws:kms:${stack}:111122223333:key/mock` : v,
    ) as unknown;
    const config = checkConfig(given);
    expect(config).toMatchObject({
      region: stack,
      residencyZone: zoneOf(stack),
      bucket: { name: `gl-artifacts-${stack}`, credentials: { source: 'default-chain' } },
      database: { host: 'store-database-cluster.example', tls: 'verify-full', auth: { mode: 'iam' } },
      residency: { regions: [stack, pairOf(stack)] },
      replica: { bucketName: `gl-artifacts-${stack}-replica`, region: pairOf(stack) },
      evidence: { bucketName: `gl-artifacts-${stack}-evidence`, retentionYears: 10 },
      events: { queueUrl: 'https://store-events-queue.example', region: stack },
    });
  });
});

describe('the stacks of the regions', () => {
  test('differ by their region only', async () => {
    const shapes = await Promise.all(
      REGION_STACKS.map(async (stack) => {
        const { resources } = await recordStack(stack);
        return resources.map(({ type, name }) => `${type} ${name.replaceAll(stack, '<region>')}`).sort();
      }),
    );
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
  });

  test('use a key each where encryption is by KMS, and replicate with both', async () => {
    const { value, resources } = await recordStack('eu-west-1', { encryption: 'sse-kms' }, true);
    const keyOf = (bucket: string): unknown =>
      resources.find((r) => /ServerSideEncryption/.test(r.type) && r.inputs.bucket === bucket)!.inputs.rules[0]
        .applyServerSideEncryptionByDefault.kmsMasterKeyId;
    const [home, replica] = [keyOf('gl-artifacts-eu-west-1'), keyOf('gl-artifacts-eu-west-1-replica')];
    expect(home).toBe('arn:of:store-artifacts-key-key');
    expect(replica).toBe('arn:of:store-replica-key-key');
    const there = resources.find((r) => r.name === 'store-replication-there-permissions')!.inputs.policy as string;
    expect(there).toContain(home as string);
    expect(there).toContain(replica as string);
    const { bucket, replica: copy } = await valueOf(value.runtimeConfig);
    const KEY_HEADER = 'x-amz-server-side-encryption-aws-kms-key-id';
    expect([bucket.uploadHeaders[KEY_HEADER], copy!.uploadHeaders![KEY_HEADER]]).toEqual([home, replica]);
  });

  test('tell topics of the alarm’s own region, and say so when nobody is told', async () => {
    const silent = await recordStack('eu-west-1');
    expect(silent.value.nextSteps.join()).toMatch(/Alarms tell nobody/);
    const topic = 'arn:aws:sns:eu-west-1:111122223333:on-call';
    const { value, resources } = await recordStack('eu-west-1', { alarmTopicArns: [topic] });
    expect(value.nextSteps.join()).not.toMatch(/Alarms tell nobody/);
    for (const { inputs } of ofType(resources, /MetricAlarm$/))
      expect(inputs.alarmActions).toEqual(inputs.region === 'eu-west-1' ? [topic] : []);
  });

  test('trust a whole account where there is a reason for it, and refuse to otherwise', async () => {
    const access = { janitor: ['arn:aws:iam::111122223333:root'] };
    await expect(recordStack('eu-west-1', { access })).rejects.toThrow(/access\.janitor\[0\]/);
    const { value } = await recordStack('eu-west-1', { access, optOuts: { accountTrust: 'one team' } });
    expect(value.access!.optOuts).toEqual({ accountTrust: 'one team' });
  });

  test('watch a bucket that is alone in its own region', async () => {
    const { resources } = await recordStack('eu-west-1', {
      optOuts: { replica: 'a test', databaseDisasterRecovery: 'a test' },
    });
    const errors = ofType(resources, /MetricAlarm$/).filter(({ inputs }) => inputs.metricName === '5xxErrors');
    expect(errors.map(({ inputs }) => [inputs.region, inputs.dimensions.BucketName])).toEqual([
      ['eu-west-1', 'gl-artifacts-eu-west-1'],
    ]);
  });

  test('leave the logical layer to a second run, and say so', async () => {
    const first = await recordStack('eu-west-1');
    expect(ofType(first.resources, /^postgresql:/)).toEqual([]);
    expect(first.value.nextSteps.join()).toMatch(/provisionSchema true/);
    const second = await recordStack('eu-west-1', { provisionSchema: true });
    const members = ofType(second.resources, /GrantRole$/).map((r) => `${r.inputs.grantRole} to ${r.inputs.role}`);
    expect(members).toEqual(
      expect.arrayContaining(['rds_iam to gl_app', 'rds_iam to gl_owner', 'rds_iam to gl_worker']),
    );
    // Aurora made the database itself.
    expect(ofType(second.resources, /postgresql.*:Database$/)).toEqual([]);
    expect(second.value.nextSteps.join()).not.toMatch(/provisionSchema/);
  });
});

describe('the local stack', () => {
  const stack: StackName = 'local';

  test('is the bucket and the logical layer, and nothing of AWS that a local server lacks', async () => {
    const { resources } = await recordStack(stack);
    const counts: Record<string, number> = {};
    for (const { type } of resources.filter((r) => !r.type.startsWith('gl-artifacts:')))
      counts[type.split(':').at(-1)!] = (counts[type.split(':').at(-1)!] ?? 0) + 1;
    expect(counts).toEqual({
      Bucket: 1,
      BucketOwnershipControls: 1,
      BucketVersioning: 1,
      BucketServerSideEncryptionConfiguration: 1,
      BucketObjectLockConfiguration: 1,
      BucketLifecycleConfiguration: 1,
      BucketPolicy: 1,
      Role: 6,
      GrantRole: 4,
      Database: 1,
      Schema: 1,
      Grant: 2,
    });
  });

  test('provisions exactly the roles, memberships, schema and grants of the documents, without a password', async () => {
    const { resources } = await recordStack(stack);
    const inputs = (type: string) =>
      resources.filter((r) => r.type === `postgresql:index/${type}`).map((r) => r.inputs);
    const { roles, grantRoles } = databaseRoles();
    expect(inputs('role:Role')).toEqual(roles);
    expect(inputs('grantRole:GrantRole')).toEqual([
      ...grantRoles,
      { role: 'gl_master', grantRole: 'gl_artifacts_owner' },
    ]);
    expect(inputs('database:Database')).toEqual([{ name: 'gl_artifacts' }]);
    expect(inputs('schema:Schema')).toEqual([databaseSchema('gl_artifacts')]);
    expect(inputs('grant:Grant')).toEqual(schemaGrants('gl_artifacts'));
    expect(JSON.stringify(resources.map((r) => r.inputs))).not.toMatch(/password/i);
  });

  test('makes one change of the catalogue at a time', async () => {
    const { resources } = await recordStack(stack);
    const logical = ofType(resources, /^postgresql:/);
    for (const [i, r] of logical.slice(1).entries()) expect(r.dependsOn).toContain(logical[i]!.name);
  });

  test('has the policy that the stacks in AWS have', async () => {
    const { resources } = await recordStack(stack);
    const local = only(resources, 'aws:s3/bucketPolicy:BucketPolicy').inputs.policy as string;
    expect(JSON.parse(local)).toEqual(
      bucketPolicy({
        bucketName: 'gl-artifacts-local',
        encryption: { mode: 'sse-s3' },
        uploadEncryption: 'require-header',
        partition: 'aws',
      }),
    );
    const aws = (await recordStack('eu-west-1')).resources.find((r) => r.name === 'store-artifacts-policy')!.inputs
      .policy as string;
    expect(aws.replaceAll('gl-artifacts-eu-west-1', 'gl-artifacts-local')).toBe(local);
  });

  test('hands the runtime a configuration that its own schema takes', async () => {
    const { value } = await recordStack(stack);
    const config = checkConfig(await valueOf(value.runtimeConfig));
    expect(config.bucket.endpoint).toEqual({ url: 'https://127.0.0.1:8333', forcePathStyle: true, caFile: 'ca.pem' });
    expect(config.database).toMatchObject({ tls: 'off', auth: { mode: 'password-directory' } });
    expect(config).not.toHaveProperty('replica');
  });
});
