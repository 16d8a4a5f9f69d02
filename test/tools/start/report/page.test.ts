import { html } from '../../../../tools/start/report/html';
import { lineagePicture, renderPicture } from '../../../../tools/start/report/lineage-svg';
import { unverified } from '../../../../tools/start/report/model';
import { renderPage } from '../../../../tools/start/report/page';
import { documentOf, passedReport } from '../fixtures';

const HOSTILE = '<script>alert("x")</script>&\'';

describe('the report page', () => {
  it('opens offline: no script, no link, no address outside of text', () => {
    const page = renderPage(passedReport(), html``);
    expect(page).not.toMatch(/<(script|link|img|iframe|base|form)\b/i);
    expect(page).not.toMatch(/\b(src|href|action)=|url\(|@import/i);
  });

  it('shows every artifact with digest, version, retention, expiry, lock and read-back', () => {
    const report = passedReport();
    const page = renderPage(report, html``);
    for (const { document: d } of report.artifacts) {
      for (const fact of [
        d.artifact_id,
        d.sha256,
        d.version_id,
        '90-days',
        d.retention.expires_at,
        d.lock.retain_until,
      ]) {
        expect(page).toContain(fact);
      }
    }
    expect(page).toContain('GOVERNANCE until');
    expect(page).toContain('verified (9 ms)');
  });

  it('shows both answers of a proof with status, code, message and request id', () => {
    const page = renderPage(passedReport(), html``);
    expect(page).toContain('403 · AccessDenied · Access Denied.');
    expect(page).toContain('206 · OK · bytes of version 1');
    expect(page).toContain('REQ-1');
    expect(page).toContain('REQ-2');
  });

  it('shows which stack was judged how, who refused the weaker one, and every resource', () => {
    const page = renderPage(passedReport(), html``);
    for (const text of ['us-east-1', 'accepted', 'Pulumi engine', 'the denial of plain HTTP', 'answers without TLS'])
      expect(page).toContain(text);
    expect(page.split('aws:s3/bucket:Bucket</td>').length - 1).toBeGreaterThanOrEqual(3);
  });

  it('escapes whatever a server, a file or a user wrote', () => {
    const report = passedReport();
    report.artifacts[0]!.document.name = HOSTILE;
    report.proofs!.proofs[0]!.refused.answer.message = HOSTILE;
    report.quality = {
      dataset: 'd',
      rows: 1,
      duplicateRows: 0,
      columns: [{ name: HOSTILE, type: 'VARCHAR', nulls: 0, distinct: 1, min: HOSTILE, max: HOSTILE }],
    };
    report.failure = { task: HOSTILE, code: 'X', message: HOSTILE };
    const page = renderPage({ ...report, csvFile: HOSTILE }, html``);
    expect(page).not.toContain('<script');
    expect(page.split('&lt;script&gt;alert(&quot;x&quot;)').length).toBeGreaterThan(5);
  });

  it('renders a start that failed at once', () => {
    const { reportVersion, startedAt, elapsedMs, csvFile } = passedReport();
    const page = renderPage(
      {
        reportVersion,
        startedAt,
        elapsedMs,
        csvFile,
        state: 'FAILED',
        tasks: [],
        stacks: [],
        provisioned: [],
        backendChecks: [],
        artifacts: [],
        failure: { task: 'services', code: 'NO_SERVER', message: 'no server' },
      },
      html``,
    );
    expect(page).toContain('services: NO_SERVER');
    expect(page).toContain('proofs: did not come that far');
  });
});

describe('a report', () => {
  it('is verified when everything in it is', () => {
    expect(unverified(passedReport())).toEqual([]);
  });

  it.each<[string, (r: ReturnType<typeof passedReport>) => void]>([
    ['a proof failed', (r) => (r.proofs!.proofs[0]!.passed = false)],
    ['proofs left something behind', (r) => (r.proofs!.residue.passed = false)],
    ['there are no proofs', (r) => (r.proofs!.proofs = [])],
    ['an artifact was not read back', (r) => delete r.artifacts[0]!.readBack],
    ['an artifact came back different', (r) => (r.artifacts[0]!.readBack!.passed = false)],
    ['a step was not verified', (r) => ((r.tasks[0] as { passed: boolean }).passed = false)],
    ['a probe failed', (r) => (r.backendChecks[0]!.passed = false)],
    ['the backend was not probed', (r) => (r.backendChecks = [])],
    ['the lineage is missing', (r) => delete r.lineage],
    ['the lineage was cut', (r) => (r.lineage!.truncated = true)],
    ['no stack was judged', (r) => (r.stacks = [])],
    ['a stack was refused', (r) => (r.stacks[0]!.passed = false)],
    ['the weakened stack was not tried', (r) => delete r.refusal],
    ['the weakened stack was accepted', (r) => (r.refusal!.passed = false)],
    ['the local stack was not brought up', (r) => delete r.localStack],
    ['something threw', (r) => (r.failure = { task: 't', code: 'C', message: 'm' })],
  ])('is not verified when %s', (_, spoil) => {
    const report = passedReport();
    spoil(report);
    expect(unverified(report)).not.toEqual([]);
  });
});

describe('the lineage picture', () => {
  const source = documentOf('source.csv', [], { folder: 'inputs' });
  const dataset = documentOf('dataset.parquet', [source]);

  it('leads from the source through the step to what it made', () => {
    const { nodes, edges } = lineagePicture([source, dataset]);
    expect(nodes.map((node) => node.attributes['class'])).toEqual(['artifact', 'artifact', 'step']);
    expect(edges).toEqual([
      { tail: 'run_1/stp_s_001', head: dataset.artifact_id },
      { tail: source.artifact_id, head: 'run_1/stp_s_001' },
    ]);
  });

  it('is an inline SVG without addresses, whatever the names are', async () => {
    const svg = (await renderPicture(lineagePicture([documentOf(`a\\N"}${HOSTILE}`), dataset]))).text;
    expect(svg).toMatch(/^<svg role="img"/);
    expect(svg).toMatch(/<\/svg>$/);
    expect(svg).not.toMatch(/https?:|<script|<!/);
    expect(svg).toContain('a\\N&quot;}&lt;script&gt;');
  });
});
