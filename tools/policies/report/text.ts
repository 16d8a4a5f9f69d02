import { CATALOG } from '../../../policies/catalog';
import type { Exemption } from '../../../policies/exemptions/exemption';
import pack from '../../../policies/package.json';
import type { CheckResult, LocatedFinding } from '../check';
import type { Covered } from '../types';

const indent = (text: string, by: string): string => text.split('\n').join(`\n${by}`);
const VERDICTS = ['pass', 'fail', 'unverifiable', 'not applicable', 'exempt'] as const;

function findingText({ control, policy, urn, verdict, level, message, property, excerpt }: LocatedFinding): string {
  const facts = CATALOG.find(({ id }) => id === control);
  const [title, ...body] = message.split('\n');
  const lines: [string, string | undefined][] = [
    ['where', urn],
    ['in', property],
    ['what', body.join(' ').replace(/ To fix: .*$/s, '')],
    ['why', facts?.intent],
    ['fix', facts?.remediation.map((step, index) => `${index + 1}. ${step}`).join('\n')],
    ['found', excerpt],
    ['maps to', facts?.mappings.map(({ framework, version, id }) => `${framework} ${version} ${id}`).join(', ')],
  ];
  const head = `${verdict === 'fail' ? 'FAIL' : 'UNVERIFIABLE'}  ${policy}  (${facts?.severity ?? 'high'}, ${level}) ${facts?.title ?? title}`;
  const shown = lines.filter(([, text]) => text !== undefined && text !== '');
  return [head, ...shown.map(([name, text]) => `  ${name.padEnd(8)} ${indent(text!, ' '.repeat(11))}`)].join('\n');
}

/** How often each control gave each verdict; the graph's word on a resource comes after the resource's own. */
export function tally(coverage: readonly Covered[], control: string): Record<(typeof VERDICTS)[number], number> {
  const own = coverage.filter((one) => one.control === control);
  const last = new Map(own.map((one) => [one.urn, one.exemption === undefined ? one.outcome.verdict : 'exempt']));
  const count = (verdict: string): number => [...last.values()].filter((one) => one === verdict).length;
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as ReturnType<typeof tally>;
}

function coverageText(coverage: readonly Covered[]): string {
  const width = Math.max(...CATALOG.map(({ id }) => id.length));
  const head = `  ${'control'.padEnd(width)}  ${VERDICTS.map((verdict) => verdict.padStart(16)).join('')}`;
  const rows = CATALOG.map(({ id }) => {
    const counts = tally(coverage, id);
    return `  ${id.padEnd(width)}  ${VERDICTS.map((verdict) => String(counts[verdict]).padStart(16)).join('')}`;
  });
  return ['resources judged', head, ...rows].join('\n');
}

function exemptionsText(exemptions: readonly Exemption[], coverage: readonly Covered[]): string[] {
  if (exemptions.length === 0) return [];
  const lines = exemptions.map((one) => {
    const urns = new Set(coverage.filter(({ exemption }) => exemption === one).map(({ urn }) => urn));
    const { policy, urn, owner, reason, ticket, expires } = one;
    const on = urns.size === 0 ? ['nothing in this stack'] : [...urns];
    return [`  ${policy} on ${urn}`, `until ${expires}, ${owner}, ${ticket}: ${reason}`, ...on].join('\n    ');
  });
  return [['exemptions', ...lines].join('\n')];
}

const RESULT = {
  0: 'nothing to refuse',
  1: 'refused: a mandatory control is violated',
  2: 'could not judge: see above; this is no pass',
} as const;

/** A report for people: what, where, why it matters and how it is fixed, then what was looked at. */
export function textReport(result: CheckResult): string {
  const { stack, resources, findings, coverage, exemptions, problems, exitCode } = result;
  const title = `${stack}: ${resources} resources judged by ${pack.name} ${pack.version}, ${CATALOG.length} controls`;
  const parts = [title, ...problems.map((problem) => `PROBLEM  ${problem}`), ...findings.map(findingText)];
  if (problems.length === 0) parts.push(...exemptionsText(exemptions, coverage), coverageText(coverage));
  return `${[...parts, `${RESULT[exitCode]} (exit code ${exitCode})`].join('\n\n')}\n`;
}
