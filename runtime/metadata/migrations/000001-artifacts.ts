/**
 * Tables of the store. Every tenant table leads with `tenant` in its keys, so that uniqueness and foreign keys cannot
 * leak or cross a tenant, and has row-level security forced, so that its owner is bound by it too.
 */
export const name = 'artifacts';

export const sql = /* sql */ `
create table gl_artifacts.tenant (
  tenant text primary key,
  residency_zone text not null,
  home_region text not null,
  retention_class text not null,
  created_at timestamptz not null default now()
);

create table gl_artifacts.run (
  tenant text not null references gl_artifacts.tenant,
  run_id text not null,
  state text not null default 'RUNNING' check (state in ('RUNNING', 'SUCCEEDED', 'FAILED')),
  plan jsonb,
  started_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (tenant, run_id)
);

-- The fence: a commit takes this row FOR SHARE and checks that its attempt is still the current one.
create table gl_artifacts.step (
  tenant text not null,
  run_id text not null,
  step text not null,
  attempt integer not null check (attempt >= 1),
  state text not null check (state in ('RUNNING', 'SUCCEEDED', 'FAILED')),
  primary key (tenant, run_id, step),
  foreign key (tenant, run_id) references gl_artifacts.run
);

create table gl_artifacts.step_attempt (
  tenant text not null,
  run_id text not null,
  step text not null,
  attempt integer not null,
  agent text not null,
  agent_version text not null,
  state text not null default 'RUNNING' check (state in ('RUNNING', 'SUCCEEDED', 'FAILED', 'SUPERSEDED')),
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant, run_id, step, attempt),
  foreign key (tenant, run_id, step) references gl_artifacts.step
);

-- Written before the first byte goes out: whatever a crash leaves behind is found through this row.
create table gl_artifacts.intent (
  tenant text not null references gl_artifacts.tenant,
  op_id uuid not null,
  bucket text not null,
  key text not null,
  owner uuid not null,
  run_id text,
  step text,
  attempt integer,
  upload_id text,
  state text not null default 'OPEN' check (state in ('OPEN', 'ABANDONED')),
  created_at timestamptz not null default now(),
  alive_until timestamptz not null,
  settle_at timestamptz,
  primary key (tenant, op_id)
);
create index intent_key on gl_artifacts.intent (tenant, key);
create index intent_alive_until on gl_artifacts.intent (alive_until);

-- Every version the store has. One that is not here is unknown.
create table gl_artifacts.object_version (
  tenant text not null references gl_artifacts.tenant,
  bucket text not null,
  key text not null,
  version_id text not null,
  seq bigint generated always as identity,
  op_id uuid not null,
  etag text not null,
  sha256 bytea,
  size_bytes bigint,
  role text not null check (role in ('ARTIFACT', 'DOCUMENT', 'PROBE')),
  state text not null check (state in ('LIVE', 'SUPERSEDED', 'ABANDONED')),
  lock_mode text,
  retain_until timestamptz,
  deletable_after timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant, bucket, key, version_id)
);
create unique index object_version_live on gl_artifacts.object_version (tenant, bucket, key) where state = 'LIVE';
create index object_version_key on gl_artifacts.object_version (tenant, key, seq);

-- One event, as exact RFC 8785 bytes with their RFC 6962 leaf hash. Sealed into a chain later, never rewritten.
create table gl_artifacts.audit_leaf (
  tenant text not null references gl_artifacts.tenant,
  leaf_id uuid not null,
  run_id text,
  body bytea not null,
  leaf_hash bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant, leaf_id)
);
create index audit_leaf_run on gl_artifacts.audit_leaf (tenant, run_id, leaf_id);

create table gl_artifacts.artifact (
  tenant text not null,
  artifact_id text not null,
  op_id uuid not null,
  bucket text not null,
  region text not null,
  key text not null,
  version_id text not null,
  sha256 bytea not null,
  size_bytes bigint not null,
  media_type text not null,
  run_id text not null,
  step text not null,
  attempt integer not null,
  folder text not null check (folder in ('inputs', 'outputs')),
  name text not null,
  state text not null default 'LIVE' check (state in ('LIVE', 'SUPERSEDED')),
  supersedes text,
  retention_class text not null,
  expires_at timestamptz not null,
  leaf_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant, artifact_id),
  unique (tenant, op_id),
  foreign key (tenant, run_id, step, attempt) references gl_artifacts.step_attempt,
  foreign key (tenant, bucket, key, version_id) references gl_artifacts.object_version,
  foreign key (tenant, leaf_id) references gl_artifacts.audit_leaf
);
-- Write-once, held by the database whatever the store does: one live artifact per key.
create unique index artifact_live_key on gl_artifacts.artifact (tenant, bucket, key) where state = 'LIVE';
create index artifact_run on gl_artifacts.artifact (tenant, run_id, artifact_id);

create table gl_artifacts.lineage_edge (
  tenant text not null,
  child_id text not null,
  parent_id text not null,
  parent_sha256 bytea not null,
  primary key (tenant, child_id, parent_id),
  foreign key (tenant, child_id) references gl_artifacts.artifact,
  foreign key (tenant, parent_id) references gl_artifacts.artifact
);
create index lineage_edge_down on gl_artifacts.lineage_edge (tenant, parent_id, child_id);

-- Derived documents still to be written; done ones are deleted.
create table gl_artifacts.outbox (
  tenant text not null references gl_artifacts.tenant,
  job_id uuid not null,
  kind text not null check (kind in ('plan', 'run-metadata', 'audit-trail', 'inputs-manifest', 'outputs-manifest')),
  run_id text not null,
  step text,
  created_at timestamptz not null default now(),
  primary key (tenant, job_id)
);

-- What a server was seen to do, by negative probes; not a tenant's data.
create table gl_artifacts.backend_profile (
  endpoint text not null,
  bucket text not null,
  profile jsonb not null,
  probed_at timestamptz not null default now(),
  primary key (endpoint, bucket)
);
`;
