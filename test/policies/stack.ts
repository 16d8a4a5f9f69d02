import type { AnalyzedResource } from '../../tools/policies/types';
import { inV2, nameInV2 } from './bucket-v2';

/** The SDK's sentinel of a text that is not known before `up`. */
export const UNKNOWN_TEXT = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

type Props = Record<string, unknown>;

export interface Given {
  type: string;
  name: string;
  inputs?: Props;
  /** What the provider adds or what is not known yet. @default the inputs alone */
  computed?: Props;
  /** By property: logical names of resources of this stack. */
  dependsOn?: Record<string, string[]>;
  secretInputs?: string[];
  /** @default true */
  protect?: boolean;
  /** Logical name of a provider of this stack. @default that of AWS which the engine makes */
  provider?: string;
}

export const urnOf = (type: string, name: string): string => `urn:pulumi:test::gl-artifacts::${type}::${name}`;

/** What a resource is given: all fixtures have the words of today's types. */
function wordsOf({ type, inputs = {}, computed = {}, dependsOn = {}, secretInputs = [] }: Given) {
  if (type !== token('bucket', true)) return { inputs, computed, dependsOn, secretInputs };
  const passed = Object.entries(dependsOn).map(([property, names]) => [nameInV2(property), names]);
  return {
    inputs: inV2(inputs) as Props,
    computed: inV2(computed) as Props,
    dependsOn: Object.fromEntries(passed) as Record<string, string[]>,
    secretInputs: secretInputs.map(nameInV2),
  };
}

/** Resources as a program would have registered them. */
export function stack(given: readonly Given[]): AnalyzedResource[] {
  const urn = (name: string): string => {
    const found = given.find((resource) => resource.name === name);
    if (found === undefined) throw new Error(`the fixture has no ${name}`);
    return urnOf(found.type, found.name);
  };
  const own = urnOf('pulumi:providers:aws', 'default');
  const resource = (one: Given) => {
    const { type, name, protect = true, provider } = one;
    const { inputs, computed, dependsOn, secretInputs } = wordsOf(one);
    const propertyDependencies = Object.fromEntries(
      Object.entries(dependsOn).map(([property, names]) => [property, names.map(urn)]),
    );
    return {
      urn: urnOf(type, name),
      type,
      name,
      parent: '',
      provider: type.startsWith('pulumi:') ? '' : `${provider === undefined ? own : urn(provider)}::id`,
      inputs,
      outputs: { ...computed, ...inputs },
      secretInputs,
      dependencies: [...new Set(Object.values(propertyDependencies).flat())],
      propertyDependencies,
      options: {
        protect,
        retainOnDelete: false,
        aliases: [],
        ignoreChanges: [],
        deleteBeforeReplace: false,
        additionalSecretOutputs: [],
      },
    };
  };
  return [{ type: 'pulumi:providers:aws', name: 'default', inputs: { region: 'eu-west-1' } }, ...given].map(resource);
}

/** Outputs of a bucket that the provider computes, as they are at a first preview. */
const COMPUTED = Object.fromEntries(
  [
    'policy',
    'versioning',
    'objectLockConfiguration',
    'replicationConfiguration',
    'logging',
    'serverSideEncryptionConfiguration',
    'lifecycleRules',
    'acl',
    'arn',
    'id',
  ].map((key) => [key, UNKNOWN_TEXT]),
);

type Statement = Record<string, unknown>;

const document = (Statement: Statement[]) => ({ Version: '2012-10-17', Statement });
const arnOf = (bucket: string): string => `arn:aws:s3:::${bucket}`;
const whole = (bucket: string): string[] => [arnOf(bucket), `${arnOf(bucket)}/*`];
const ACCOUNT = '111122223333';

const denied = (Sid: string, bucket: string, Condition: Statement): Statement => ({
  Sid,
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: whole(bucket),
  Condition,
});
const insecure = (bucket: string): Statement =>
  denied('DenyInsecureTransport', bucket, { Bool: { 'aws:SecureTransport': 'false' } });
const outdated = (bucket: string): Statement =>
  denied('DenyOutdatedTls', bucket, { NumericLessThan: { 's3:TlsVersion': '1.2' } });

const nobodyDeletes = (bucket: string): Statement => ({
  Sid: 'NobodyDeletes',
  Effect: 'Deny',
  Principal: '*',
  Action: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'],
  Resource: whole(bucket),
});
const delivers = (service: string, action: string, Resource: string, source: string | string[]): Statement => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: action,
  Resource,
  Condition: { ArnLike: { 'aws:SourceArn': source }, StringEquals: { 'aws:SourceAccount': ACCOUNT } },
});

/** The policy of a bucket of artifacts. */
export const policyOf = (bucket: string) =>
  document([
    insecure(bucket),
    {
      Sid: 'DenyUnencryptedUploads',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `${arnOf(bucket)}/*`,
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': ['AES256', 'aws:kms'] } },
    },
    outdated(bucket),
  ]);
const logPolicy = (bucket: string, ...sources: string[]) =>
  document([
    insecure(bucket),
    outdated(bucket),
    delivers('logging.s3.amazonaws.com', 's3:PutObject', `${arnOf(bucket)}/*`, sources.map(arnOf)),
  ]);
const TRAILS = `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`;
const trailPolicy = (bucket: string) =>
  document([
    insecure(bucket),
    outdated(bucket),
    nobodyDeletes(bucket),
    delivers('cloudtrail.amazonaws.com', 's3:GetBucketAcl', arnOf(bucket), TRAILS),
    delivers('cloudtrail.amazonaws.com', 's3:PutObject', `${arnOf(bucket)}/AWSLogs/${ACCOUNT}/*`, TRAILS),
  ]);
const evidencePolicy = (bucket: string) => document([...policyOf(bucket).Statement, nobodyDeletes(bucket)]);

const FLAGS = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const RETENTION = { defaultRetention: { mode: 'GOVERNANCE', days: 30 } };
const OWNERSHIP = { rule: { objectOwnership: 'BucketOwnerEnforced' } };
const ENCRYPTION = {
  applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' },
  blockedEncryptionTypes: ['SSE-C'],
};
/** Rules of a lifecycle: a class by tag, the whole bucket, uploads that were left. */
const lifecycle = (days: number) => [
  {
    id: 'class-90-days',
    status: 'Enabled',
    filter: { tag: { key: 'gl-retention', value: '90-days' } },
    expiration: { days: 104 },
    noncurrentVersionExpiration: { noncurrentDays: 104 },
  },
  {
    id: 'whole-bucket',
    status: 'Enabled',
    filter: { prefix: '' },
    expiration: { days },
    noncurrentVersionExpiration: { noncurrentDays: days },
  },
  { id: 'uploads', status: 'Enabled', filter: {}, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
];
/** The same in the words of the bucket's own property. */
const inlineLifecycle = (days: number) => [
  {
    id: 'class-90-days',
    enabled: true,
    tags: { 'gl-retention': '90-days' },
    expiration: { days: 104 },
    noncurrentVersionExpiration: { days: 104 },
  },
  {
    id: 'whole-bucket',
    enabled: true,
    expiration: { days },
    noncurrentVersionExpiration: { days },
    abortIncompleteMultipartUploadDays: 7,
  },
];
const REGIONS: Record<string, string> = { home: 'eu-west-1', replica: 'eu-central-1' };

const replication = (to: string) => ({
  role: `arn:aws:iam::${ACCOUNT}:role/replication`,
  rules: [
    {
      id: 'all',
      status: 'Enabled',
      filter: { prefix: '' },
      deleteMarkerReplication: { status: 'Disabled' },
      destination: { bucket: arnOf(`gl-${to}`) },
    },
  ],
});
const inlineReplication = (to: string) => ({
  role: `arn:aws:iam::${ACCOUNT}:role/replication`,
  rules: [{ id: 'all', status: 'Enabled', destination: { bucket: arnOf(`gl-${to}`) } }],
});

const publicBlock = (name: string): Given => ({
  type: 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
  name: `${name}-public`,
  inputs: { bucket: UNKNOWN_TEXT, ...FLAGS },
  dependsOn: { bucket: [name] },
});
const ownership = (name: string): Given => ({
  type: 'aws:s3/bucketOwnershipControls:BucketOwnershipControls',
  name: `${name}-ownership`,
  inputs: { bucket: UNKNOWN_TEXT, ...OWNERSHIP },
  dependsOn: { bucket: [name] },
});
const token = (module: string, v2: boolean): string => {
  const suffix = v2 ? 'V2' : '';
  return `aws:s3/${module}${suffix}:${module[0]!.toUpperCase()}${module.slice(1)}${suffix}`;
};

/** A bucket with all its settings inline that have such a form. */
const inlineBucket = (name: string, inputs: Props, v2: boolean): Given[] => [
  {
    type: token('bucket', v2),
    name,
    inputs: {
      bucket: `gl-${name}`,
      region: 'eu-west-1',
      versioning: { enabled: true },
      serverSideEncryptionConfiguration: { rule: ENCRYPTION },
      lifecycleRules: inlineLifecycle(379),
      ...inputs,
    },
    computed: { arn: UNKNOWN_TEXT },
  },
  publicBlock(name),
  ownership(name),
];

const locked = (mode: string, years: number) => ({
  objectLockConfiguration: { objectLockEnabled: 'Enabled', rule: { defaultRetention: { mode, years } } },
});

const trail = (name: string, region: string, inputs: Props): Given => ({
  type: 'aws:cloudtrail/trail:Trail',
  name,
  inputs: {
    name,
    region,
    s3BucketName: 'gl-trails',
    kmsKeyId: `arn:aws:kms:${region}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    enableLogFileValidation: true,
    ...inputs,
  },
});
const dataEvents = (bucket: string) => ({
  advancedEventSelectors: [
    {
      name: 'artifacts',
      fieldSelectors: [
        { field: 'eventCategory', equals: ['Data'] },
        { field: 'resources.type', equals: ['AWS::S3::Object'] },
        { field: 'resources.ARN', startsWiths: [`${arnOf(bucket)}/`] },
      ],
    },
  ],
});

/** What two buckets of artifacts need around them: targets of their logs, trails with a bucket, evidence, the account. */
const surroundings = (v2: boolean): Given[] => [
  ...inlineBucket('logs', { policy: logPolicy('gl-logs', 'gl-home', 'gl-trails', 'gl-evidence') }, v2),
  ...inlineBucket('replica-logs', { region: 'eu-central-1', policy: logPolicy('gl-replica-logs', 'gl-replica') }, v2),
  ...inlineBucket(
    'trails',
    {
      ...locked('COMPLIANCE', 1),
      policy: trailPolicy('gl-trails'),
      lifecycleRules: inlineLifecycle(400).slice(1),
      logging: { targetBucket: 'gl-logs', targetPrefix: 'trails/' },
    },
    v2,
  ),
  ...inlineBucket(
    'evidence',
    {
      ...locked('COMPLIANCE', 10),
      policy: evidencePolicy('gl-evidence'),
      lifecycleRules: inlineLifecycle(3_700).slice(1),
      logging: { targetBucket: 'gl-logs', targetPrefix: 'evidence/' },
    },
    v2,
  ),
  trail('home-trail', 'eu-west-1', dataEvents('gl-home')),
  trail('replica-trail', 'eu-central-1', dataEvents('gl-replica')),
  trail('account-trail', 'eu-west-1', {
    isMultiRegionTrail: true,
    cloudWatchLogsGroupArn: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:trail:*`,
    cloudWatchLogsRoleArn: `arn:aws:iam::${ACCOUNT}:role/trail`,
  }),
  { type: 'aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock', name: 'account', inputs: { ...FLAGS } },
];

/** Two buckets of one zone that copy to each other; each setting a resource of its own. Every control passes. */
export function siblingStack(v2 = false): Given[] {
  const artifacts = ['home', 'replica'].flatMap((name): Given[] => {
    const bucket = `gl-${name}`;
    const region = REGIONS[name]!;
    const child = (type: string, role: string, inputs: Props): Given => ({
      type,
      name: `${name}-${role}`,
      inputs: { bucket: UNKNOWN_TEXT, region, ...inputs },
      dependsOn: { bucket: [name] },
    });
    return [
      {
        type: token('bucket', v2),
        name,
        inputs: { bucket, region, objectLockEnabled: true, forceDestroy: false },
        computed: COMPUTED,
      },
      child('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', 'public', FLAGS),
      child(token('bucketVersioning', v2), 'versioning', { versioningConfiguration: { status: 'Enabled' } }),
      child(token('bucketObjectLockConfiguration', v2), 'lock', { rule: RETENTION }),
      child('aws:s3/bucketPolicy:BucketPolicy', 'policy', { policy: policyOf(bucket) }),
      child(
        'aws:s3/bucketReplicationConfig:BucketReplicationConfig',
        'replication',
        replication(name === 'home' ? 'replica' : 'home'),
      ),
      child(token('bucketServerSideEncryptionConfiguration', v2), 'encryption', { rules: [ENCRYPTION] }),
      child(token('bucketLifecycleConfiguration', v2), 'lifecycle', { rules: lifecycle(379) }),
      ownership(name),
      child(token('bucketLogging', v2), 'logging', {
        targetBucket: name === 'home' ? 'gl-logs' : 'gl-replica-logs',
        targetPrefix: `${name}/`,
      }),
    ];
  });
  return [...artifacts, ...surroundings(v2)];
}

/** The same with every setting that has an inline form on the bucket itself. */
export function inlineStack(v2 = false): Given[] {
  const artifacts = ['home', 'replica'].flatMap((name) =>
    inlineBucket(
      name,
      {
        region: REGIONS[name],
        forceDestroy: false,
        objectLockConfiguration: { objectLockEnabled: 'Enabled', rule: RETENTION },
        policy: policyOf(`gl-${name}`),
        replicationConfiguration: inlineReplication(name === 'home' ? 'replica' : 'home'),
        logging: { targetBucket: name === 'home' ? 'gl-logs' : 'gl-replica-logs', targetPrefix: `${name}/` },
      },
      v2,
    ),
  );
  return [...artifacts, ...surroundings(v2)];
}

/** The same at `up`, when resources exist that others depend on: names are known, nothing is computed later. */
export const applied = (given: readonly Given[]): Given[] =>
  given.map(({ inputs = {}, computed: _, ...one }) => {
    const [owner] = one.dependsOn?.['bucket'] ?? [];
    const bucket = given.find(({ name }) => name === owner)?.inputs?.['bucket'];
    return { ...one, inputs: bucket === undefined ? inputs : { ...inputs, bucket } };
  });

/** The same resources with the inputs of one of them changed. */
export const changed = (given: readonly Given[], name: string, change: (inputs: Props) => Props): Given[] =>
  given.map((resource) => (resource.name === name ? { ...resource, inputs: change(resource.inputs ?? {}) } : resource));

export const without = (given: readonly Given[], name: string): Given[] => given.filter((one) => one.name !== name);

/** Policies as the text that programs write, as far as all of it is known. */
export const written = (given: readonly Given[]): Given[] =>
  given.map((one) => {
    const policy = one.inputs?.['policy'];
    const text = typeof policy === 'object' ? JSON.stringify(policy) : undefined;
    return text === undefined || text.includes(UNKNOWN_TEXT)
      ? one
      : { ...one, inputs: { ...one.inputs, policy: text } };
  });
