import { EXEMPTIONS_POLICY } from '../../../policies/exemptions/register';
import type { CheckResult, LocatedFinding } from '../check';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** XML 1.0 has no way to write control characters and lone surrogates. */
const escape = (text: string): string =>
  text
    .replace(/[&<>"]/g, (character) => ESCAPES[character]!)
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?');

type Kind = 'failure' | 'error' | 'skipped' | 'system-out';
interface Part {
  kind: Kind;
  text: string;
}

/** A build server fails a job for an error, so what was let pass as judged later is none. */
const partOf =
  (unverifiable: CheckResult['unverifiable']) =>
  ({ verdict, level, judgedLater, message }: LocatedFinding): Part => {
    const open = verdict === 'unverifiable' && !(judgedLater && unverifiable === 'report');
    return { kind: open ? 'error' : level === 'mandatory' ? 'failure' : 'system-out', text: message };
  };

function element({ kind, text }: Part, policy: string): string {
  if (kind === 'system-out') return `<system-out>${escape(text)}</system-out>`;
  if (kind === 'skipped') return `<skipped message="${escape(text)}"/>`;
  return `<${kind} type="${escape(policy)}">${escape(text)}</${kind}>`;
}

interface Case {
  name: string;
  parts: Part[];
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (kind: Kind): number => cases.flatMap(({ parts }) => parts).filter((part) => part.kind === kind).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
  const bodies = cases.map(({ name: urn, parts }) => {
    const body = parts.map((part) => element(part, name)).join('');
    return `    <testcase classname="${escape(name)}" name="${escape(urn)}">${body}</testcase>`;
  });
  return [`  <testsuite name="${escape(name)}" ${counts}>`, ...bodies, '  </testsuite>'].join('\n');
}

/**
 * A report for build servers: one test for every control and resource. What could not be judged is an error; what a
 * control does not apply to, leaves to another resource or lets off is skipped, and says why.
 *
 * Source: the Jenkins xUnit plugin's schema of JUnit reports, junit-10.xsd.
 */
export function junitReport({ stack, unverifiable, findings, words, coverage, problems }: CheckResult): string {
  const judged = [...coverage.controls, { control: EXEMPTIONS_POLICY, resources: [] }];
  const suites = judged.map(({ control, resources }) => {
    const own = findings.filter((finding) => finding.control === control);
    const skips = (urn: string): Part[] => {
      const found = resources.find((one) => one.urn === urn);
      const { exemption } = words.findLast((one) => one.control === control && one.urn === urn) ?? {};
      if (exemption !== undefined) {
        const { ticket, owner, expires, reason } = exemption;
        return [{ kind: 'skipped', text: `exempt until ${expires} (${ticket}, ${owner}): ${reason}` }];
      }
      const passedOver = found?.verdict === 'not applicable' || found?.verdict === 'deferred';
      return passedOver ? [{ kind: 'skipped', text: `${found.verdict}: ${found.because}` }] : [];
    };
    const urns = [...new Set([...resources, ...own].map(({ urn }) => urn))];
    const cases = urns.map((urn): Case => {
      const found = own.filter((finding) => finding.urn === urn).map(partOf(unverifiable));
      return { name: urn, parts: found.length > 0 ? found : skips(urn) };
    });
    return suite(control, cases);
  });
  const broken = problems.map((text) => suite('program', [{ name: stack, parts: [{ kind: 'error', text }] }]));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escape(stack)}">\n${[...suites, ...broken].join('\n')}\n</testsuites>\n`;
}
