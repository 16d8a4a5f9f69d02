/** Who runs a step. */
export interface StepPlan {
  step: string;
  agent: string;
  agentVersion: string;
}

/** The example pipeline of ADR-004 §Lineage Example. */
export const PIPELINE = {
  ingest: { step: 'ingest', agent: 'OPS.DATA.Ingest', agentVersion: '1.2.3' },
  qualityCheck: { step: 'quality-check', agent: 'OPS.DATA.QualityCheck', agentVersion: '2.0.1' },
  transform: { step: 'transform', agent: 'OPS.DATA.Transform', agentVersion: '1.5.0' },
} satisfies Record<string, StepPlan>;

/** The tenant that runs the pipeline. */
export const TENANT = 'acme';

/** Tenants that it must not reach; one begins with its name. */
export const NEIGHBOURS = ['globex', 'acme-evil'] as const;

/** What the run's `plan.json` says. */
export const planDocument = (csvName: string) => ({
  pipeline: 'adr-004-example',
  source: csvName,
  steps: Object.values(PIPELINE).map(({ step, agent, agentVersion }) => ({ step, agent, agent_version: agentVersion })),
});
