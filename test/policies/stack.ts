import type { AnalyzedResource } from '../../tools/policies/types';

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
}

export const urnOf = (type: string, name: string): string => `urn:pulumi:test::gl-artifacts::${type}::${name}`;

/** Resources as a program would have registered them. */
export function stack(given: readonly Given[]): AnalyzedResource[] {
  const urn = (name: string): string => {
    const found = given.find((resource) => resource.name === name);
    if (found === undefined) throw new Error(`the fixture has no ${name}`);
    return urnOf(found.type, found.name);
  };
  const provider = urnOf('pulumi:providers:aws', 'default');
  const resource = ({ type, name, inputs = {}, computed = {}, dependsOn = {}, secretInputs = [] }: Given) => {
    const propertyDependencies = Object.fromEntries(
      Object.entries(dependsOn).map(([property, names]) => [property, names.map(urn)]),
    );
    return {
      urn: urnOf(type, name),
      type,
      name,
      parent: '',
      provider: type.startsWith('pulumi:') ? '' : `${provider}::id`,
      inputs,
      outputs: { ...computed, ...inputs },
      secretInputs,
      dependencies: [...new Set(Object.values(propertyDependencies).flat())],
      propertyDependencies,
      options: {
        protect: false,
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
  ['policy', 'versioning', 'objectLockConfiguration', 'replicationConfiguration', 'logging', 'arn', 'id'].map((key) => [
    key,
    UNKNOWN_TEXT,
  ]),
);

export const policyOf = (bucket: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'DenyInsecureTransport',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Sid: 'DenyUnencryptedUploads',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${bucket}/*`,
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': ['AES256', 'aws:kms'] } },
    },
  ] as Record<string, unknown>[],
});

const FLAGS = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const RETENTION = { defaultRetention: { mode: 'GOVERNANCE', days: 30 } };
const REGIONS: Record<string, string> = { home: 'eu-west-1', replica: 'eu-central-1' };

const replication = (to: string) => ({
  role: 'arn:aws:iam::111122223333:role/replication',
  rules: [{ id: 'all', status: 'Enabled', destination: { bucket: `arn:aws:s3:::gl-${to}` } }],
});

/** Two buckets of one zone that copy to each other; each setting a resource of its own. Every control passes. */
export function siblingStack(v2 = false): Given[] {
  const suffix = v2 ? 'V2' : '';
  const of = (module: string, type: string): string => `aws:s3/${module}${suffix}:${type}${suffix}`;
  return ['home', 'replica'].flatMap((name): Given[] => {
    const bucket = `gl-${name}`;
    const region = REGIONS[name]!;
    const child = { bucket: UNKNOWN_TEXT, region };
    const dependsOn = { bucket: [name] };
    return [
      { type: of('bucket', 'Bucket'), name, inputs: { bucket, region, objectLockEnabled: true }, computed: COMPUTED },
      {
        type: 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
        name: `${name}-public`,
        inputs: { ...child, ...FLAGS },
        dependsOn,
      },
      {
        type: of('bucketVersioning', 'BucketVersioning'),
        name: `${name}-versioning`,
        inputs: { ...child, versioningConfiguration: { status: 'Enabled' } },
        dependsOn,
      },
      {
        type: of('bucketObjectLockConfiguration', 'BucketObjectLockConfiguration'),
        name: `${name}-lock`,
        inputs: { ...child, rule: RETENTION },
        dependsOn,
      },
      {
        type: 'aws:s3/bucketPolicy:BucketPolicy',
        name: `${name}-policy`,
        inputs: { ...child, policy: JSON.stringify(policyOf(bucket)) },
        dependsOn,
      },
      {
        type: 'aws:s3/bucketReplicationConfig:BucketReplicationConfig',
        name: `${name}-replication`,
        inputs: { ...child, ...replication(name === 'home' ? 'replica' : 'home') },
        dependsOn,
      },
    ];
  });
}

/** The same with every setting that has an inline form on the bucket itself. */
export function inlineStack(v2 = false): Given[] {
  const type = v2 ? 'aws:s3/bucketV2:BucketV2' : 'aws:s3/bucket:Bucket';
  return ['home', 'replica'].flatMap((name): Given[] => {
    const bucket = `gl-${name}`;
    return [
      {
        type,
        name,
        inputs: {
          bucket,
          region: REGIONS[name],
          versioning: { enabled: true },
          objectLockConfiguration: { objectLockEnabled: 'Enabled', rule: RETENTION },
          policy: JSON.stringify(policyOf(bucket)),
          replicationConfiguration: replication(name === 'home' ? 'replica' : 'home'),
        },
        computed: { arn: UNKNOWN_TEXT },
      },
      {
        type: 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
        name: `${name}-public`,
        inputs: { bucket: UNKNOWN_TEXT, ...FLAGS },
        dependsOn: { bucket: [name] },
      },
    ];
  });
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
