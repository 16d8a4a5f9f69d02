import * as pulumi from '@pulumi/pulumi';
import type { RuntimeConfig } from '../runtime/config/schema';
import { AccessAudit } from './access-audit';
import { AccessRoles } from './access-roles';
import { ArtifactBucket } from './artifact-bucket';
import { ArtifactEvents } from './artifact-events';
import { ArtifactInventory } from './artifact-inventory';
import { ArtifactKey } from './artifact-key';
import { BatchReplication } from './batch-replication';
import { BucketReplication } from './bucket-replication';
import { zoneOf } from './common/regions';
import type { Encryption, EncryptionMode } from './documents/encryption';
import { renderRuntimeConfig } from './documents/runtime-config';
import { EvidenceVault } from './evidence-vault';
import { LogBucket } from './log-bucket';
import { MetadataDatabase } from './metadata-database';
import type { DisasterRecovery } from './metadata-database/disaster-recovery';
import { MetadataNetwork } from './metadata-network';
import { MetadataSchema } from './metadata-schema';
import { OperationalAlarms } from './operational-alarms';
import { refuse } from './problems';
import { accessScopeOf } from './regional-artifact-stack/access-scope';
import type { RegionalArtifactStackArgs } from './regional-artifact-stack/args';
import { databaseMetricsOf } from './regional-artifact-stack/alarms';
import { nextStepsOf } from './regional-artifact-stack/next-steps';
import {
  edgesOf,
  planOf,
  roleFactsOf,
  type EdgeName,
  type RegionPlan,
  type StackPlan,
} from './regional-artifact-stack/plan';
import { validateRegionalArtifactStackArgs } from './regional-artifact-stack/validate';

type DatabaseConfig = RuntimeConfig['database'];
type Endpoint = Omit<DatabaseConfig, 'logins'>;

/**
 * One region of the artifact store: its bucket and the replica in the same residency zone, keys, logs, network, metadata
 * database and logical layer, and the configuration of the runtime that uses them. It composes, and decides nothing else.
 *
 * @throws {ArgumentError} with every problem of every component, before any resource
 * Source: ADR-004 §Decision, §Multi-Region.
 */
export class RegionalArtifactStack extends pulumi.ComponentResource {
  /** Complete configuration of the runtime for this region. */
  readonly runtimeConfig: pulumi.Output<RuntimeConfig>;
  readonly bucket: ArtifactBucket;
  readonly replica: ArtifactBucket | undefined;
  /** By edge of replication, what replicates the objects that were there before it. */
  readonly batchReplication: Readonly<Partial<Record<EdgeName, Pick<BatchReplication, 'region' | 'createJob'>>>>;
  readonly vault: EvidenceVault | undefined;
  readonly events: ArtifactEvents | undefined;
  readonly database: MetadataDatabase | undefined;
  readonly access: AccessRoles | undefined;
  /** What this run did not do, in order. */
  readonly nextSteps: readonly string[];

  constructor(name: string, args: RegionalArtifactStackArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`RegionalArtifactStack "${name}"`, validateRegionalArtifactStackArgs(args));
    super('gl-artifacts:index:RegionalArtifactStack', name, {}, opts);
    const plan = planOf(args);
    const home = this.region(`${name}-artifacts`, plan.home, args.encryption);
    const replica = plan.replica && this.region(`${name}-replica`, plan.replica, args.encryption);
    this.bucket = home.bucket;
    this.replica = replica?.bucket;
    const edges = replica === undefined ? [] : this.replicate(name, args, home.bucket, replica.bucket);
    // S3 refuses two changes of one bucket at a time.
    this.inventory(`${name}-artifacts`, plan.home, home.bucket, edges);
    if (replica !== undefined) this.inventory(`${name}-replica`, plan.replica!, replica.bucket, edges);
    this.batchReplication = this.batchReplications(name, plan);
    this.vault = plan.vault && new EvidenceVault(`${name}-evidence`, plan.vault, home.beside);
    this.events = plan.events && new ArtifactEvents(`${name}-events`, plan.events, { parent: this });
    this.database = this.metadataDatabase(name, plan, home.key, replica?.key);
    if (args.provisionSchema)
      new MetadataSchema(`${name}-schema`, plan.schema, {
        parent: this,
        ...(this.database === undefined ? {} : { dependsOn: this.database }),
      });
    if (plan.alarms !== undefined) {
      const databases = databaseMetricsOf(args.database, this.database?.dimensions ?? []);
      new OperationalAlarms(`${name}-alarms`, { ...plan.alarms, databases }, { parent: this });
    }
    this.access = this.accessRoles(name, plan, args, home.key, replica?.key);
    this.nextSteps = nextStepsOf(args);
    this.runtimeConfig = this.renderRuntimeConfig(args);
    this.registerOutputs({ runtimeConfig: this.runtimeConfig });
  }

  private region(name: string, plan: RegionPlan, mode: EncryptionMode['mode']) {
    const child = { parent: this };
    const key = plan.key && new ArtifactKey(`${name}-key`, plan.key, child);
    const logs = plan.logs && new LogBucket(`${name}-logs`, plan.logs, child);
    const encryption = mode === 'sse-s3' ? { mode } : { mode, kmsKeyArn: key!.keyArn };
    // What logs its accesses waits for the bucket that takes them.
    const beside = { ...child, ...(logs === undefined ? {} : { dependsOn: logs }) };
    const bucket = new ArtifactBucket(name, { ...plan.bucket, encryption }, beside);
    if (plan.audit !== undefined) new AccessAudit(`${name}-audit`, { ...plan.audit, kmsKeyArn: key!.keyArn }, beside);
    return { key, bucket, beside };
  }

  /** Both ways, so that what is written to the replica while the region is away comes back with its version ids. */
  private replicate(
    name: string,
    args: RegionalArtifactStackArgs,
    home: ArtifactBucket,
    replica: ArtifactBucket,
  ): BucketReplication[] {
    const [there, back] = edgesOf(args);
    const edge = (direction: string, roleName: string, source: ArtifactBucket, destination: ArtifactBucket) =>
      new BucketReplication(
        `${name}-replication-${direction}`,
        { roleName, source, destination, ...roleFactsOf(args.placement) },
        { parent: this },
      );
    return [edge('there', there.roleName, home, replica), edge('back', back.roleName, replica, home)];
  }

  private inventory(
    name: string,
    { inventory }: RegionPlan,
    bucket: ArtifactBucket,
    edges: readonly BucketReplication[],
  ): void {
    if (inventory === undefined) return;
    const { kmsKeyArn } = bucket;
    new ArtifactInventory(
      `${name}-inventory`,
      { ...inventory, ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }) },
      { parent: this, dependsOn: [bucket, ...edges] },
    );
  }

  private batchReplications(name: string, plan: StackPlan): RegionalArtifactStack['batchReplication'] {
    const jobs = Object.entries(plan.batchReplication).map(([edge, args]) => {
      const { region, createJob } = new BatchReplication(`${name}-batch-replication-${edge}`, args, { parent: this });
      return [edge, { region, createJob }];
    });
    return Object.fromEntries(jobs) as RegionalArtifactStack['batchReplication'];
  }

  private metadataDatabase(name: string, { metadata }: StackPlan, key?: ArtifactKey, recoveryKey?: ArtifactKey) {
    if (metadata?.network === undefined) return undefined;
    const child = { parent: this };
    const { vpcId, subnetIds } = new MetadataNetwork(`${name}-network`, metadata.network, child);
    const args = { ...metadata.database, vpcId, subnetIds, kmsKeyArn: key!.keyArn };
    const { recovery, recoveryNetwork } = metadata;
    const disasterRecovery = (): DisasterRecovery => {
      if (recovery.mode === 'none') return recovery;
      const known = { ...recovery, kmsKeyArn: recoveryKey!.keyArn };
      if (known.mode === 'snapshotCopy') return known;
      const there = new MetadataNetwork(`${name}-recovery-network`, recoveryNetwork!, child);
      return { ...known, vpcId: there.vpcId, subnetIds: there.subnetIds };
    };
    return new MetadataDatabase(`${name}-database`, { ...args, disasterRecovery: disasterRecovery() }, child);
  }

  private accessRoles(
    name: string,
    plan: StackPlan,
    { encryption, database }: RegionalArtifactStackArgs,
    homeKey?: ArtifactKey,
    replicaKey?: ArtifactKey,
  ) {
    if (plan.access === undefined) return undefined;
    const scope = accessScopeOf<pulumi.Input<string>>(plan, encryption !== 'sse-s3', {
      homeKeyArn: homeKey?.keyArn,
      replicaKeyArn: replicaKey?.keyArn,
      signingKeyArn: this.vault?.signingKeyArn,
      databaseResourceId: database.mode === 'existing' ? database.resourceId : this.database?.resourceId,
    });
    return new AccessRoles(`${name}-access`, { ...plan.access, scope }, { parent: this });
  }

  private renderRuntimeConfig(args: RegionalArtifactStackArgs): pulumi.Output<RuntimeConfig> {
    const { placement, bucketName, objectLock, retentionClasses, defaultRetentionClass, endpoint, credentials } = args;
    const mode = args.encryption;
    const encryption: pulumi.Output<Encryption> =
      mode === 'sse-s3'
        ? pulumi.output({ mode })
        : this.bucket.kmsKeyArn!.apply((kmsKeyArn): Encryption => ({ mode, kmsKeyArn }));
    return pulumi
      .all([
        encryption,
        this.databaseEndpoint(args),
        this.vault?.signingKeyArn,
        this.events?.queueUrl,
        this.replica?.uploadHeaders,
      ])
      .apply(([known, database, signingKeyArn, queueUrl, replicaHeaders]) =>
        renderRuntimeConfig({
          region: placement.region,
          residencyZone: zoneOf(placement.region)!,
          bucketName,
          encryption: known,
          objectLock,
          retentionClasses,
          defaultRetentionClass,
          database,
          residencyRegions: [placement.region, ...(this.replica === undefined ? [] : [this.replica.region])],
          ...(this.replica === undefined
            ? {}
            : {
                replica: {
                  bucketName: this.replica.bucketName,
                  region: this.replica.region,
                  uploadHeaders: replicaHeaders!,
                },
              }),
          ...(this.vault === undefined
            ? {}
            : {
                evidence: {
                  bucketName: this.vault.bucketName,
                  retentionYears: args.evidenceRetentionYears,
                  signingKeyArn: signingKeyArn!,
                },
              }),
          ...(queueUrl === undefined ? {} : { events: { queueUrl, region: placement.region } }),
          ...(endpoint === undefined ? {} : { endpoint }),
          ...(credentials === undefined ? {} : { credentials }),
        }),
      );
  }

  private databaseEndpoint({ database }: RegionalArtifactStackArgs): pulumi.Output<Endpoint> {
    if (database.mode === 'existing') {
      const { mode: _mode, masterUser: _masterUser, resourceId: _resourceId, ...endpoint } = database;
      return pulumi.output(endpoint);
    }
    const { writerEndpoint, port, databaseName } = this.database!;
    return writerEndpoint.apply((host) => ({
      host,
      port,
      name: databaseName,
      tls: 'verify-full' as const,
      auth: { mode: 'iam' as const },
      ...(database.caFile === undefined ? {} : { caFile: database.caFile }),
    }));
  }
}
