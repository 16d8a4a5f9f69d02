import { CATALOG } from '../../../policies/catalog';
import type { Exemption } from '../../../policies/exemptions/exemption';
import pack from '../../../policies/package.json';
import type { CheckResult, LocatedFinding } from '../check';
import type { Covered } from '../types';
import { coverageText } from './coverage-text';

const indent = (text: string, by: string): string => text.split('\n').join(`\n${by}`);

function findingText({ control, policy, urn, verdict, inForce, message, property, excerpt }: LocatedFinding): string {
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
  const head = `${verdict === 'fail' ? 'FAIL' : 'UNVERIFIABLE'}  ${policy}  (${facts?.severity ?? 'high'}, ${inForce}) ${facts?.title ?? title}`;
  const shown = lines.filter(([, text]) => text !== undefined && text !== '');
  return [head, ...shown.map(([name, text]) => `  ${name.padEnd(8)} ${indent(text!, ' '.repeat(11))}`)].join('\n');
}

function exemptionsText(exemptions: readonly Exemption[], words: readonly Covered[]): string[] {
  if (exemptions.length === 0) return [];
  const lines = exemptions.map((one) => {
    const urns = new Set(words.filter(({ exemption }) => exemption === one).map(({ urn }) => urn));
    const { policy, urn, owner, reason, ticket, expires } = one;
    const on = urns.size === 0 ? ['nothing in this stack'] : [...urns];
    return [`  ${policy} on ${urn}`, `until ${expires}, ${owner}, ${ticket}: ${reason}`, ...on].join('\n    ');
  });
  return [['exemptions', ...lines].join('\n')];
}

const NOTHING_JUDGED = 'nothing judged: no control is for anything in this stack, so this says nothing of it';

/** What is left to `pulumi up` is told from a program that could not be judged at all: only that one is at fault. */
function conclusionOf({ exitCode, findings, words, problems }: CheckResult): string {
  const count = findings.filter(({ judgedLater }) => judgedLater).length;
  const later = `${count} finding${count === 1 ? ' is' : 's are'} judged by \`pulumi up\``;
  if (exitCode === 1) return 'refused: a mandatory control is violated';
  if (exitCode === 2 && problems.length > 0) return 'could not judge: see above; this is no pass';
  if (exitCode === 2) return `nothing to refuse yet, and no pass: ${later}; --unverifiable report lets the job pass`;
  if (words.length === 0) return NOTHING_JUDGED;
  return count === 0 ? 'nothing to refuse' : `nothing to refuse; ${later}`;
}

/** A report for people: what, where, why it matters and how it is fixed, then what was looked at. */
export function textReport(result: CheckResult): string {
  const { stack, resources, findings, words, coverage, exemptions, problems, exitCode } = result;
  const title = `${stack}: ${resources} resources, judged by ${pack.name} ${pack.version}, ${CATALOG.length} controls`;
  const parts = [title, ...problems.map((problem) => `PROBLEM  ${problem}`), ...findings.map(findingText)];
  if (problems.length === 0) parts.push(...exemptionsText(exemptions, words), ...coverageText(coverage));
  return `${[...parts, `${conclusionOf(result)} (exit code ${exitCode})`].join('\n\n')}\n`;
}
