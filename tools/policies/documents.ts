import type { Control } from '../../policies/control';
import { schemaOf } from '../../policies/configuration';
import type { Exemption } from '../../policies/exemptions/exemption';
import { policyNames } from '../../policies/pack';
import pack from '../../policies/package.json';
import { csvOf } from './documents/csv';
import { oscalOf } from './documents/oscal';
import { pageOf } from './documents/page';

const list = (items: readonly string[], none: string): string =>
  items.length === 0 ? none : items.map((item) => `- ${item}`).join('\n');
/** A sentence as Markdown shows it: an asterisk is one, and does not begin an emphasis. */
const prose = (text: string): string => text.replaceAll('*', '\\*');
const code = (text: string): string => `\`${text}\``;

type Schema = ReturnType<typeof schemaOf>['properties'][string];

function typeOf({ type, items, enum: values, minimum, maximum }: Schema): string {
  const item = typeof items === 'object' && !Array.isArray(items) ? items : undefined;
  const choice = values ?? item?.enum;
  const words = [
    item === undefined ? String(type) : `${String(type)} of ${String(item.type)}`,
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
  ].join(' ');
  return choice === undefined
    ? words
    : `${words}: ${choice.map((one) => code(typeof one === 'string' ? one : JSON.stringify(one))).join(', ')}`;
}

function parametersOf({ configuration }: Control): string {
  const { properties } = schemaOf(configuration);
  const rows = Object.entries(properties).map(([name, schema]) => {
    const { description = '', default: value } = schema;
    return `| ${code(name)} | ${typeOf(schema)} | ${prose(description)} | ${code(JSON.stringify(value))} |`;
  });
  if (rows.length === 0) return 'None.';
  return ['| parameter | type | meaning | default |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const WHEN: Readonly<Record<'content' | 'present' | 'graph', string>> = {
  content: 'on each resource, by its inputs, before it is created or changed: at preview and at `pulumi up`',
  present: 'once, after all resources: does each resource have what it has to have',
  graph: 'on the whole stack, once after all resources',
};

/** The page of one control, as a reviewer reads and signs it. */
function controlPage(control: Control): string {
  const hooks = policyNames(control).map((name) => {
    const hook = name === control.id ? 'content' : control.graph!.suffix;
    return `- ${code(name)}: ${WHEN[hook]}`;
  });
  const mappings = control.mappings.map(
    ({ framework, version, id, match }) => `| ${framework} | ${version} | ${id} | ${match} |`,
  );
  const sections: [string, string][] = [
    ['Why', prose(control.intent)],
    ['Policies', hooks.join('\n')],
    ['Resources', list(control.tokens.map(code), '')],
    ['Parameters', parametersOf(control)],
    ['How to fix', control.remediation.map((step, index) => `${index + 1}. ${prose(step)}`).join('\n')],
    ['Not applicable', list(control.notApplicable.map(prose), 'Nothing is left out.')],
    ['What it refuses though one may have meant well', list(control.falsePositives.map(prose), 'Nothing known.')],
    [
      'Standards',
      [
        '| standard | version | id | match |',
        '| --- | --- | --- | --- |',
        ...mappings,
        '',
        '`exact`: the standard asks for this. `partial`: it asks for more, or for something slightly else. `own`: this project’s reading; no publication maps it.',
      ].join('\n'),
    ],
  ];
  const head = `# ${control.id}\n\n**${control.title}.** Severity ${control.severity}, ${control.level} by default.`;
  return [head, ...sections.map(([title, text]) => `## ${title}\n\n${text}`)].join('\n\n');
}

const FRAMEWORKS = ['AWS FSBP', 'AWS Security Hub', 'CIS AWS Foundations', 'NIST SP 800-53', 'PCI DSS'] as const;

function overview(controls: readonly Control[]): string {
  const head = `| control | severity | level | ${FRAMEWORKS.join(' | ')} |`;
  const rows = controls.map((control) => {
    const ids = FRAMEWORKS.map((framework) =>
      control.mappings
        .filter((mapping) => mapping.framework === framework)
        .map(({ id }) => id)
        .join(', '),
    );
    return `| [${control.title}](${control.id}.md) | ${control.severity} | ${control.level} | ${ids.join(' | ')} |`;
  });
  const versions = FRAMEWORKS.map((framework) => {
    const found = controls.flatMap(({ mappings }) => mappings).find((mapping) => mapping.framework === framework);
    return `${framework} ${found?.version}`;
  });
  return [
    `# Policies of ${pack.name} ${pack.version}`,
    pack.description + '.',
    [
      head,
      `| ${Array(FRAMEWORKS.length + 3)
        .fill('---')
        .join(' | ')} |`,
      ...rows,
    ].join('\n'),
    `Versions: ${versions.join('; ')}. An id in the column of a standard may be an exact or a partial match; the page of the control says which.`,
    'The same to search and to filter, with the conflicts between controls and the exemptions: [index.html](index.html), one file for any browser, without a network.',
    `## Verdicts

- **pass**: the setting is there and strong enough.
- **fail**: it is not. A mandatory control ends preview and \`pulumi up\` with exit code 1.
- **unverifiable**: it hangs on a value that is not known yet. At preview this is reported with what is not known, and
  fails nothing; \`pulumi up\` judges it when the value is known, before the resource is touched or after the last
  resource, as the finding says. What is final, since nothing will judge it later, is refused. \`npm run policies:check\`
  ends with 2 where a mandatory control is left to \`pulumi up\`; with \`--unverifiable report\` it shows that and ends
  with 0.
- **not applicable**: the control has no business with the resource, for a reason that is given.

A policy that meets an unknown value goes on: no other finding is lost. No value of a resource is repeated in a message,
since any of them may be a secret.`,
    `## How to run them

- \`npm run policies:check -- <stack>\`: without engine, CLI and credentials. \`--format\` is \`text\`, \`json\`,
  \`sarif\` or \`junit\`, and \`--out FILE\` writes the report there; \`--config FILE\` takes levels and parameters.
  \`--help\` has the rest.
- On each pull request: [docs/examples/github-actions-policies.yml](../examples/github-actions-policies.yml) uploads
  SARIF to GitHub. Where a stack makes its own key in the same \`pulumi up\`, add \`--unverifiable report\`.
- \`pulumi preview --policy-pack policies\`: with the engine; \`--policy-pack-config FILE\` takes levels and parameters.
- \`npm run policies:docs -- --stack STACK --out FILE\`: judges the stack, writes [the page](index.html) with what was
  looked at in it to FILE, and ends as the check does.`,
    `## Exemptions

\`policies/exemptions.json\` lists what need not keep a control for a time. Each exemption has all of these fields:

| field | meaning |
| --- | --- |
| \`policy\` | id of the control; holds for all of its policies |
| \`urn\` | URN of the resource; \`*\` stands for any characters within one part |
| \`owner\` | who answers for it |
| \`reason\` | why, in a sentence |
| \`ticket\` | where it was decided |
| \`expires\` | the last day that it holds, YYYY-MM-DD in UTC, at most a year ahead |

One that has expired, or that nothing in the stack needs, is a violation of the mandatory policy \`exemptions\` (one for
every stack, \`urn:pulumi:*::…\`, need not be used in each). One that is too broad (any project, any type, a name that
begins with \`*\`) or otherwise wrong is refused before anything is judged. Another file than this repository's is
named by \`--exemptions FILE\` for the check, and by \`GL_ARTIFACTS_EXEMPTIONS\` for the pack in the engine.`,
  ].join('\n\n');
}

/** Name and text of every document that is generated from the catalogue and the register of exemptions. */
export const documentsOf = (
  controls: readonly Control[],
  exemptions: readonly Exemption[],
): Record<string, string> => ({
  'README.md': overview(controls),
  'index.html': pageOf(controls, exemptions),
  'controls.csv': csvOf(controls),
  'component-definition.json': oscalOf(controls),
  ...Object.fromEntries(controls.map((control) => [`${control.id}.md`, controlPage(control)])),
});
