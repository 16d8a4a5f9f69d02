/** Who may do what: the app sees its tenant only, the worker has policies of its own; nobody needs BYPASSRLS. */
export const name = 'access';

const tenantTables = [
  'tenant',
  'run',
  'step',
  'step_attempt',
  'intent',
  'object_version',
  'audit_leaf',
  'artifact',
  'lineage_edge',
  'outbox',
];

/** Session setting that names the tenant of a transaction; unset or empty matches no row. */
const current = `nullif(current_setting('gl_artifacts.tenant', true), '')`;

const secure = (table: string): string => /* sql */ `
alter table gl_artifacts.${table} enable row level security;
alter table gl_artifacts.${table} force row level security;
create policy ${table}_tenant on gl_artifacts.${table} to gl_artifacts_app
  using (tenant = ${current}) with check (tenant = ${current});`;

/** Column lists keep what was committed from being rewritten: only states and liveness can change. */
export const sql = /* sql */ `
${tenantTables.map(secure).join('\n')}

create policy tenant_worker on gl_artifacts.tenant to gl_artifacts_worker using (true) with check (true);
create policy intent_worker on gl_artifacts.intent for select to gl_artifacts_worker using (true);
create policy outbox_worker on gl_artifacts.outbox for select to gl_artifacts_worker using (true);
create policy audit_leaf_worker on gl_artifacts.audit_leaf for insert to gl_artifacts_worker with check (true);

grant select on gl_artifacts.tenant, gl_artifacts.backend_profile, gl_artifacts.schema_migration to gl_artifacts_app;
grant select, insert on gl_artifacts.run, gl_artifacts.step, gl_artifacts.step_attempt, gl_artifacts.object_version,
  gl_artifacts.audit_leaf, gl_artifacts.artifact, gl_artifacts.lineage_edge to gl_artifacts_app;
grant select, insert, delete on gl_artifacts.intent, gl_artifacts.outbox to gl_artifacts_app;
grant update (state, closed_at) on gl_artifacts.run to gl_artifacts_app;
grant update (state, attempt) on gl_artifacts.step to gl_artifacts_app;
grant update (state, finished_at) on gl_artifacts.step_attempt to gl_artifacts_app;
grant update (state, alive_until, settle_at, upload_id) on gl_artifacts.intent to gl_artifacts_app;
grant update (state, deletable_after) on gl_artifacts.object_version to gl_artifacts_app;
grant update (state) on gl_artifacts.artifact to gl_artifacts_app;
grant insert, update on gl_artifacts.backend_profile to gl_artifacts_app;

grant select, insert on gl_artifacts.tenant to gl_artifacts_worker;
grant select on gl_artifacts.intent, gl_artifacts.outbox, gl_artifacts.backend_profile, gl_artifacts.schema_migration
  to gl_artifacts_worker;
grant insert on gl_artifacts.audit_leaf to gl_artifacts_worker;
`;
