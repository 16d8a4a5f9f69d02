import type { Given } from './stack';

const region = 'eu-west-1';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0d0e0f00-0000-4000-8000-000000000001';
const parameters = [
  { name: 'log_connections', value: '1' },
  { name: 'rds.force_ssl', value: '1' },
];

const network: Given[] = [
  {
    type: 'aws:ec2/securityGroup:SecurityGroup',
    name: 'network',
    inputs: {
      region,
      ingress: [
        { protocol: 'tcp', fromPort: 5432, toPort: 5432, cidrBlocks: ['10.0.0.0/8'], ipv6CidrBlocks: ['fd00::/8'] },
      ],
    },
  },
  {
    type: 'aws:ec2/securityGroupRule:SecurityGroupRule',
    name: 'rule',
    inputs: { type: 'ingress', protocol: 'tcp', fromPort: 5432, toPort: 5432, cidrBlocks: ['10.1.0.0/16'] },
  },
  {
    type: 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
    name: 'ingress',
    inputs: { region, ipProtocol: 'tcp', fromPort: 5432, toPort: 5432, cidrIpv4: '10.2.0.0/16' },
  },
];

const common = {
  region,
  storageEncrypted: true,
  kmsKeyId: KEY,
  iamDatabaseAuthenticationEnabled: true,
  manageMasterUserPassword: true,
  deletionProtection: true,
  skipFinalSnapshot: false,
  backupRetentionPeriod: 35,
  copyTagsToSnapshot: true,
  enabledCloudwatchLogsExports: ['postgresql'],
};

const insights = { performanceInsightsEnabled: true, performanceInsightsKmsKeyId: KEY };

const instance = {
  region,
  publiclyAccessible: false,
  autoMinorVersionUpgrade: true,
  ...insights,
};

/** A cluster of Aurora with two instances, a proxy and what lets clients in. Every control passes. */
export const clusterStack = (): Given[] => [
  ...network,
  {
    type: 'aws:rds/clusterParameterGroup:ClusterParameterGroup',
    name: 'parameters',
    inputs: { region, name: 'gl', family: 'aurora-postgresql16', parameters },
  },
  {
    type: 'aws:rds/cluster:Cluster',
    name: 'database',
    inputs: {
      ...common,
      clusterIdentifier: 'gl',
      engine: 'aurora-postgresql',
      engineMode: 'provisioned',
      masterUsername: 'gl_master',
      dbClusterParameterGroupName: 'gl',
      ...insights,
    },
  },
  ...['first', 'second'].map((name) => ({
    type: 'aws:rds/clusterInstance:ClusterInstance',
    name,
    inputs: { ...instance, clusterIdentifier: 'gl', engine: 'aurora-postgresql' },
  })),
  { type: 'aws:rds/proxy:Proxy', name: 'proxy', inputs: { region, engineFamily: 'POSTGRESQL', requireTls: true } },
];

/** The same with a cluster of RDS, which has no instances that are resources. Every control passes. */
export const spreadStack = (): Given[] => {
  const database = clusterStack().find(({ name }) => name === 'database')!;
  const inputs = {
    ...database.inputs,
    clusterIdentifier: 'gl-spread',
    engine: 'postgres',
    dbClusterInstanceClass: 'db.m6gd.large',
    autoMinorVersionUpgrade: true,
  };
  return [...clusterStack(), { ...database, name: 'spread', inputs }];
};

/** An instance of RDS on its own. Every control passes. */
export const instanceStack = (): Given[] => [
  ...network,
  {
    type: 'aws:rds/parameterGroup:ParameterGroup',
    name: 'parameters',
    inputs: { region, name: 'gl', family: 'postgres16', parameters },
  },
  {
    type: 'aws:rds/instance:Instance',
    name: 'database',
    inputs: {
      ...common,
      ...instance,
      identifier: 'gl',
      engine: 'postgres',
      username: 'gl_master',
      multiAz: true,
      parameterGroupName: 'gl',
    },
  },
];

/** The database of that stack without some of its properties and with others. */
function anotherInstance(name: string, drop: readonly string[], set: Record<string, unknown>): Given {
  const { inputs = {}, ...database } = instanceStack().find((one) => one.name === 'database')!;
  const kept = Object.entries(inputs).filter(([property]) => !drop.includes(property));
  return { ...database, name, inputs: { ...Object.fromEntries(kept), identifier: `gl-${name}`, ...set } };
}

/** What a read replica has from its source. */
const INHERITED = ['storageEncrypted', 'kmsKeyId', 'backupRetentionPeriod', 'manageMasterUserPassword', 'username'];

/** The same with a read replica of it. Every control passes. */
export const replicaStack = (): Given[] => [
  ...instanceStack(),
  anotherInstance('reader', INHERITED, { replicateSourceDb: 'gl', skipFinalSnapshot: true }),
];

/** The same with a database of another engine, and a group for it. Every control passes. */
export const otherEngineStack = (): Given[] => [
  ...instanceStack(),
  anotherInstance('other', ['parameterGroupName'], { engine: 'mysql', enabledCloudwatchLogsExports: ['error'] }),
  {
    type: 'aws:rds/parameterGroup:ParameterGroup',
    name: 'other-parameters',
    inputs: { region, name: 'gl-other', family: 'mysql8.0', parameters: [] },
  },
];
