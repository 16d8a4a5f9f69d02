import type { AgentName, AgentVersion, FileName, Folder, PipelineHash, RunId, StepName, TenantId } from './names';

const run = (tenant: TenantId, runId: RunId) => `${tenant}/runs/${runId}`;
const step = (tenant: TenantId, runId: RunId, name: StepName) => `${run(tenant, runId)}/steps/${name}`;

/**
 * Object keys exactly as ADR-004 §Core Architecture lays them out. Every part is a checked name, so a key cannot leave
 * its tenant's prefix.
 *
 * @example keys.artifact(acme, runXyz, ingest, 'outputs', file) // acme/runs/run_xyz/steps/ingest/outputs/dataset.parquet
 */
export const keys = {
  prefix: (tenant: TenantId): string => `${tenant}/`,
  plan: (tenant: TenantId, runId: RunId): string => `${run(tenant, runId)}/plan.json`,
  runMetadata: (tenant: TenantId, runId: RunId): string => `${run(tenant, runId)}/metadata.json`,
  auditTrail: (tenant: TenantId, runId: RunId): string => `${run(tenant, runId)}/events/audit_trail.jsonl`,
  artifact: (tenant: TenantId, runId: RunId, name: StepName, folder: Folder, file: FileName): string =>
    `${step(tenant, runId, name)}/${folder}/${file}`,
  manifest: (tenant: TenantId, runId: RunId, name: StepName, folder: Folder): string =>
    `${step(tenant, runId, name)}/${folder}/manifest.json`,
  pipeline: (tenant: TenantId, hash: PipelineHash): string => `${tenant}/pipelines/${hash}/definition.yaml`,
  /** Below the reserved tenant's name: the registry is no tenant's. */
  agentManifest: (agent: AgentName, version: AgentVersion): string =>
    `registry/agents/${agent}/${version}/manifest.json`,
} as const;

/** The URI under which an artifact is named in documents. */
export const s3Uri = (bucket: string, key: string): string => `s3://${bucket}/${key}`;
