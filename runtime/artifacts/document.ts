import { Type, type Static } from '@sinclair/typebox';
import type { Selectable } from 'kysely';
import { s3Uri } from '../keys/keys';
import type { Tables } from '../metadata/tables';

const Sha256Hex = Type.String({ pattern: '^[a-f0-9]{64}$' });
const Timestamp = Type.String({ format: 'date-time' });
const S3Uri = Type.String({ pattern: '^s3://[^/]+/.+$' });

/**
 * The artifact metadata document: ADR-004 §Artifact Metadata Schema, extended. The ADR's own fields are required; the
 * extensions are optional, so that a document written before them is valid.
 */
export const ArtifactDocumentSchema = Type.Object(
  {
    artifact_id: Type.String({ pattern: '^art_[A-Za-z0-9]+$' }),
    uri: S3Uri,
    sha256: Sha256Hex,
    size_bytes: Type.Integer({ minimum: 0 }),
    media_type: Type.String({ minLength: 1 }),
    created_at: Timestamp,
    producer: Type.Object({
      run_id: Type.String({ minLength: 1 }),
      step_id: Type.String({ minLength: 1, description: 'one attempt of a step: stp_<step>_<attempt>' }),
      agent: Type.String({ minLength: 1 }),
      agent_version: Type.String({ minLength: 1 }),
      step: Type.Optional(Type.String({ description: 'name of the step, as it stands in the key' })),
      attempt: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
    lineage: Type.Object({
      inputs: Type.Array(Type.Object({ artifact_id: Type.String(), uri: S3Uri, sha256: Type.Optional(Sha256Hex) }), {
        description: 'what this artifact was made from, with the digests that were read',
      }),
    }),
    retention: Type.Object({ policy: Type.String(), expires_at: Timestamp }),
    tenant: Type.Optional(Type.String()),
    region: Type.Optional(Type.String()),
    version_id: Type.Optional(Type.String({ description: 'the pinned S3 object version' })),
    folder: Type.Optional(Type.Union([Type.Literal('inputs'), Type.Literal('outputs')])),
    name: Type.Optional(Type.String()),
    state: Type.Optional(Type.Union([Type.Literal('LIVE'), Type.Literal('SUPERSEDED')])),
    supersedes: Type.Optional(Type.String()),
    lock: Type.Optional(Type.Object({ mode: Type.String(), retain_until: Timestamp })),
    audit_leaf_id: Type.Optional(Type.String()),
  },
  { $id: 'urn:gl-artifacts:schema:artifact:1', title: 'gl-artifacts artifact metadata document' },
);

type Loose = Static<typeof ArtifactDocumentSchema>;

/** What the runtime returns for an artifact: every extension is present. */
export type ArtifactDocument = Omit<Loose, 'producer' | 'lineage'> &
  Required<Pick<Loose, 'tenant' | 'region' | 'version_id' | 'folder' | 'name' | 'state' | 'lock' | 'audit_leaf_id'>> & {
    producer: Required<Loose['producer']>;
    lineage: { inputs: { artifact_id: string; uri: string; sha256: string }[] };
  };

/** An artifact row joined with its producer and its version's lock. */
export type ArtifactRow = Selectable<Tables['artifact']> & {
  agent: string;
  agent_version: string;
  lock_mode: string | null;
  retain_until: Date | null;
};

/** One lineage input of an artifact, joined with the input's own row. */
export interface InputRow {
  child_id: string;
  artifact_id: string;
  bucket: string;
  key: string;
  parent_sha256: Buffer;
}

/** The ADR's `stp_ingest_001`: the step's name and the attempt's number. */
export const stepId = (step: string, attempt: number): string => `stp_${step}_${String(attempt).padStart(3, '0')}`;

/** Renders the document of one artifact from its rows. */
export function toDocument(row: ArtifactRow, inputs: readonly InputRow[]): ArtifactDocument {
  return {
    artifact_id: row.artifact_id,
    uri: s3Uri(row.bucket, row.key),
    sha256: row.sha256.toString('hex'),
    size_bytes: Number(row.size_bytes),
    media_type: row.media_type,
    created_at: row.created_at.toISOString(),
    producer: {
      run_id: row.run_id,
      step_id: stepId(row.step, row.attempt),
      agent: row.agent,
      agent_version: row.agent_version,
      step: row.step,
      attempt: row.attempt,
    },
    lineage: {
      inputs: inputs.map((input) => ({
        artifact_id: input.artifact_id,
        uri: s3Uri(input.bucket, input.key),
        sha256: input.parent_sha256.toString('hex'),
      })),
    },
    retention: { policy: row.retention_class, expires_at: row.expires_at.toISOString() },
    tenant: row.tenant,
    region: row.region,
    version_id: row.version_id,
    folder: row.folder,
    name: row.name,
    state: row.state,
    ...(row.supersedes === null ? {} : { supersedes: row.supersedes }),
    lock: { mode: row.lock_mode ?? 'NONE', retain_until: (row.retain_until ?? row.created_at).toISOString() },
    audit_leaf_id: row.leaf_id,
  };
}
