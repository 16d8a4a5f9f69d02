import { formatElapsed } from '../format';
import { badge, html, NOTHING, trusted, type Html } from './html';
import { unverified, type StartReport } from './model';
import { proofsSection } from './proofs-section';
import {
  artifactsSection,
  backendSection,
  dataSection,
  environmentSection,
  lineageSection,
  provisioningSection,
  tasksSection,
} from './sections';
import { stacksSection } from './stacks-section';
import { STYLE } from './style';

/**
 * Renders the report as one page that opens without a network.
 *
 * @param picture - the lineage picture; rendered apart, as that is not pure
 */
export function renderPage(report: StartReport, picture: Html): string {
  const passed = report.state === 'PASSED';
  const problems = unverified(report);
  const title = 'gl-artifacts: the example pipeline of ADR-004';
  const run = report.runId === undefined ? '' : `Run ${report.runId}, `;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${trusted(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p class="lead">
            ${badge(passed, passed ? 'everything verified' : 'not verified')} ${run}started ${report.startedAt}, took
            ${formatElapsed(report.elapsedMs)}.
          </p>
          ${problems.length === 0 ? NOTHING : problemsSection(report, problems)} ${tasksSection(report)}
          ${stacksSection(report)} ${lineageSection(report, picture)} ${artifactsSection(report)}
          ${proofsSection(report)} ${dataSection(report)} ${backendSection(report)} ${provisioningSection(report)}
          ${environmentSection(report)}
        </main>
      </body>
    </html> `.text;
}

const problemsSection = ({ failure }: StartReport, problems: readonly string[]): Html =>
  html`<section>
    <h2>Not verified</h2>
    <ul>
      ${problems.map((problem) => html`<li>${problem}</li>`)}
    </ul>
    ${failure === undefined ? NOTHING : html`<pre>${failure.message}</pre>`}
  </section>`;
