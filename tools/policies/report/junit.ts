import { CATALOG } from '../../../policies/catalog';
import { EXEMPTIONS_POLICY } from '../../../policies/exemptions/register';
import type { CheckResult } from '../check';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ESCAPES[character]!).replace(/[^\t\n\r\x20-\uFFFD]/g, '?');

/** A report for build servers: one test for every control and resource, what could not be judged is an error. */
export function junitReport({ stack, findings, words, problems }: CheckResult): string {
  const suites = [...CATALOG.map(({ id }) => id), EXEMPTIONS_POLICY].map((id) => {
    const urns = [...new Set([...words, ...findings].filter((one) => one.control === id).map(({ urn }) => urn))];
    const cases = urns.map((urn) => {
      const own = findings.filter((finding) => finding.control === id && finding.urn === urn);
      const body = own.map(({ verdict, level, message }) => {
        const element = verdict === 'unverifiable' ? 'error' : level === 'mandatory' ? 'failure' : 'system-out';
        return `<${element}>${escape(message)}</${element}>`;
      });
      const exempt = words.find((one) => one.control === id && one.urn === urn && one.exemption !== undefined);
      if (exempt?.exemption !== undefined) {
        const { ticket, owner, expires, reason } = exempt.exemption;
        body.push(`<skipped message="${escape(`exempt until ${expires} (${ticket}, ${owner}): ${reason}`)}"/>`);
      }
      return `    <testcase classname="${escape(id)}" name="${escape(urn)}">${body.join('')}</testcase>`;
    });
    const count = (verdict: string): number =>
      findings.filter(
        (f) => f.control === id && f.verdict === verdict && (verdict !== 'fail' || f.level === 'mandatory'),
      ).length;
    const head = `name="${escape(id)}" tests="${cases.length}" failures="${count('fail')}" errors="${count('unverifiable')}"`;
    return [`  <testsuite ${head}>`, ...cases, '  </testsuite>'].join('\n');
  });
  const broken = problems.map(
    (problem) =>
      `  <testsuite name="program" tests="1" failures="0" errors="1"><testcase classname="program" name="${escape(stack)}"><error>${escape(problem)}</error></testcase></testsuite>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escape(stack)}">\n${[...suites, ...broken].join('\n')}\n</testsuites>\n`;
}
