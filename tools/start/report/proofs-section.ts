import { count } from '../format';
import type { Exchange, Proof } from '../proofs/model';
import { badge, html, NOTHING, type Html } from './html';
import type { StartReport } from './model';

/** What the bucket refused, each beside the same request that it accepted, with the server's own answers. */
export function proofsSection({ proofs }: StartReport): Html {
  if (proofs === undefined) return NOTHING;
  const { residue } = proofs;
  const passed = proofs.proofs.filter((proof) => proof.passed).length;
  const left = residue.passed
    ? `A listing of ${count(residue.compared, 'version')} before and after is the same: the proofs left nothing behind.`
    : `The proofs left something behind: added ${residue.added.join('; ') || 'nothing'}; removed ${residue.removed.join('; ') || 'nothing'}.`;
  return html`<section>
    <h2>What the bucket refuses</h2>
    <p>
      ${passed} of ${proofs.proofs.length} proofs hold. Each is a real request with a tenant's own scoped credentials,
      beside the same request that is accepted. Only 403 AccessDenied counts as refused.
    </p>
    <p>${badge(residue.passed, residue.passed ? 'clean' : 'not clean')} ${left}</p>
    ${proofs.proofs.map(article)}
  </section>`;
}

const article = (proof: Proof): Html =>
  html`<article>
    <h3>
      ${proof.rule} <span class="soft">${proof.id}</span> ${badge(proof.passed, proof.passed ? 'proven' : 'not proven')}
    </h3>
    ${proof.note === undefined ? NOTHING : html`<p class="soft">${proof.note}</p>`}
    <div class="two">${exchange(proof.refused)}${exchange(proof.accepted)}</div>
  </article>`;

const exchange = ({ text, expected, answer, passed }: Exchange): Html => {
  const said = [answer.status ?? 'no answer', answer.code, answer.message || answer.detail].filter(Boolean).join(' · ');
  return html`<div class="exchange">
    <p><code>${text}</code></p>
    <p>expected: ${expected} ${badge(passed, passed ? `was ${expected}` : `was not ${expected}`)}</p>
    <p>${said}</p>
    <p class="soft">request id ${answer.requestId || 'none'}</p>
  </div>`;
};
