import { VERDICTS, type Coverage } from '../coverage';

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Why a control has no row of numbers: that it found nothing wrong must not be read into it. */
const idle = (level: string): string =>
  level === 'disabled'
    ? 'not looked at: disabled by the configuration'
    : 'not looked at: the stack has nothing of its kind';

function reasonsText({ controls }: Coverage): string[] {
  const lines = controls.flatMap(({ control, resources }) => {
    const reasons = resources.filter((one) => one.verdict === 'not applicable').map(({ because = '' }) => because);
    return [...new Set(reasons)].map(
      (reason) => `  ${String(reasons.filter((one) => one === reason).length).padStart(4)}  ${control}: ${reason}`,
    );
  });
  return lines.length === 0 ? [] : [['not applicable, because', ...lines].join('\n')];
}

function withoutControlText({ withoutControl }: Coverage): string[] {
  if (withoutControl.length === 0) return [];
  const lines = withoutControl.map(({ type, urns }) => `  ${String(urns.length).padStart(4)}  ${type}`);
  return [['resources that no control is for', ...lines].join('\n')];
}

const DEFERRED =
  '  (deferred: what is judged is in another resource, such as the sibling of a bucket, and counted there)';

/** What was looked at, so that "nothing found" is told from "nothing looked at". */
export function coverageText(coverage: Coverage): string[] {
  const { controls, withoutControl } = coverage;
  const judged = new Set(controls.flatMap(({ resources }) => resources.map(({ urn }) => urn)));
  const active = controls.filter(({ resources }) => resources.length > 0);
  const left = withoutControl.reduce((sum, { urns }) => sum + urns.length, 0);
  const title = `looked at: ${plural(judged.size, 'resource')} by ${active.length} of ${plural(controls.length, 'control')}; no control is for ${left} more`;
  const width = Math.max(...controls.map(({ control }) => control.length));
  const columns = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(16)).join('');
  const rows = controls.map(({ control, level, counts, resources }) => {
    const cells = columns(VERDICTS.map((verdict) => String(counts[verdict])));
    return `  ${control.padEnd(width)}  ${resources.length === 0 ? idle(level) : cells}`;
  });
  return [
    [title, DEFERRED, `  ${'control'.padEnd(width)}  ${columns(VERDICTS)}`, ...rows].join('\n'),
    ...reasonsText(coverage),
    ...withoutControlText(coverage),
  ];
}
