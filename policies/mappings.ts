import type { Mapping } from './control';

const PREFIX: Readonly<Record<Mapping['framework'], string>> = {
  'AWS FSBP': 'fsbp',
  'AWS Security Hub': 'securityhub',
  'CIS AWS Foundations': 'cis-aws',
  'NIST SP 800-53': 'nist-800-53',
  'PCI DSS': 'pci-dss',
};

const of =
  (framework: Mapping['framework'], version: string) =>
  (match: Mapping['match'], ...ids: string[]): Mapping[] =>
    ids.map((id) => ({ framework, version, id, match }));

/** Mappings to the versions of the standards that the catalogue is pinned to. */
export const fsbp = of('AWS FSBP', '1.0.0');
export const securityHub = of('AWS Security Hub', '2026');
export const cis = of('CIS AWS Foundations', '5.0.0');
export const nist = of('NIST SP 800-53', 'r5');
export const pci = of('PCI DSS', '4.0.1');

/** Mappings as tags of a policy, for example `fsbp-1.0.0:S3.5`. */
export const tagsOf = (mappings: readonly Mapping[]): string[] =>
  mappings.map(({ framework, version, id }) => `${PREFIX[framework]}-${version}:${id}`);
