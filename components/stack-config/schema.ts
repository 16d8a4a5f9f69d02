import { Type, type Static, type TObject } from '@sinclair/typebox';
import { RuntimeConfigSchema } from '../../runtime/config/schema';

const closed = { additionalProperties: false } as const;

/** One of several shapes, told apart by `mode`: so that a problem is named in the shape that was meant. */
const byMode = <T extends TObject[]>(...shapes: [...T]) =>
  Type.Unsafe<Static<T[number]>>({
    type: 'object',
    discriminator: { propertyName: 'mode' },
    oneOf: shapes,
  });

const runtime = RuntimeConfigSchema.properties;
const Identifier = Type.String({
  pattern: '^[a-z_][a-z0-9_]{0,62}$',
  description: 'lower-case letters, digits and underscores, at most 63',
});
const Reason = Type.String({ minLength: 1, pattern: '\\S', description: 'why this part of the baseline is left out' });

const Network = byMode(
  Type.Object(
    {
      mode: Type.Literal('create'),
      cidrBlock: Type.Optional(Type.String()),
      availabilityZones: Type.Optional(Type.Array(Type.String())),
    },
    closed,
  ),
  Type.Object(
    {
      mode: Type.Literal('existing'),
      vpcId: Type.String(),
      subnetIds: Type.Array(Type.String()),
    },
    closed,
  ),
);

/** A value's own rules are its component's; here is its form. */
const clients = {
  clientSecurityGroupIds: Type.Optional(Type.Array(Type.String())),
  clientCidrBlocks: Type.Optional(Type.Array(Type.String())),
};
const aurora = {
  instances: Type.Optional(Type.Integer()),
  availabilityZones: Type.Optional(Type.Array(Type.String())),
};

const DisasterRecovery = byMode(
  Type.Object({ mode: Type.Literal('snapshotCopy'), retentionDays: Type.Optional(Type.Integer()) }, closed),
  Type.Object(
    {
      mode: Type.Literal('globalDatabase'),
      network: Network,
      ...aurora,
      ...clients,
      masterPasswordVersion: Type.Integer(),
    },
    closed,
  ),
);

const made = {
  name: Type.Optional(Identifier),
  engineVersion: Type.Optional(Type.String()),
  backupRetentionDays: Type.Optional(Type.Integer()),
  insights: Type.Optional(Type.Union([Type.Literal('standard'), Type.Literal('advanced')])),
  certificateAuthority: Type.Optional(
    Type.Union([
      Type.Literal('rds-ca-rsa2048-g1'),
      Type.Literal('rds-ca-rsa4096-g1'),
      Type.Literal('rds-ca-ecc384-g1'),
    ]),
  ),
  ...clients,
  caFile: Type.Optional(
    Type.String({ minLength: 1, description: "PEM file with RDS's authorities, where the runtime runs" }),
  ),
  disasterRecovery: Type.Optional(DisasterRecovery),
};

const Database = byMode(
  Type.Object(
    {
      mode: Type.Literal('aurora-serverless'),
      ...made,
      ...aurora,
      minCapacityUnits: Type.Optional(Type.Number()),
      maxCapacityUnits: Type.Optional(Type.Number()),
    },
    closed,
  ),
  Type.Object({ mode: Type.Literal('aurora-provisioned'), ...made, ...aurora, instanceClass: Type.String() }, closed),
  Type.Object(
    {
      mode: Type.Literal('rds'),
      ...made,
      instanceClass: Type.String(),
      allocatedStorageGiB: Type.Optional(Type.Integer()),
      maxAllocatedStorageGiB: Type.Optional(Type.Integer()),
    },
    closed,
  ),
  Type.Object(
    {
      mode: Type.Literal('existing'),
      host: runtime.database.properties.host,
      port: runtime.database.properties.port,
      name: Identifier,
      tls: runtime.database.properties.tls,
      caFile: runtime.database.properties.caFile,
      auth: runtime.database.properties.auth,
      masterUser: Identifier,
      resourceId: Type.Optional(Type.String()),
    },
    closed,
  ),
);

const Principals = Type.Array(Type.String(), { description: 'ARNs of roles and users' });
/** Who assumes which role. */
const Access = Type.Partial(
  Type.Object(
    {
      tenantBroker: Principals,
      registry: Principals,
      janitor: Principals,
      sealer: Principals,
      eventConsumer: Principals,
      auditor: Principals,
      breakGlass: Principals,
    },
    closed,
  ),
  closed,
);

/** Parts of the baseline that a stack may leave out, each with its reason; the reasons are a stack output. */
const OptOuts = Type.Partial(
  Type.Object(
    {
      storageTiers: Reason,
      publicAccessBlock: Reason,
      uploadEncryption: Reason,
      accessLogs: Reason,
      requestMetrics: Reason,
      events: Reason,
      inventory: Reason,
      alarms: Reason,
      replica: Reason,
      evidenceVault: Reason,
      accessAudit: Reason,
      accessAuditReads: Reason,
      databaseDisasterRecovery: Reason,
      backupVaultLock: Reason,
      accountTrust: Reason,
    },
    closed,
  ),
  closed,
);

/**
 * The settings of a stack, `gl-artifacts:<key>` in its file; the region is `aws:region`. What is left out has the
 * default that {@link withDefaults} gives it.
 */
export const SettingsSchema = Type.Partial(
  Type.Object({
    accountId: Type.String(),
    bucketName: Type.String(),
    encryption: Type.Union([Type.Literal('sse-s3'), Type.Literal('sse-kms'), Type.Literal('dsse-kms')]),
    uploadEncryption: Type.Union([Type.Literal('require-header'), Type.Literal('allow-default'), Type.Literal('off')]),
    objectLock: Type.Object(
      { mode: runtime.bucket.properties.objectLock.properties.mode, days: Type.Integer() },
      closed,
    ),
    retentionClasses: Type.Array(Type.Object({ name: Type.String(), days: Type.Integer() }, closed)),
    storageTiers: Type.Union([
      Type.Literal('tiered'),
      Type.Literal('instant-retrieval'),
      Type.Literal('intelligent-tiering'),
    ]),
    defaultRetentionClass: Type.String(),
    replicaRegion: Type.String(),
    evidenceRetentionYears: Type.Integer(),
    sealerRoleName: Type.String({ pattern: '^[\\w+=,.@-]{1,64}$', description: 'name of an IAM role' }),
    access: Access,
    permissionsBoundaryArn: Type.String(),
    keyAdministratorArns: Principals,
    accessLogRetentionDays: Type.Integer(),
    events: Type.Partial(
      Type.Object(
        {
          retentionDays: Type.Integer(),
          visibilityTimeoutSeconds: Type.Integer(),
          maxReceiveCount: Type.Integer(),
        },
        closed,
      ),
      closed,
    ),
    inventory: Type.Partial(
      Type.Object(
        { frequency: Type.Union([Type.Literal('Daily'), Type.Literal('Weekly')]), retentionDays: Type.Integer() },
        closed,
      ),
      closed,
    ),
    network: Network,
    database: Database,
    databaseMasterPassword: Type.String(),
    provisionSchema: Type.Boolean(),
    deletionPolicy: Type.Union([Type.Literal('protect'), Type.Literal('retain'), Type.Literal('destroy')]),
    tags: Type.Record(Type.String({ minLength: 1, maxLength: 128 }), Type.String({ maxLength: 256 })),
    alarmTopicArns: Type.Array(Type.String()),
    accountBaseline: Type.Object({ once: Type.Boolean(), retentionYears: Type.Optional(Type.Integer()) }, closed),
    endpoint: runtime.bucket.properties.endpoint,
    credentials: runtime.bucket.properties.credentials,
    optOuts: OptOuts,
  }),
  closed,
);

/** As configured, before defaults. */
export type Settings = Static<typeof SettingsSchema>;
