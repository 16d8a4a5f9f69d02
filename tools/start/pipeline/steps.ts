import path from 'node:path';
import type { ArtifactDocument, TenantArtifacts } from '../../../runtime';
import { withDuck } from '../csv/duckdb';
import { checkQuality, type QualityReport } from '../csv/quality';
import { snapshotCsv } from '../csv/snapshot';
import { csvToParquet } from '../csv/to-parquet';
import { transformDataset, type TransformSummary } from '../csv/transform';
import { inStep } from './in-run';
import { PIPELINE } from './plan';

/** Where a step works, and how it is stopped. */
export interface StepContext {
  tenant: TenantArtifacts;
  runId: string;
  directory: string;
  signal: AbortSignal;
}

const PARQUET = 'application/x-parquet';

/** CSV to Parquet. Nothing is stored before the whole file was understood. */
export async function ingest(
  { tenant, runId, directory, signal }: StepContext,
  csvFile: string,
): Promise<{ source: ArtifactDocument; dataset: ArtifactDocument }> {
  return inStep(tenant, runId, PIPELINE.ingest, async (step) => {
    const csv = path.join(directory, 'source.csv');
    const parquet = path.join(directory, 'dataset.parquet');
    const dialect = await snapshotCsv(csvFile, csv);
    await withDuck(directory, (duck) => csvToParquet(duck, csv, dialect, parquet, csvFile));
    const body = { file: csv };
    const source = await tenant.put({
      step,
      folder: 'inputs',
      name: 'source.csv',
      body,
      mediaType: 'text/csv',
      signal,
    });
    const dataset = await tenant.put({
      step,
      name: 'dataset.parquet',
      body: { file: parquet },
      mediaType: PARQUET,
      inputs: [source.artifact_id],
      signal,
    });
    return { source, dataset };
  });
}

/** Reads the dataset from the store and reports on it. */
export async function qualityCheck(
  context: StepContext,
  dataset: ArtifactDocument,
): Promise<{ report: ArtifactDocument; quality: QualityReport }> {
  const { tenant, runId, directory, signal } = context;
  return inStep(tenant, runId, PIPELINE.qualityCheck, async (step) => {
    const parquet = path.join(directory, 'quality-input.parquet');
    await tenant.get(dataset.artifact_id, { toFile: parquet, signal });
    const quality = await withDuck(directory, (duck) => checkQuality(duck, parquet, dataset.uri));
    const report = await tenant.put({
      step,
      name: 'quality_report.json',
      body: Buffer.from(`${JSON.stringify(quality, null, 2)}\n`),
      mediaType: 'application/json',
      inputs: [dataset.artifact_id],
      signal,
    });
    return { report, quality };
  });
}

/** Reads the dataset from the store and stores it cleaned. */
export async function transform(
  context: StepContext,
  dataset: ArtifactDocument,
): Promise<{ transformed: ArtifactDocument; summary: TransformSummary }> {
  const { tenant, runId, directory, signal } = context;
  return inStep(tenant, runId, PIPELINE.transform, async (step) => {
    const from = path.join(directory, 'transform-input.parquet');
    const to = path.join(directory, 'transformed.parquet');
    await tenant.get(dataset.artifact_id, { toFile: from, signal });
    const summary = await withDuck(directory, (duck) => transformDataset(duck, from, to));
    const transformed = await tenant.put({
      step,
      name: 'transformed.parquet',
      body: { file: to },
      mediaType: PARQUET,
      inputs: [dataset.artifact_id],
      signal,
    });
    return { transformed, summary };
  });
}
