import type { ArtifactDocument, BackendCheck, LineageGraph } from '../../../runtime';
import type { QualityReport } from '../csv/quality';
import type { TransformSummary } from '../csv/transform';
import type { TaskRecord } from '../journal';
import type { ReadBack } from '../pipeline/read-back';
import type { ProofResults } from '../proofs/run';
import type { JudgedStack, LocalStackUp, RefusedStack } from '../stacks/model';

/** Something that was provisioned, and what that did: `created`, `updated`, `unchanged`. */
export interface Provisioned {
  resource: string;
  kind: string;
  outcome: string;
  detail?: string;
}

/** Where a start ran. */
export interface Environment {
  node: string;
  platform: string;
  s3: string;
  database: string;
  bucket: string;
  region: string;
  residencyZone: string;
  servicesStartedHere: boolean;
}

/** Why a start failed. */
interface Failure {
  task: string;
  code: string;
  message: string;
}

/**
 * `out/start/report.json`: all that a start did and saw. Filled in as it goes, so that a failed start reports as far as
 * it came.
 */
export interface StartReport {
  reportVersion: 1;
  state: 'PASSED' | 'FAILED';
  startedAt: string;
  elapsedMs: number;
  csvFile: string;
  tasks: readonly TaskRecord[];
  /** The region stacks, judged by the policy pack. */
  stacks: JudgedStack[];
  provisioned: Provisioned[];
  backendChecks: BackendCheck[];
  artifacts: { document: ArtifactDocument; readBack?: ReadBack }[];
  /** The weakened stack, and who refused it. */
  refusal?: RefusedStack;
  localStack?: LocalStackUp;
  environment?: Environment;
  runId?: string;
  quality?: QualityReport;
  transform?: TransformSummary;
  lineage?: LineageGraph;
  proofs?: ProofResults;
  failure?: Failure;
}

/**
 * What of a report was not verified, in words; empty only when everything was. What is missing counts as not verified.
 */
export function unverified(report: Omit<StartReport, 'state'>): string[] {
  const { tasks, stacks, refusal, localStack, backendChecks, artifacts, proofs, lineage, failure } = report;
  const missing = (what: string, present: boolean) => (present ? [] : [`${what}: did not come that far`]);
  return [
    ...(failure === undefined ? [] : [`${failure.task}: ${failure.code}`]),
    ...tasks.filter((task) => !task.passed && task.name !== failure?.task).map((task) => `${task.name}: not verified`),
    ...missing('region stacks', stacks.length > 0),
    ...stacks.filter((judged) => !judged.passed).map((judged) => `stack ${judged.stack}: ${judged.refused.join('; ')}`),
    ...missing('weakened stack', refusal !== undefined),
    ...(refusal?.passed === false ? [`weakened stack: not refused by ${refusal.control} alone`] : []),
    ...missing('local stack', localStack !== undefined),
    ...missing('backend probe', backendChecks.length > 0),
    ...backendChecks.filter((check) => !check.passed).map((check) => `backend ${check.name}: ${check.answer}`),
    ...missing('artifacts', artifacts.length > 0),
    ...artifacts
      .filter(({ readBack }) => readBack?.passed !== true)
      .map(({ document, readBack }) => `read-back of ${document.name}: ${readBack?.detail ?? 'not read'}`),
    ...missing('lineage', lineage !== undefined),
    ...(lineage?.truncated === true ? ['lineage: cut at its limit'] : []),
    ...missing('proofs', proofs !== undefined && proofs.proofs.length > 0),
    ...(proofs?.proofs ?? []).filter((proof) => !proof.passed).map((proof) => `proof ${proof.id}`),
    ...(proofs === undefined || proofs.residue.passed ? [] : ['proofs left something behind']),
  ];
}
