import path from 'node:path';
import { openArtifacts } from '../../runtime';
import type { LocalServices } from '../services';
import type { StackTools } from '../stacks';
import { InterruptedError } from './errors';
import { runExample, type ExampleResult } from './example';
import { count } from './format';
import { Journal } from './journal';
import { lineageTree } from './lineage-tree';
import { addTenants, bringDown, bringUp, environmentOf, outcomes, proofTarget, provision } from './local';
import { RunFailedError } from './pipeline/in-run';
import { TENANT } from './pipeline/plan';
import type { Subject } from './proofs/catalogue';
import { runProofs, type ProofResults } from './proofs/run';
import { unverified, type StartReport } from './report/model';
import { writeReport } from './report/write';
import { judgeStacks, prepareTools } from './stacks/run';
import type { Terminal } from './terminal';

/** What a start is given. */
export interface StartContext {
  terminal: Terminal;
  /** The checkout: services live in its `.services`, reports in its `out`. */
  root: string;
  csvFile: string;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/**
 * The main job: local services, baseline, the example pipeline, read-back, lineage, proofs and a report.
 *
 * @returns true only if every step and every proof was verified
 */
export async function start({ terminal, root, csvFile, signal }: StartContext): Promise<boolean> {
  const journal = new Journal(terminal, signal);
  const draft: Omit<StartReport, 'state'> = {
    reportVersion: 1,
    startedAt: new Date().toISOString(),
    elapsedMs: 0,
    csvFile,
    tasks: journal.tasks,
    stacks: [],
    provisioned: [],
    backendChecks: [],
    artifacts: [],
  };
  terminal.line(terminal.paint('bold', 'gl-artifacts: the example pipeline of ADR-004, on real servers'));
  terminal.line();
  let services: LocalServices | undefined;
  try {
    const tools = await prepareTools(journal, terminal, path.join(root, '.services', 'pulumi'));
    await judgeStacks({ journal, signal }, tools, root, draft);
    services = await bringUp(journal, terminal, path.join(root, '.services', 'local'));
    await work(draft, { journal, terminal, signal, stacks: tools, root }, services);
  } catch (error) {
    noteFailure(draft, signal.aborted ? new InterruptedError() : error);
  }
  draft.elapsedMs = journal.elapsedMs;
  const problems = unverified(draft);
  const report: StartReport = { ...draft, state: problems.length === 0 ? 'PASSED' : 'FAILED' };
  const files = await writeReport(report, path.join(root, 'out', 'start'));
  conclude(
    terminal,
    report,
    problems,
    [files.html, files.json].map((file) => path.relative(root, file)),
  );
  // Last, because the S3 server takes 15 seconds to end: nobody should wait for the result that long.
  if (services !== undefined) await bringDown(journal, services);
  return report.state === 'PASSED';
}

interface Tools {
  journal: Journal;
  terminal: Terminal;
  signal: AbortSignal;
}

const work = async (
  draft: Omit<StartReport, 'state'>,
  { journal, terminal, signal, stacks, root }: Tools & { stacks: StackTools; root: string },
  services: LocalServices,
): Promise<void> => {
  const { config, provisioned, localStack } = await provision({ journal, terminal, signal }, stacks, root, services);
  draft.provisioned = provisioned;
  draft.localStack = localStack;
  draft.environment = environmentOf(services, config);
  const artifacts = await openArtifacts(config);
  try {
    draft.provisioned.push(...(await addTenants(journal, artifacts)));
    await journal.task('backend probe', async () => {
      const { checks } = await artifacts.backend.probe({ tenant: TENANT });
      draft.backendChecks = checks;
      const passed = checks.filter((check) => check.passed).length;
      const summary = `${passed} of ${count(checks.length, 'behaviour')} that the store depends on`;
      return { value: undefined, summary, passed: passed === checks.length };
    });
    const example = await runExample({ journal, artifacts, signal, report: draft });
    terminal.line();
    if (draft.lineage !== undefined) for (const line of lineageTree(draft.lineage)) terminal.line(`  ${line}`);
    terminal.line();
    draft.proofs = await prove({ journal, terminal, signal }, services, example, config);
  } finally {
    await artifacts.close();
  }
};

const subjectOf = (document: ExampleResult['transformed'], bucket: string): Subject => ({
  tenant: document.tenant,
  key: document.uri.slice(`s3://${bucket}/`.length),
  versionId: document.version_id,
});

const prove = (
  { journal, terminal, signal }: Tools,
  services: LocalServices,
  { transformed, neighbours }: ExampleResult,
  config: Parameters<typeof proofTarget>[1],
): Promise<ProofResults> =>
  journal.task('proofs', async () => {
    const bucket = config.bucket.name;
    const value = await runProofs(
      proofTarget(services, config),
      subjectOf(transformed, bucket),
      neighbours.map((document) => subjectOf(document, bucket)),
      ({ passed, id, refused, accepted }) => {
        const mark = passed ? terminal.paint('green', '✓') : terminal.paint('red', '✗');
        const answers = `refused ${refused.answer.status ?? '–'} ${refused.answer.code}, accepted ${accepted.answer.status ?? '–'}`;
        terminal.line(`${' '.repeat(13)}${mark} ${id.padEnd(28)}  ${answers}`);
      },
      signal,
    );
    const passed = value.proofs.filter((proof) => proof.passed).length;
    const all = value.proofs.length;
    const left = value.residue.passed ? 'nothing left behind' : 'SOMETHING WAS LEFT BEHIND';
    const summary = `${passed} of ${count(all, 'proof')} hold, ${left}`;
    return { value, summary, passed: passed === all && value.residue.passed };
  });

const noteFailure = (draft: Omit<StartReport, 'state'>, error: unknown): void => {
  const failed = draft.tasks.find((task) => !task.passed);
  const { code, message } = error as Error & { code?: string };
  draft.failure = { task: failed?.name ?? 'start', code: code ?? 'UNEXPECTED', message };
  if (error instanceof RunFailedError) {
    // A step that failed half-way did not hand over what it had stored.
    const known = new Set(draft.artifacts.map(({ document }) => document.artifact_id));
    for (const document of error.stored ?? []) if (!known.has(document.artifact_id)) draft.artifacts.push({ document });
  }
};

const conclude = (terminal: Terminal, report: StartReport, problems: readonly string[], files: string[]): void => {
  terminal.line();
  const { provisioned } = report;
  if (provisioned.length > 0 && provisioned.every((p) => p.outcome === 'unchanged')) {
    terminal.line(`Nothing was provisioned twice: ${outcomes('resource', provisioned)}.`);
  }
  if (report.failure !== undefined) terminal.line(terminal.paint('red', report.failure.message));
  else for (const problem of problems) terminal.line(terminal.paint('red', `not verified: ${problem}`));
  const passed = report.state === 'PASSED';
  terminal.line(passed ? terminal.paint('green', 'Everything was verified.') : terminal.paint('red', 'Not verified.'));
  terminal.line(`Report: ${files.join(', ')}`);
  terminal.line();
};
