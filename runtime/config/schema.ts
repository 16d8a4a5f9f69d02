import { Type, type Static } from '@sinclair/typebox';

/**
 * The one definition of `runtimeConfig`: what a region stack puts out and what {@link openArtifacts} reads.
 * TypeBox gives the JSON Schema (published as `docs/schemas/runtime-config.schema.json`) and the TypeScript type.
 * It holds no secret: credentials are named (a directory, a chain), never carried.
 */
const closed = { additionalProperties: false } as const;

/** An AWS region name, or a made-up one of the same form for an S3-compatible server. */
const Region = Type.String({ pattern: '^[a-z]{2,12}(-[a-z]+)+-[0-9]$', description: 'region, such as eu-west-1' });

const RetentionClass = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
      description: 'value of the object tag, such as 90-days',
    }),
    days: Type.Integer({ minimum: 1, maximum: 3650, description: 'days from creation to expiry' }),
  },
  closed,
);

const S3Endpoint = Type.Object(
  {
    url: Type.String({ format: 'uri', pattern: '^https?://', description: 'endpoint of an S3-compatible server' }),
    forcePathStyle: Type.Boolean(),
    caFile: Type.Optional(Type.String({ minLength: 1, description: 'PEM file with the certificate authority' })),
  },
  closed,
);

const S3Credentials = Type.Union([
  Type.Object({ source: Type.Literal('default-chain', { description: "the AWS SDK's own chain" }) }, closed),
  Type.Object(
    {
      source: Type.Literal('tenant-directory', { description: 'one JSON file per tenant, named <tenant>.json' }),
      directory: Type.String({ minLength: 1 }),
    },
    closed,
  ),
]);

const DatabaseAuth = Type.Union([
  Type.Object({ mode: Type.Literal('iam', { description: 'RDS IAM authentication tokens' }) }, closed),
  Type.Object(
    {
      mode: Type.Literal('password-directory', { description: 'one file per login, named after it' }),
      directory: Type.String({ minLength: 1 }),
    },
    closed,
  ),
]);

const BucketName = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$', description: 'S3 bucket name' });

const Login = (role: string) =>
  Type.String({ pattern: '^[a-z_][a-z0-9_]{0,62}$', description: `login of the ${role} role` });

const UploadHeaders = Type.Record(
  Type.String({ pattern: '^x-amz-server-side-encryption(-[a-z-]+)?$' }),
  Type.String({ minLength: 1 }),
  { description: 'headers that every upload carries, as the bucket policy demands' },
);

export const RuntimeConfigSchema = Type.Object(
  {
    version: Type.Literal(1),
    region: Region,
    residencyZone: Type.String({
      pattern: '^[a-z][a-z0-9-]{0,30}$',
      description: 'us, eu, apac or a zone of your own',
    }),
    bucket: Type.Object(
      {
        name: BucketName,
        endpoint: Type.Optional(S3Endpoint),
        credentials: S3Credentials,
        uploadHeaders: UploadHeaders,
        objectLock: Type.Object(
          {
            mode: Type.Union([Type.Literal('GOVERNANCE'), Type.Literal('COMPLIANCE')]),
            days: Type.Integer({ minimum: 1, maximum: 365, description: 'days every new object version is locked' }),
          },
          closed,
        ),
      },
      closed,
    ),
    retention: Type.Object(
      {
        classes: Type.Array(RetentionClass, { minItems: 1 }),
        defaultClass: Type.String({ minLength: 1 }),
      },
      closed,
    ),
    database: Type.Object(
      {
        host: Type.String({ minLength: 1 }),
        port: Type.Integer({ minimum: 1, maximum: 65535 }),
        name: Type.String({ minLength: 1, maxLength: 63 }),
        tls: Type.Union([Type.Literal('verify-full'), Type.Literal('off', { description: 'loopback only' })]),
        caFile: Type.Optional(Type.String({ minLength: 1 })),
        auth: DatabaseAuth,
        logins: Type.Object({ owner: Login('owner'), app: Login('app'), worker: Login('worker') }, closed),
      },
      closed,
    ),
    residency: Type.Optional(
      Type.Object(
        { regions: Type.Array(Region, { minItems: 1, description: 'regions that may hold bytes of the tenants' }) },
        closed,
      ),
    ),
    replica: Type.Optional(
      Type.Object(
        { bucketName: BucketName, region: Region, uploadHeaders: Type.Optional(UploadHeaders) },
        { ...closed, description: 'copy of the bucket in another region of the residency zone, with a key of its own' },
      ),
    ),
    evidence: Type.Optional(
      Type.Object(
        {
          bucketName: BucketName,
          retentionYears: Type.Integer({ minimum: 1, maximum: 100 }),
          signingKeyArn: Type.String({ pattern: '^arn:aws(-cn|-us-gov)?:kms:', description: 'key of the sealer' }),
        },
        { ...closed, description: 'vault of checkpoints and evidence' },
      ),
    ),
    events: Type.Optional(
      Type.Object(
        {
          queueUrl: Type.String({ format: 'uri', pattern: '^https://', description: 'URL of an SQS queue' }),
          region: Region,
        },
        { ...closed, description: "queue of the events of the bucket's objects" },
      ),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          multipartThresholdBytes: Type.Optional(
            Type.Integer({ minimum: 5_242_880, maximum: 1_073_741_824, default: 16_777_216 }),
          ),
          partBytes: Type.Optional(Type.Integer({ minimum: 5_242_880, maximum: 5_368_709_120, default: 8_388_608 })),
          uploadTimeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 604_800, default: 3600 })),
          idleTimeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3600, default: 30 })),
          intentLeaseSeconds: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 3600,
              default: 60,
              description: 'how long an upload counts as alive without a sign of life',
            }),
          ),
          intentSettleSeconds: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 86_400,
              default: 300,
              description: 'how long an abandoned upload is still watched for late arrivals',
            }),
          ),
        },
        closed,
      ),
    ),
  },
  { ...closed, $id: 'urn:gl-artifacts:schema:runtime-config:1', title: 'gl-artifacts runtime configuration' },
);

/** Configuration of the runtime for one region, as a stack puts it out. */
export type RuntimeConfig = Static<typeof RuntimeConfigSchema>;

/** One retention class: the tag value and how many days an artifact of it lives. */
export type RetentionClass = Static<typeof RetentionClass>;
