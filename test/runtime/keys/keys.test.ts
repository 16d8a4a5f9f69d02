import { keys, s3Uri } from '../../../runtime/keys/keys';
import { checkNames } from '../../../runtime/keys/names';

const { tenant, runId, step, name, pipelineHash, agent, agentVersion } = checkNames({
  tenant: 'acme',
  runId: 'run_xyz',
  step: 'ingest',
  name: 'dataset.parquet',
  pipelineHash: 'a'.repeat(64),
  agent: 'OPS.DATA.Ingest',
  agentVersion: '1.2.3',
});

describe('keys', () => {
  test('are those of the decision record, to the letter', () => {
    expect(keys.plan(tenant, runId)).toBe('acme/runs/run_xyz/plan.json');
    expect(keys.runMetadata(tenant, runId)).toBe('acme/runs/run_xyz/metadata.json');
    expect(keys.auditTrail(tenant, runId)).toBe('acme/runs/run_xyz/events/audit_trail.jsonl');
    expect(keys.manifest(tenant, runId, step, 'inputs')).toBe('acme/runs/run_xyz/steps/ingest/inputs/manifest.json');
    expect(keys.manifest(tenant, runId, step, 'outputs')).toBe('acme/runs/run_xyz/steps/ingest/outputs/manifest.json');
    expect(keys.artifact(tenant, runId, step, 'outputs', name)).toBe(
      'acme/runs/run_xyz/steps/ingest/outputs/dataset.parquet',
    );
    expect(keys.pipeline(tenant, pipelineHash)).toBe(`acme/pipelines/${'a'.repeat(64)}/definition.yaml`);
    expect(keys.agentManifest(agent, agentVersion)).toBe('registry/agents/OPS.DATA.Ingest/1.2.3/manifest.json');
    expect(keys.prefix(tenant)).toBe('acme/');
  });

  test('make the URI of the metadata document', () => {
    const key = keys.artifact(tenant, runId, step, 'outputs', name);
    expect(s3Uri('gl-artifacts-eu', key)).toBe(
      's3://gl-artifacts-eu/acme/runs/run_xyz/steps/ingest/outputs/dataset.parquet',
    );
  });
});
