import type { ArtifactDocument, TenantArtifacts } from '../../../runtime';
import { inRun, inStep } from './in-run';
import { PIPELINE } from './plan';

/** Stores one artifact of another tenant, so that there is something to be kept out of. */
export async function storeNeighbourArtifact(tenant: TenantArtifacts, name: string): Promise<ArtifactDocument> {
  const { result } = await inRun(tenant, { pipeline: 'neighbour' }, (runId) =>
    inStep(tenant, runId, PIPELINE.ingest, (step) =>
      tenant.put({
        step,
        folder: 'inputs',
        name: 'source.csv',
        body: Buffer.from(`tenant,secret\n${name},not for others\n`),
        mediaType: 'text/csv',
      }),
    ),
  );
  return result;
}
