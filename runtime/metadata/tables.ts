import type { Generated, JSONColumnType } from 'kysely';

/** Rows as PostgreSQL holds them (see `migrations/`), in kysely's terms. */
export interface Tables {
  tenant: {
    tenant: string;
    residency_zone: string;
    home_region: string;
    retention_class: string;
    created_at: Generated<Date>;
  };
  run: {
    tenant: string;
    run_id: string;
    state: Generated<RunState>;
    plan: JSONColumnType<object | null, string | null, string | null>;
    started_at: Generated<Date>;
    closed_at: Date | null;
  };
  step: { tenant: string; run_id: string; step: string; attempt: number; state: RunState };
  step_attempt: {
    tenant: string;
    run_id: string;
    step: string;
    attempt: number;
    agent: string;
    agent_version: string;
    state: Generated<RunState | 'SUPERSEDED'>;
    started_at: Generated<Date>;
    finished_at: Date | null;
  };
  intent: {
    tenant: string;
    op_id: string;
    bucket: string;
    key: string;
    owner: string;
    run_id: string | null;
    step: string | null;
    attempt: number | null;
    upload_id: string | null;
    state: Generated<'OPEN' | 'ABANDONED'>;
    created_at: Generated<Date>;
    alive_until: Date;
    settle_at: Date | null;
  };
  object_version: {
    tenant: string;
    bucket: string;
    key: string;
    version_id: string;
    seq: Generated<string>;
    op_id: string;
    etag: string;
    sha256: Buffer | null;
    size_bytes: string | number | null;
    role: VersionRole;
    state: VersionState;
    lock_mode: string | null;
    retain_until: Date | null;
    deletable_after: Date | null;
    created_at: Generated<Date>;
  };
  audit_leaf: {
    tenant: string;
    leaf_id: string;
    run_id: string | null;
    body: Buffer;
    leaf_hash: Buffer;
    created_at: Generated<Date>;
  };
  artifact: {
    tenant: string;
    artifact_id: string;
    op_id: string;
    bucket: string;
    region: string;
    key: string;
    version_id: string;
    sha256: Buffer;
    size_bytes: string | number;
    media_type: string;
    run_id: string;
    step: string;
    attempt: number;
    folder: 'inputs' | 'outputs';
    name: string;
    state: Generated<'LIVE' | 'SUPERSEDED'>;
    supersedes: string | null;
    retention_class: string;
    expires_at: Date;
    leaf_id: string;
    created_at: Date;
  };
  lineage_edge: { tenant: string; child_id: string; parent_id: string; parent_sha256: Buffer };
  outbox: {
    tenant: string;
    job_id: string;
    kind: DocumentKind;
    run_id: string;
    step: string | null;
    created_at: Generated<Date>;
  };
  backend_profile: { endpoint: string; bucket: string; profile: JSONColumnType<object>; probed_at: Generated<Date> };
  schema_migration: { version: number; name: string; sha256: string; applied_at: Generated<Date> };
}

export type RunState = 'RUNNING' | 'SUCCEEDED' | 'FAILED';
export type VersionRole = 'ARTIFACT' | 'DOCUMENT' | 'PROBE';
export type VersionState = 'LIVE' | 'SUPERSEDED' | 'ABANDONED';
export type DocumentKind = 'plan' | 'run-metadata' | 'audit-trail' | 'inputs-manifest' | 'outputs-manifest';
