import type * as pulumi from '@pulumi/pulumi';
import type { Placement } from '../common/placement';
import type { DisasterRecovery } from './disaster-recovery';
import type { DatabaseEngine } from './engine';
import type { InsightsMode } from './insights';
import type { DatabaseClients } from './network';

/**
 * Authority whose certificate the database shows; each is valid until 2061 or later.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export type CertificateAuthority = 'rds-ca-rsa2048-g1' | 'rds-ca-rsa4096-g1' | 'rds-ca-ecc384-g1';

export interface MetadataDatabaseArgs extends DatabaseClients {
  placement: Placement;
  vpcId: pulumi.Input<string>;
  /** Private subnets in at least two zones. */
  subnetIds: readonly pulumi.Input<string>[];
  /** Key that encrypts storage, master secret and Database Insights. */
  kmsKeyArn: pulumi.Input<string>;
  /** Cluster or instance identifier; unique in account and region. */
  identifier: string;
  /** @default 'gl_artifacts' */
  databaseName?: string;
  /** @default { mode: 'aurora-serverless' } */
  engine?: DatabaseEngine;
  /**
   * Version of PostgreSQL. A major one lets AWS upgrade the minor one; with a minor one nobody does, since a preview
   * would ask to take the upgrade back. @default '16'
   */
  engineVersion?: string;
  /** 7 to 35. @default 35 */
  backupRetentionDays?: number;
  /** @default 'standard' */
  insights?: InsightsMode;
  /** @default 'rds-ca-rsa2048-g1' */
  certificateAuthority?: CertificateAuthority;
  /** What is left when the region is. */
  disasterRecovery: DisasterRecovery;
}

export const MASTER_USER = 'gl_master';
const DATABASE_DEFAULTS = {
  databaseName: 'gl_artifacts',
  engine: { mode: 'aurora-serverless' },
  engineVersion: '16',
  backupRetentionDays: 35,
  insights: 'standard',
  certificateAuthority: 'rds-ca-rsa2048-g1',
} as const;

/** Arguments with nothing left out. */
export type DatabaseSettings = MetadataDatabaseArgs &
  Required<Pick<MetadataDatabaseArgs, keyof typeof DATABASE_DEFAULTS>>;

export const withDatabaseDefaults = (args: MetadataDatabaseArgs): DatabaseSettings => ({
  ...DATABASE_DEFAULTS,
  ...args,
});

/** A major version lets AWS upgrade the minor one. */
export const upgradesItself = (engineVersion: string): boolean => !engineVersion.includes('.');
