import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { html } from './html';
import { lineagePicture, renderPicture } from './lineage-svg';
import type { StartReport } from './model';
import { renderPage } from './page';

/** Files that a report was written to. */
export interface ReportFiles {
  json: string;
  html: string;
}

/** Writes `report.json` and `report.html`; each gets its name when it is whole. */
export async function writeReport(report: StartReport, directory: string): Promise<ReportFiles> {
  await mkdir(directory, { recursive: true });
  const files = { json: path.join(directory, 'report.json'), html: path.join(directory, 'report.html') };
  await writeWhole(files.json, `${JSON.stringify(report, null, 2)}\n`);
  await writeWhole(files.html, renderPage(report, await pictureOf(report)));
  return files;
}

const pictureOf = async ({ artifacts, runId }: StartReport) => {
  const ofRun = artifacts.map(({ document }) => document).filter(({ producer }) => producer.run_id === runId);
  return ofRun.length === 0 ? html`` : renderPicture(lineagePicture(ofRun));
};

const writeWhole = async (file: string, text: string): Promise<void> => {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
};
