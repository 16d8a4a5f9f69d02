import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ArtifactDocument, Artifacts, LineageGraph } from '../../runtime';
import { count, formatBytes } from './format';
import type { Journal } from './journal';
import { inRun } from './pipeline/in-run';
import { storeNeighbourArtifact } from './pipeline/neighbour';
import { NEIGHBOURS, planDocument, TENANT } from './pipeline/plan';
import { readBack } from './pipeline/read-back';
import { ingest, qualityCheck, transform } from './pipeline/steps';
import type { StartReport } from './report/model';

/** What the example works with. */
export interface ExampleContext {
  journal: Journal;
  artifacts: Artifacts;
  signal: AbortSignal;
  /** Filled in as the example goes. */
  report: Omit<StartReport, 'state'>;
}

/** Artifacts that the rest of a start works on. */
export interface ExampleResult {
  transformed: ArtifactDocument;
  neighbours: ArtifactDocument[];
}

/** Runs the pipeline, stores the neighbours' artifacts, reads all of them back and asks for the lineage. */
export async function runExample(context: ExampleContext): Promise<ExampleResult> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'gl-artifacts-start-'));
  try {
    const transformed = await runPipeline(context, directory);
    const neighbours = await storeNeighbours(context);
    await readEverythingBack(context, directory);
    await askForLineage(context, transformed);
    return { transformed, neighbours };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const described = ({ name, size_bytes: sizeBytes }: ArtifactDocument): string => `${name} ${formatBytes(sizeBytes)}`;

const runPipeline = async (context: ExampleContext, directory: string): Promise<ArtifactDocument> => {
  const { journal, artifacts, report, signal } = context;
  const tenant = artifacts.tenant(TENANT);
  const keep = (...documents: ArtifactDocument[]) => {
    report.artifacts.push(...documents.map((document) => ({ document })));
  };
  const { result } = await inRun(tenant, planDocument(path.basename(report.csvFile)), async (runId) => {
    report.runId = runId;
    const step = { tenant, runId, directory, signal };
    const dataset = await journal.task('ingest', async () => {
      const made = await ingest(step, report.csvFile);
      keep(made.source, made.dataset);
      return { value: made.dataset, summary: `${described(made.source)} → ${described(made.dataset)}` };
    });
    await journal.task('quality check', async () => {
      const made = await qualityCheck(step, dataset);
      keep(made.report);
      report.quality = made.quality;
      const { rows, duplicateRows, columns } = made.quality;
      const nulls = columns.reduce((sum, column) => sum + column.nulls, 0);
      const found = `${count(rows, 'row')}, ${count(columns.length, 'column')}, ${count(nulls, 'null')}, ${count(duplicateRows, 'duplicate')}`;
      return { value: undefined, summary: `${described(made.report)}: ${found}` };
    });
    return journal.task('transform', async () => {
      const made = await transform(step, dataset);
      keep(made.transformed);
      report.transform = made.summary;
      const summary = `${described(made.transformed)}: ${made.summary.rowsOut} of ${made.summary.rowsIn} rows kept`;
      return { value: made.transformed, summary };
    });
  });
  return result;
};

const storeNeighbours = ({ journal, artifacts, report }: ExampleContext): Promise<ArtifactDocument[]> =>
  journal.task('neighbours', async () => {
    const value: ArtifactDocument[] = [];
    for (const name of NEIGHBOURS) value.push(await storeNeighbourArtifact(artifacts.tenant(name), name));
    report.artifacts.push(...value.map((document) => ({ document })));
    return { value, summary: `${count(value.length, 'artifact')} of ${NEIGHBOURS.join(' and ')}, to be kept out of` };
  });

const readEverythingBack = ({ journal, artifacts, report, signal }: ExampleContext, directory: string): Promise<void> =>
  journal.task('read back', async () => {
    for (const entry of report.artifacts) {
      entry.readBack = await readBack(artifacts.tenant(entry.document.tenant), entry.document, directory, signal);
    }
    const passed = report.artifacts.filter((entry) => entry.readBack?.passed === true);
    const bytes = passed.reduce((sum, { document }) => sum + document.size_bytes, 0);
    const all = report.artifacts.length;
    const summary = `${passed.length} of ${count(all, 'artifact')} verified, ${formatBytes(bytes)}`;
    return { value: undefined, summary, passed: passed.length === all };
  });

const askForLineage = ({ journal, artifacts, report }: ExampleContext, of: ArtifactDocument): Promise<LineageGraph> =>
  journal.task('lineage', async () => {
    const value = (report.lineage = await artifacts.tenant(TENANT).lineage.upstream(of.artifact_id));
    const roots = value.nodes.filter(({ artifact }) => artifact.name === 'source.csv').length;
    const summary = `${of.name} ← ${count(value.nodes.length - 1, 'artifact')} upstream`;
    return { value, summary, passed: roots === 1 && !value.truncated };
  });
