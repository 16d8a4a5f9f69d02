import type { ArtifactDocument } from '../../../runtime';
import type { StartReport } from '../../../tools/start/report/model';

/** A document as the runtime returns it, with what a test changes. */
export const documentOf = (
  name: string,
  inputs: readonly ArtifactDocument[] = [],
  changes: Partial<ArtifactDocument> = {},
): ArtifactDocument => ({
  artifact_id: `art_${name.replace(/\W/g, '')}`,
  uri: `s3://gl-artifacts-local/acme/runs/run_1/steps/s/outputs/${name}`,
  sha256: 'ab'.repeat(32),
  size_bytes: 1234,
  media_type: 'application/x-parquet',
  created_at: '2026-01-27T10:30:00.000Z',
  producer: {
    run_id: 'run_1',
    step_id: 'stp_s_001',
    step: 's',
    attempt: 1,
    agent: 'OPS.DATA.Ingest',
    agent_version: '1.2.3',
  },
  lineage: { inputs: inputs.map(({ artifact_id, uri, sha256 }) => ({ artifact_id, uri, sha256 })) },
  retention: { policy: '90-days', expires_at: '2026-04-27T10:30:00.000Z' },
  tenant: 'acme',
  region: 'eu-west-1',
  version_id: 'version-1',
  folder: 'outputs',
  name,
  state: 'LIVE',
  lock: { mode: 'GOVERNANCE', retain_until: '2026-02-26T10:30:00.000Z' },
  audit_leaf_id: 'leaf',
  ...changes,
});

const source = documentOf('source.csv', [], { folder: 'inputs' });
const dataset = documentOf('dataset.parquet', [source]);

const BUCKET_STEP = {
  urn: 'urn:pulumi:eu-west-1::gl-artifacts::aws:s3/bucket:Bucket::artifacts',
  type: 'aws:s3/bucket:Bucket',
  operation: 'create',
  changed: [],
};

/** A report of a start where everything held. */
export const passedReport = (): StartReport => ({
  reportVersion: 1,
  state: 'PASSED',
  startedAt: '2026-01-27T10:30:00.000Z',
  elapsedMs: 4200,
  csvFile: '/data/co2.csv',
  runId: 'run_1',
  tasks: [{ name: 'services', passed: true, atMs: 0, elapsedMs: 3400, summary: 'started' }],
  stacks: ['us-east-1', 'eu-west-1'].map((stack) => ({
    stack,
    how: 'engine' as const,
    resources: [BUCKET_STEP],
    refused: [],
    noted: [],
    elapsedMs: 5000,
    passed: true,
  })),
  refusal: {
    stack: 'eu-west-1',
    how: 'engine',
    weakness: 'the denial of plain HTTP',
    control: 's3-bucket-tls-required',
    findings: [{ policy: 's3-bucket-tls-required', urn: BUCKET_STEP.urn, message: 'answers without TLS' }],
    passed: true,
  },
  localStack: { how: 'engine', preview: [BUCKET_STEP], notShown: [] },
  provisioned: [{ resource: 'gl-artifacts-local', kind: 'aws:s3/bucket', outcome: 'unchanged' }],
  backendChecks: [{ name: 'creates-once', passed: true, answer: '412 PreconditionFailed' }],
  artifacts: [source, dataset].map((document) => ({
    document,
    readBack: {
      artifactId: document.artifact_id,
      passed: true,
      sha256: document.sha256,
      detail: 'verified',
      elapsedMs: 9,
    },
  })),
  lineage: {
    root: dataset.artifact_id,
    direction: 'upstream',
    nodes: [dataset, source].map((artifact, depth) => ({ depth, artifact })),
    edges: [{ child_id: dataset.artifact_id, parent_id: source.artifact_id, parent_sha256: source.sha256 }],
    truncated: false,
  },
  proofs: {
    proofs: [
      {
        id: 'plain-http-get',
        rule: 'TLS only',
        passed: true,
        refused: {
          request: { operation: 'GetObject', as: 'acme', over: 'plain HTTP', key: 'acme/x' },
          text: 'GET acme/x over plain HTTP as acme',
          expected: 'refused',
          answer: { status: 403, code: 'AccessDenied', message: 'Access Denied.', requestId: 'REQ-1' },
          passed: true,
        },
        accepted: {
          request: { operation: 'GetObject', as: 'acme', over: 'TLS', key: 'acme/x' },
          text: 'GET acme/x over TLS as acme',
          expected: 'accepted',
          answer: { status: 206, code: 'OK', message: '', requestId: 'REQ-2', detail: 'bytes of version 1' },
          passed: true,
        },
      },
    ],
    residue: { added: [], removed: [], compared: 7, passed: true },
  },
});
