import { operationCounts } from '../../stacks/table';
import type { Step } from '../../engine';
import { formatElapsed } from '../format';
import { badge, html, NOTHING, table, type Html } from './html';
import type { StartReport } from './model';

const HOW = { engine: 'Pulumi engine', 'in-process': 'in process, without an engine' } as const;

const resources = (steps: readonly Step[]): Html =>
  table(steps, [
    { heading: 'Operation', cell: (s) => s.operation },
    { heading: 'Type', kind: 'code', cell: (s) => s.type },
    { heading: 'Name', kind: 'code', cell: (s) => s.urn.split('::').at(-1) ?? '' },
  ]);

const list = (lines: readonly string[]): Html =>
  lines.length === 0
    ? NOTHING
    : html`<ul>
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>`;

/** The region stacks as the policy pack judged them, the weakened one, and what the local stack is made of. */
export function stacksSection({ stacks, refusal, localStack }: StartReport): Html {
  if (stacks.length === 0) return NOTHING;
  return html`<section>
    <h2>Stacks</h2>
    <p>Each region stack was previewed and judged by the policy pack; nothing was sent to AWS.</p>
    ${table(stacks, [
      { heading: 'Stack', cell: (s) => s.stack },
      { heading: 'Verdict', cell: (s) => badge(s.passed, s.passed ? 'accepted' : 'refused') },
      { heading: 'Judged', cell: (s) => HOW[s.how] },
      { heading: 'Resources', cell: (s) => operationCounts(s.resources) },
      { heading: 'Violations', kind: 'number', cell: (s) => s.refused.length },
      { heading: 'Notes', kind: 'number', cell: (s) => s.noted.length },
      { heading: 'Took', kind: 'number', cell: (s) => formatElapsed(s.elapsedMs) },
    ])}
    ${stacks.map(
      (s) =>
        html`${list([...s.refused, ...s.noted])}
          <details>
            <summary>Resources of ${s.stack}</summary>
            ${resources(s.resources)}
          </details>`,
    )}
    ${refusal === undefined ? NOTHING : weakenedSection(refusal)}
    ${
      localStack === undefined
        ? NOTHING
        : html`<h3>Local stack, ${HOW[localStack.how]}</h3>
            ${list(localStack.notShown.map((line) => `Not shown: ${line}`))} ${resources(localStack.preview)}`
    }
  </section>`;
}

const weakenedSection = ({ stack, weakness, control, findings, passed }: NonNullable<StartReport['refusal']>): Html =>
  html`<h3>A weaker stack ${badge(passed, passed ? 'refused' : 'not refused as expected')}</h3>
    <p>${stack} without ${weakness}; ${control} has to refuse it.</p>
    ${table(findings, [
      { heading: 'Policy', kind: 'code', cell: (f) => f.policy },
      { heading: 'Resource', kind: 'code', cell: (f) => f.urn },
      { heading: 'Says', cell: (f) => f.message },
    ])}`;
