import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CATALOG } from '../../../policies/catalog';
import { EXEMPTIONS_POLICY } from '../../../policies/exemptions/register';
import { tagsOf } from '../../../policies/mappings';
import pack from '../../../policies/package.json';
import type { CheckResult } from '../check';
import type { Covered, Finding } from '../types';

/** GitHub's scale of 0 to 10, which orders findings of security tools. */
const SECURITY_SEVERITY = { low: '3.0', medium: '5.0', high: '8.0', critical: '9.5' } as const;

const controlRules = CATALOG.map(({ id, title, intent, remediation, severity, level, mappings }) => ({
  id,
  shortDescription: { text: title },
  fullDescription: { text: intent },
  help: { text: remediation.map((step, index) => `${index + 1}. ${step}`).join('\n') },
  defaultConfiguration: { level: level === 'mandatory' ? 'error' : 'warning' },
  properties: { tags: ['security', ...tagsOf(mappings)], 'security-severity': SECURITY_SEVERITY[severity] },
}));

const rules = [
  ...controlRules,
  {
    id: EXEMPTIONS_POLICY,
    shortDescription: { text: 'No exemption has expired or is left over' },
    defaultConfiguration: { level: 'error' },
  },
];

/** A file as SARIF names it: within the repository by its path there. */
const uriOf = (file: string): string =>
  path.isAbsolute(file) ? pathToFileURL(file).href : file.split('/').map(encodeURIComponent).join('/');

const result = (stackFile: string) => (finding: Finding & { property?: string }) => {
  const { control, policy, urn, verdict, level, message, property } = finding;
  const fails = verdict === 'fail';
  return {
    ruleId: control,
    ruleIndex: rules.findIndex(({ id }) => id === control),
    kind: fails ? 'fail' : 'open',
    level: fails ? (level === 'mandatory' ? 'error' : 'warning') : 'none',
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(stackFile) } },
        logicalLocations: [{ name: urn.split('::').at(-1)!, fullyQualifiedName: urn, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'policyAndUrn/v1': `${policy} ${urn}` },
    properties: { policy, ...(property === undefined ? {} : { property }) },
  };
};

/** What an exemption lets off stays in the report, as suppressed and by whose word. */
function suppressed(stackFile: string, { control, policy, urn, outcome, exemption }: Covered) {
  if (exemption === undefined || (outcome.verdict !== 'fail' && outcome.verdict !== 'unverifiable')) return [];
  const { verdict } = outcome;
  const message = verdict === 'fail' ? outcome.because : `${outcome.unknown} is not known`;
  const { owner, reason, ticket, expires } = exemption;
  const justification = `${reason} (${ticket}, ${owner}, until ${expires})`;
  return [
    {
      ...result(stackFile)({ control, policy, urn, verdict, level: 'advisory', message }),
      suppressions: [{ kind: 'external', status: 'accepted', justification }],
    },
  ];
}

/**
 * A report for tools that gather findings, such as GitHub's code scanning. What could not be judged is of kind `open`.
 *
 * Source: OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0.
 */
export function sarifReport({ stackFile, findings, words, exitCode, problems }: CheckResult): string {
  const notifications = problems.map((text) => ({ level: 'error', message: { text } }));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: pack.name, semanticVersion: pack.version, rules } },
        invocations: [
          { executionSuccessful: problems.length === 0, exitCode, toolExecutionNotifications: notifications },
        ],
        results: [...findings.map(result(stackFile)), ...words.flatMap((one) => suppressed(stackFile, one))],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
