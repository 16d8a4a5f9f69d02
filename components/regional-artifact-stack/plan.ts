import type { AccessAuditArgs } from '../access-audit';
import type { AccessRolesArgs, TrustedPrincipals } from '../access-roles';
import type { ArtifactBucketArgs } from '../artifact-bucket';
import type { ArtifactEventsArgs } from '../artifact-events';
import type { BatchReplicationArgs } from '../batch-replication';
import type { ArtifactInventoryArgs } from '../artifact-inventory';
import type { ArtifactKeyArgs } from '../artifact-key';
import type { Placement } from '../common/placement';
import { accessRoleName, roleArn } from '../documents/access/roles';
import type { EvidenceVaultArgs } from '../evidence-vault';
import type { LogBucketArgs } from '../log-bucket';
import type { MetadataSchemaArgs } from '../metadata-schema';
import type { OperationalAlarmsArgs } from '../operational-alarms';
import { bucketAlarmsOf } from './alarms';
import type { RegionalArtifactStackArgs } from './args';
import { databasePlanOf, type DatabasePlan } from './database-plan';

/** A region's share of the stack: its key, the target of its access logs, and a bucket of artifacts. */
export interface RegionPlan {
  key?: ArtifactKeyArgs;
  logs?: LogBucketArgs;
  /** Its encryption hangs on the key, which is known last. */
  bucket: Omit<ArtifactBucketArgs, 'encryption'>;
  /** A trail sees its own region only, so that each has one. */
  audit?: Omit<AccessAuditArgs, 'kmsKeyArn'>;
  /** Its key is that of the bucket. */
  inventory?: Omit<ArtifactInventoryArgs, 'kmsKeyArn'>;
}

/** The edges of replication by their direction. */
export type EdgeName = 'there' | 'back';

/** Arguments of each component of the stack, as far as they are known before anything exists. */
export interface StackPlan {
  home: RegionPlan;
  replica?: RegionPlan;
  /** By edge; only where there is a replica. */
  batchReplication: Readonly<Partial<Record<EdgeName, BatchReplicationArgs>>>;
  vault?: EvidenceVaultArgs;
  /** Of the home bucket: what replication copies has happened there. */
  events?: ArtifactEventsArgs;
  /** Only where one is made. */
  metadata?: DatabasePlan;
  schema: MetadataSchemaArgs;
  /** Its databases are known last. */
  alarms?: OperationalAlarmsArgs;
  /** The ids that AWS draws are known last. */
  access?: Omit<AccessRolesArgs, 'scope'>;
}

/** Names of what a stack has one of; each begins with the bucket's, which is unique already. */
const namesOf = (bucketName: string) => ({
  replica: `${bucketName}-replica`,
  evidence: `${bucketName}-evidence`,
  events: `${bucketName}-events`,
  logsOf: (bucket: string) => `${bucket}-logs`,
  trailOf: (bucket: string) => `${bucket}-trail`,
  reportsOf: (bucket: string) => `${bucket}-reports`,
  thereRole: `${bucketName}-there`,
  backRole: `${bucketName}-back`,
});

const optOut = (reason: string | undefined) => (reason === undefined ? undefined : { reason });

const regionPlan = (
  args: RegionalArtifactStackArgs,
  placement: Placement,
  bucketName: string,
  usedBy: ArtifactKeyArgs['services'],
  logged: readonly string[],
): RegionPlan => {
  const { optOuts, uploadEncryption, accessLogRetentionDays, keyAdministratorArns: administratorArns } = args;
  const names = namesOf(args.bucketName);
  const logs = names.logsOf(bucketName);
  const trail = names.trailOf(bucketName);
  const audited = optOuts.accessAudit === undefined;
  const reports = names.reportsOf(bucketName);
  const listed = optOuts.inventory === undefined;
  const sourceBuckets = [bucketName, ...(audited ? [trail] : []), ...(listed ? [reports] : []), ...logged];
  const logsAccesses = optOuts.accessLogs === undefined ? { accessLogs: { targetBucket: logs } } : {};
  const underKms = args.encryption !== 'sse-s3';
  const ofBuckets = audited || underKms ? (['s3'] as const) : [];
  const services = [...ofBuckets, ...usedBy];
  const writeOnly = optOut(optOuts.accessAuditReads);
  const publicAccessBlock = optOut(optOuts.publicAccessBlock);
  const requestMetrics = optOut(optOuts.requestMetrics);
  return {
    ...(services.length === 0
      ? {}
      : {
          key: {
            placement,
            alias: bucketName,
            services,
            ...(audited ? { trailNames: [trail] } : {}),
            ...(listed && underKms ? { inventoriedBuckets: [bucketName] } : {}),
            ...(administratorArns === undefined ? {} : { administratorArns }),
          },
        }),
    ...(optOuts.accessLogs === undefined
      ? {
          logs: {
            bucketName: logs,
            placement,
            sourceBuckets,
            ...(accessLogRetentionDays === undefined ? {} : { retentionDays: accessLogRetentionDays }),
          },
        }
      : {}),
    bucket: {
      bucketName,
      placement,
      uploadEncryption:
        uploadEncryption === 'require-header'
          ? uploadEncryption
          : { mode: uploadEncryption, reason: optOuts.uploadEncryption ?? '' },
      objectLock: args.objectLock,
      retentionClasses: args.retentionClasses,
      storageTiers: optOut(optOuts.storageTiers) ?? args.storageTiers ?? 'tiered',
      accessLogs: optOut(optOuts.accessLogs) ?? { targetBucket: logs },
      ...(publicAccessBlock === undefined ? {} : { publicAccessBlock }),
      ...(requestMetrics === undefined ? {} : { requestMetrics }),
    },
    ...(audited
      ? {
          audit: {
            trailName: trail,
            placement,
            bucketName: trail,
            artifactBuckets: [{ bucketName, region: placement.region }],
            ...logsAccesses,
            ...(writeOnly === undefined ? {} : { writeOnly }),
          },
        }
      : {}),
    ...(listed
      ? {
          inventory: {
            ...args.inventory,
            bucketName: reports,
            placement,
            sourceBuckets: [bucketName],
            ...logsAccesses,
          },
        }
      : {}),
  };
};

/** Services that use the key of the other region. */
const FOR_RECOVERY: Readonly<Record<DatabasePlan['recovery']['mode'], ArtifactKeyArgs['services']>> = {
  snapshotCopy: ['rds', 'backup'],
  globalDatabase: ['rds', 'secretsmanager'],
  none: [],
};

/** What a stack consists of, and with which arguments. Pure: validation and construction both go by it. */
export function planOf(args: RegionalArtifactStackArgs): StackPlan {
  const { placement, bucketName, database, optOuts } = args;
  const names = namesOf(bucketName);
  const made = database.mode !== 'existing';
  const forDatabase = made ? (['rds', 'secretsmanager', 'backup'] as const) : [];
  const replica = optOuts.replica === undefined ? names.replica : undefined;
  const bucketNames = [bucketName, ...(replica === undefined ? [] : [replica]), names.evidence];
  const events =
    optOuts.events === undefined ? { ...args.events, bucketName, placement, queueName: names.events } : undefined;
  const alarms = bucketAlarmsOf(args, replica === undefined ? [] : edgesOf(args), events);
  const metadata = database.mode === 'existing' ? undefined : databasePlanOf(args, database, bucketNames);
  const schema = {
    masterUser: database.mode === 'existing' ? database.masterUser : 'gl_master',
    databaseName: database.name ?? 'gl_artifacts',
    createDatabase: database.mode === 'existing',
    loginAuth: database.mode === 'existing' && database.auth.mode !== 'iam' ? ('password' as const) : ('iam' as const),
    deletionPolicy: placement.deletionPolicy,
  };
  const vault = optOuts.evidenceVault === undefined ? vaultPlan(args) : undefined;
  const home = regionPlan(args, placement, bucketName, forDatabase, vault === undefined ? [] : [vault.bucketName]);
  return {
    home: events === undefined ? home : { ...home, bucket: { ...home.bucket, eventBridge: true } },
    batchReplication: replica === undefined ? {} : batchReplicationPlan(args),
    ...(replica === undefined
      ? {}
      : {
          replica: regionPlan(
            args,
            { ...placement, region: args.replicaRegion },
            replica,
            metadata === undefined ? [] : FOR_RECOVERY[metadata.recovery.mode],
            [],
          ),
        }),
    ...(vault === undefined ? {} : { vault }),
    ...(events === undefined ? {} : { events }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(alarms === undefined ? {} : { alarms }),
    schema,
    ...(args.access === undefined ? {} : { access: accessPlan(args, args.access) }),
  };
}

/** What the roles of a place have, for components that are in no region. */
export const roleFactsOf = ({ tags, permissionsBoundaryArn }: Placement) => ({
  ...(tags === undefined ? {} : { tags }),
  ...(permissionsBoundaryArn === undefined ? {} : { permissionsBoundaryArn }),
});

function batchReplicationPlan(args: RegionalArtifactStackArgs): StackPlan['batchReplication'] {
  const { bucketName, placement, optOuts } = args;
  const names = namesOf(bucketName);
  const [there, back] = edgesOf(args);
  const jobOf = ({ roleName, source }: typeof there | typeof back): BatchReplicationArgs => ({
    ...source,
    roleName: `${roleName}-batch`,
    ...roleFactsOf(placement),
    ...(optOuts.accessLogs === undefined ? { reportBucket: names.logsOf(source.bucketName) } : {}),
  });
  return { there: jobOf(there), back: jobOf(back) };
}

function accessPlan(
  { placement, optOuts }: RegionalArtifactStackArgs,
  trusted: TrustedPrincipals,
): Omit<AccessRolesArgs, 'scope'> {
  const accountTrust = optOut(optOuts.accountTrust);
  return {
    trusted,
    ...roleFactsOf(placement),
    ...(accountTrust === undefined ? {} : { accountTrust }),
  };
}

function vaultPlan(args: RegionalArtifactStackArgs): EvidenceVaultArgs {
  const { placement, bucketName, evidenceRetentionYears, sealerRoleName, keyAdministratorArns, optOuts } = args;
  const { evidence, logsOf } = namesOf(bucketName);
  return {
    bucketName: evidence,
    placement,
    evidenceRetentionYears,
    sealerRoleArn: roleArn(placement, sealerRoleName ?? accessRoleName(bucketName, 'sealer')),
    signingKeyAlias: evidence,
    ...(keyAdministratorArns === undefined ? {} : { keyAdministratorArns }),
    ...(optOuts.accessLogs === undefined ? { accessLogs: { targetBucket: logsOf(bucketName) } } : {}),
  };
}

/**
 * The two edges of replication: to the replica, and back, so that what was written there while the region was away
 * returns with its version ids. By plain values, of buckets that are not there yet.
 */
export function edgesOf({ placement, bucketName, replicaRegion }: RegionalArtifactStackArgs) {
  const { region, accountId } = placement;
  const names = namesOf(bucketName);
  const home = { bucketName, region, accountId };
  const replica = { bucketName: names.replica, region: replicaRegion, accountId };
  return [
    { roleName: names.thereRole, source: home, destination: replica },
    { roleName: names.backRole, source: replica, destination: home },
  ] as const;
}
