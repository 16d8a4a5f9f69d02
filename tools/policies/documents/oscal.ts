import { v5 } from 'uuid';
import type { Control, Mapping } from '../../../policies/control';
import { policyNames } from '../../../policies/pack';
import pack from '../../../policies/package.json';

/** Namespace of the ids: the same document has the same ids wherever it is made. */
const NAMESPACE = v5('gl-artifacts/policies', v5.URL);
/** When the catalogue last changed its meaning; the time of generation would make the document stale at once. */
const LAST_MODIFIED = '2026-11-25T00:00:00Z';

const STANDARDS: Readonly<Record<Mapping['framework'], { source: string; prefix: string }>> = {
  'AWS FSBP': { source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html', prefix: '' },
  'AWS Security Hub': {
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html',
    prefix: '',
  },
  'CIS AWS Foundations': { source: 'https://www.cisecurity.org/benchmark/amazon_web_services', prefix: 'cis-' },
  'NIST SP 800-53': {
    source:
      'https://raw.githubusercontent.com/usnistgov/oscal-content/main/nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_catalog.json',
    prefix: '',
  },
  'PCI DSS': { source: 'https://www.pcisecuritystandards.org/document_library/', prefix: 'pci-' },
};

/** An id as OSCAL writes it: a token begins with a letter, and NIST's own catalogue has `sc-8.1` for SC-8(1). */
const controlId = (framework: Mapping['framework'], id: string): string => {
  const token = `${STANDARDS[framework].prefix}${id.replace(/\((\d+)\)/, '.$1')}`;
  return framework === 'NIST SP 800-53' ? token.toLowerCase() : token;
};

function implementation(framework: Mapping['framework'], controls: readonly Control[]) {
  const mapped = controls.flatMap((control) =>
    control.mappings.filter((one) => one.framework === framework).map((mapping) => ({ control, mapping })),
  );
  const [first] = mapped;
  if (first === undefined) return [];
  const ids = [...new Set(mapped.map(({ mapping }) => mapping.id))];
  const { version } = first.mapping;
  const uuid = (...parts: string[]): string => v5([framework, ...parts].join(' '), NAMESPACE);
  return [
    {
      uuid: uuid(),
      source: STANDARDS[framework].source,
      description: `${framework} ${version}, as far as the policies of ${pack.name} hold it.`,
      'implemented-requirements': ids.map((id) => {
        const own = mapped.filter(({ mapping }) => mapping.id === id);
        return {
          uuid: uuid(id),
          'control-id': controlId(framework, id),
          description: own.map(({ control }) => `${control.title}.`).join(' '),
          props: own.flatMap(({ control, mapping }) => [
            ...policyNames(control).map((value) => ({ name: 'policy', value, class: mapping.match })),
          ]),
        };
      }),
    },
  ];
}

/**
 * The catalogue as a component definition, for tools of governance.
 *
 * Source: NIST, Open Security Controls Assessment Language 1.2.3, component definition model.
 */
export function oscalOf(controls: readonly Control[]): string {
  const frameworks = Object.keys(STANDARDS) as Mapping['framework'][];
  const document = {
    'component-definition': {
      uuid: v5(`${pack.name} ${pack.version}`, NAMESPACE),
      metadata: {
        title: `Policies of ${pack.name}`,
        'last-modified': LAST_MODIFIED,
        version: pack.version,
        'oscal-version': '1.2.3',
      },
      components: [
        {
          uuid: v5(pack.name, NAMESPACE),
          type: 'validation',
          title: pack.name,
          description: `${pack.description}.`,
          'control-implementations': frameworks.flatMap((framework) => implementation(framework, controls)),
        },
      ],
    },
  };
  return JSON.stringify(document, null, 2);
}
