import { alignColumns, count, formatBytes, formatElapsed, tally } from '../format';
import { lineageTree } from '../lineage-tree';
import { badge, html, NOTHING, table, type Html } from './html';
import type { StartReport } from './model';

const verdict = (passed: boolean): Html => badge(passed, passed ? 'verified' : 'not verified');

/** What was done, when, and how long it took. */
export const tasksSection = ({ tasks }: StartReport): Html =>
  html`<section>
    <h2>Steps</h2>
    ${table(tasks, [
      { heading: 'Step', cell: (t) => t.name },
      { heading: 'Result', cell: (t) => verdict(t.passed) },
      { heading: 'Begun at', kind: 'number', cell: (t) => formatElapsed(t.atMs) },
      { heading: 'Took', kind: 'number', cell: (t) => formatElapsed(t.elapsedMs) },
      { heading: 'What came of it', cell: (t) => t.summary },
    ])}
  </section>`;

/** The whole run as a picture, and the way back from its last artifact as a tree. */
export function lineageSection({ lineage }: StartReport, picture: Html): Html {
  if (lineage === undefined) return NOTHING;
  return html`<section>
    <h2>Lineage</h2>
    <p>
      What the run read and made, with the steps between. Below: the answer of the database, upstream from the last
      artifact.
    </p>
    <div class="picture">${picture}</div>
    <pre>${lineageTree(lineage).join('\n')}</pre>
  </section>`;
}

/** What the quality check and the transformation found. */
export function dataSection({ quality, transform }: StartReport): Html {
  if (quality === undefined) return NOTHING;
  const cleaned =
    transform === undefined
      ? ''
      : ` The transformation kept ${transform.rowsOut} of ${transform.rowsIn} rows, in the columns ${transform.columns.join(', ')}.`;
  return html`<section>
    <h2>Data quality</h2>
    <p>${count(quality.rows, 'row')}, ${count(quality.duplicateRows, 'duplicate')}.${cleaned}</p>
    ${table(quality.columns, [
      { heading: 'Column', cell: (c) => c.name },
      { heading: 'Type', kind: 'code', cell: (c) => c.type },
      { heading: 'Nulls', kind: 'number', cell: (c) => c.nulls },
      { heading: 'Distinct', kind: 'number', cell: (c) => c.distinct },
      { heading: 'Smallest', kind: 'code', cell: (c) => c.min ?? '–' },
      { heading: 'Largest', kind: 'code', cell: (c) => c.max ?? '–' },
    ])}
  </section>`;
}

/** What was provisioned, and what that changed. */
export function provisioningSection({ provisioned }: StartReport): Html {
  if (provisioned.length === 0) return NOTHING;
  return html`<section>
    <h2>Provisioning</h2>
    <p>${tally(provisioned.map((p) => p.outcome))}. A start on what is there already changes nothing.</p>
    ${table(provisioned, [
      { heading: 'Resource', cell: (p) => p.resource },
      { heading: 'Kind', kind: 'code', cell: (p) => p.kind },
      { heading: 'Outcome', cell: (p) => p.outcome },
      { heading: 'Detail', cell: (p) => p.detail ?? '' },
    ])}
  </section>`;
}

/** What the store asked the server for before it wrote anything. */
export function backendSection({ backendChecks }: StartReport): Html {
  if (backendChecks.length === 0) return NOTHING;
  return html`<section>
    <h2>Backend probe</h2>
    <p>Before its first write the store asks the server for what it must refuse.</p>
    ${table(backendChecks, [
      { heading: 'Behaviour', cell: (c) => c.name },
      { heading: 'Result', cell: (c) => verdict(c.passed) },
      { heading: 'Answer of the server', kind: 'code', cell: (c) => c.answer },
    ])}
  </section>`;
}

/** Every artifact with what proves it: digest, version, lock, retention and how reading it back went. */
export function artifactsSection({ artifacts }: StartReport): Html {
  if (artifacts.length === 0) return NOTHING;
  const articles = artifacts.map(({ document: d, readBack }) => {
    const facts: [string, string][] = [
      ['Artifact', d.artifact_id],
      ['URI', d.uri],
      ['SHA-256', d.sha256],
      ['Size', `${formatBytes(d.size_bytes)} (${d.size_bytes} bytes), ${d.media_type}`],
      ['Version', `${d.version_id}, ${d.state}`],
      ['Producer', `${d.producer.agent} ${d.producer.agent_version}, ${d.producer.step_id} of ${d.producer.run_id}`],
      ['Made from', d.lineage.inputs.map((input) => input.artifact_id).join(', ') || 'outside the store'],
      ['Retention', `${d.retention.policy}, expires ${d.retention.expires_at}`],
      ['Lock', `${d.lock.mode} until ${d.lock.retain_until}`],
      ['Read back', readBack === undefined ? 'not read' : `${readBack.detail} (${formatElapsed(readBack.elapsedMs)})`],
    ];
    return html`<article>
      <h3>${d.name} <span class="soft">${d.tenant}</span> ${verdict(readBack?.passed === true)}</h3>
      <dl>
        ${facts.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
    </article>`;
  });
  return html`<section>
    <h2>Artifacts</h2>
    <p>Each was read back into a file, hashed apart from the runtime, and verified by the runtime.</p>
    ${articles}
  </section>`;
}

/** Where it ran. */
export function environmentSection({ environment, csvFile }: StartReport): Html {
  if (environment === undefined) return NOTHING;
  const e = environment;
  const lines = alignColumns([
    ['input', csvFile],
    ['S3', e.s3],
    ['bucket', `${e.bucket} (${e.region}, residency zone ${e.residencyZone})`],
    ['database', e.database],
    [
      'services',
      e.servicesStartedHere ? 'started by this run, for as long as anybody uses them' : 'were running already',
    ],
    ['Node', `${e.node} on ${e.platform}`],
  ]);
  return html`<section>
    <h2>Where</h2>
    <pre>${lines.join('\n')}</pre>
  </section>`;
}
