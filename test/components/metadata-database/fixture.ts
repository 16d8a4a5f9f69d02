import { MetadataDatabase } from '../../../components/metadata-database';
import type { MetadataDatabaseArgs } from '../../../components/metadata-database/args';
import type { DatabaseEngine } from '../../../components/metadata-database/engine';
import { ACCOUNT } from '../judge';

export const keyIn = (region: string): string => `arn:aws:kms:${region}:${ACCOUNT}:key/0`;

export const SNAPSHOT_COPY = {
  mode: 'snapshotCopy',
  region: 'eu-central-1',
  kmsKeyArn: keyIn('eu-central-1'),
} as const;

export const GLOBAL_DATABASE = {
  mode: 'globalDatabase',
  region: 'eu-central-1',
  kmsKeyArn: keyIn('eu-central-1'),
  vpcId: 'vpc-0123456789abcdef9',
  subnetIds: ['subnet-0123456789abcdef8', 'subnet-0123456789abcdef9'],
  availabilityZones: ['eu-central-1a', 'eu-central-1b'],
  masterPassword: 'planted-password-of-test',
  masterPasswordVersion: 3,
} as const;

export const PROVISIONED = {
  mode: 'aurora-provisioned',
  instanceClass: 'db.r8g.large',
  availabilityZones: ['eu-west-1a', 'eu-west-1b'],
} as const;

export const RDS = { mode: 'rds', instanceClass: 'db.m8g.large' } as const;

export const ENGINES: readonly DatabaseEngine[] = [{ mode: 'aurora-serverless' }, PROVISIONED, RDS];

/** Right as they are: serverless, with a copy each night. */
export const ARGS: MetadataDatabaseArgs = {
  placement: { region: 'eu-west-1', accountId: ACCOUNT, tags: { stage: 'test' } },
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  kmsKeyArn: keyIn('eu-west-1'),
  identifier: 'gl-artifacts',
  disasterRecovery: SNAPSHOT_COPY,
};

export const database = (change: Partial<MetadataDatabaseArgs> = {}): MetadataDatabase =>
  new MetadataDatabase('db', { ...ARGS, ...change });

export const CLUSTER = 'aws:rds/cluster:Cluster';
export const CLUSTER_INSTANCE = 'aws:rds/clusterInstance:ClusterInstance';
export const RDS_INSTANCE = 'aws:rds/instance:Instance';
