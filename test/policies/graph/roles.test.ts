import type { StackResource } from '../../../policies/control';
import { graphOf } from '../../../policies/graph/graph';
import { NO_ROLES, rolesOf, type BucketRoles } from '../../../policies/graph/roles';
import { analyze } from '../../../tools/policies/analyze';
import { inlineStack, policyOf, siblingStack, stack, UNKNOWN_TEXT, without, type Given } from '../stack';
import { resourceOf, seenOf } from './resource';

const bucket = (name: string, props: object = {}): StackResource =>
  resourceOf('aws:s3/bucket:Bucket', name, { bucket: `gl-${name}`, ...props });
const [HOME, OTHER] = [bucket('home'), bucket('other')];

const namesOf = (roles: BucketRoles): (keyof BucketRoles)[] =>
  (Object.keys(roles) as (keyof BucketRoles)[]).filter((role) => roles[role]);

/** The roles that a bucket has for certain. */
const rolesIn = (resources: readonly StackResource[], of = HOME): (keyof BucketRoles)[] =>
  namesOf(rolesOf(graphOf(resources, new Map()))(of.urn).certain);

/** The roles of which it is not known whether a bucket has them. */
function openIn(
  resources: readonly StackResource[],
  of = HOME,
  seen: readonly StackResource[] = [],
): (keyof BucketRoles)[] {
  const { certain, possible } = rolesOf(graphOf(resources, seenOf(...seen)))(of.urn);
  const open = namesOf(possible).filter((role) => !certain[role]);
  expect(possible === certain).toBe(open.length === 0);
  return open;
}

const logging = (from: string, to: string): StackResource =>
  resourceOf('aws:s3/bucketLogging:BucketLogging', 'logging', { bucket: from, targetBucket: to });
const trail = (s3BucketName: string, props: object = {}): StackResource =>
  resourceOf('aws:cloudtrail/trail:Trail', 'trail', { s3BucketName, ...props });
const channel = (s3BucketName: string): StackResource =>
  resourceOf('aws:cfg/deliveryChannel:DeliveryChannel', 'channel', { s3BucketName });
const inventory = (bucketArn: string, destination: StackResource[] = [], props: object = {}): StackResource =>
  resourceOf(
    'aws:s3/inventory:Inventory',
    'inventory',
    { bucket: 'gl-other', destination: { bucket: { bucketArn } }, ...props },
    { destination },
  );

describe('a bucket', () => {
  test('has no role by itself, and none in a stack that does not have it', () => {
    expect(NO_ROLES).toEqual({
      logTarget: false,
      inventoryTarget: false,
      trail: false,
      trailed: false,
      configTarget: false,
      vault: false,
      replica: false,
    });
    expect(rolesOf(graphOf([HOME, OTHER], new Map()))(HOME.urn)).toEqual({
      certain: NO_ROLES,
      possible: NO_ROLES,
    });
  });

  test('is a target of the logs of another, not of its own', () => {
    expect(rolesIn([HOME, OTHER, logging('gl-other', 'gl-home')])).toEqual(['logTarget']);
    expect(rolesIn([HOME, OTHER, logging('gl-elsewhere', 'gl-home')])).toEqual(['logTarget']);
    expect(rolesIn([HOME, OTHER, logging('gl-home', 'gl-home')])).toEqual([]);
    expect(rolesIn([HOME, OTHER, logging('gl-home', 'gl-other')])).toEqual([]);
  });

  test('is that of a trail, and of an inventory, that name it', () => {
    expect(rolesIn([HOME, OTHER, trail('gl-home')])).toEqual(['trail', 'trailed']);
    for (const name of ['gl-other', 'gl-elsewhere', UNKNOWN_TEXT])
      expect(rolesIn([HOME, OTHER, trail(name)])).toEqual([]);
    expect(rolesIn([HOME, OTHER, inventory('arn:aws-cn:s3:::gl-home')])).toEqual(['inventoryTarget']);
    expect(rolesIn([HOME, OTHER, inventory('gl-home')])).toEqual([]);
    expect(rolesIn([HOME, OTHER, inventory(UNKNOWN_TEXT, [HOME])])).toEqual(['inventoryTarget']);
    expect(rolesIn([HOME, OTHER, inventory('arn:aws:s3:::gl-other', [HOME])])).toEqual([]);
  });

  test('of a trail that is stopped keeps what it wrote, and takes no more', () => {
    expect(rolesIn([HOME, OTHER, trail('gl-home', { enableLogging: true })])).toEqual(['trail', 'trailed']);
    expect(rolesIn([HOME, OTHER, trail('gl-home', { enableLogging: false })])).toEqual(['trailed']);
  });

  test('is that to which AWS Config delivers, by the channel that names it', () => {
    expect(rolesIn([HOME, OTHER, channel('gl-home')])).toEqual(['configTarget']);
    for (const name of ['gl-other', 'gl-elsewhere', UNKNOWN_TEXT])
      expect(rolesIn([HOME, OTHER, channel(name)])).toEqual([]);
    expect(openIn([HOME, OTHER, channel(UNKNOWN_TEXT)])).toEqual(['configTarget']);
  });

  test('is no target of its own inventory, nor of one that is off', () => {
    const to = (props: object, destination: StackResource[] = []) =>
      rolesIn([
        HOME,
        OTHER,
        inventory(destination.length > 0 ? UNKNOWN_TEXT : 'arn:aws:s3:::gl-home', destination, props),
      ]);
    expect(to({ bucket: 'gl-home' })).toEqual([]);
    expect(to({ bucket: 'gl-home' }, [HOME])).toEqual([]);
    expect(to({ bucket: 'gl-elsewhere' })).toEqual(['inventoryTarget']);
    expect(to({ enabled: false })).toEqual([]);
    expect(to({ enabled: true })).toEqual(['inventoryTarget']);
  });
});

describe('of a bucket it is not known whether it is', () => {
  const any = resourceOf('aws:kms/key:Key', 'key', {});
  const auto = bucket('auto', { bucket: UNKNOWN_TEXT });

  test('that of a trail, while the name or the trail is not known', () => {
    expect(openIn([HOME, OTHER, trail(UNKNOWN_TEXT)])).toEqual(['trail', 'trailed']);
    expect(openIn([HOME, OTHER, trail('gl-home', { enableLogging: UNKNOWN_TEXT })])).toEqual(['trail']);
    expect(openIn([HOME, OTHER, trail(UNKNOWN_TEXT, { enableLogging: false })])).toEqual(['trailed']);
    expect(openIn([HOME, OTHER, trail('gl-home'), trail(UNKNOWN_TEXT)])).toEqual([]);
    const twin = bucket('twin', { bucket: 'gl-home' });
    expect(openIn([HOME, twin, trail('gl-home')])).toEqual([]);
  });

  test('that of a known name, where its own is given and not known; not where AWS makes it up', () => {
    expect(openIn([HOME, auto, trail('gl-elsewhere')], auto)).toEqual(['trail', 'trailed']);
    expect(openIn([HOME, auto, trail('gl-elsewhere')], auto, [auto])).toEqual(['trail', 'trailed']);
    const unsaid = { ...auto, props: {} };
    expect(openIn([HOME, auto, trail('gl-elsewhere')], auto, [unsaid])).toEqual([]);
    expect(openIn([HOME, auto, trail(UNKNOWN_TEXT)], auto, [unsaid])).toEqual(['trail', 'trailed']);
  });

  test('a target of logs of another', () => {
    expect(openIn([HOME, OTHER, logging('gl-other', UNKNOWN_TEXT)])).toEqual(['logTarget']);
    expect(openIn([HOME, OTHER, logging('gl-home', UNKNOWN_TEXT)])).toEqual([]);
    expect(openIn([HOME, OTHER, logging('gl-home', UNKNOWN_TEXT)], OTHER)).toEqual(['logTarget']);
  });

  test('a target of inventories of another', () => {
    expect(openIn([HOME, OTHER, inventory(UNKNOWN_TEXT)])).toEqual(['inventoryTarget']);
    expect(openIn([HOME, OTHER, inventory(UNKNOWN_TEXT, [any])])).toEqual(['inventoryTarget']);
    expect(openIn([HOME, OTHER, inventory(UNKNOWN_TEXT, [OTHER])])).toEqual([]);
    expect(openIn([HOME, OTHER, inventory(UNKNOWN_TEXT, [], { bucket: 'gl-home' })])).toEqual([]);
    expect(openIn([HOME, OTHER, inventory(UNKNOWN_TEXT, [], { enabled: false })])).toEqual([]);
    const off = inventory('arn:aws:s3:::gl-home', [], { enabled: UNKNOWN_TEXT });
    expect(openIn([HOME, OTHER, off])).toEqual(['inventoryTarget']);
    expect(openIn([HOME, auto, inventory('gl-elsewhere')], auto)).toEqual([]);
    expect(openIn([HOME, auto, inventory('arn:aws:s3:::gl-elsewhere')], auto)).toEqual(['inventoryTarget']);
  });
});

describe('a bucket of evidence', () => {
  const lock = (mode: unknown): StackResource =>
    resourceOf('aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration', 'lock', {
      bucket: 'gl-home',
      rule: { defaultRetention: { mode, years: 10 } },
    });
  const policy = (text: unknown): StackResource =>
    resourceOf('aws:s3/bucketPolicy:BucketPolicy', 'policy', { bucket: 'gl-home', policy: text });
  const denyingIn = (partition: string, ...Action: string[]): StackResource =>
    policy({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action, Resource: `arn:${partition}:s3:::gl-home/*` }],
    });
  const denying = (...Action: string[]): StackResource => denyingIn('aws', ...Action);
  const ALL = denying('s3:DeleteObject', 's3:DeleteObjectVersion');

  test('is locked in COMPLIANCE mode, and nobody may delete in it', () => {
    expect(rolesIn([HOME, OTHER, lock('COMPLIANCE'), ALL])).toEqual(['vault']);
    expect(rolesIn([HOME, OTHER, lock('COMPLIANCE'), ALL], OTHER)).toEqual([]);
    const elsewhere = denyingIn('aws-us-gov', 's3:DeleteObject', 's3:DeleteObjectVersion');
    expect(rolesIn([HOME, OTHER, lock('COMPLIANCE'), elsewhere])).toEqual(['vault']);
  });

  test.each<[string, StackResource[]]>([
    ['no lock', [ALL]],
    ['a lock in another mode', [lock('GOVERNANCE'), ALL]],
    ['a lock whose mode is not known', [lock(UNKNOWN_TEXT), ALL]],
    ['no policy', [lock('COMPLIANCE')]],
    ['a policy that denies to delete objects alone', [lock('COMPLIANCE'), denying('s3:DeleteObject')]],
    ['a policy that denies to delete versions alone', [lock('COMPLIANCE'), denying('s3:DeleteObjectVersion')]],
    ['a policy that is none', [lock('COMPLIANCE'), policy('{')]],
  ])('is none with %s', (_what, settings) => {
    expect(rolesIn([HOME, OTHER, ...settings])).toEqual([]);
  });

  test.each<[string, StackResource[]]>([
    ['mode of the lock', [lock(UNKNOWN_TEXT), ALL]],
    ['policy', [lock('COMPLIANCE'), policy(UNKNOWN_TEXT)]],
    ['actions that the policy denies', [lock('COMPLIANCE'), denying(UNKNOWN_TEXT)]],
    ['bucket of a policy', [lock('COMPLIANCE'), { ...ALL, props: resourceOf('', '', { bucket: UNKNOWN_TEXT }).props }]],
  ])('may be one while the %s is not known', (_what, settings) => {
    expect(openIn([HOME, OTHER, ...settings])).toEqual(['vault']);
  });

  test.each<[string, StackResource[]]>([
    ['a policy that is not known, and no lock', [policy(UNKNOWN_TEXT)]],
    ['a lock that is not known, and no policy', [lock(UNKNOWN_TEXT)]],
    ['a lock in another mode', [lock('GOVERNANCE'), policy(UNKNOWN_TEXT)]],
    ['a policy that denies something else', [lock(UNKNOWN_TEXT), denying('s3:GetObject')]],
  ])('is none for certain with %s', (_what, settings) => {
    expect(openIn([HOME, OTHER, ...settings])).toEqual([]);
  });

  test('is none by what the provider has not worked out yet, and may be one by what was given', () => {
    const home = bucket('home', { objectLockConfiguration: UNKNOWN_TEXT, policy: UNKNOWN_TEXT });
    expect(openIn([home, OTHER])).toEqual([]);
    expect(openIn([home, OTHER], home, [bucket('home')])).toEqual([]);
    expect(openIn([home, OTHER], home, [home])).toEqual(['vault']);
  });

  test('is none while its name is not known', () => {
    const nameless = bucket('nameless', { bucket: UNKNOWN_TEXT });
    const own = [lock('COMPLIANCE'), ALL].map((one) => ({ ...one, propertyDependencies: { bucket: [nameless] } }));
    expect(rolesIn([nameless, ...(own as StackResource[])], nameless)).toEqual([]);
    expect(openIn([nameless, ...(own as StackResource[])], nameless)).toEqual(['vault']);
  });
});

/** What is asked of a bucket of artifacts, and not of a bucket that takes deliveries. */
const OF_ARTIFACTS = /^s3-(object-lock-default-retention|bucket-upload-encryption)/;

/** A policy that lets S3 deliver for this account, and has no rule of uploads. */
function delivering(bucket: string): string {
  const [tls, , version] = policyOf(bucket).Statement;
  const delivery = {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [tls, version, delivery] });
}

/** The second bucket without lock and rule of uploads. */
const bare = ['home-replication', 'replica-replication', 'replica-lock']
  .reduce(without, siblingStack())
  .map((one) =>
    one.name === 'replica-policy' ? { ...one, inputs: { ...one.inputs, policy: delivering('gl-replica') } } : one,
  );
const inventoryTo = (bucketArn: string, dependsOn: Given['dependsOn'] = {}): Given => ({
  type: 'aws:s3/inventory:Inventory',
  name: 'inventory',
  inputs: {
    bucket: 'gl-home',
    includedObjectVersions: 'All',
    schedule: { frequency: 'Daily' },
    destination: { bucket: { bucketArn, format: 'Parquet' } },
  },
  dependsOn,
});
const withInputs = (one: Given, inputs: object): Given => ({ ...one, inputs: { ...one.inputs, ...inputs } });
const about = async (...more: Given[]): Promise<string[]> =>
  (await analyze(stack([...bare, ...more]))).findings
    .filter(({ control }) => OF_ARTIFACTS.test(control))
    .map(({ control }) => control)
    .sort();

describe('a bucket that inventories are delivered to', () => {
  test('needs no lock and no rule of uploads', async () => {
    expect(await about(inventoryTo('arn:aws:s3:::gl-replica'))).toEqual([]);
  });

  test('is one by what the program passed while the ARN is not known', async () => {
    expect(await about(inventoryTo(UNKNOWN_TEXT, { destination: ['replica'] }))).toEqual([]);
  });

  test.each([
    ['what its policy lets in', []],
    ['an inventory that goes elsewhere', [inventoryTo('arn:aws:s3:::another')]],
    ['an inventory of its own', [withInputs(inventoryTo('arn:aws:s3:::gl-replica'), { bucket: 'gl-replica' })]],
    ['an inventory that is off', [withInputs(inventoryTo('arn:aws:s3:::gl-replica'), { enabled: false })]],
    ['an inventory of it', [{ ...inventoryTo('arn:aws:s3:::another'), dependsOn: { bucket: ['replica'] } }]],
  ])('is none by %s', async (_what, more) => {
    expect(await about(...more)).toEqual(['s3-bucket-upload-encryption', 's3-object-lock-default-retention']);
  });
});

describe('a bucket that access logs are delivered to', () => {
  const logging = (one: Given): Given =>
    one.name === 'replica' && one.type.includes('bucket')
      ? { ...one, inputs: { ...one.inputs, logging: { targetBucket: UNKNOWN_TEXT } } }
      : one;
  const unlogged = async (given: Given[]): Promise<string[]> =>
    (await analyze(stack(given))).findings
      .filter(({ control }) => control === 's3-access-logging-enabled')
      .map(({ urn }) => urn.split('::').at(-1)!);

  test('is one by what the program passed while the name is not known', async () => {
    const passed = inlineStack().map((one) =>
      one.name === 'replica' ? { ...logging(one), dependsOn: { logging: ['replica-logs'] } } : one,
    );
    expect(await unlogged(passed)).toEqual(['replica']);
    expect(await unlogged(inlineStack().map(logging))).toContain('replica-logs');
  });
});
